"""A time zone that no clock knows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..diagnostics import Severity, did_you_mean
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for kind in ("people", "rotations"):
        for name, who in book.catalog.of(kind).items():
            if who.time_zone:
                yield from _in(who.time_zone, book, kind, name, "time_zone")
    for name, rotation in book.catalog.rotations.items():
        for index, layer in enumerate(rotation.layers):
            if layer.time_zone:
                yield from _in(layer.time_zone, book, "rotations", name, "layers", index, "time_zone")


def _in(zone: str, book: Book, *route: str | int) -> Iterator[Finding]:
    if not is_known(zone):
        yield Finding(f'there is no time zone "{zone}"', in_catalog(book, *route), _help(zone))


def _help(name: str) -> str:
    if any(zone.startswith(f"{name}/") for zone in _all()):
        return "That is a part of the world: name a place in it, such as Europe/Berlin."
    return did_you_mean(name, _all()) or "Write an IANA name, such as Europe/Berlin."


@cache
def is_known(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # `Europe` is a folder
        return not _all()  # a computer without the database knows none, and this proves nothing
    return True


@cache
def _all() -> frozenset[str]:
    """Every name of the database: slow to list, so only asked for when one is not in it."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


CHECK = Check("NB608", "unknown-time-zone", Severity.ERROR, "A time zone that no clock knows.", find)
