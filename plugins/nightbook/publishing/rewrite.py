"""All pages of the branch -> the pages that must change, now that one version is the latest.

Paths are those of the branch (`1.0/serving/x/index.html`), places are paths without the version's folder.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from urllib.parse import quote, unquote, urljoin, urlsplit

from ..pages.links import relative
from . import marks
from .tombstone import Link, Tombstone, is_tombstone, tombstone
from .versions import LATEST, Published, age, holder, next_after

Pages = Mapping[str, str]
_NOT_FOUND = "404.html"
_BY_ALERT = "by/alert/index.html"
_ALERT = re.compile(r"alerts/([^/]+)/index\.html")
_HOPS = 5


@dataclass(frozen=True)
class Shelf:
    """One version's pages by place, tombstones left out."""

    folder: str
    pages: Pages
    places: frozenset[str]

    def text(self, place: str) -> str:
        return self.pages[f"{self.folder}/{place}"]

    def end_of(self, place: str) -> str:
        """The place that redirects lead to in the end, or the last one that is still inside this version."""
        for _ in range(_HOPS):
            onward = self._onward(place)
            if onward not in self.places:
                break
            place = onward
        return place

    def _onward(self, place: str) -> str:
        to = marks.leads_to(self.text(place))
        path = urlsplit(urljoin(f"/{address(place)}", to)).path if to and "://" not in to else ""
        return unquote(f"{path}index.html" if path.endswith("/") else path)[1:]


@dataclass(frozen=True)
class Latest:
    """The version in force, and what became of every place that an older one has."""

    version: Published
    shelf: Shelf
    versions: tuple[Published, ...]
    lost: Mapping[str, Published]
    shell: str

    @cached_property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        return {place: marks.anchors(self.shelf.text(place)) for place in self.shelf.places}

    def left_with(self, place: str) -> str:
        """The version without a page that the one before had."""
        return next_after(self.lost[place].name, self.versions)


def changes(pages: Pages, versions: Sequence[Published]) -> Iterator[tuple[str, str | None]]:
    """Every path whose text changes, with the new text, None where the page goes. `versions`: oldest first.

    Raises ValueError when the alias `latest` is no folder of pages.
    """
    newest = holder(versions)
    if newest is None:
        return
    latest = _latest(newest, pages, versions)
    for version in versions:
        for folder in version.folders:
            for path in _below(folder, pages):
                old = pages[path]
                new = marks.plain(old) if version is newest else outdated(path, old, version, latest)
                if new != old:
                    yield path, new
    yield from _tombstones(latest, pages)


def outdated(path: str, page: str, version: Published, latest: Latest) -> str:
    """The page with its notes. A redirect and the page for unknown addresses have no reader to tell."""
    place = path.partition("/")[2]
    if place == _NOT_FOUND or marks.leads_to(page):
        return marks.plain(page)
    end = latest.shelf.end_of(place) if place in latest.shelf.places else ""
    note = _note(path, page, end, version, latest)
    return marks.noted(page, note, lambda step: _step_note(path, step, end, version, latest))


def address(path: str) -> str:
    """The address of a file: `1.0/x/index.html` -> `1.0/x/`."""
    return quote(path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path)


def link(path: str, there: str) -> str:
    """The relative link from a file of the branch to an address of it."""
    here = posixpath.dirname(address(path))
    return relative(f"{here}/" if here else "", there)


def _note(path: str, page: str, end: str, version: Published, latest: Latest) -> str:
    place, kind = path.partition("/")[2], "runbook" if marks.is_runbook(page) else "page"
    early = ", not in force yet" if age(version.name) > age(latest.version.name) else ""
    old, new = escape(version.name), escape(latest.version.name)
    said = f"<b>This is version {old} of the book{early}.</b> The latest is {new}"
    if end == place:
        return f"{said}: {_a(_to_latest(path, end), 'open this page in the latest version')}."
    if end:
        return (
            f"{said}, where this {kind} moved: {_a(_to_latest(path, end), 'open it in the latest version')}."
        )
    left = (
        f"left the book with version {escape(latest.left_with(place))}"
        if place in latest.lost
        else "is not in it"
    )
    home = _a(link(path, f"{LATEST}/"), "open the home page of the latest version")
    return f"{said}. This {kind} {left}: {home}."


