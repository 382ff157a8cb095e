"""What a phone keeps of the book for the time without network, and in which order: what is read at 3am comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.book import Book, Entry
from . import alerts
from .contacts import Card, card
from .home import commander
from .indexes import INDEXES
from .lines import severity_words, worst_first
from .redirects import former_ids
from .whole import Whole


@dataclass(frozen=True, slots=True)
class KeptRunbook:
    """A runbook's address below the root, its title, its severity in words."""

    url: str
    title: str
    severity: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Addresses are below the site's root.

    `doors` lead to a runbook: home, contacts, indexes, choosers. `runbooks` are all of them, the most severe first,
    and the first `worst` of them are of the worst severity. `redirects` lead from an address to another.
    `call` is whom to call when nothing is there.
    """

    name: str
    doors: tuple[str, ...]
    runbooks: tuple[KeptRunbook, ...]
    worst: int
    redirects: tuple[tuple[str, str], ...]
    call: Card | None


def shelf(whole: Whole) -> Shelf:
    """The order in which the pages of a book are kept."""
    book = whole.book
    entries = sorted(worst_first(book.entries, book), key=lambda entry: _key(entry, book))
    keys = [_key(entry, book)[:2] for entry in entries]
    leads = (*alerts.redirects(book), *former_ids(book))
    return Shelf(
        name=whole.site.name,
        doors=tuple(_doors(book)),
        runbooks=tuple(_runbook(entry, book) for entry in entries),
        worst=keys.count(keys[0]) if keys else 0,
        redirects=tuple((lead.here, lead.there) for lead in leads),
        call=_call(book),
    )


def _key(entry: Entry, book: Book) -> tuple[bool, int, bool]:
    """In use before out of use, then the most severe, then what is agreed before drafts."""
    runbook = entry.runbook
    return runbook.status == "deprecated", book.catalog.rank(runbook.severity), runbook.status == "draft"


def _doors(book: Book) -> Iterator[str]:
    yield from ("", "contacts/")
    yield from (f"{index.uri}/" for index in INDEXES)
    yield from (
        f"alerts/{name}/" for place in alerts.places(book) if not place.target for name in place.slugs
    )


def _runbook(entry: Entry, book: Book) -> KeptRunbook:
    runbook = entry.runbook
    return KeptRunbook(entry.url, runbook.title, severity_words(runbook.severity, book.catalog))


def _call(book: Book) -> Card | None:
    """Who leads incidents, else the first rotation or person that can be reached."""
    names = (*book.catalog.rotations, *book.catalog.people)
    return commander(book) or next((c for c in (card(book.catalog, n) for n in names) if c.channels), None)
