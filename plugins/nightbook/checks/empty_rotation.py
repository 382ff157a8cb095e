"""A rotation that nobody is in, or one person alone."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for name, rotation in book.catalog.rotations.items():
        if len(rotation.members) < 2:
            who = f'one member, "{rotation.members[0]}"' if rotation.members else "no members"
            yield Finding(
                f"{rotation.name} has {who}",
                in_catalog(book, "rotations", name, "members"),
                "Name at least two people of the catalog: one is ill or on a train one day.",
                severity=Severity.WARNING if rotation.members else Severity.ERROR,
            )


CHECK = Check(
    "NB607", "empty-rotation", Severity.ERROR, "A rotation that nobody is in, or one person alone.", find
)
