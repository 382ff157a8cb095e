"""A step that leads to a step which does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity, did_you_mean
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .walks import unknown_jumps


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for _, route, target in unknown_jumps(entry):
            inherits = bool(entry.inherited_from(route))
            yield Finding(
                f'there is no step "{target}"',
                entry.span(route),
                did_you_mean(target, entry.by_step_id)
                or f"Write a step with `id: {target}`, or lead to another one.",
                (Related(entry.span(("extends",)), "for this runbook, which inherits the step"),)
                if inherits
                else (),
            )


CHECK = Check(
    "NB504", "jump-to-nowhere", Severity.ERROR, "A step that leads to a step which does not exist.", find
)
