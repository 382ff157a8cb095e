"""Two steps of a runbook with the same id."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        if len(entry.by_step_id) == len(entry.steps):
            continue
        for placed in entry.steps:
            first = entry.by_step_id[placed.step.id]
            if first is not placed:
                yield Finding(
                    f'two steps have the id "{placed.step.id}"',
                    entry.span((*placed.route, "id")),
                    "Give one of them another id, and lead to it where it was meant.",
                    (Related(entry.span((*first.route, "id")), "the first one"),),
                )


CHECK = Check("NB508", "duplicate-step-id", Severity.ERROR, "Two steps with the same id.", find)
