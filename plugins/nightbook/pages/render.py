"""The Book in, the whole site out, but for the theme: pages, navigation, files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from ..model.book import Book
from ..model.settings import Policy
from ..model.site import Site
from ..sources.faults import Fault
from . import alerts
from .areas import area_pages
from .changelog import FEED, changelog_page
from .contact_pages import contacts_page
from .crew import runbook_pages
from .feed import feed
from .freshness_page import freshness_page
from .home import home_page
from .indexes import index_pages
from .navigation import navigation
from .page import STYLES, Output, Page
from .redirects import former_ids, redirect_files
from .reference import reference_pages
from .templates import environment
from .whole import Whole

Faults = Sequence[tuple[Fault, str]]

_STYLE_SHEETS = ("nightbook.css", "book.css", "tree.css")


def render(
    book: Book, site: Site, policy: Policy, faults: Faults, severities: Mapping[str, str] | None = None
) -> Output:
    """Everything that is published. `faults` are all kinds of fault with the Markdown that explains each.

    `severities` are the usual severities of the checks among them, by code.
    Needs a Book without errors. Raises BadTemplate when a template of the site's own fails.
    """
    whole = Whole(book, site, policy, environment(site.templates))
    pages = tuple(_pages(whole, faults, severities or {}))
    return Output(pages, navigation(book, site), dict(_files(whole)))


def _pages(whole: Whole, faults: Faults, severities: Mapping[str, str]) -> Iterator[Page]:
    yield from home_page(whole)
    yield from runbook_pages(whole.book, whole.site, whole.policy, whole.env)
    yield from index_pages(whole)
    yield from alerts.chooser_pages(whole)
    yield from area_pages(whole)
    yield contacts_page(whole)
    yield changelog_page(whole)
    yield freshness_page(whole)
    yield from reference_pages(whole, faults, severities)


def _files(whole: Whole) -> Iterator[tuple[str, bytes]]:
    yield from redirect_files((*alerts.redirects(whole.book), *former_ids(whole.book)), whole)
    yield FEED, feed(whole)
    yield from _assets()


def _assets() -> Iterator[tuple[str, bytes]]:
    """Style sheets go out as one file: each one more is a request more on a bad connection."""
    folder = files(__package__.rpartition(".")[0]).joinpath("assets")
    yield STYLES[0], b"\n".join(folder.joinpath(name).read_bytes() for name in _STYLE_SHEETS)
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".css"):
            yield f"assets/nightbook/{file.name}", file.read_bytes()
