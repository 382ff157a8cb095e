"""A page for each folder of runbooks: what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model.book import Book, Entry
from .html import words_of
from .lines import counted, line, worst_first
from .page import Page
from .whole import Whole


def areas(book: Book) -> Mapping[str, tuple[Entry, ...]]:
    """The runbooks of each folder, the worst first; folders in alphabetical order, the top one is ""."""
    found: dict[str, list[Entry]] = {}
    for entry in worst_first(book.entries, book):
        found.setdefault(entry.area, []).append(entry)
    return {area: tuple(found[area]) for area in sorted(found)}


def area_title(area: str) -> str:
    """`model-serving/gpu` -> `Model serving: Gpu`"""
    return ": ".join(words_of(part).capitalize() for part in area.split("/"))


def area_pages(whole: Whole) -> Iterator[Page]:
    """One for each folder that has no index page of its author's own."""
    written = set(whole.book.markdown.values())
    for area, entries in areas(whole.book).items():
        if area and f"{area}/" not in written:
            yield whole.page(
                f"{area}/index",
                area_title(area),
                "index/area.html.j2",
                f"{area_title(area)}: {counted(len(entries), 'runbook')}.",
                lines=[line(entry, whole.book) for entry in entries],
                count=counted(len(entries), "runbook"),
            )
