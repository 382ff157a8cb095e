"""A step of a grave incident that may take for ever."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding

_HELP = "Add `within: 5m`, say: the time after which somebody else should look at it too."


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    grave = frozenset(list(book.catalog.severities)[:2])
    for entry in book.entries:
        severity = entry.runbook.severity
        for placed in entry.steps if severity in grave else ():
            if not placed.step.is_way_out and not placed.step.within:
                message = f'the step "{placed.step.id}" has no time box'
                yield Finding(message, entry.span((*placed.route, "id")), _HELP)


CHECK = Check(
    "NB309", "no-time-box", Severity.WARNING, "A step without `within`, at the two worst severities.", find
)
