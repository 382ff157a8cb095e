"""The folder: what it replaces and what it does not, and what its mkdocs.yml says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nightbook.pages import assets
from nightbook.pages.page import Block, NavItem, Output, Page
from nightbook.pipeline import Compiled, compile_book
from nightbook.portable import CannotWrite, write
from nightbook.portable.emit import emit

PAGE = Page("serving/a", "A", (Block("A", 1, "top", "<p>x</p>"),))
OUTPUT = Output((PAGE,), (NavItem("Serving", items=(NavItem("", "serving/a"),)),), {"feed.xml": b"<feed/>"})
SOURCE = """\
site_name: Night
docs_dir: runbooks
repo_url: https://example.com/x
theme:
  name: material
  features: [toc.follow]
  custom_dir: overrides
  palette: {primary: !ENV [COLOUR, red]}
plugins:
  - search: {separator: '[\\s]+', fields: !!python/name:a.b ''}
  - nightbook
  - mike
markdown_extensions:
  - admonition
  - toc: {permalink: false, title: On this page}
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ''}
extra_css: [own.css]
extra: {version: {provider: mike}, generator: false}
"""


@pytest.fixture
def compiled(tmp_path: Path) -> Compiled:
    book = tmp_path / "book"
    (book / "runbooks/about").mkdir(parents=True)
    (book / "mkdocs.yml").write_text(SOURCE)
    for name in ("about/us.md", "own.css", "about/.hidden", "x.yaml"):
        (book / "runbooks" / name).write_text(name)
    (book / "runbooks/elsewhere.txt").symlink_to(book / "mkdocs.yml")
    return compile_book(book / "mkdocs.yml")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_it_holds_the_pages_the_files_and_what_the_author_wrote(compiled: Compiled, tmp_path: Path) -> None:
    write(compiled, OUTPUT, tmp_path / "deep/out")
    assert sorted(contents(tmp_path / "deep/out")) == [
        ".nightbook",
        "docs/about/us.md",
        "docs/feed.xml",
        "docs/own.css",
        "docs/serving/a.md",
        "mkdocs.yml",
    ]


def test_its_mkdocs_yml_has_the_plain_data_of_the_books_own(compiled: Compiled, tmp_path: Path) -> None:
    write(compiled, OUTPUT, tmp_path / "out")
    text = (tmp_path / "out/mkdocs.yml").read_text("utf-8")
    assert "!" not in text
    assert yaml.safe_load(text) == {
        "site_name": "Night",
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"name": "material", "font": False, "features": ["toc.follow"], "palette": {}},
        "plugins": [{"search": {"separator": "[\\s]+"}}],
        "markdown_extensions": [
            "attr_list",
            "tables",
            "fenced_code",
            "admonition",
            {"toc": {"permalink": True, "permalink_title": "Permanent link", "title": "On this page"}},
        ],
        "extra_css": [assets.style_address(), "own.css"],
        "extra_javascript": [assets.script_address()],
        "extra": {"generator": False},
        "nav": [{"Serving": ["serving/a.md"]}],
    }


def test_the_same_book_gives_the_same_bytes(compiled: Compiled, tmp_path: Path) -> None:
    for name in ("one", "two", "two"):
        write(compiled, OUTPUT, tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_folder_that_it_wrote_is_replaced_with_what_the_builders_left_there(
    compiled: Compiled, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write(compiled, OUTPUT, out)
    (out / "site").mkdir()
    (out / "docs/serving/old.md").write_text("old")
    write(compiled, OUTPUT, out)
    assert not (out / "site").exists()
    assert not (out / "docs/serving/old.md").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"book", "out"}


@pytest.mark.parametrize("ours", [False, True])
def test_a_folder_with_somebody_elses_files_is_left_alone(
    compiled: Compiled, tmp_path: Path, ours: bool
) -> None:
    out = tmp_path / "out"
    if ours:
        write(compiled, OUTPUT, out)
    out.mkdir(exist_ok=True)
    (out / "thesis.txt").write_text("years of work")
    before = contents(out)
    with pytest.raises(CannotWrite, match="out"):
        write(compiled, OUTPUT, out)
    assert contents(out) == before


def test_a_file_or_the_folder_of_the_runbooks_is_not_written_to(compiled: Compiled, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="is a file"):
        write(compiled, OUTPUT, tmp_path / "book/mkdocs.yml")
    with pytest.raises(CannotWrite, match="inside the folder of the runbooks"):
        write(compiled, OUTPUT, tmp_path / "book/runbooks/out")


def test_a_run_that_fails_changes_nothing(compiled: Compiled, tmp_path: Path) -> None:
    write(compiled, OUTPUT, tmp_path / "out")
    before = contents(tmp_path / "out")
    with pytest.raises(OSError):
        write(compiled, replace(OUTPUT, files={"serving": b"a file where a folder is"}), tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert {path.name for path in tmp_path.iterdir()} == {"book", "out"}


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(text, json_like, min_size=1, max_size=3))
def test_what_is_emitted_is_read_back_as_it_was(data: dict[str, object]) -> None:
    assert yaml.safe_load(emit(data)) == data  # type: ignore[arg-type]
