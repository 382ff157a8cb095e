"""`oncall.js` says of every moment what model/oncall.py says: 1,000 rotations, most moments near a change of clocks."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from nightbook.model.catalog import Covers, HandOver, Layer, Period, Rotation
from nightbook.model.oncall import WEEKDAYS, on_call, plan_of
from nightbook.pages.oncall import plan_data

ROTATIONS = 1000
MOMENTS = 4
PEOPLE = ("ada", "bob", "cat", "dan", "eve", "fay", "gus")
ZONES = (
    "Europe/Berlin", "Europe/Lisbon", "Europe/Dublin", "America/New_York", "America/Los_Angeles", "America/St_Johns",
    "America/Havana", "America/Santiago", "America/Sao_Paulo", "America/Nuuk", "Australia/Lord_Howe",
    "Australia/Adelaide", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Kiritimati", "Asia/Kolkata",
    "Asia/Kathmandu", "Asia/Tehran", "Asia/Tokyo", "Asia/Beirut", "Asia/Jerusalem", "Africa/Cairo",
    "UTC",
)  # fmt: skip
"""Whole, half and quarter hours, changes at midnight and on the evening before, two halves of the world."""

BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@cache
def changes(zone: str) -> tuple[dt.datetime, ...]:
    """The hours of two years in which the clocks of a zone change."""
    hours = [BEGIN + HOUR * number for number in range(2 * 365 * 24)]
    offsets = [hour.astimezone(ZoneInfo(zone)).utcoffset() for hour in hours]
    return tuple(
        hour for hour, this, following in zip(hours, offsets, offsets[1:], strict=False) if this != following
    )


class Dice(random.Random):
    """Rotations and moments, drawn from one seed."""

    def clock(self) -> str:
        """Often a time that some clocks skip or show twice."""
        minute = self.choice((0, 0, 15, 30, 59))
        return f"{self.choice((0, 1, 1, 2, 2, 3, 23, self.randrange(24))):02}:{minute:02}"

    def members(self) -> tuple[str, ...]:
        return tuple(self.sample(PEOPLE, self.randint(1, 5)))

    def hand_over(self) -> HandOver:
        return HandOver(time=self.clock(), day=self.choice((None, *WEEKDAYS)))

    def every(self) -> str | None:
        return self.choice((None, None, None, "1d", "2d", "1w", "2w", "10d"))

    def day(self) -> dt.date:
        return dt.date(2026, 1, 1) + dt.timedelta(days=self.randrange(-90, 500))

    def moment(self, zones: tuple[str, ...]) -> dt.datetime:
        """To the minute, or at the very edge of one; mostly near a change of clocks."""
        near = [change for zone in zones for change in changes(zone)]
        if near and self.random() < 0.7:
            return self.choice(near) + dt.timedelta(minutes=self.randrange(-36 * 60, 36 * 60))
        return BEGIN + dt.timedelta(minutes=self.randrange(2 * 365 * 24 * 60))

    def layer(self) -> Layer:
        covers = Covers(
            from_=self.clock(),
            to=self.clock(),
            days=tuple(self.sample(WEEKDAYS, self.randint(1, 7))) if self.random() < 0.4 else (),
        )
        return Layer(
            members=self.members(),
            time_zone=self.choice((None, *ZONES)),
            covers=covers if self.random() < 0.8 else None,
            hand_over=self.hand_over() if self.random() < 0.3 else None,
            every=self.every(),
            starts=self.day() if self.random() < 0.1 else None,
        )

    def periods(self, zones: tuple[str, ...], count: int) -> tuple[Period, ...]:
        found = []
        for _ in range(count):
            begins = self.moment(zones)
            ends = begins + dt.timedelta(minutes=self.choice((30, 600, 7 * 1440)))
            found.append(Period(from_=begins.isoformat(), to=ends.isoformat(), who=self.choice(PEOPLE)))
        return tuple(found)

    def rotation(self) -> Rotation:
        zone = self.choice(ZONES)
        layers = tuple(self.layer() for _ in range(self.choice((0, 0, 1, 2, 3))))
        zones = (zone, *(layer.time_zone for layer in layers if layer.time_zone))
        return Rotation(
            name="On call",
            team="core",
            time_zone=zone,
            members=self.members(),
            hand_over=self.hand_over() if self.random() < 0.95 else None,
            every=self.every(),
            layers=layers,
            overrides=self.periods(zones, self.choice((0, 0, 1, 3))),
            shifts=self.periods(zones, 4) if self.random() < 0.1 else (),
            starts=self.day() if self.random() < 0.95 else None,
            until=self.day() if self.random() < 0.2 else None,
        )

    def moments(self, rotation: Rotation) -> list[dt.datetime]:
        """And the moments at which somebody takes over, and those just before."""
        layers = (layer.time_zone for layer in rotation.layers if layer.time_zone)
        found = [self.moment((rotation.time_zone, *layers)) for _ in range(MOMENTS - 2)]
        edge = on_call(rotation, found[0]).until or found[0]
        return [*found, edge, edge - dt.timedelta(milliseconds=1)]


ASK = """([plans, moments]) => plans.map((plan, i) => moments[i].map((at) => {
  const { who, until, then } = onCall(plan, at);
  return [who ?? null, until === Infinity ? null : until, then ?? null, who !== undefined];
}))"""


def milliseconds(moment: dt.datetime) -> int:
    return round(moment.timestamp() * 1000)


def expected(rotation: Rotation, at: dt.datetime) -> list[Any]:
    said = on_call(rotation, at)
    return [said.who, milliseconds(said.until) if said.until else None, said.then, said.known]


def test_both_say_the_same_of_a_thousand_rotations(browser: Browser) -> None:
    dice = Dice(20261120)
    rotations = [dice.rotation() for _ in range(ROTATIONS)]
    moments = [dice.moments(rotation) for rotation in rotations]
    page = browser.new_page(timezone_id="Asia/Kolkata")  # the reader's own zone must not count
    page.add_script_tag(content=files("nightbook").joinpath("assets/scripts/oncall.js").read_text("utf-8"))
    plans = [plan_data(plan_of(rotation), dt.date(2020, 1, 1)) for rotation in rotations]
    answers = page.evaluate(ASK, [plans, [[milliseconds(at) for at in each] for each in moments]])
    page.close()

    reference = [
        [expected(rotation, at) for at in each] for rotation, each in zip(rotations, moments, strict=True)
    ]
    wrong = [
        f"{rotation} at {at}: {answer} instead of {right}"
        for rotation, each, given, wanted in zip(rotations, moments, answers, reference, strict=True)
        for at, answer, right in zip(each, given, wanted, strict=True)
        if answer != right
    ]
    assert wrong == []

    said = [tuple(one) for each in reference for one in each]
    assert len(said) == ROTATIONS * MOMENTS
    assert sum(who is not None for who, *_ in said) > 1800  # the cases are not empty ones
    assert sum(who is None and known for who, _, _, known in said) > 200
    assert sum(not known for *_, known in said) > 200
    assert sum(then is not None for _, _, then, _ in said) > 1300


@pytest.mark.parametrize("zone", ZONES)
def test_the_zones_have_the_changes_that_they_are_here_for(zone: str) -> None:
    without = {
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Asia/Tehran",
        "Asia/Tokyo",
        "Pacific/Kiritimati",
        "America/Sao_Paulo",
        "UTC",
    }
    assert bool(changes(zone)) == (zone not in without)
