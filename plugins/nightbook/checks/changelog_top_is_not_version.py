"""The newest change is not the version that the runbook says it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .written import sources


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for source in sources(book):
        top = source.changelog[0].version if source.changelog else source.version
        if top != source.version:
            yield Finding(
                f"this is version {source.version}, and the newest change made {top}",
                source.span("version"),
                f"Put the change that made {source.version} on top of `changelog`, or set `version: {top}`.",
                (Related(source.span("changelog", 0, "version"), "the newest change"),),
            )


CHECK = Check(
    "NB411",
    "changelog-top-is-not-version",
    Severity.ERROR,
    "The newest change is not the version of the runbook.",
    find,
)
