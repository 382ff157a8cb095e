"""A book and its pages -> all that search is given: pages, alerts, and the tables that both point into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.book import Book, Entry
from ..model.freshness import freshness
from ..model.settings import Policy
from . import alerts
from .lines import severity_words, worst_first
from .links import slug
from .page import Page, SearchEntry
from .search import mode_entries
from .search_index import Found, FoundAlert, Searchable

_OUT_OF_USE = 0.5
_PROSE = 0.5
_STATUS = {"draft": "Draft", "deprecated": "Out of use"}


def searchable(pages: Iterable[Page], book: Book, policy: Policy) -> Searchable:
    """Runbooks first, the worst first among them, so that equals stand in this order; then other pages."""
    catalog = book.catalog
    found = {page.url: page for page in pages if page.search}
    entries = [entry for entry in worst_first(book.entries, book) if entry.url in found]
    runbooks = [_runbook(entry, found.pop(entry.url), book, policy) for entry in entries]
    others = [Found(page.url, page.title, page.search, share=_PROSE) for page in found.values()]
    asked = {
        parameter.from_label for entry in book.entries for parameter in entry.runbook.parameters.values()
    }
    return Searchable(
        pages=(*runbooks, *others),
        alerts=tuple(_alerts(book)),
        severities=tuple(severity_words(name, catalog) for name in catalog.severities),
        modes=tuple((mode.name, mode_entries(mode)) for mode in catalog.failure_modes.values()),
        services=tuple(service.name for service in catalog.services.values()),
        labels=tuple(sorted({"env", "environment", *filter(None, asked)})),
        soon=policy.settings.review.soon_days.days,
    )


def prose(url: str, title: str, headings: Iterable[str], text: str) -> Found:
    """A page that the author wrote in Markdown. A runbook comes before prose."""
    parts = (SearchEntry("", heading, "", 2.0) for heading in headings)
    return Found(
        url, title, (SearchEntry("", title, "", 3.0), *parts, SearchEntry("", "", text)), share=_PROSE
    )


def _runbook(entry: Entry, page: Page, book: Book, policy: Policy) -> Found:
    runbook, catalog = entry.runbook, book.catalog
    applies, out_of_use = runbook.applies_to, runbook.status == "deprecated"
    severity = catalog.rank(runbook.severity)
    return Found(
        url=page.url,
        title=page.title,
        entries=page.search,
        severity=severity if runbook.severity in catalog.severities else -1,
        modes=_places(applies.failure_modes, catalog.failure_modes),
        services=_places(applies.services, catalog.services),
        due=""
        if out_of_use
        else freshness(runbook.review, policy.today, policy.settings.review).due.isoformat(),
        status=_STATUS.get(runbook.status, ""),
        share=_OUT_OF_USE if out_of_use else 1.0,
    )


def _places(names: Iterable[str], known: Mapping[str, object]) -> tuple[int, ...]:
    order = {name: place for place, name in enumerate(known)}
    return tuple(order[name] for name in names if name in order)


def _alerts(book: Book) -> Iterable[FoundAlert]:
    for name, claims in alerts.by_alert(book).items():
        targets = {claim.target for claim in claims}
        step = targets.pop().partition("#")[2] if len(targets) == 1 else ""
        leads_to = step if len(claims) == 1 else f"alerts/{slug(name)}/"
        yield FoundAlert(name, tuple(claim.entry.url for claim in claims), leads_to)
