"""A signal or an option that leads to a step which does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, did_you_mean
from ..model.book import Book, Entry
from ..model.settings import Policy
from ..sources.document import Route
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for route, step in _leads(entry):
            if step not in entry.by_step_id:
                yield Finding(
                    f'there is no step "{step}" in this runbook',
                    entry.span(route),
                    did_you_mean(step, entry.by_step_id) or "Name the `id` of one of its steps.",
                )


def _leads(entry: Entry) -> Iterator[tuple[Route, str]]:
    for index, signal in enumerate(entry.runbook.signals):
        if signal.leads_to:
            yield ("signals", index, "leads_to"), signal.leads_to
    for index, option in enumerate(entry.runbook.options):
        if option.go_to:
            yield ("options", index, "go_to"), option.go_to


CHECK = Check(
    "NB802",
    "unknown-step-reference",
    Severity.ERROR,
    "A signal or an option that leads to a step which does not exist.",
    find,
)
