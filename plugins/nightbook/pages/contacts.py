"""Who is called and how: ids of the catalog -> cards with channels as links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model.book import Book, Entry
from ..model.catalog import Catalog, Person, Rotation, Team
from ..model.units import duration

TIERS = ("primary", "backup", "specialist", "manager")


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach somebody: `kind` is Call, Page, Mail or Chat; `href` is "" for a chat handle without a link."""

    kind: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """A rotation, person or role as a reader needs it. `who` are the people behind a rotation."""

    id: str
    name: str
    kind: str
    channels: tuple[Channel, ...]
    hours: str = ""
    time_zone: str = ""
    hand_over: str = ""
    who: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One role of a contact matrix: cards by tier; `escalate_after` in minutes, from the runbook's ladder."""

    role: str
    does: str
    call_when: str
    cards: tuple[tuple[str, Card], ...]
    minutes: tuple[tuple[str, int], ...]

    def card(self, tier: str) -> Card | None:
        return dict(self.cards).get(tier)

    def after(self, tier: str) -> int | None:
        """Minutes after which this tier is called, where the runbook says so."""
        return dict(self.minutes).get(tier)


def card(catalog: Catalog, name: str) -> Card:
    """The card of a rotation or person; of a role, what it is, since the runbook's matrix says who fills it."""
    if name in catalog.rotations:
        return _rotation(catalog, name, catalog.rotations[name])
    if name in catalog.people:
        return _person(name, catalog.people[name])
    role = catalog.roles.get(name)
    return Card(name, role.name if role else name, "role", (), note=role.does if role else "")


def card_in(entry: Entry, catalog: Catalog, name: str) -> Card:
    """Whom this runbook calls by that name: for a role, its primary contact here."""
    tiers = entry.runbook.contacts.get(name)
    if name in catalog.roles and tiers:
        return card(catalog, tiers.primary)
    return card(catalog, name)


def matrix(book: Book, entry: Entry) -> tuple[Row, ...]:
    """The runbook's contact matrix, a row a role."""
    after = {
        rung.to: int(duration(rung.after).total_seconds() // 60)
        for rung in reversed(entry.runbook.escalation)
    }
    rows = []
    for role, tiers in entry.runbook.contacts.items():
        known = book.catalog.roles.get(role)
        named = tuple(tiers.named())
        rows.append(
            Row(
                role=known.name if known else role,
                does=known.does if known else "",
                call_when=tiers.call_when or "",
                cards=tuple((tier, card(book.catalog, name)) for tier, name in named),
                minutes=tuple((tier, after[name]) for tier, name in named if name in after),
            )
        )
    return tuple(rows)


def _rotation(catalog: Catalog, name: str, rotation: Rotation) -> Card:
    hand_over = f"{rotation.hand_over.day} {rotation.hand_over.time}" if rotation.hand_over else ""
    who = tuple(
        catalog.people[member].name if member in catalog.people else member for member in rotation.members
    )
    return Card(
        name,
        rotation.name,
        "rotation",
        channels(rotation),
        rotation.hours,
        rotation.time_zone,
        hand_over,
        who,
    )


def _person(name: str, person: Person) -> Card:
    return Card(
        name, person.name, "person", channels(person), "", person.time_zone or "", note=person.title or ""
    )


def channels(who: Rotation | Person | Team) -> tuple[Channel, ...]:
    """Every way to reach somebody, the fastest first."""
    found: list[Channel] = []
    pager, phone = getattr(who, "pager_url", None), getattr(who, "phone", None)
    if phone:
        found.append(Channel("Call", phone, f"tel:{re.sub(r'[^+0-9]', '', phone)}"))
    if pager:
        found.append(Channel("Page", pager.split("://", 1)[1], pager))
    if who.chat:
        found.append(Channel("Chat", who.chat, who.chat_url or ""))
    if who.email:
        found.append(Channel("Mail", who.email, f"mailto:{who.email}"))
    return tuple(found)
