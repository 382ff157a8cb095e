"""A runbook that is too long to find one's place in."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .places import here

MOST = 40


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        if len(entry.steps) > MOST:
            yield Finding(
                f"this runbook has {len(entry.steps)} steps",
                here(entry, ("steps",), key=True),
                f"Keep it to {MOST}: split it by cause, and lead from one to the other with `continue_in`.",
            )


CHECK = Check("NB509", "too-many-steps", Severity.WARNING, f"A runbook with more than {MOST} steps.", find)
