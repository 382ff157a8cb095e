"""A change that could be dangerous, and that nobody but its author has read."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from ..model.units import version_key
from .check import Check, Finding
from .written import sources


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for source in sources(book):
        severity = Severity.WARNING if source.is_draft else Severity.ERROR
        for index, change in enumerate(source.changelog):
            if not is_major(change.version) or set(change.reviewed_by) - {change.by}:
                continue
            reviewed = bool(change.reviewed_by)
            who = f"only its author, {change.by}, has reviewed" if reviewed else "nobody has reviewed"
            yield Finding(
                f"{who} the major version {change.version}",
                source.span("changelog", index, "reviewed_by" if reviewed else "version"),
                f"Let somebody other than {change.by} read it; add `reviewed_by: [their-id]` to this change.",
                severity=severity,
            )


def is_major(version: str) -> bool:
    """Whether a version is the first of a new number: 1.0.0, 2.0.0 and so on."""
    major, minor, patch = version_key(version)
    return major > 0 and minor == patch == 0


CHECK = Check(
    "NB413",
    "major-without-reviewer",
    Severity.ERROR,
    "A major version that nobody but its author has reviewed.",
    find,
)
