"""A site's files -> the worker that keeps the runbooks for the time without network, and the list of what it keeps.

`sw.js` is the same for every book; `offline.json` names every file with a fingerprint of its bytes, in the order in
which they are kept. Both stand at the site's root, so that one published version never touches another.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from .pages import assets
from .pages.offline import Shelf

CAP = 30_000_000
"""Bytes, compressed, that a phone is asked to keep."""
WORKER, LIST = "sw.js", "offline.json"

PLACE = '<div class="nb-offline" hidden></div>'
"""On every page, under its title: the worker puts "OFFLINE COPY" here when it shows one."""
NO_PLACE = '<div class="nb-offline" data-keep="no" hidden></div>'
"""The same where nothing shall be kept: the page takes back what an earlier build began."""
NOT_KEPT = (
    '<p class="nb-not-kept">Not kept for offline use: the book is larger than {cap:.0f} MB, and its most severe '
    "runbooks come first. Print this page, or save it, if you may need it without network.</p>"
)

_THEMES_INDEX = "search/search_index.json"
_HASH = 16
_SAMPLE = 4_000_000
"""Bytes that are compressed to learn how small files of a kind become: 0.1 s, however large the book is."""
_QUOTED = re.compile(r'=["\']?([^"\'\s<>]+\.(?:css|js|png|jpe?g|svg|webp|gif|ico|woff2?))(?=["\'\s>])')
_SHOWN = (".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".pdf")


@dataclass(frozen=True, slots=True)
class SiteFile:
    """`path` is the file, `url` its address below the root (`serving/x/`), `weight` its size in bytes, compressed."""

    path: str
    url: str
    print: str
    weight: int


def with_place(page: str, keeps: bool) -> str:
    """The page with a place for the banner under its title; a page without one has it where its content starts."""
    place = PLACE if keeps else NO_PLACE
    start = max(page.find("<article"), page.find("<body"))
    if page.find("</h1>") >= start >= 0:
        return page.replace("</h1>", f"</h1>{place}", 1)  # ten times as fast as joining slices of a long page
    title = page.find("</h1>", start)
    at = title + len("</h1>") if title >= 0 else page.find(">", start) + 1
    return f"{page[:at]}{place}{page[at:]}"


def write(site: Path, shelf: Shelf, cap: int = CAP) -> tuple[str, ...]:
    """Writes the worker and its list into a finished site; a page that is not kept says so.

    Returns the titles of the runbooks that do not fit, the most severe first.
    """
    names = [name for name in _names(site) if name not in (WORKER, LIST, "404.html")]
    names = [name for name in names if not name.startswith("handbook/")]  # for paper: each runbook once more
    groups = _groups(site, names, shelf)
    order = list(dict.fromkeys(name for group in groups for name in group))
    kept, left = _fitting(_measured(site, order), cap)
    urls = {file.url for file in kept}
    first = {_url(name) for group in groups[:FIRST] for name in group}
    data = {
        "schema": "offline/v1",
        "name": shelf.name,
        "files": {file.url: file.print for file in kept},
        "first": sum(file.url in first for file in kept),
        "runbooks": [[book.url, book.title, book.severity] for book in shelf.runbooks],
        "redirects": dict(shelf.redirects),
        "call": _call(shelf),
    }
    (site / LIST).write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")
    (site / WORKER).write_bytes(assets.later(WORKER))
    for file in left:
        _say_not_kept(site / file.path, cap)
    return tuple(book.title for book in shelf.runbooks if book.url not in urls)


def write_kill(site: Path) -> None:
    """A worker that takes itself and all it kept away, in every browser that has the old one."""
    (site / WORKER).write_bytes(assets.later("sw-off.js"))
    (site / LIST).unlink(missing_ok=True)


def left_words(left: Sequence[str], cap: int = CAP) -> str:
    """What the build says of the runbooks that do not fit."""
    count = "1 runbook is" if len(left) == 1 else f"{len(left):,} runbooks are"
    names = ", ".join([*left[:5], "…"] if left[5:] else left)
    return f"nightbook: {count} not kept for offline use, beyond {cap / 1e6:.0f} MB: {names}"


# What is kept, and in which order.


FIRST = 4
"""Groups that are kept even where the reader asks to save data."""


def _groups(site: Path, names: Sequence[str], shelf: Shelf) -> tuple[Sequence[str], ...]:
    """What pages need; the doors; the worst runbooks; search; the other runbooks; the rest."""
    known = set(names)
    runbooks = [_file(book.url) for book in shelf.runbooks]
    doors = [_file(url) for url in shelf.doors]
    moved = {_file(url) for url, _ in shelf.redirects}
    search = ("search/", "assets/javascripts/workers/") if _THEMES_INDEX in known else ("search/",)
    pages = [name for name in names if name.endswith(".html") and name not in moved]
    groups: tuple[Iterable[str], ...] = (
        _needed(site, known, ["index.html", *runbooks[:1]]),
        doors[:2],
        runbooks[: shelf.worst],
        (name for name in names if name.startswith(assets.FOLDER) and name != assets.style_address()),
        doors,
        (name for name in names if name.startswith(search)),
        runbooks,
        pages,
        (name for name in names if name.endswith(_SHOWN)),
    )
    return tuple([name for name in group if name in known] for group in groups)


def _needed(site: Path, known: set[str], pages: Iterable[str]) -> Iterator[str]:
    """The style sheets, scripts and pictures that pages name."""
    for page in pages:
        if page in known:
            for found in _QUOTED.findall((site / page).read_text("utf-8", "replace")):
                name = normpath(join(dirname(page), unquote(found)))
                if name in known:
                    yield name


def _names(site: Path) -> Iterator[str]:
    """Every file of the site, in an order that does not depend on the disk."""
    for folder, folders, files in os.walk(site):
        folders.sort()
        inside = Path(folder).relative_to(site).as_posix()
        yield from (name if inside == "." else f"{inside}/{name}" for name in sorted(files))


def _url(name: str) -> str:
    return name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name


def _file(url: str) -> str:
    return f"{url}index.html" if url.endswith("/") or not url else url


# How large it is.


def _measured(site: Path, names: Sequence[str]) -> Iterator[SiteFile]:
    """The files with their weights, reckoned from what compression leaves of their kind."""
    sizes = {name: (site / name).stat().st_size for name in names}
    shares = _shares(site, sizes)
    for name in names:
        content = (site / name).read_bytes()
        if name.endswith(".html") and PLACE.encode() not in content:
            continue  # a file of the author's, where a banner has no place
        weight = round(len(content) * shares[_kind(name)])
        yield SiteFile(name, _url(name), sha256(content).hexdigest()[:_HASH], weight)


def _shares(site: Path, sizes: Mapping[str, int]) -> Mapping[str, float]:
    """How much of a file is left when it is compressed, by kind."""
    shares: dict[str, float] = {}
    for kind in dict.fromkeys(map(_kind, sizes)):
        names = [name for name in sizes if _kind(name) == kind]
        every = max(1, -(-sum(sizes[name] for name in names) // _SAMPLE))
        sample = [(site / name).read_bytes() for name in names[::every]]
        shares[kind] = sum(len(zlib.compress(text, 6)) for text in sample) / (sum(map(len, sample)) or 1)
    return shares


def _kind(name: str) -> str:
    return name.rpartition(".")[2]


def _fitting(files: Iterable[SiteFile], cap: int) -> tuple[list[SiteFile], list[SiteFile]]:
    """What fits and what does not. A file too large for the room that is left does not keep smaller ones out."""
    kept: list[SiteFile] = []
    left: list[SiteFile] = []
    room = cap
    for file in files:
        fits = file.weight <= room
        (kept if fits else left).append(file)
        room -= file.weight if fits else 0
    return kept, left


def _say_not_kept(page: Path, cap: int) -> None:
    if page.suffix == ".html":
        text = page.read_text("utf-8")
        page.write_text(text.replace(PLACE, PLACE + NOT_KEPT.format(cap=cap / 1e6), 1), "utf-8")


def _call(shelf: Shelf) -> dict[str, Any] | None:
    if shelf.call is None:
        return None
    channels = [[channel.kind, channel.text, channel.href] for channel in shelf.call.channels]
    return {"name": shelf.call.name, "channels": channels}
