"""Who is called in an incident: every place that names a rotation, a person or a role to call."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related
from ..model.book import Book, Entry
from ..sources.document import Route


def calls(entry: Entry) -> Iterator[tuple[str, Route]]:
    """The id that is called, and where: contacts, escalation, ways out, approvals, hypotheses."""
    runbook = entry.runbook
    for role, tiers in runbook.contacts.items():
        for tier, name in tiers.named():
            yield name, ("contacts", role, tier)
    for index, rung in enumerate(runbook.escalation):
        yield rung.to, ("escalation", index, "to")
    for placed in entry.steps:
        if placed.step.escalate:
            yield placed.step.escalate, (*placed.route, "escalate")
        if placed.step.approval:
            yield placed.step.approval.by, (*placed.route, "approval", "by")
    for index, hypothesis in enumerate(runbook.hypotheses):
        if hypothesis.escalate:
            yield hypothesis.escalate, ("hypotheses", index, "escalate")


def first_call(book: Book, name: str) -> Related | None:
    """The first place of the book that calls this rotation or person."""
    for entry in book.entries:
        for called, route in calls(entry):
            if called == name:
                return Related(entry.span(route), "called here")
    return None
