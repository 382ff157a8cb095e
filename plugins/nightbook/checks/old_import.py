"""An imported rotation that nobody has imported again for two weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog
from .written import days

_OLD = dt.timedelta(days=14)


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for name, rotation in book.catalog.rotations.items():
        if not rotation.shifts:
            continue
        if rotation.as_of is None:
            yield Finding(
                f"nobody says how old the shifts of {rotation.name} are",
                in_catalog(book, "rotations", name, "shifts", key=True),
                "Add `as_of` with the day of the export, or import it again: `nightbook rotation` writes it.",
            )
        elif policy.today - rotation.as_of > _OLD:
            age = days((policy.today - rotation.as_of).days)
            yield Finding(
                f"the shifts of {rotation.name} are {age} old",
                in_catalog(book, "rotations", name, "as_of"),
                "Export the schedule and import it again: somebody has swapped a shift since.",
            )


CHECK = Check(
    "NB613", "old-import", Severity.WARNING, "An imported rotation that is more than two weeks old.", find
)