def _step_note(path: str, step: str, end: str, version: Published, latest: Latest) -> str:
    old = f"This is version {escape(version.name)}, the latest is {escape(latest.version.name)}"
    if not end:
        return (
            f"{old}, without this runbook: {_a(link(path, f'{LATEST}/'), 'home page of the latest version')}"
        )
    if step in latest.anchors[end]:
        return f"{old}: {_a(f'{_to_latest(path, end)}#{quote(step)}', 'step in the latest version')}"
    return f"{old}, without this step: {_a(_to_latest(path, end), 'page in the latest version')}"


def _a(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>'


def _to_latest(path: str, place: str) -> str:
    return link(path, f"{LATEST}/{address(place)}")


def _latest(newest: Published, pages: Pages, versions: Sequence[Published]) -> Latest:
    shelf = _shelf(LATEST, pages)
    if not shelf.places:
        raise ValueError(
            f"{LATEST}/ on the branch holds no pages: publish {newest.name} again with --replace."
        )
    lost: dict[str, Published] = {}
    for version in versions:
        if age(version.name) < age(newest.name):
            places = _shelf(version.name, pages).places - shelf.places - {_NOT_FOUND}
            lost.update(dict.fromkeys(places, version))
    shell = pages.get(f"{LATEST}/{_NOT_FOUND}", "")
    return Latest(newest, shelf, tuple(versions), lost, shell)


def _shelf(folder: str, pages: Pages) -> Shelf:
    below = _below(folder, pages)
    if folder == LATEST:  # the only one that holds tombstones
        below = [path for path in below if not is_tombstone(pages[path])]
    return Shelf(folder, pages, frozenset(path.partition("/")[2] for path in below))


def _below(folder: str, pages: Pages) -> list[str]:
    return sorted(path for path in pages if path.startswith(f"{folder}/"))


def _tombstones(latest: Latest, pages: Pages) -> Iterator[tuple[str, str | None]]:
    shelves = {version.name: _shelf(version.name, pages) for version in latest.lost.values()}
    for place, version in sorted(latest.lost.items()):
        path = f"{LATEST}/{place}"
        new = tombstone(_stone(path, shelves[version.name], place, latest), latest.shell)
        if new != pages.get(path):
            yield path, new
    for path in _below(LATEST, pages):
        if path.partition("/")[2] not in latest.lost and is_tombstone(pages[path]):
            yield path, None


def _stone(path: str, last: Shelf, place: str, latest: Latest) -> Tombstone:
    alert = _ALERT.fullmatch(place)
    page = last.text(place)
    kind = "alert" if alert else "runbook" if marks.is_runbook(page) else "page"
    name = alert[1] if alert else marks.title(page) or posixpath.dirname(place)
    links = tuple(_links(path, last, place, latest))
    return Tombstone(kind, name, latest.left_with(place), link(path, f"{LATEST}/"), links)


def _links(path: str, last: Shelf, place: str, latest: Latest) -> Iterator[Link]:
    """Where to go instead, the likeliest first."""
    known, end = latest.shelf.places, last.end_of(place)
    if end in known:
        name = marks.title(latest.shelf.text(end)) or address(end)
        yield Link(_to_latest(path, end), name, "It led to a page that is still in the book: ")
    if _ALERT.fullmatch(place) and _BY_ALERT in known:
        yield Link(_to_latest(path, _BY_ALERT), "All alerts and their runbooks")
    old = link(path, f"{last.folder}/{address(place)}")
    yield Link(old, f"read it in version {last.folder}", "The last version that has it: ")
