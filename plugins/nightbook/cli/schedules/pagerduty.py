"""PagerDuty's JSON of a schedule, as `GET /schedules/{id}?since=…&until=…` answers it -> Schedules."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from . import BadSchedule, Schedule, Shift

_EXPORT = "Export it with `GET /schedules/{id}?since=…&until=…`: without the two days PagerDuty leaves the shifts out."


def read(text: str) -> tuple[Schedule, ...]:
    """One schedule, or a list of them. Raises BadSchedule."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        place = (error.lineno, error.colno)
        raise BadSchedule(
            f"this is not JSON: {error.msg}", "Save PagerDuty's answer as it is.", place=place
        ) from error
    except RecursionError as error:
        raise BadSchedule("the JSON is nested too deep", "Save PagerDuty's answer as it is.") from error
    except ValueError as error:
        raise BadSchedule(
            "the JSON holds a number of thousands of digits", "Save PagerDuty's answer as it is."
        ) from error
    found = tuple(_schedule(each) for each in _schedules(data))
    if not found:
        raise BadSchedule("there is no schedule in this file", _EXPORT)
    return found


def _schedules(data: Any) -> list[Any]:
    if isinstance(data, dict):
        data = data.get("schedule", data.get("schedules", [data] if "final_schedule" in data else []))
    return data if isinstance(data, list) else [data]


def _schedule(data: Any) -> Schedule:
    if not isinstance(data, dict):
        raise BadSchedule("a schedule must be a mapping of its fields", _EXPORT)
    name = _text(data, "name") or _text(data, "summary") or _text(data, "id")
    final = data.get("final_schedule")
    entries = final.get("rendered_schedule_entries") if isinstance(final, dict) else None
    if not isinstance(entries, list) or not entries:
        raise BadSchedule(
            f'the schedule "{name}" has no shifts in `final_schedule`', _EXPORT, json.dumps(name)
        )
    emails = {_text(user, "id"): _text(user, "email") for user in _mappings(data.get("users"))}
    return Schedule(
        name, _text(data, "time_zone"), "PagerDuty", tuple(_shift(each, emails) for each in entries)
    )


def _shift(entry: Any, emails: dict[str, str]) -> Shift:
    if not isinstance(entry, dict) or not isinstance(entry.get("user"), dict):
        raise BadSchedule("a shift has no `user`", _EXPORT, "rendered_schedule_entries")
    user = entry["user"]
    return Shift(
        _moment(entry, "start"),
        _moment(entry, "end"),
        _text(user, "email") or emails.get(_text(user, "id"), ""),
        _text(user, "name") or _text(user, "summary"),
    )


def _moment(entry: dict[str, Any], field: str) -> dt.datetime:
    text = _text(entry, field)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise BadSchedule(
            f'the `{field}` of a shift is "{text}", which is no time', "Write it as 2026-11-23T10:00:00+01:00.",
            json.dumps(text),
        ) from error  # fmt: skip
    if moment.tzinfo is None:
        raise BadSchedule(
            f'the `{field}` of a shift is "{text}", without its distance from UTC',
            "Export it with the distance, as PagerDuty does: 2026-11-23T10:00:00+01:00.", json.dumps(text),
        )  # fmt: skip
    return moment


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    yield from (each for each in (value if isinstance(value, list) else ()) if isinstance(each, dict))


def _text(data: dict[str, Any], field: str) -> str:
    value = data.get(field)
    return value if isinstance(value, str) else ""
