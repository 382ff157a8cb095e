"""Who is on call: a rotation and a moment -> a person, and until when.

The pages compute the same in the reader's browser (`assets/scripts/oncall.js`), from the same Plan; a test holds the
two together. What counts, from the strongest: an override, an imported shift, the last layer that covers the moment,
the turn of the members.

A local time that the clocks skip is counted with the offset before the change (02:30 is 03:30 then), one that comes
twice is the first of the two, as RFC 5545 has it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from .catalog import HandOver, Layer, Period, Rotation
from .units import duration

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHANGES = 100
"""So many changes of a plan are looked through for the next person; who is still the same then has no end."""

_DAY = 24 * 60
_EVER = dt.date(3000, 1, 1)
"""A plan that begins then never does, one that ends then never does."""


@dataclass(frozen=True, slots=True)
class OnCall:
    """`who` is an id of a person, None for nobody; `until` is when that changes, None for never, and `then` who
    comes after. Where `known` is false the plan has not begun or is over, and nobody can say.
    """

    who: str | None
    until: dt.datetime | None
    then: str | None
    known: bool


@dataclass(frozen=True, slots=True)
class Stint:
    """Somebody, or nobody, from one moment to another, the second exclusive. Both are in UTC."""

    begins: dt.datetime
    ends: dt.datetime
    who: str | None


@dataclass(frozen=True, slots=True)
class Turns:
    """Members who take over in order, each for `days` days, the first on the day `first`, at `minute` of the day.

    `end` is the first day after the plan. The hours are minutes of the day on which they begin: 20:00 to 08:00 is
    1200 to 1920. `weekdays` count from Monday, 0.
    """

    members: tuple[str, ...]
    zone: str
    first: dt.date
    minute: int
    days: int
    end: dt.date | None = None
    hours: tuple[int, int] = (0, _DAY)
    weekdays: frozenset[int] = frozenset(range(7))

    def begins(self, number: int) -> dt.datetime:
        """The moment of a hand-over; the first is number 0."""
        return instant(self.first + dt.timedelta(days=number * self.days), self.minute, self.zone)

    def window(self, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """From when to when the hours that begin on a day go, be it one of the weekdays or not."""
        begins, ends = self.hours
        return instant(day, begins, self.zone), instant(day, ends, self.zone)


@dataclass(frozen=True, slots=True)
class Plan:
    """A rotation with everything resolved that its text leaves open. What stands later counts more.

    `stints` are imported shifts, after one of nobody's that covers all of them, and overrides.
    """

    turns: tuple[Turns, ...]
    stints: tuple[Stint, ...]

    @property
    def tells(self) -> bool:
        """Whether anybody is ever known."""
        return bool(self.turns or self.stints)


def on_call(rotation: Rotation, at: dt.datetime) -> OnCall:
    """Who is on call at a moment, which has a time zone. Raises LookupError for a time zone that is not known."""
    plan = plan_of(rotation)
    who, known, until = _piece(plan, at)
    for _ in range(CHANGES):
        if until is None:
            break
        following, still_known, later = _piece(plan, until)
        if (following, still_known) != (who, known):
            return OnCall(who, until, following, known)
        until = later
    return OnCall(who, None, None, known)


def _piece(plan: Plan, at: dt.datetime) -> tuple[str | None, bool, dt.datetime | None]:
    """Who, whether that is known, and the next moment at which it may change."""
    edges: list[dt.datetime] = []
    who, known = None, False
    for turns in plan.turns:
        member, is_planned = _turn(turns, at, edges)
        who, known = member or who, known or is_planned
    for stint in plan.stints:
        edges += (stint.begins, stint.ends)
        if stint.begins <= at < stint.ends:
            who, known = stint.who, True
    return who, known, min((edge for edge in edges if edge > at), default=None)


def _turn(turns: Turns, at: dt.datetime, edges: list[dt.datetime]) -> tuple[str | None, bool]:
    """Whose turn it is, None outside the hours, and whether the plan holds."""
    end = instant(turns.end, 0, turns.zone) if turns.end else None
    if end and at >= end:
        return None, False
    today = at.astimezone(zone_of(turns.zone)).date()
    number = (today - turns.first).days // turns.days
    while at < turns.begins(number):
        number -= 1
    while at >= turns.begins(number + 1):
        number += 1
    edges += [turns.begins(max(number + 1, 0)), *([end] if end else [])]
    if number < 0:
        return None, False
    covered = False
    for day in (today - dt.timedelta(days=1), today, today + dt.timedelta(days=1)):
        begins, ends = turns.window(day)
        edges += (begins, ends)
        covered = covered or (begins <= at < ends and day.weekday() in turns.weekdays)
    return (turns.members[number % len(turns.members)] if covered else None), True


def plan_of(rotation: Rotation) -> Plan:
    """A rotation -> what its fields mean together. Time zones are not looked at."""
    shifts = tuple(map(stint, rotation.shifts))
    overrides = tuple(map(stint, rotation.overrides))
    if not shifts:
        return Plan(tuple(_turns(rotation)), overrides)
    whole = Stint(min(each.begins for each in shifts), max(each.ends for each in shifts), None)
    return Plan((), (whole, *shifts, *overrides))


def stint(period: Period) -> Stint:
    return Stint(moment(period.from_), moment(period.to), period.who)


def moment(text: str) -> dt.datetime:
    """`"2026-12-24T10:00+01:00"` -> the moment, in UTC. The text was checked by the schema."""
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def instant(day: dt.date, minute: int, zone: str) -> dt.datetime:
    """A minute of a day, on the clocks of a time zone -> the moment, in UTC."""
    local = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
    return local.replace(tzinfo=zone_of(zone)).astimezone(dt.UTC)


def people_of(rotation: Rotation) -> tuple[str, ...]:
    """Everybody who takes turns in a rotation, each once; who only stands in is not among them."""
    named = [*rotation.members, *(member for layer in rotation.layers for member in layer.members)]
    return tuple(dict.fromkeys([*named, *(shift.who for shift in rotation.shifts)]))


def everybody_of(rotation: Rotation) -> tuple[str, ...]:
    """The same with those who only stand in."""
    return tuple(dict.fromkeys([*people_of(rotation), *(each.who for each in rotation.overrides)]))


def _turns(rotation: Rotation) -> Iterator[Turns]:
    """Nobody's turn is known without the day on which the turns began."""
    for layer in rotation.layers or (Layer(members=rotation.members),):
        hand_over = layer.hand_over or rotation.hand_over
        starts = layer.starts or rotation.starts
        if not hand_over or not starts or not layer.members or starts >= _EVER:
            continue
        every = layer.every or rotation.every or ("1w" if hand_over.day else "1d")
        begins, ends = (_minute(layer.covers.from_), _minute(layer.covers.to)) if layer.covers else (0, 0)
        days = layer.covers.days if layer.covers else ()
        yield Turns(
            members=layer.members,
            zone=layer.time_zone or rotation.time_zone,
            first=_first(starts, hand_over),
            minute=_minute(hand_over.time),
            days=duration(every).days,
            end=rotation.until + dt.timedelta(days=1) if rotation.until and rotation.until < _EVER else None,
            hours=(begins, ends if ends > begins else ends + _DAY),
            weekdays=frozenset(map(WEEKDAYS.index, days or WEEKDAYS)),
        )


def _first(starts: dt.date, hand_over: HandOver) -> dt.date:
    """The day of the first hand-over."""
    wait = (WEEKDAYS.index(hand_over.day) - starts.weekday()) % 7 if hand_over.day else 0
    return starts + dt.timedelta(days=wait)


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


@cache
def zone_of(name: str) -> ZoneInfo:
    """Raises LookupError, ValueError or OSError for a name that the database does not have."""
    return ZoneInfo(name)
