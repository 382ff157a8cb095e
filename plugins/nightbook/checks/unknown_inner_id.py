"""A step that keeps evidence which the runbook does not describe."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, did_you_mean
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        known = {evidence.id for evidence in entry.runbook.evidence}
        for placed in entry.steps:
            for index, name in enumerate(placed.step.keep):
                if name not in known:
                    yield Finding(
                        f'`evidence` has no "{name}"',
                        entry.span((*placed.route, "keep", index)),
                        did_you_mean(name, known) or f"Describe it in `evidence`, with `id: {name}`.",
                    )


CHECK = Check(
    "NB805", "unknown-inner-id", Severity.ERROR, "A step keeps evidence that is not described.", find
)
