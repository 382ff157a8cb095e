"""A folder replaced in one step: made beside its place, then renamed into it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .ask import UsageError

_SITE = ("404.html", "sitemap.xml")
"""MkDocs writes both with every site, whatever its pages."""
_NOT_A_SITE = (".git", "mkdocs.yml", "pyproject.toml", "catalog")


def refuse_what_is_no_site(place: Path, source: Path) -> None:
    """A folder may be replaced when it is absent, empty or a built site. Raises UsageError."""
    if place.exists() and not place.is_dir():
        raise UsageError(f"{place} is a file, and a site is a folder.")
    names = {entry.name for entry in place.iterdir()} if place.exists() else set()
    if not names:
        return
    holds_source = source.resolve().is_relative_to(place.resolve())
    if holds_source or names.intersection(_NOT_A_SITE) or not names.intersection(_SITE):
        raise UsageError(f"{place} holds files that are not a built site; empty it, or name another folder.")


@contextmanager
def replaced(place: Path) -> Iterator[Path]:
    """An empty folder that stands at `place` after the block; when the block raises, nothing has changed."""
    place = place.resolve()
    fresh = _beside(place, "new")
    fresh.mkdir(parents=True)
    try:
        yield fresh
        swap(fresh, place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def swap(fresh: Path, place: Path) -> None:
    """`fresh` takes the place; when it cannot, what stood there is put back. Both on one file system."""
    old = _beside(place, "old")
    stood_there = place.exists()
    if stood_there:
        place.rename(old)
    try:
        fresh.rename(place)
    except OSError:
        if stood_there:
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _beside(place: Path, word: str) -> Path:
    return place.with_name(f".{place.name}.{word}-{os.getpid()}")
