"""A line of a shell command that should go on and does not: a space follows its backslash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book, Entry, PlacedCommand
from ..model.settings import Policy
from .check import Check, Finding
from .places import place, source, texts

_TRAILING = re.compile(r"\\[ \t]+$", re.MULTILINE)
_FOLDED = re.compile(r"(?<!\\)\\ (?=\S)")
_AT_LINE_END = re.compile(r"(?<!\\)\\[ \t]*\n")


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for command, text in texts(entry):
            if ("\\ " in text or "\\\t" in text) and command.command.shell:
                yield from _trailing(entry, command, text)
                yield from _folded(entry, command, text)


def _trailing(entry: Entry, command: PlacedCommand, text: str) -> Iterator[Finding]:
    for found in _TRAILING.finditer(text):
        yield Finding(
            "a space follows this backslash, so the command ends here",
            place(entry, command, found.start(), found.start() + 1),
            "Remove every space after the backslash.",
        )


def _folded(entry: Entry, command: PlacedCommand, text: str) -> Iterator[Finding]:
    """YAML folds the lines of `>` and of plain text: a backslash at a line's end then has one after it."""
    written = source(entry.document, command.text_route)
    found = None if written.startswith(("|", '"')) else _FOLDED.search(text)
    if found and _AT_LINE_END.search(written):
        yield Finding(
            "YAML joins these lines, and a space follows this backslash",
            place(entry, command, found.start(), found.start() + 1),
            "Write the command under `|-`, which keeps its lines, or remove the backslashes.",
        )


CHECK = Check(
    "NB713",
    "space-after-backslash",
    Severity.ERROR,
    "A backslash that does not join two lines.",
    find,
)
