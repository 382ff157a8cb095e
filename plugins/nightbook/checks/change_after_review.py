"""A change that came after the last review."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .written import sources


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for source in sources(book):
        newest = source.changelog[0] if source.changelog else None
        # A change of a day to come is another fault, and no review could have seen it.
        if newest and source.review and source.review.last < newest.date <= policy.today:
            yield Finding(
                f"the review of {source.review.last} has not seen version {newest.version} of {newest.date}",
                source.span("review", "last"),
                "Read it again with the change in it, and set `last` to that day.",
                (Related(source.span("changelog", 0, "date"), "the newest change"),),
            )


CHECK = Check(
    "NB414", "change-after-review", Severity.WARNING, "A change that came after the last review.", find
)
