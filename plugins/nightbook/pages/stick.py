"""The pages that a USB stick holds: what one needs with nothing but a browser."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.book import Book
from ..model.settings import Policy
from ..model.site import Site
from . import alerts
from .contact_pages import contacts_page
from .crew import runbook_pages
from .handbook import handbook_pages, handbook_sheets
from .lines import line, severity_words, worst_first
from .page import Page
from .templates import environment
from .whole import Whole


@dataclass(frozen=True)
class Stick:
    """`front` leads to all others, which are not in it; `sheets` are style sheets that pages link to, by address."""

    front: Page
    runbooks: tuple[Page, ...]
    everyone: Page
    handbook: tuple[Page, ...]
    sheets: dict[str, bytes]

    @property
    def pages(self) -> tuple[Page, ...]:
        return (self.front, self.everyone, *self.handbook, *self.runbooks)


def stick(book: Book, site: Site, policy: Policy) -> Stick:
    """Needs a Book without errors. Raises BadTemplate when a template of the site's own fails."""
    whole = Whole(book, site, policy, environment(site.templates))
    runbooks = tuple(runbook_pages(book, site, policy, whole.env))
    everyone = contacts_page(whole)
    return Stick(
        front=_front(whole),
        runbooks=runbooks,
        everyone=everyone,
        handbook=tuple(handbook_pages(whole, runbooks, everyone)),
        sheets=dict(handbook_sheets(book)),
    )


def _front(whole: Whole) -> Page:
    """Alerts and runbooks, the worst first."""
    book = whole.book
    order = worst_first(book.entries, book)
    groups: dict[str, list[str]] = {}
    for entry in order:
        groups.setdefault(entry.runbook.severity, []).append(entry.id)
    found = alerts.by_alert(book)
    return whole.page(
        "index",
        "Paged? Start here.",
        "handbook/front.html.j2",
        f"{whole.site.name}: every runbook, without a network.",
        severities=[
            (
                severity_words(name, book.catalog),
                f"severity-{name}",
                [line(book.by_id[one], book) for one in groups[name]],
            )
            for name in sorted(groups, key=book.catalog.rank)
        ],
        alerts=[
            line(claim.entry, book, claim.means, label=claim.alert, url=claim.target)
            for claims in found.values()
            for claim in claims
        ],
    )
