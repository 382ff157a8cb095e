"""A review that must be done in the next days."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.freshness import Age
from ..model.settings import Policy
from .check import Check, Finding
from .review_overdue import owner, review_age
from .written import days, sources


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for source in sources(book):
        age = review_age(source, policy)
        if age and age.age is Age.SOON:
            when = f"on {age.due}, in {days(age.days)}" if age.days else "today"
            yield Finding(
                f"review is due {when}; {owner(source, book)}",
                source.span("review", "last"),
                "Read it against reality before then, and set `last` to that day.",
            )


CHECK = Check("NB402", "review-due-soon", Severity.INFO, "A review that must be done in the next days.", find)
