"""What pages are made of: the form that every site builder can take."""

from __future__ import annotations

from dataclasses import dataclass

STYLES = ("assets/nightbook/nightbook.css",)
SCRIPTS = ("assets/nightbook/nightbook.js",)
"""What every page of a site loads, whoever builds it."""
EARLY_SCRIPT = "assets/nightbook/early.js"
"""What must run before the script of MkDocs-Material."""


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
    """The whole site but for the theme: pages, the navigation, and files by their address (redirects, assets, feed)."""

    pages: tuple[Page, ...]
    nav: tuple[NavItem, ...]
    files: dict[str, bytes]
