"""The Book in, the whole site out, but for the theme: pages, navigation, files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.book import Book
from ..model.settings import Policy
from ..model.site import Site
from ..sources.faults import Fault
from . import alerts, assets
from .areas import area_pages
from .changelog import FEED, changelog_page
from .contact_pages import contacts_page
from .crew import runbook_pages
from .feed import feed
from .freshness_page import freshness_page
from .handbook import handbook_pages, handbook_sheets
from .home import home_page
from .indexes import index_pages
from .navigation import navigation
from .offline import shelf
from .page import Output, Page
from .redirects import SCRIPT, former_ids, redirect_files
from .reference import reference_pages
from .search_page import search_page
from .searchable import searchable
from .templates import environment
from .whole import Whole

Faults = Sequence[tuple[Fault, str]]


def render(
    book: Book, site: Site, policy: Policy, faults: Faults, severities: Mapping[str, str] | None = None
) -> Output:
    """Everything that is published. `faults` are all kinds of fault with the Markdown that explains each.

    `severities` are the usual severities of the checks among them, by code.
    Needs a Book without errors. Raises BadTemplate when a template of the site's own fails.
    """
    whole = Whole(book, site, policy, environment(site.templates))
    pages = tuple(_pages(whole, faults, severities or {}))
    kept = shelf(whole) if policy.settings.offline else None
    found = searchable(pages, book, policy)
    return Output(pages, navigation(book, site), dict(_files(whole)), kept, found)


def _pages(whole: Whole, faults: Faults, severities: Mapping[str, str]) -> Iterator[Page]:
    yield from home_page(whole)
    runbooks = tuple(runbook_pages(whole.book, whole.site, whole.policy, whole.env))
    yield from runbooks
    yield from index_pages(whole)
    yield from alerts.chooser_pages(whole)
    yield from area_pages(whole)
    everyone = contacts_page(whole)
    yield everyone
    yield from handbook_pages(whole, runbooks, everyone)
    yield changelog_page(whole)
    yield freshness_page(whole)
    yield search_page(whole)
    yield from reference_pages(whole, faults, severities)


def _files(whole: Whole) -> Iterator[tuple[str, bytes]]:
    yield from redirect_files((*alerts.redirects(whole.book), *former_ids(whole.book)), whole)
    yield FEED, feed(whole)
    yield assets.style_address(), assets.style_sheet()
    yield assets.script_address(), assets.script()
    yield from handbook_sheets(whole.book)
    yield SCRIPT, assets.later("redirect.js")
