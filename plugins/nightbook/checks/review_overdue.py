"""A review whose time is over."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.freshness import Age, Freshness, freshness
from ..model.settings import Policy
from .check import Check, Finding
from .written import Source, days, sources


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    windows = policy.settings.review
    for source in sources(book):
        age = review_age(source, policy)
        if age and age.is_overdue:
            fails = source.severity in windows.error_for
            yield Finding(
                f"{_said(age)}; {owner(source, book)}",
                source.span("review", "last"),
                "Read it against reality, correct it, then set `last` to that day and `by` to your id.",
                severity=Severity.ERROR if fails else Severity.WARNING,
            )


def review_age(source: Source, policy: Policy) -> Freshness | None:
    """How old the review is; None where nobody owes one: no date, or the runbook has been replaced."""
    if source.review is None or source.status == "deprecated":
        return None
    return freshness(source.review, policy.today, policy.settings.review)


def owner(source: Source, book: Book) -> str:
    """`owner ML Platform`: whom to remind."""
    team = book.catalog.teams.get(source.owner or "")
    return f"owner {team.name if team else source.owner}" if source.owner else "no owner"


def _said(age: Freshness) -> str:
    if age.age is Age.FAR:
        return f"review is far overdue: it was due {age.due}, {days(-age.days)} ago"
    return f"review was due {age.due}, {days(-age.days)} ago"


CHECK = Check("NB401", "review-overdue", Severity.WARNING, "A review whose time is over.", find)
