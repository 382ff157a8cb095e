"""A rung of the escalation that comes before the one above it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics import Related, Severity
from ..model.book import Book
from ..model.settings import Policy
from ..model.units import duration
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for index, (above, rung) in enumerate(pairwise(entry.runbook.escalation), 1):
            if duration(rung.after) < duration(above.after):
                yield Finding(
                    f'"{rung.to}" is called after {rung.after}, before the one above',
                    entry.span(("escalation", index, "after")),
                    "Write the rungs in the order of time: `after` counts from the first answer.",
                    (Related(entry.span(("escalation", index - 1, "after")), "the rung above"),),
                )


CHECK = Check(
    "NB605",
    "escalation-out-of-order",
    Severity.WARNING,
    "A rung of the escalation that comes before the one above it.",
    find,
)
