"""The navigation: grouped, and bounded, so that a page does not grow with the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ..model.book import Book
from ..model.site import Site
from .areas import area_title, areas
from .handbook import URI as HANDBOOK
from .indexes import INDEXES
from .page import NavItem

MANY = 30
"""A folder with more runbooks than this shows its index page only."""


def navigation(book: Book, site: Site) -> tuple[NavItem, ...]:
    """Every line names a page of ours or a Markdown page of the author's, whose title is its own business."""
    written = _written(book, site)
    home = next((uri for uri, url in written.items() if not url), "index")
    return (
        NavItem("Home", home),
        NavItem("Find by", items=tuple(NavItem(index.short, index.uri) for index in INDEXES)),
        NavItem("Everyone", "contacts"),
        *_folders(book, {uri: url for uri, url in written.items() if url}),
        NavItem("Changes", "changelog"),
        NavItem("Freshness", "freshness"),
        NavItem("Handbook", HANDBOOK),
        NavItem("Reference", items=_REFERENCE),
    )


_REFERENCE = (
    NavItem("", "reference/index"),
    NavItem("Runbook", "reference/runbook"),
    NavItem("Catalog", "reference/catalog"),
    NavItem("Settings", "reference/settings"),
    NavItem("Incident record", "reference/incident"),
    NavItem("Checks", "reference/checks/index"),
)


def _written(book: Book, site: Site) -> Mapping[str, str]:
    """The addresses of the author's pages by their uri, which is their path in the folder of the runbooks."""
    inside = "" if site.folder in ("", ".") else f"{site.folder}/"
    return {path.removeprefix(inside).removesuffix(".md"): url for path, url in book.markdown.items()}


def _folders(book: Book, written: Mapping[str, str]) -> Iterator[NavItem]:
    """A group for each folder of runbooks or pages; what stands at the top comes last."""
    runbooks = areas(book)
    folders = {*runbooks, *(_folder(uri) for uri in written)}
    for folder in sorted(folders - {""}):
        yield NavItem(area_title(folder), items=tuple(_items(folder, book, written)))
    if "" in folders:
        yield from _items("", book, written)


def _items(folder: str, book: Book, written: Mapping[str, str]) -> Iterator[NavItem]:
    """The folder's index page, its runbooks unless they are many, its other pages."""
    entries = areas(book).get(folder, ())
    pages = sorted(uri for uri in written if _folder(uri) == folder)
    ours = f"{folder}/index" if folder and entries else ""
    first = next((uri for uri in pages if written[uri] == f"{folder}/"), ours)
    if first:
        yield NavItem("", first)
    if len(entries) <= MANY:
        yield from (NavItem(entry.runbook.title, entry.url.rstrip("/")) for entry in entries)
    yield from (NavItem("", uri) for uri in pages if uri != first)


def _folder(uri: str) -> str:
    parent = PurePosixPath(uri).parent.as_posix()
    return "" if parent == "." else parent
