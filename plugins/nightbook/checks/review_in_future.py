"""A review that has not taken place yet."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .written import sources


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for source in sources(book):
        if source.review and source.review.last > policy.today:
            yield Finding(
                f"the last review is dated {source.review.last}, and today is {policy.today}",
                source.span("review", "last"),
                "Write the day on which somebody last read it.",
            )


CHECK = Check("NB403", "review-in-future", Severity.ERROR, "A review that has not taken place yet.", find)
