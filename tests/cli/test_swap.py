"""Replacing a folder in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from nightbook.swap import replaced, swap

from .calls import tree


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text, "utf-8")
    return path


def test_the_new_folder_stands_at_the_place_after_the_block(tmp_path: Path) -> None:
    place = folder(tmp_path / "site", "old")
    with replaced(place) as fresh:
        (fresh / "index.html").write_text("new", "utf-8")
        assert tree(place) == {"index.html": b"old"}
    assert tree(tmp_path) == {"site/index.html": b"new"}


def test_a_block_that_raises_leaves_everything_as_it_was(tmp_path: Path) -> None:
    place = folder(tmp_path / "site", "old")
    with pytest.raises(ZeroDivisionError), replaced(place) as fresh:
        (fresh / "index.html").write_text(str(1 / 0), "utf-8")
    assert tree(tmp_path) == {"site/index.html": b"old"}


def test_a_rename_that_fails_puts_the_old_folder_back(tmp_path: Path) -> None:
    place = folder(tmp_path / "site", "old")
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "nowhere", place)
    assert tree(tmp_path) == {"site/index.html": b"old"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    folder(tmp_path / "real", "old")
    link = tmp_path / "site"
    link.symlink_to("real")
    with replaced(link) as fresh:
        (fresh / "index.html").write_text("new", "utf-8")
    assert link.is_symlink()
    assert tree(tmp_path / "real") == {"index.html": b"new"}
