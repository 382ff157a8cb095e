"""What has changed in the whole book, newest first: a page, and the list that the feed is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..model.book import Book, Entry
from ..model.runbook import Change
from ..model.units import version_key
from .page import Page
from .whole import Whole

MANY = 200
"""The page shows this many changes; older ones stand on the pages of the runbooks."""
FEED = "changelog/feed.xml"


@dataclass(frozen=True, slots=True)
class Told:
    """One change of one runbook. `mark` is Major, New or ""; `url` leads to the version's place."""

    id: str
    title: str
    url: str
    version: str
    date: dt.date
    by: str
    change: str
    why: str
    mark: str


@dataclass(frozen=True, slots=True)
class Month:
    heading: str
    anchor: str
    changes: tuple[Told, ...]


def changes(book: Book) -> tuple[Told, ...]:
    """Every change of every runbook, newest first; of one day by title, a runbook's higher version first."""
    found = [told for entry in book.entries for told in _told(entry, book)]
    found.sort(key=lambda told: version_key(told.version), reverse=True)
    found.sort(key=lambda told: (told.title.casefold(), told.id))
    return tuple(sorted(found, key=lambda told: told.date, reverse=True))


def changelog_page(whole: Whole) -> Page:
    found = changes(whole.book)
    return whole.page(
        "changelog",
        "Changes",
        "changelog/page.html.j2",
        "What has changed in the runbooks, newest first: who, what and why.",
        months=tuple(_months(found[:MANY])),
        older=len(found) > MANY,
        feed=FEED,
    )


def _told(entry: Entry, book: Book) -> Iterator[Told]:
    changelog = entry.runbook.changelog
    for change, before in zip(changelog, (*changelog[1:], None), strict=True):
        by = book.catalog.people.get(change.by)
        yield Told(
            id=entry.id,
            title=entry.runbook.title,
            url=f"{entry.url}#v{change.version}",
            version=change.version,
            date=change.date,
            by=by.name if by else change.by,
            change=change.change,
            why=change.why or "",
            mark=_mark(change, before),
        )


def _mark(change: Change, before: Change | None) -> str:
    if before is None:
        return "New"
    return "Major" if version_key(change.version)[0] > version_key(before.version)[0] else ""


def _months(found: tuple[Told, ...]) -> Iterator[Month]:
    for (year, month), told in groupby(found, key=lambda told: (told.date.year, told.date.month)):
        name = MONTHS[month - 1]
        yield Month(f"{name} {year}", f"{year}-{month:02}", tuple(told))


# Not strftime: the site must not depend on the language of the machine that builds it.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
