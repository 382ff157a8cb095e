"""An iCalendar feed -> a Schedule: every event is a shift, recurring ones are written out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ..ask import UsageError
from . import BadSchedule, Schedule, Shift

_ABOUT_ZONES = "Export the events with a time zone, or in UTC (times that end with Z)."


def read(text: str, first: dt.date, last: dt.date) -> tuple[Schedule, ...]:
    """The shifts from one day to another. Raises BadSchedule, and UsageError where a library is missing."""
    try:
        import icalendar
        import recurring_ical_events
    except ImportError:
        raise UsageError("reading iCalendar needs two libraries: pip install 'nightbook[import]'.") from None
    try:
        calendar: Any = icalendar.Calendar.from_ical(text)
        events = list(calendar.walk("VEVENT"))
        _refuse_without_zone(events)
        # Only now: one date of a series is cancelled by an event that stands in its place.
        found = [e for e in recurring_ical_events.of(calendar).between(first, last) if not _is_cancelled(e)]
    except BadSchedule:
        raise
    except Exception as error:  # these libraries raise what the file makes them raise
        raise BadSchedule(
            f"this is not iCalendar: {_line(error)}",
            "Save the feed as it is; it begins with BEGIN:VCALENDAR.",
        ) from error
    if not found:
        raise BadSchedule(
            f"there is no event from {first} to {last}",
            "Save the feed again, or look further ahead with --weeks.",
        )
    name = str(calendar.get("X-WR-CALNAME", "On call"))
    return (Schedule(name, _zone(calendar), "iCalendar", tuple(_shifts(found))),)


def _refuse_without_zone(events: list[Any]) -> None:
    for event in events:
        start = event.get("DTSTART")
        if start is None:
            raise BadSchedule("an event has no DTSTART", "Save the feed as it is.", "BEGIN:VEVENT")
        if str(event.get("RRULE", {}).get("FREQ", "")).strip("[]'").upper() in (
            "SECONDLY",
            "MINUTELY",
            "HOURLY",
        ):
            raise BadSchedule(
                "an event repeats within a day", "Export the shifts of people, not of machines.", "RRULE"
            )
        if _is_cancelled(event):
            continue
        if not isinstance(start.dt, dt.datetime):
            raise BadSchedule(
                f"an event is for whole days ({start.dt}), and nobody knows when they begin",
                "Export the shifts with the time of their hand-over.", start.to_ical().decode(),
            )  # fmt: skip
        if start.dt.tzinfo is None:
            raise BadSchedule(
                f"an event begins at {start.dt}, without a time zone", _ABOUT_ZONES, start.to_ical().decode()
            )


def _shifts(events: list[Any]) -> Iterator[Shift]:
    for event in sorted(events, key=lambda each: each.start):
        yield Shift(event.start, event.end, *_who(event))


def _is_cancelled(event: Any) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _who(event: Any) -> tuple[str, str]:
    """Mail address and words: of the first attendee, else the title, else of the organizer, often the calendar."""
    summary = str(event.get("SUMMARY", ""))
    if attendees := event.get("ATTENDEE"):
        email, name = _person(attendees)
        return email, name or summary
    return ("", summary) if summary.strip() else _person(event.get("ORGANIZER") or "")


def _person(people: Any) -> tuple[str, str]:
    first = people[0] if isinstance(people, list) else people
    email = first.partition(":")[2] if first.lower().startswith("mailto:") else ""
    return str(email), str(getattr(first, "params", {}).get("CN", ""))


def _zone(calendar: Any) -> str:
    named = calendar.get("X-WR-TIMEZONE")
    zones = [str(zone.get("TZID", "")) for zone in calendar.walk("VTIMEZONE")]
    return str(named) if named else zones[0] if len(zones) == 1 else ""


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
