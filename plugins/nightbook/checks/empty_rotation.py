"""A rotation that nobody is in, or one person alone."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.oncall import people_of
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for name, rotation in book.catalog.rotations.items():
        people = people_of(rotation)
        if len(people) < 2:
            who = f'one member, "{people[0]}"' if people else "no members"
            field = "layers" if rotation.layers else "shifts" if rotation.shifts else "members"
            yield Finding(
                f"{rotation.name} has {who}",
                in_catalog(book, "rotations", name, field),
                "Name at least two people of the catalog: one is ill or on a train one day.",
                severity=Severity.WARNING if people else Severity.ERROR,
            )


CHECK = Check(
    "NB607", "empty-rotation", Severity.ERROR, "A rotation that nobody is in, or one person alone.", find
)
