"""Who is on call: the order of the members, what counts more, and what the clocks do."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from nightbook.model.catalog import Covers, HandOver, Layer, Period, Rotation
from nightbook.model.oncall import OnCall, instant, on_call, people_of, plan_of

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = HandOver(time="10:00", day="Monday")


def rotation(**fields: Any) -> Rotation:
    """Ada, Bob and Cat, a week each from Monday 10:00, Berlin time; the first hand-over is on 2026-01-05."""
    usual = {
        "members": ("ada", "bob", "cat"),
        "time_zone": "Europe/Berlin",
        "hand_over": MONDAY,
        "starts": dt.date(2026, 1, 5),
    }
    return Rotation(name="On call", team="core", **{**usual, **fields})


def berlin(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def said(one: Rotation, at: str) -> tuple[str | None, str | None, str | None, bool]:
    """Who, until when on Berlin's clocks, who then, and whether that is known."""
    found = on_call(one, berlin(at))
    until = f"{found.until.astimezone(BERLIN):%Y-%m-%dT%H:%M}" if found.until else None
    return found.who, until, found.then, found.known


# Turns.


def test_in_the_first_week_the_first_member_is_on_call() -> None:
    assert said(rotation(), "2026-01-05T10:00") == ("ada", "2026-01-12T10:00", "bob", True)


def test_members_take_over_in_order_and_begin_again() -> None:
    days = ("2026-01-12T10:00", "2026-01-19T10:00", "2026-01-26T10:00")
    assert [said(rotation(), day)[0] for day in days] == ["bob", "cat", "ada"]


def test_until_the_very_moment_of_the_hand_over_the_former_one_answers() -> None:
    assert said(rotation(), "2026-01-12T09:59")[0] == "ada"
    assert said(rotation(), "2026-01-12T10:00")[0] == "bob"


def test_before_the_first_hand_over_nobody_is_known() -> None:
    assert said(rotation(), "2026-01-05T09:59") == (None, "2026-01-05T10:00", "ada", False)


def test_the_first_hand_over_is_on_the_first_such_weekday_from_the_beginning_on() -> None:
    late = rotation(starts=dt.date(2026, 1, 6))
    assert said(late, "2026-01-12T09:59") == (None, "2026-01-12T10:00", "ada", False)


def test_without_a_weekday_a_shift_is_a_day() -> None:
    daily = rotation(hand_over=HandOver(time="09:00"))
    assert said(daily, "2026-01-06T08:59") == ("ada", "2026-01-06T09:00", "bob", True)


def test_every_says_how_long_a_shift_is() -> None:
    assert said(rotation(every="2w"), "2026-01-18T12:00") == ("ada", "2026-01-19T10:00", "bob", True)
    assert said(rotation(every="3d"), "2026-01-08T12:00") == ("bob", "2026-01-11T10:00", "cat", True)


def test_after_its_last_day_nobody_is_known() -> None:
    short = rotation(until=dt.date(2026, 1, 7))
    assert said(short, "2026-01-07T23:59") == ("ada", "2026-01-08T00:00", None, True)
    assert said(short, "2026-01-08T00:00") == (None, None, None, False)


def test_one_member_alone_has_no_end() -> None:
    assert said(rotation(members=("ada",)), "2026-02-01T00:00") == ("ada", None, None, True)


@pytest.mark.parametrize("missing", ["hand_over", "starts"])
def test_without_a_hand_over_or_a_beginning_nobody_is_known(missing: str) -> None:
    one = rotation(**{missing: None})
    assert said(one, "2026-02-01T00:00") == (None, None, None, False)
    assert not plan_of(one).tells


def test_a_plan_that_never_begins_or_ends_is_no_traceback() -> None:
    assert said(rotation(starts=dt.date.max), "2026-02-01T00:00") == (None, None, None, False)
    assert said(rotation(until=dt.date.max), "2026-02-02T10:00") == ("bob", "2026-02-09T10:00", "cat", True)


# Clocks.


def test_a_hand_over_stays_at_its_time_of_day_when_the_clocks_change() -> None:
    assert on_call(rotation(), berlin("2026-03-28T12:00")).until == dt.datetime(2026, 3, 30, 8, tzinfo=dt.UTC)
    assert on_call(rotation(), berlin("2026-10-24T12:00")).until == dt.datetime(
        2026, 10, 26, 9, tzinfo=dt.UTC
    )


@pytest.mark.parametrize(
    ("day", "minute", "zone", "expected"),
    [
        ("2026-03-29", 150, "Europe/Berlin", "2026-03-29T01:30Z"),  # 02:30 is skipped: 03:30
        ("2026-10-25", 150, "Europe/Berlin", "2026-10-25T00:30Z"),  # 02:30 comes twice: the first
        ("2026-10-04", 135, "Australia/Lord_Howe", "2026-10-03T15:45Z"),  # a change of half an hour
        ("2026-03-28", 23 * 60 + 30, "America/Nuuk", "2026-03-29T01:30Z"),  # skipped into the next day
        ("2026-11-20", 0, "Asia/Kathmandu", "2026-11-19T18:15Z"),
        ("2026-11-20", 24 * 60, "UTC", "2026-11-21T00:00Z"),
    ],
)
def test_a_local_time_means_one_moment(day: str, minute: int, zone: str, expected: str) -> None:
    assert instant(dt.date.fromisoformat(day), minute, zone) == dt.datetime.fromisoformat(expected)


