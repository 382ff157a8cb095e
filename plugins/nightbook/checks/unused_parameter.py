"""A parameter that fills nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book, Entry
from ..model.settings import Policy
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for name in entry.runbook.parameters:
            route = ("parameters", name)
            if not _is_used(entry, f"<{name}>", book) and not entry.inherited_from(route):
                yield Finding(
                    f"nothing holds `<{name}>`",
                    entry.span(route, key=True),
                    "Remove it, or write it into the command that needs it: the reader is asked for it.",
                )


def _is_used(entry: Entry, written: str, book: Book) -> bool:
    """Whether it stands in the file, in the baseline or in a message: a sentence may name a parameter too."""
    if written in entry.document.text:
        return True
    baseline = book.baselines.get(entry.runbook.extends or "")
    if baseline and written in baseline.text:
        return True
    messages = (book.catalog.messages.get(name) for name in entry.runbook.messages)
    return any(written in f"{message.subject} {message.text}" for message in messages if message)


CHECK = Check("NB702", "unused-parameter", Severity.WARNING, "A parameter that fills nothing.", find)
