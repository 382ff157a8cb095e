"""Everyone: whom the runbooks call, how to reach them, and who has which role where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

from ..model.book import Book, Entry
from ..model.catalog import Catalog
from . import contacts
from .contacts import TIERS, Card, Channel, channels
from .lines import counted, severity_words, worst_first
from .oncall import on_call_plans, with_plans
from .page import Page, SearchEntry
from .whole import Whole

BOOST = 0.2


@dataclass(frozen=True, slots=True)
class TeamContacts:
    """A team, its rotations first, then its people."""

    name: str
    anchor: str
    does: str
    channels: tuple[Channel, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """One cell: who is called, the card's place on the page or "", how long a ladder waits or ""."""

    name: str
    anchor: str
    after: str


Cells: TypeAlias = tuple[tuple[str, Called | None], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """One way in which runbooks fill a role: a cell for each of TIERS, and the runbooks that do."""

    cells: Cells
    runbooks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RoleContacts:
    """A role over the whole book; `decides` what it may decide alone."""

    name: str
    anchor: str
    does: str
    decides: tuple[str, ...]
    filled: tuple[Filled, ...]


def contacts_page(whole: Whole) -> Page:
    teams = tuple(_teams(whole))
    shown = {anchor(card) for team in teams for card in team.cards}
    said = [name for team in teams for name in (team.name, *(card.name for card in team.cards))]
    catalog, today = whole.book.catalog, whole.policy.today
    page = whole.page(
        "contacts",
        "Everyone",
        "contacts/page.html.j2",
        "Every rotation and person with phone, pager, chat and hours, and who has which role.",
        [SearchEntry("", "Everyone", ", ".join(dict.fromkeys(said)), BOOST)],
        teams=teams,
        roles=tuple(_roles(whole.book, shown)),
        tiers=[tier.capitalize() for tier in TIERS],
        anchor=anchor,
    )
    return replace(page, blocks=with_plans(page.blocks, on_call_plans(catalog.rotations, catalog, today)))


def anchor(card: Card) -> str:
    """Where a card stands on the page: `rotation-ml-platform-primary`, `person-amira-k`."""
    return f"{card.kind}-{card.id}"


def _teams(whole: Whole) -> Iterator[TeamContacts]:
    catalog = whole.book.catalog
    for name, team in sorted(catalog.teams.items(), key=lambda item: (item[1].name.casefold(), item[0])):
        cards = tuple(_cards(name, whole))
        yield TeamContacts(team.name, f"team-{name}", team.does or "", channels(team), cards)
    others = tuple(_cards(None, whole))
    if others:
        yield TeamContacts("Without a team", "no-team", "", (), others)


def _cards(team: str | None, whole: Whole) -> Iterator[Card]:
    """The cards of a team: rotations, then people who have not left."""
    catalog, today = whole.book.catalog, whole.policy.today
    for name, rotation in catalog.rotations.items():
        if _team(rotation.team, catalog) == team:
            yield contacts.card(catalog, name, today)
    for name, person in catalog.people.items():
        here = person.left is None or person.left > today
        if here and name not in catalog.rotations and _team(person.team, catalog) == team:
            yield contacts.card(catalog, name, today)


def _team(name: str | None, catalog: Catalog) -> str | None:
    return name if name in catalog.teams else None


def _roles(book: Book, shown: Set[str]) -> Iterator[RoleContacts]:
    """Every role of the catalog; `shown` are the places of the cards on the page."""
    rows = [(entry, _rows(entry, book)) for entry in worst_first(book.entries, book)]
    for name, role in book.catalog.roles.items():
        found: dict[Cells, list[Entry]] = {}
        for entry, matrix in rows:
            if name in matrix:
                found.setdefault(_cells(matrix[name], shown), []).append(entry)
        yield RoleContacts(role.name, f"role-{name}", role.does, role.decides, tuple(_filled(found, book)))


def _rows(entry: Entry, book: Book) -> Mapping[str, contacts.Row]:
    """The runbook's contact matrix by the ids of the roles."""
    return dict(zip(entry.runbook.contacts, contacts.matrix(book, entry), strict=True))


def _filled(found: Mapping[Cells, list[Entry]], book: Book) -> Iterator[Filled]:
    """Each distinct way to fill a role, the one of most runbooks first."""
    for cells, entries in sorted(found.items(), key=lambda item: -len(item[1])):
        yield Filled(cells, tuple(_runbook(entry, book) for entry in entries))


def _cells(row: contacts.Row, shown: Set[str]) -> Cells:
    return tuple((tier.capitalize(), _called(row, tier, shown)) for tier in TIERS)


def _called(row: contacts.Row, tier: str, shown: Set[str]) -> Called | None:
    card = row.card(tier)
    place = anchor(card) if card else ""
    return Called(card.name, place if place in shown else "", _wait(row.after(tier))) if card else None


def _wait(minutes: int | None) -> str:
    """`15 minutes`, `8 hours`; "" where no ladder says."""
    if minutes is None:
        return ""
    return counted(minutes, "minute") if minutes % 60 else counted(minutes // 60, "hour")


def _runbook(entry: Entry, book: Book) -> tuple[str, str, str]:
    """Title, link to its contacts, severity in words."""
    return entry.runbook.title, f"{entry.url}#contacts", severity_words(entry.runbook.severity, book.catalog)
