"""An override or a shift that is over before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.oncall import moment
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for name, rotation in book.catalog.rotations.items():
        for field, periods in (("overrides", rotation.overrides), ("shifts", rotation.shifts)):
            for index, period in enumerate(periods):
                if moment(period.to) <= moment(period.from_):
                    yield Finding(
                        f"{period.who} is on call from {period.from_} to {period.to}, which is no time at all",
                        in_catalog(book, "rotations", name, field, index, "to"),
                        "Write a `to` that comes after `from`; mind the distance from UTC at the end of both.",
                    )


CHECK = Check(
    "NB611", "backward-period", Severity.ERROR, "An override or a shift that is over before it begins.", find
)
