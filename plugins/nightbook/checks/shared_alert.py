"""One alert that leads to two runbooks."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book, Entry
from ..model.settings import Policy
from ..sources.document import Route
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    first: dict[str, tuple[Entry, Route]] = {}
    for entry in book.entries:
        for alert, route in _alerts(entry):
            other, at = first.setdefault(alert, (entry, route))
            if other is entry:
                continue
            # Both may have inherited the signal: then there is one place only.
            place, span = other.span(at), entry.span(route)
            related = (Related(place, "the first one"),) if place != span else ()
            yield Finding(
                f'the alert "{alert}" also leads to "{other.id}": whoever is paged must choose',
                span,
                "Say in `real_when` of each what tells them apart, or leave the alert to one of them.",
                related,
            )


def _alerts(entry: Entry) -> Iterator[tuple[str, Route]]:
    if entry.runbook.status == "deprecated":
        return
    for index, signal in enumerate(entry.runbook.signals):
        if signal.alert:
            yield signal.alert, ("signals", index, "alert")


CHECK = Check("NB809", "shared-alert", Severity.INFO, "One alert that leads to two runbooks.", find)
