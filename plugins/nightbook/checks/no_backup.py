"""A role that one rotation or person carries alone."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book, Entry
from ..model.settings import Policy
from .check import Check, Finding
from .worst import worst


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    yield from worst(found for entry in book.entries for found in _in(entry, book, policy))


def _in(entry: Entry, book: Book, policy: Policy) -> Iterator[Finding]:
    runbook = entry.runbook
    # The first role's backup may be a section that the severity asks for: that finding is not made twice.
    asked = "backup" in policy.settings.sections_for(runbook.kind, runbook.severity)
    severity = Severity.ERROR if book.catalog.rank(runbook.severity) == 0 else Severity.WARNING
    for role, tiers in list(runbook.contacts.items())[asked:]:
        if not tiers.backup:
            yield Finding(
                f'nobody is called for "{role}" when "{tiers.primary}" does not answer',
                entry.span(("contacts", role), key=True),
                f"Add `backup: ...` to `contacts.{role}`: another rotation or person.",
                severity=severity,
            )


CHECK = Check(
    "NB601", "no-backup", Severity.WARNING, "A role that one rotation or person carries alone.", find
)