def test_an_unknown_time_zone_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        on_call(rotation(time_zone="Europe/Berlim"), berlin("2026-02-01T00:00"))


# Layers.

SUN = rotation(
    members=(),
    layers=(
        Layer(members=("dan",), time_zone="America/Los_Angeles", covers=Covers(from_="10:00", to="00:00")),
        Layer(members=("ada", "bob"), covers=Covers(from_="08:00", to="20:00")),
    ),
)


def test_layers_follow_the_sun() -> None:
    assert said(SUN, "2026-01-07T07:59") == ("dan", "2026-01-07T08:00", "ada", True)
    assert said(SUN, "2026-01-07T08:00") == ("ada", "2026-01-07T20:00", "dan", True)


def test_the_later_layer_counts_where_two_cover_a_moment() -> None:
    assert said(SUN, "2026-01-07T19:30") == ("ada", "2026-01-07T20:00", "dan", True)


def test_the_clocks_of_one_layer_may_change_before_the_other_s() -> None:
    covers = Covers(from_="09:00", to="17:00")
    one = rotation(
        members=(), layers=(Layer(members=("dan",), time_zone="America/Los_Angeles", covers=covers),)
    )
    assert said(one, "2026-03-07T12:00")[:2] == (None, "2026-03-07T18:00")
    assert said(one, "2026-03-09T12:00")[:2] == (None, "2026-03-09T17:00")  # only America has summer time


def test_hours_may_go_past_midnight_and_have_their_days() -> None:
    covers = Covers(from_="22:00", to="06:00", days=("Friday",))
    one = rotation(members=(), layers=(Layer(members=("eve",), covers=covers),))
    assert said(one, "2026-01-09T23:00") == ("eve", "2026-01-10T06:00", None, True)
    assert said(one, "2026-01-10T05:59")[0] == "eve"
    assert said(one, "2026-01-10T23:00") == (None, "2026-01-16T22:00", "eve", True)


def test_a_layer_may_have_its_own_turns() -> None:
    layer = Layer(
        members=("eve", "fay"), hand_over=HandOver(time="12:00"), every="1d", starts=dt.date(2026, 1, 7)
    )
    one = rotation(members=(), layers=(layer,))
    assert said(one, "2026-01-08T13:00") == ("fay", "2026-01-09T12:00", "eve", True)


def test_everybody_who_takes_turns_is_named_once() -> None:
    assert people_of(SUN) == ("dan", "ada", "bob")


# Overrides and imported shifts.

HOLIDAY = Period(from_="2026-01-13T00:00+01:00", to="2026-01-14T00:00+01:00", who="dan")


def test_an_override_counts_more_than_a_turn() -> None:
    one = rotation(overrides=(HOLIDAY,))
    assert said(one, "2026-01-12T23:59") == ("bob", "2026-01-13T00:00", "dan", True)
    assert said(one, "2026-01-13T00:00") == ("dan", "2026-01-14T00:00", "bob", True)
    assert said(one, "2026-01-14T00:00") == ("bob", "2026-01-19T10:00", "cat", True)


def test_an_override_by_the_same_person_changes_nothing() -> None:
    period = Period(from_=HOLIDAY.from_, to=HOLIDAY.to, who="bob")
    assert said(rotation(overrides=(period,)), "2026-01-12T12:00") == ("bob", "2026-01-19T10:00", "cat", True)


def test_an_override_is_known_where_the_plan_is_not() -> None:
    one = rotation(overrides=(HOLIDAY,), starts=None)
    assert said(one, "2026-01-13T12:00") == ("dan", "2026-01-14T00:00", None, True)
    assert said(one, "2026-01-14T00:00") == (None, None, None, False)


IMPORTED = rotation(
    shifts=(
        Period(from_="2026-01-12T10:00+01:00", to="2026-01-13T10:00+01:00", who="eve"),
        Period(from_="2026-01-14T10:00+01:00", to="2026-01-15T10:00+01:00", who="fay"),
    )
)


def test_imported_shifts_take_the_place_of_turns() -> None:
    assert said(IMPORTED, "2026-01-12T12:00") == ("eve", "2026-01-13T10:00", None, True)


def test_between_two_imported_shifts_nobody_is_on_call_and_that_is_known() -> None:
    assert said(IMPORTED, "2026-01-13T12:00") == (None, "2026-01-14T10:00", "fay", True)


def test_before_the_first_imported_shift_and_after_the_last_nobody_knows() -> None:
    assert said(IMPORTED, "2026-01-12T09:59") == (None, "2026-01-12T10:00", "eve", False)
    assert said(IMPORTED, "2026-01-15T10:00") == (None, None, None, False)


def test_the_answer_is_in_utc() -> None:
    assert on_call(rotation(), berlin("2026-01-05T10:00")) == OnCall(
        "ada", dt.datetime(2026, 1, 12, 9, tzinfo=dt.UTC), "bob", True
    )
