"""A folder replaced in one step: made beside its place, then renamed into it. What is not ours is never replaced."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

MARKER = ".nightbook"
"""Stands in every folder that a command wrote, and says which one may replace it."""


class CannotWrite(Exception):  # noqa: N818 - named like the project's other refusals
    """The folder must not be written there. Says why in one sentence."""


@contextmanager
def replaced_if_ours(to: Path, docs: Path, command: str, may_go: Collection[str] = ()) -> Iterator[Path]:
    """As `replaced`, for a folder that `nightbook <command>` writes and may write anew: absent, empty, or its own.

    `docs` is the folder of the runbooks; `may_go` are names that may stand in the folder besides what we wrote.
    Raises CannotWrite when something else stands there; `to` is as it was.
    """
    place = to.resolve()
    mark = f"Written by `nightbook {command}`, which replaces this folder as a whole."
    if place.is_relative_to(docs.resolve()):
        raise CannotWrite(f"{to} is inside the folder of the runbooks; name a folder outside it.")
    if place.exists() and not place.is_dir():
        raise CannotWrite(f"{to} is a file; name a folder.")
    names = _names(place) if place.exists() else set()
    written = _lines(place / MARKER)
    if names and written[:1] != [mark]:
        raise CannotWrite(f"{to} holds files that `{command}` did not write; name another folder.")
    if others := sorted(names - {MARKER, *written, *may_go}):
        raise CannotWrite(
            f"{to} would be replaced, and {others[0]} is not ours: move it, or name another folder."
        )
    with replaced(place) as fresh:
        yield fresh
        (fresh / MARKER).write_text("\n".join([mark, *sorted(_names(fresh)), ""]), "utf-8", newline="\n")


def _names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def _lines(marker: Path) -> list[str]:
    return marker.read_text("utf-8", "replace").splitlines() if marker.is_file() else []


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
