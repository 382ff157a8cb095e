"""A folder replaced in one step: made beside its place, then renamed into it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
