"""The whole book on paper: every runbook's card, ordered by failure mode, with tabs at the edge of the sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..model.book import Book, Entry
from . import assets
from .areas import area_title, areas
from .card import card, for_paper
from .lines import counted, line, worst_first
from .page import Block, Page
from .runbook import source_hash
from .whole import Whole

URI = "handbook/index"
MANY = 100
"""A book with more runbooks has a page for each area: one for all would weigh tens of MB."""
_PLACES = 12
"""Tabs beside each other down the edge; more begin at the top again."""
_EDGE = 272
"""Millimetres of a sheet's edge that tabs share."""
_PATTERNS = ("3mm solid", "3mm double", "2.5mm dotted", "2.5mm dashed", "1mm solid", "1.2mm dotted")
"""The outer border of a tab. Borders are printed where a browser leaves backgrounds out to save ink."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A failure mode, what it means, its runbooks; `place` counts the tabs of this handbook from 0."""

    name: str
    anchor: str
    means: str
    place: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One handbook page: the whole book, or an area of a large one. `entries` are on it."""

    uri: str
    title: str
    entries: tuple[Entry, ...]


def handbook_pages(whole: Whole, runbooks: Sequence[Page], everyone: Page) -> Iterator[Page]:
    """The handbook of a small book; for a large one a page that leads to the handbooks of its areas.

    `runbooks` are the finished pages, `everyone` the page with all contacts.
    """
    found = parts(whole.book)
    by_url = {page.url: page for page in runbooks}
    if len(found) > 1:
        yield _overview(whole, found, everyone)
    for part in found:
        yield _handbook(whole, part, by_url, everyone if len(found) == 1 else None)


def handbook_sheets(book: Book) -> Iterator[tuple[str, bytes]]:
    """The style sheet of each handbook page: its address below the root and its bytes."""
    for part in parts(book):
        content = sheet(part, book)
        yield sheet_address(content), content


def parts(book: Book) -> tuple[Part, ...]:
    if len(book.entries) <= MANY:
        return (Part(URI, "Handbook", book.entries),)
    return tuple(
        Part(
            f"handbook/area/{area}" if area else "handbook/no-area",
            f"Handbook: {area_title(area) if area else 'no area'}",
            entries,
        )
        for area, entries in areas(book).items()
    )


def tabs(part: Part, book: Book) -> tuple[Tab, ...]:
    """A runbook stands under its first failure mode; modes in the order of the catalog, the worst runbooks first."""
    found: dict[str, list[Entry]] = {name: [] for name in (*book.catalog.failure_modes, "")}
    for entry in worst_first(part.entries, book):
        first = next(iter(entry.runbook.applies_to.failure_modes), "")
        found[first if first in found else ""].append(entry)
    used = [(name, entries) for name, entries in found.items() if entries]
    return tuple(_tab(name, place, entries, book) for place, (name, entries) in enumerate(used))


def _tab(name: str, place: int, entries: Sequence[Entry], book: Book) -> Tab:
    mode = book.catalog.failure_modes.get(name)
    heading, means = (mode.name, mode.means) if mode else ("Something else", "")
    return Tab(heading, f"mode-{name or 'other'}", means, place, tuple(entries))


# Pages.


def _handbook(whole: Whole, part: Part, by_url: Mapping[str, Page], everyone: Page | None) -> Page:
    book, here = whole.book, Page(part.uri, "", ()).url
    found = tabs(part, book)
    together = {entry.url: entry.id for tab in found for entry in tab.entries}
    page = whole.page(
        part.uri,
        part.title,
        "handbook/page.html.j2",
        "Every runbook as a card, ordered by failure mode, to print.",
        sheet=sheet_address(sheet(part, book)),
        tabs=found,
        count=counted(len(part.entries), "runbook"),
        severity=lambda entry: line(entry, book).severity,
        everyone=everyone is not None,
    )
    modes = (
        Block(
            tab.name,
            2,
            tab.anchor,
            "\n".join(card(by_url[entry.url], here, together) for entry in tab.entries),
        )
        for tab in found
    )
    return replace(page, blocks=(*page.blocks, *modes, *_everyone(everyone)))


def _everyone(page: Page | None) -> tuple[Block, ...]:
    """The contacts, of which each team is a block; roles are on the cards."""
    if page is None:
        return ()
    teams = [block for block in page.blocks if block.level == 2 and block.anchor != "roles"]
    head = Block("Everyone", 2, "everyone", "")
    return (head, *(replace(block, level=3, html=for_paper(block.html)) for block in teams))


def _overview(whole: Whole, found: Sequence[Part], everyone: Page) -> Page:
    page = whole.page(
        URI,
        "Handbook",
        "handbook/overview.html.j2",
        "Every runbook as a card, to print, area by area.",
        parts=[(part.title, f"{part.uri}/", counted(len(part.entries), "runbook")) for part in found],
        count=f"{len(whole.book.entries):,} runbooks",
    )
    return replace(page, blocks=(*page.blocks, *_everyone(everyone)))


# The sheets of paper: each card has a kind of sheet of its own, which says at its edges what is on it.


def sheet_address(content: bytes) -> str:
    return assets.address("handbook.css", content)


def sheet(part: Part, book: Book) -> bytes:
    """Styles of one handbook page: on every sheet the runbook's title, version and the tab of its failure mode."""
    found = tabs(part, book)
    height = max(_EDGE // max(len(found), _PLACES), 22)
    return "\n".join((_COMMON % height, *(_sheets(tab, height) for tab in found))).encode()


_COMMON = """\
@page { margin: 10mm 14mm 10mm 7mm;
  @right-top { box-sizing: border-box; width: 8mm; height: %dmm; margin-right: 4mm; border: 0.5pt solid #000;
    writing-mode: vertical-rl; text-align: center; vertical-align: middle;
    font: bold 6.5pt/1.05 Arial, "Liberation Sans", sans-serif; } }"""


def _sheets(tab: Tab, height: int) -> str:
    top = tab.place % _PLACES * height
    edge = f"margin-top: {top}mm; border-right: {_PATTERNS[tab.place % len(_PATTERNS)]} #000"
    return "\n".join(
        f"@page {_name(entry)} {{ @top-left {{ content: {_text(_running(entry))} }} "
        f"@right-top {{ content: {_text(tab.name)}; {edge} }} }}\n"
        f".nb-sheet-{entry.id} {{ page: {_name(entry)} }}"
        for entry in tab.entries
    )


def _name(entry: Entry) -> str:
    return f"nb-{entry.id}"


def _running(entry: Entry) -> str:
    runbook = entry.runbook
    return f"{runbook.title} · version {runbook.version} · source {source_hash(entry)}"


def _text(said: str) -> str:
    """A string of CSS: what could end it or begin something else stands as its number."""
    return '"' + re.sub(r"[^\w .,:;()%·–—-]", lambda found: f"\\{ord(found[0]):06x}", said) + '"'
