"""The page at an address that has left the book. Never a redirect to the home page: who follows an old link
must learn that the page is gone, and not search the home page for it.

The 404 page of the latest version is the shell, since it has the theme and the search around an empty place;
its addresses, which count from the host, become relative ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from .marks import content_start

_MARK = "<!--nb-tombstone-->"
_CONFIG = re.compile(r'<script id="__config" type="application/json">(.*?)</script>', re.DOTALL)
_BARE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title></title></head><body></body></html>'
)


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands on it: all plain text. `home` is the relative address of the latest version's home page."""

    kind: str
    title: str
    left_with: str
    home: str
    links: tuple[Link, ...]


def is_tombstone(page: str) -> bool:
    return page.startswith(_MARK)


def tombstone(stone: Tombstone, shell: str) -> str:
    """The whole page."""
    page = _relative(shell, stone.home.rstrip("/")) if shell else _BARE
    head = f'<meta name="robots" content="noindex">\n<title>{escape(stone.title)} has left the book</title>'
    page = re.sub(r"<title>.*?</title>", lambda _: head, page, count=1, flags=re.DOTALL)
    start = content_start(page)
    end = page.find("</article>", start)
    return f"{_MARK}{page[:start]}\n{_content(stone)}\n{page[end if end >= 0 else start :]}"


def _content(stone: Tombstone) -> str:
    search = f"{stone.home}?q={quote(stone.title)}"
    links = (
        *stone.links,
        Link(search, "Search the latest version for it"),
        Link(stone.home, "Home of the latest version"),
    )
    return (
        f'<h1 class="nb-page">{escape(stone.title)}</h1>\n'
        f'<p class="nb-banner nb-warning" role="note"><b>{_said(stone)}</b></p>\n'
        f"<ul>\n{_items(links)}</ul>"
    )


def _said(stone: Tombstone) -> str:
    if stone.kind == "alert":
        return f"No runbook answers this alert since version {escape(stone.left_with)} of the book."
    return f"This {stone.kind} left the book with version {escape(stone.left_with)}."


def _items(links: Iterable[Link]) -> str:
    return "".join(
        f'<li>{escape(link.before)}<a href="{escape(link.href)}">{escape(link.text)}</a></li>\n'
        for link in links
    )


def _relative(shell: str, to_root: str) -> str:
    """The shell with `/latest/x` as `../../x`: the same file then works below any host and path."""
    config = _CONFIG.search(shell)
    base = str(json.loads(config[1]).get("base", "")).rstrip("/") if config else ""
    inside = re.compile(rf'(?<=[=( ])"{re.escape(base)}(?:/(?!/)(?P<rest>[^"]*))?"')

    def shorter(found: re.Match[str]) -> str:
        if found["rest"] is None:
            return f'"{to_root}"' if base else found[0]
        return f'"{to_root}/{found["rest"]}"'

    return inside.sub(shorter, shell)
