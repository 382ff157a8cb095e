"""Two pages that would have the same address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagnostics import Related, Severity, Span
from ..model.book import Book, Entry
from ..model.settings import Policy
from .check import Check, Finding

RESERVED = frozenset({
    "alerts", "by", "contacts", "changelog", "freshness", "handbook", "reference", "assets", "search", "stylesheets",
    "javascripts",
})  # fmt: skip
"""Folders at the top of the site that generated pages and the theme fill."""

_Taken = dict[str, Related]


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    taken: _Taken = {}
    for path, url in book.markdown.items():
        yield from _reserved(url, Span(path), "Move or rename the page.")
        taken.setdefault(url.casefold(), Related(Span(path), "this page has it"))
    areas = _areas(book)
    for entry in book.entries:
        yield from _reserved(entry.url, Span(entry.path), "Move the runbook to another folder, or rename it.")
        yield from _page(entry, taken, areas)
    for entry in book.entries:
        yield from _redirects(entry, taken, book)


def _areas(book: Book) -> Mapping[str, Entry]:
    """The address of each folder of runbooks, with a runbook in it."""
    return {f"{entry.area}/".casefold(): entry for entry in book.entries if entry.area}


def _page(entry: Entry, taken: _Taken, areas: Mapping[str, Entry]) -> Iterator[Finding]:
    url = entry.url.casefold()
    other = taken.get(url)
    if other is None and url in areas:
        other = Related(Span(areas[url].path), "the folder of this runbook has it")
    if other:
        help = "Rename one of the two. Addresses that differ only in upper and lower case count as one."
        yield Finding(f"the address `{entry.url}` is taken", Span(entry.path), help, (other,))
    taken.setdefault(url, Related(Span(entry.path), "this runbook has it"))


def _redirects(entry: Entry, taken: _Taken, book: Book) -> Iterator[Finding]:
    for index, old in enumerate(entry.runbook.formerly):
        span = entry.span(("formerly", index))
        url = f"{entry.area}/{old}/" if entry.area else f"{old}/"
        if old == entry.id:
            help = "Remove it: only ids of before belong here."
            yield Finding(f'"{old}" is this runbook\'s own id', span, help)
            continue
        if other := _other(old, url, taken, book):
            help = "It leads to one page only: remove it here, or change it there."
            yield Finding(f'the old id "{old}" is taken', span, help, (other,))
        elif not entry.area:
            yield from _reserved(url, span, "Remove it.")
        taken.setdefault(f"formerly {old}", Related(span, "this runbook had that id before"))


def _other(old: str, url: str, taken: _Taken, book: Book) -> Related | None:
    """What else an old id leads to. It must be one runbook only, whatever folder that runbook is in."""
    live = book.by_id.get(old)
    if live:
        return Related(Span(live.path), "this runbook has that id now")
    return taken.get(f"formerly {old}") or taken.get(url.casefold())


def _reserved(url: str, span: Span, help: str) -> Iterator[Finding]:
    top = url.partition("/")[0].casefold()
    if top in RESERVED:
        yield Finding(f"the address `{url}` lies in `{top}/`, which generated pages fill", span, help)


CHECK = Check(
    "NB803", "address-collision", Severity.ERROR, "Two pages that would have the same address.", find
)
