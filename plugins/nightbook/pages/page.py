"""What pages are made of: the form that every site builder can take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .offline import Shelf
    from .search_index import Searchable


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and what stands under it. The first block of a page is the title, level 1.

    `heading` is plain text, `html` finished HTML without the heading, `anchor` the heading's id.
    """

    heading: str
    level: int
    anchor: str
    html: str


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One result that search can show: a place on the page, its title, what it is found by. Plain text."""

    anchor: str
    title: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `uri` is its place without an ending (`serving/model-serving-outage`, `index`).

    `source` is the file it was made of, relative to the folder of mkdocs.yml, or "" for a page over the whole book.
    """

    uri: str
    title: str
    blocks: tuple[Block, ...]
    search: tuple[SearchEntry, ...] = ()
    description: str = ""
    source: str = ""

    @property
    def url(self) -> str:
        """The address below the site's root, with directory addresses: `serving/model-serving-outage/`, "" for home."""
        if self.uri == "index":
            return ""
        return f"{self.uri.removesuffix('/index')}/"


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of the navigation: a page's uri, or a group of lines."""

    title: str
    uri: str = ""
    items: tuple[NavItem, ...] = ()


@dataclass(frozen=True)
class Output:
    """The whole site but for the theme: pages, the navigation, and files by their address (redirects, assets, feed).

    `shelf` is what a device keeps for the time without network, None where `offline: false`. `search` is what the
    search of this site knows; other builders bring a search of their own.
    """

    pages: tuple[Page, ...]
    nav: tuple[NavItem, ...]
    files: dict[str, bytes]
    shelf: Shelf | None = None
    search: Searchable | None = None
