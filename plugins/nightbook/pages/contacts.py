"""Who is called and how: ids of the catalog -> cards with channels as links."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.book import Book, Entry
from ..model.catalog import Catalog, Person, Rotation, Team
from ..model.oncall import people_of
from ..model.runbook import Escalation
from ..model.units import duration
from . import plan_words

TIERS = ("primary", "backup", "specialist", "manager")


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach somebody: `kind` is Call, Page, Mail or Chat; `href` is "" for a chat handle without a link."""

    kind: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """A rotation, person or role as a reader needs it. `who` are the people behind a rotation.

    `planned` are lines about its layers and who stands in when; `as_of` says how old an imported plan is. `room` is the
    longest line about now that scripts may write, "" where they cannot know who is on call; `room_call` the longest
    name and number behind it.
    """

    id: str
    name: str
    kind: str
    channels: tuple[Channel, ...]
    hours: str = ""
    time_zone: str = ""
    hand_over: str = ""
    who: tuple[str, ...] = ()
    note: str = ""
    planned: tuple[str, ...] = ()
    as_of: str = ""
    room: str = ""
    room_call: str = ""


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


def card(catalog: Catalog, name: str, today: dt.date | None = None) -> Card:
    """The card of a rotation or person; of a role, what it is, since the runbook's matrix says who fills it.

    Who stands in is told from `today` on, and not at all without it.
    """
    if name in catalog.rotations:
        return _rotation(catalog, name, catalog.rotations[name], today)
    if name in catalog.people:
        return _person(name, catalog.people[name])
    role = catalog.roles.get(name)
    return Card(name, role.name if role else name, "role", (), note=role.does if role else "")


def card_in(entry: Entry, catalog: Catalog, name: str, today: dt.date | None = None) -> Card:
    """Whom this runbook calls by that name: for a role, its primary contact here."""
    tiers = entry.runbook.contacts.get(name)
    if name in catalog.roles and tiers:
        return card(catalog, tiers.primary, today)
    return card(catalog, name, today)


def called_in(entry: Entry, catalog: Catalog) -> Iterator[str]:
    """The ids of all rotations and people whose cards stand on a runbook's page."""
    for tiers in entry.runbook.contacts.values():
        yield from (name for _, name in tiers.named())
    yield from (card_in(entry, catalog, rung.to).id for rung in entry.runbook.escalation)
    steps = (placed.step for placed in entry.steps)
    yield from (card_in(entry, catalog, step.escalate).id for step in steps if step.escalate)


def ladder(entry: Entry, catalog: Catalog, today: dt.date) -> tuple[tuple[Escalation, Card, int], ...]:
    """The rungs with who is called, and after how many seconds."""
    return tuple(
        (rung, card_in(entry, catalog, rung.to, today), int(duration(rung.after).total_seconds()))
        for rung in entry.runbook.escalation
    )


def matrix(book: Book, entry: Entry, today: dt.date | None = None) -> tuple[Row, ...]:
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
                cards=tuple((tier, card(book.catalog, name, today)) for tier, name in named),
                minutes=tuple((tier, after[name]) for tier, name in named if name in after),
            )
        )
    return tuple(rows)


def _rotation(catalog: Catalog, name: str, rotation: Rotation, today: dt.date | None) -> Card:
    return Card(
        name,
        rotation.name,
        "rotation",
        channels(rotation),
        rotation.hours,
        rotation.time_zone,
        plan_words.hand_over(rotation),
        () if rotation.layers else plan_words.names(people_of(rotation), catalog),
        planned=(*plan_words.layers(rotation, catalog), *plan_words.stand_ins(rotation, catalog, today)),
        as_of=plan_words.as_of(rotation),
        room=plan_words.longest_line(rotation, catalog),
        room_call=plan_words.longest_call(rotation, catalog),
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
