"""A `<name>` in a command that no parameter fills."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Related, Severity, Span, did_you_mean
from ..model.book import Book, Entry
from ..model.settings import Policy
from .check import Check, Finding
from .places import place, texts
from .worst import worst

PLACEHOLDER = re.compile(r"<([a-z][a-z0-9_-]*)>")
"""What the pages turn into a field when `parameters` has the name."""

_MOST = 4
"""How many of its places one finding shows."""


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    yield from worst(found for entry in book.entries for found in _in(entry))


def _in(entry: Entry) -> Iterator[Finding]:
    for name, found in _undeclared(entry).items():
        spans = sorted(found)
        yield Finding(
            f"`parameters` has no `{name}`",
            spans[0],
            _help(name, entry),
            tuple(Related(span, "here too") for span in spans[1:_MOST]),
        )


def _help(name: str, entry: Entry) -> str:
    declare = f"`{name}: {{ask: What to write here}}`"
    known = did_you_mean(name, entry.runbook.parameters)
    return f"{known} Or declare it: {declare}." if known else f"Declare it in `parameters`: {declare}."


def _undeclared(entry: Entry) -> dict[str, list[Span]]:
    """The places of each undeclared name, the first in each command, in the order of the page."""
    found: dict[str, list[Span]] = {}
    names = set(PLACEHOLDER.findall("\n".join([text for _, text in texts(entry)])))
    for command, text in texts(entry) if names - entry.runbook.parameters.keys() else ():
        here: set[str] = set()
        for match in PLACEHOLDER.finditer(text):
            name = match[1]
            is_markup = f"</{name}>" in text  # XML or HTML, which closes what it opens
            if name not in entry.runbook.parameters and name not in here and not is_markup:
                here.add(name)
                found.setdefault(name, []).append(place(entry, command, match.start(), match.end()))
    return found


CHECK = Check(
    "NB701", "undeclared-parameter", Severity.ERROR, "A `<name>` in a command that no parameter fills.", find
)
