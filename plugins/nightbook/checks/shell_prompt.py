"""The prompt of a terminal, copied together with the command."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.runbook import Command
from ..model.settings import Policy
from .check import Check, Finding
from .places import place, texts

# A line that begins with `# ` is a comment, and one with `> ` may be a redirection: both are left alone.
_SHELL = re.compile(
    r"^[ \t]*((?:[$%]|\[?[\w.-]+@[\w.-]+[ :][\w.~/ -]*\]?[$#%]|[\w.-]+@[\w.-]+[$#%])[ \t]+)\S", re.MULTILINE
)
_PYTHON = re.compile(r"^[ \t]*(>>>[ \t]*)", re.MULTILINE)
_SQL = re.compile(r"^[ \t]*(\w+(?:=[>#]|>)[ \t]+)[A-Za-z\\]", re.MULTILINE)


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for command, text in texts(entry):
            pattern = _pattern(command.command, text)
            for found in pattern.finditer(text) if pattern else ():
                yield Finding(
                    f"`{found[1].rstrip()}` is a prompt, not part of the command",
                    place(entry, command, found.start(1), found.end(1)),
                    "Remove it, and the output that was copied with it: `expect` is the place for that.",
                )


def _pattern(command: Command, text: str) -> re.Pattern[str] | None:
    """The prompts of the command's language, where its text may have one: asked first, since it is quick."""
    if command.shell:
        return _SHELL if "$ " in text or "% " in text or "@" in text else None
    if command.python:
        return _PYTHON if ">>>" in text else None
    return _SQL if command.sql and ("> " in text or "# " in text) else None


CHECK = Check(
    "NB712", "shell-prompt", Severity.ERROR, "The prompt of a terminal, copied with the command.", find
)
