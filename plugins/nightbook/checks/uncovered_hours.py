"""Hours in which no layer of a rotation has anybody on call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.catalog import Rotation
from ..model.oncall import Turns, instant, plan_of
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog
from .unknown_time_zone import is_known

_AHEAD = dt.timedelta(days=366)
"""Clocks change twice a year, not everywhere on one day: a year shows every gap that they make."""


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for name, rotation in book.catalog.rotations.items():
        if not rotation.layers or rotation.shifts or rotation.hours != "24x7":
            continue
        place = in_catalog(book, "rotations", name, "layers", key=True)
        turns = plan_of(rotation).turns
        if len(turns) < len(rotation.layers):
            yield Finding(
                f"nobody can say who is on call: a layer of {rotation.name} has no beginning",
                place,
                "Add `hand_over` and `starts`, to the rotation or to each of its layers.",
            )
        elif all(is_known(each.zone) for each in turns) and (gap := _first_gap(turns, policy.today)):
            yield Finding(
                f"no layer of {rotation.name} covers {_said(gap, rotation)}",
                place,
                "Let a layer begin earlier or end later, or say in `hours` when the rotation answers.",
            )


def _first_gap(turns: tuple[Turns, ...], today: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
    """The first time within a year in which all members are off duty. None too when the plan is over."""
    begin = max([today, *(each.first for each in turns)]) + dt.timedelta(days=1)
    end = min([begin + _AHEAD, *(each.end for each in turns if each.end)])
    days = [begin + dt.timedelta(days=number) for number in range(-2, (end - begin).days)]
    windows = sorted(each.window(day) for each in turns for day in days if day.weekday() in each.weekdays)
    until = instant(begin, 0, turns[0].zone)
    for begins, ends in windows:
        if begins > until:
            return until, begins
        until = max(until, ends)
    return None


def _said(gap: tuple[dt.datetime, dt.datetime], rotation: Rotation) -> str:
    """`Sat 2026-11-21 20:00 to Sun 2026-11-22 08:00 (Europe/Berlin)`"""
    begins, ends = (_clock(moment, rotation.time_zone) for moment in gap)
    return f"{begins} to {ends} ({rotation.time_zone})"


def _clock(moment: dt.datetime, zone: str) -> str:
    from zoneinfo import ZoneInfo

    local = moment.astimezone(ZoneInfo(zone) if is_known(zone) else dt.UTC)
    return f"{local:%a %Y-%m-%d %H:%M}"


CHECK = Check(
    "NB612",
    "uncovered-hours",
    Severity.WARNING,
    "Hours in which no layer of a rotation has anybody on call.",
    find,
)
