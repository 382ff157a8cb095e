"""A rotation's plan in words: what a page says of it without scripts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from ..model.catalog import Catalog, Layer, Rotation
from ..model.oncall import WEEKDAYS, everybody_of, moment, plan_of
from ..model.units import spoken


def names(people: Iterable[str], catalog: Catalog) -> tuple[str, ...]:
    return tuple(catalog.people[who].name if who in catalog.people else who for who in people)


def longest_line(rotation: Rotation, catalog: Catalog) -> str:
    """What scripts may say of now, at its longest: the page keeps room for it. "" where they cannot know."""
    if not plan_of(rotation).tells:
        return ""
    first, *others = sorted(names(everybody_of(rotation), catalog), key=len, reverse=True) or [""]
    return f"Now: {first}, until Wed 30 Nov, 00:00 GMT+1 (in 30 hours), then {(others or [first])[0]}"


def longest_call(rotation: Rotation, catalog: Catalog) -> str:
    """The same for the name and number of whoever is on call. "" where nobody has a number."""
    people = (catalog.people[who] for who in everybody_of(rotation) if who in catalog.people)
    return max((f"{person.name} {person.phone}" for person in people if person.phone), key=len, default="")


def hand_over(rotation: Rotation) -> str:
    """`Monday 10:00`, `every day 09:00`, `every 2 weeks, Monday 10:00`"""
    when, every = rotation.hand_over, rotation.every
    if when is None or rotation.shifts:
        return ""
    if when.day and every in (None, "1w"):
        return f"{when.day} {when.time}"
    often = "every day" if every in (None, "1d") else f"every {spoken(every)}"
    return f"{often}, {when.day} {when.time}" if when.day else f"{often} {when.time}"


def layers(rotation: Rotation, catalog: Catalog) -> Iterator[str]:
    """`08:00 to 20:00 Europe/Berlin, Mon, Tue: Helen Craig, Victor Nowak`"""
    for layer in rotation.layers:
        yield f"{_hours(layer, rotation)}: {', '.join(names(layer.members, catalog))}"


def _hours(layer: Layer, rotation: Rotation) -> str:
    zone = layer.time_zone or rotation.time_zone
    if not layer.covers:
        return f"All day, {zone}"
    days = "".join(f", {day[:3]}" for day in WEEKDAYS if day in layer.covers.days)
    return f"{layer.covers.from_} to {layer.covers.to} {zone}{days}"


def stand_ins(rotation: Rotation, catalog: Catalog, today: dt.date | None) -> Iterator[str]:
    """`Jonas Reuter stands in from 2026-12-24 10:00 +01:00 to 2026-12-28 10:00 +01:00`, if not over before today."""
    for period in rotation.overrides:
        if today and moment(period.to).date() >= today:
            (who,) = names([period.who], catalog)
            yield f"{who} stands in from {_as_said(period.from_)} to {_as_said(period.to)}"


def _as_said(text: str) -> str:
    """`2026-12-24T10:00+01:00` -> `2026-12-24 10:00 +01:00`: as its author wrote it, since no clock is asked."""
    day, clock, offset = re.match(r"(.{10})T(.{5})(?::\d\d)?(.+)", text).groups()  # type: ignore[union-attr]
    return f"{day} {clock} {'UTC' if offset == 'Z' else offset}"


def as_of(rotation: Rotation) -> str:
    """`From PagerDuty, as of 2026-11-18`; "" for a plan that is the catalog's own."""
    if not rotation.shifts:
        return ""
    day = f"as of {rotation.as_of}" if rotation.as_of else "nobody says as of when"
    return f"From {rotation.source}, {day}" if rotation.source else f"Imported, {day}"
