"""Our search in the theme's place: its plugin taken out, a control in its header, the author's own pages read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from .pages import assets
from .pages.search_index import Found, Searchable, index_files
from .pages.searchable import prose

_SOURCE = '<div class="md-header__source">'
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL)
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M9.5 3A6.5 6.5 0 0 1 16 9.5'
    "c0 1.61-.59 3.09-1.56 4.23l.27.27h.79l5 5-1.5 1.5-5-5v-.79l-.27-.27A6.52 6.52 0 0 1 9.5 16 6.5 6.5 0 0 1 3 9.5"
    'A6.5 6.5 0 0 1 9.5 3m0 2C7 5 5 7 5 9.5S7 14 9.5 14 14 12 14 9.5 12 5 9.5 5"/></svg>'
)


def without_theme_search(config: Any) -> None:
    """Takes the theme's search out of the build: no form, no worker, no index that nobody reads.

    A mkdocs.yml that names it keeps working; other builders take it from there.
    """
    for name in ("material/search", "search"):
        plugin = config.plugins.pop(name, None)
        if plugin is None:
            continue
        for (
            event,
            methods,
        ) in config.plugins.events.items():  # new lists: MkDocs is going through one of the old
            config.plugins.events[event] = [m for m in methods if getattr(m, "__self__", None) is not plugin]


def search_files(search: Searchable | None, written: Iterable[Found]) -> dict[str, bytes]:
    """What the panel loads, by address: its script and everything that it looks into."""
    if search is None:
        return {}
    return {assets.search_address(): assets.later("search.js"), **index_files(search, written)}


def with_control(output: str, to_root: str) -> str:
    """The page with a link to the search in its header, which our script turns into a panel.

    `to_root` leads from the page to the site's root. A header that the theme writes otherwise stays as it is.
    """
    start = output.find('<header class="md-header')
    end = output.find("</nav>", start) if start >= 0 else -1
    if end < 0:
        return output
    source = output.find(_SOURCE, start, end)
    at = source if source >= 0 else end
    root = to_root or "./"
    control = (
        f'<a class="md-header__button nb-search-control" href="{root}search/" title="Search (/)" '
        f'data-nb-search="{root}{assets.search_address()}">{_ICON}<span>Search</span></a>'
    )
    return f"{output[:at]}{control}{output[at:]}"


def written_page(page: Any) -> Found | None:
    """A page of the author's as search finds it; None where its front matter keeps it out."""
    said = page.meta.get("search")
    if isinstance(said, dict) and said.get("exclude"):
        return None
    headings = [unescape(item.title) for item in _flat(page.toc)]
    return prose(page.url, str(page.title), headings, unescape(_TAG.sub(" ", page.content or "")))


def _flat(items: Any) -> list[Any]:
    return [found for item in items for found in (item, *_flat(item.children))]
