"""A backup that is the same rotation or person as the one it stands in for."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for role, tiers in entry.runbook.contacts.items():
            if tiers.backup == tiers.primary:
                yield Finding(
                    f'the backup of "{role}" is its primary',
                    entry.span(("contacts", role, "backup")),
                    "Name another rotation or person, who answers when the first does not.",
                    (Related(entry.span(("contacts", role, "primary")), "the primary"),),
                )


CHECK = Check(
    "NB606", "same-primary-and-backup", Severity.ERROR, "A backup that is the primary once more.", find
)
