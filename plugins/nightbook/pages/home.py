"""The home page, where the author wrote none: "I was paged, now what?" on one screen of a phone.

About 560 px of content: two doors, a few alerts, one person to call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model.book import Book
from . import alerts
from .contacts import Card, card
from .lines import Line, counted, line, severity_words, worst_first
from .page import Page
from .whole import Whole

SHOWN_ALERTS = 4
SHOWN_RUNBOOKS = 15
COMMANDERS = ("incident-commander", "incident-manager")
"""Roles that lead an incident, the usual name first."""


@dataclass(frozen=True, slots=True)
class Severity:
    """The runbooks of one severity; `others` are those that did not fit, in words, `url` where they stand."""

    name: str
    anchor: str
    means: str
    lines: tuple[Line, ...]
    others: str
    url: str


def home_page(whole: Whole) -> Iterator[Page]:
    """One page, or none when the author has an index.md."""
    book = whole.book
    if "" not in book.markdown.values():
        yield whole.page(
            "index",
            "Paged? Start here.",
            "home/page.html.j2",
            f"{whole.site.name}: which alert, what you see, whom to call.",
            alerts=[(name, alerts.address(name)) for name in first_alerts(book)],
            commander=commander(book),
            severities=tuple(_severities(book)),
            offline=whole.policy.settings.offline,
        )


def first_alerts(book: Book) -> tuple[str, ...]:
    """The alerts to show at once: the first of each runbook, the worst severities first, then the second."""
    seen: Counter[str] = Counter()
    turns: list[tuple[int, int, str]] = []
    for order, claim in enumerate(alerts.claims(book)):
        turns.append((seen[claim.entry.id], order, claim.alert))
        seen[claim.entry.id] += 1
    return tuple(dict.fromkeys(alert for _, _, alert in sorted(turns)))[:SHOWN_ALERTS]


def commander(book: Book) -> Card | None:
    """Whom most runbooks call to lead an incident, with the two fastest ways only: the screen is small."""
    for role in COMMANDERS:
        called = Counter(e.runbook.contacts[role].primary for e in book.entries if role in e.runbook.contacts)
        if called:
            found = card(book.catalog, min(called, key=lambda name: (-called[name], name)))
            return replace(found, channels=found.channels[:2])
    return None


def _severities(book: Book) -> Iterator[Severity]:
    for name, level in book.catalog.severities.items():
        found = worst_first((entry for entry in book.entries if entry.runbook.severity == name), book)
        if found:
            yield Severity(
                name=severity_words(name, book.catalog),
                anchor=f"severity-{name}",
                means=level.means,
                lines=tuple(line(entry, book) for entry in found[:SHOWN_RUNBOOKS]),
                others=_others(len(found) - SHOWN_RUNBOOKS),
                url=f"by/severity/#severity-{name}",
            )


def _others(number: int) -> str:
    return counted(number, "more runbook") if number > 0 else ""
