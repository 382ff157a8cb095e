"""Somebody who is called and cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.catalog import Person, Rotation
from ..model.settings import Policy
from .called import first_call
from .check import Check, Finding
from .places import in_catalog


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for name, rotation in book.catalog.rotations.items():
        if not _channels(rotation) and not rotation.pager_url:
            yield from _finding(book, "rotations", name, rotation, "`phone`, `pager_url`, `chat` or `email`")
    for name, person in book.catalog.people.items():
        if not _channels(person) and name not in book.catalog.rotations:
            yield from _finding(book, "people", name, person, "`phone`, `chat` or `email`")


def _channels(who: Rotation | Person) -> str | None:
    return who.phone or who.email or who.chat or who.chat_url


def _finding(book: Book, kind: str, name: str, who: Rotation | Person, ways: str) -> Iterator[Finding]:
    called = first_call(book, name)
    if called:
        span = in_catalog(book, kind, name, key=True)
        yield Finding(f"{who.name} is called and cannot be reached", span, f"Add {ways}.", (called,))


CHECK = Check("NB602", "no-channel", Severity.ERROR, "Somebody who is called and cannot be reached.", find)
