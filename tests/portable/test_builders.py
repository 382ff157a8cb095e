"""The same book through the plugin, through MkDocs on the written folder, and through Zensical on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from nightbook.model.book import Book
from nightbook.pages import assets
from nightbook.pages.page import Output
from nightbook.pipeline import compile_book, render_book
from nightbook.portable import write

from . import book
from .article import Article, article_of
from .book import COMMANDS, ODD

BUILDERS = ("mkdocs", "zensical")
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1795132800", "NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True)
class Sites:
    """What was rendered, the written folder, and the built sites by the way that they were built."""

    book: Book
    output: Output
    folder: Path
    built: dict[str, Path]

    def article(self, builder: str, uri: str) -> Article:
        return article_of((self.built[builder] / uri / "index.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return _build(book.odd, tmp_path_factory.mktemp("odd"))


@pytest.fixture(scope="module", params=["odd", pytest.param("example", marks=pytest.mark.slow)])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    if request.param == "odd":
        return cast(Sites, request.getfixturevalue("odd"))
    return _build(book.example, tmp_path_factory.mktemp("example"))


def _build(make: Callable[[Path], Path], base: Path) -> Sites:
    (base / "source").mkdir()
    config = make(base / "source/book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", ENVIRONMENT["SOURCE_DATE_EPOCH"])
        compiled = compile_book(config)
    assert compiled.ok, compiled.diagnostics
    output, folder = render_book(compiled), base / "folder"
    write(compiled, output, folder)
    _run("mkdocs", "build", "--config-file", str(config), "--site-dir", str(base / "plugin"))
    _run("mkdocs", "build", "--strict", "-f", str(folder / "mkdocs.yml"), "--site-dir", str(base / "mkdocs"))
    _run("zensical", "build", "--strict", "-f", str(folder / "mkdocs.yml"))
    built = {"plugin": base / "plugin", "mkdocs": base / "mkdocs", "zensical": folder / "site"}
    return Sites(compiled.book, output, folder, built)


def _run(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_page_says_the_same_as_with_the_plugin(sites: Sites, builder: str) -> None:
    for page in sites.output.pages:
        expected = sites.article("plugin", page.url)
        found = sites.article(builder, page.url)
        assert found.text == expected.text, page.uri
        assert found.ids == expected.ids, page.uri
        assert found.commands == expected.commands, page.uri


@pytest.mark.parametrize("builder", ["plugin", *BUILDERS])
def test_the_commands_are_those_of_the_sources_byte_for_byte(sites: Sites, builder: str) -> None:
    for entry in sites.book.entries:
        shown = sites.article(builder, entry.url).commands
        written = [placed.command.text for placed in entry.commands]
        assert sorted(text for text in shown if text in written) == sorted(written), entry.url


@pytest.mark.parametrize("builder", ["plugin", *BUILDERS])
def test_commands_that_look_like_markdown_come_out_as_they_are_in_yaml(odd: Sites, builder: str) -> None:
    shown = odd.article(builder, ODD).commands
    assert [text for text in shown if text in COMMANDS] == list(COMMANDS)


@pytest.mark.parametrize("builder", BUILDERS)
def test_redirects_feed_and_assets_stand_at_the_same_addresses(sites: Sites, builder: str) -> None:
    assert "alerts/index.html" in sites.output.files
    for name, content in sites.output.files.items():
        assert (sites.built[builder] / name).read_bytes() == content, name


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_file_of_the_site_is_there_but_the_builders_own(sites: Sites, builder: str) -> None:
    own = {"search/search_index.json", "search.json", "sitemap.xml.gz", "sw.js", "offline.json"}
    plugins = (
        "assets/nightbook/site.",
        "assets/nightbook/search.",
        "search/table.",
        "search/words-",
        "search/lines-",
    )
    lean = {path for path in _files(sites.built["plugin"]) if path.startswith(plugins)}
    assert _files(sites.built[builder]) - own == _files(sites.built["plugin"]) - own - lean


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_page_names_our_styles_and_scripts(odd: Sites, builder: str) -> None:
    html = (odd.built[builder] / ODD / "index.html").read_text("utf-8")
    for address in (assets.style_address(), assets.script_address()):
        assert f"../../{address}" in html


def _files(site: Path) -> set[str]:
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return {name for name in names if not name.startswith("assets/") or name.startswith("assets/nightbook/")}
