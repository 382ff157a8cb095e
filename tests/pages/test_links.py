"""Every link inside a site leads to a page or file that exists, and to a place on it that exists."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from nightbook.pages.page import Output

from .tiny import example, html, runbook, site

ROOT = "https://site.invalid/"
_HREF = re.compile(r'<(?:a|link|script)\b[^>]*?(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')
_REFRESH = re.compile(r'content="0; url=([^"]*)"')


def documents(output: Output) -> dict[str, str]:
    """The HTML at each address below the root."""
    pages = {page.url: html(page) for page in output.pages}
    redirects = {
        name.removesuffix("index.html"): content.decode()
        for name, content in output.files.items()
        if name.endswith("/index.html")
    }
    assert not pages.keys() & redirects.keys()
    return pages | redirects


def dead_links(output: Output, written: frozenset[str]) -> list[tuple[str, str]]:
    """Address of the page and link, for every link inside the site that leads nowhere.

    `written` are the addresses of the author's Markdown pages.
    """
    found = documents(output)
    ids = {url: set(_ID.findall(text)) for url, text in found.items()}
    dead = []
    for url, text in found.items():
        for href in {*_HREF.findall(text), *_REFRESH.findall(text)}:
            target = urlsplit(urljoin(ROOT + url, unescape(href)))
            path = target.path.removeprefix("/")
            if f"{target.scheme}://{target.netloc}/" != ROOT or path in output.files or path in written:
                continue
            if path not in found or (target.fragment and target.fragment not in ids[path]):
                dead.append((url, href))
    return sorted(dead)


TINY = {
    "top.yaml": runbook("At the top", "SEV1", alerts=("Both", "Top Only"), more="formerly: [old-top]"),
    "deep/er/gone.yaml": runbook(
        "Gone",
        alerts=("Gone",),
        more="status: deprecated\nreplaced_by: top",
        contacts="",
        review="review: {last: 2020-01-01, every: 1d}",
    ),
    "deep/one.yaml": runbook("One", "SEV2", alerts=("Both", "both"), more="formerly: [old-one]"),
    "notes/how.md": "# How\n",
}


@cache
def outputs() -> dict[str, tuple[Output, frozenset[str]]]:
    with tempfile.TemporaryDirectory() as home:
        tiny = site(TINY, Path(home))
    return {
        "tiny": (tiny, frozenset({"notes/how/"})),
        "example": (example(), frozenset({"about/how-we-respond/"})),
    }


each_book = pytest.mark.parametrize("name", ["tiny", "example"])


@each_book
def test_every_link_of_every_page_and_redirect_leads_somewhere(name: str) -> None:
    assert dead_links(*outputs()[name]) == []


@each_book
def test_no_page_has_an_id_twice(name: str) -> None:
    output, _ = outputs()[name]
    twice = [
        (page.uri, id) for page in output.pages for id, n in Counter(_ID.findall(html(page))).items() if n > 1
    ]
    assert twice == []


@each_book
def test_no_two_pages_or_files_share_an_address(name: str) -> None:
    output, _ = outputs()[name]
    addresses = [f"{page.url}index.html" for page in output.pages] + list(output.files)
    assert [address for address, n in Counter(addresses).items() if n > 1] == []


@each_book
def test_every_page_says_what_it_is(name: str) -> None:
    output, _ = outputs()[name]
    assert [page.uri for page in output.pages if not (page.title and page.description)] == []


@each_book
def test_the_first_block_of_a_page_is_its_title(name: str) -> None:
    output, _ = outputs()[name]
    assert [
        page.uri for page in output.pages if (page.blocks[0].level, page.blocks[0].heading) != (1, page.title)
    ] == []


def test_the_same_book_gives_the_same_site(tmp_path: Path) -> None:
    first, second = site(TINY, tmp_path / "a"), site(TINY, tmp_path / "b")
    assert first.files == second.files
    assert first.nav == second.nav
    assert [(page.uri, html(page)) for page in first.pages] == [
        (page.uri, html(page)) for page in second.pages
    ]


def test_search_finds_runbooks_and_people_but_no_lists(tmp_path: Path) -> None:
    found = {page.uri for page in site(TINY, tmp_path).pages if page.search}
    assert found == {"top", "deep/one", "deep/er/gone", "contacts"}


def test_everyone_comes_after_the_runbooks_in_search(tmp_path: Path) -> None:
    (entry,) = next(page.search for page in site(TINY, tmp_path).pages if page.uri == "contacts")
    assert (entry.title, entry.boost) == ("Everyone", 0.2)
    assert entry.text == "Core, Core on call, Ada Byron, Edge, Eve Dor"
