"""A change of a day that has not come yet."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .written import sources


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for source in sources(book):
        for index, change in enumerate(source.changelog):
            if change.date > policy.today:
                yield Finding(
                    f"the change to {change.version} is dated {change.date}, and today is {policy.today}",
                    source.span("changelog", index, "date"),
                    "Write the day on which the change was made.",
                )


CHECK = Check(
    "NB415", "future-dated-change", Severity.ERROR, "A change of a day that has not come yet.", find
)
