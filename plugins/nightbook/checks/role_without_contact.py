"""A role that is to be called, and that the contacts give to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .called import calls
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    catalog = book.catalog
    roles = set(catalog.roles) - set(catalog.rotations) - set(catalog.people)
    for entry in book.entries:
        for name, route in calls(entry):
            if name in roles and name not in entry.runbook.contacts:
                yield Finding(
                    f'`contacts` says nobody for the role "{name}"',
                    entry.span(route),
                    f"Add `{name}: {{primary: ..., backup: ...}}` to `contacts`, or name a rotation here.",
                )


CHECK = Check(
    "NB609",
    "role-without-contact",
    Severity.ERROR,
    "A role that is to be called, and that the contacts give to nobody.",
    find,
)
