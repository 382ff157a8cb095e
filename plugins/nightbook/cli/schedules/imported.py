"""A schedule and a catalog -> a rotation of the catalog, as data."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from ...model.catalog import Catalog, Rotation
from ...model.oncall import zone_of
from ...sources.document import Json
from . import BadSchedule, Schedule, Shift, flat

_PLANNED = ("members", "hand_over", "every", "layers", "shifts", "as_of", "source", "starts", "until")
"""What an import replaces."""

_CORRECT = "Correct it where it was planned, and export it again."


@dataclass(frozen=True, slots=True)
class Imported:
    """The id of a rotation, and its fields as the schema has them."""

    id: str
    fields: dict[str, Json]


def imported(
    schedule: Schedule,
    catalog: Catalog,
    as_of: dt.date,
    id: str | None,
    team: str | None,
    time_zone: str | None,
) -> Imported:
    """`id`, `team` and `time_zone` are what the person asked for. Raises BadSchedule."""
    schedule = replace(schedule, name=flat(schedule.name))
    id = id or _id(schedule.name, catalog)
    before = catalog.rotations.get(id)
    zone = time_zone or schedule.zone or (before.time_zone if before else "UTC")
    try:
        clocks = zone_of(zone)
    except (LookupError, ValueError, OSError):
        raise BadSchedule(
            f'"{zone}" is not an IANA time zone', "Say which one it is: --time-zone America/New_York.", zone
        ) from None
    who = _people(schedule, catalog)
    shifts = list(_joined(sorted(zip(schedule.shifts, who, strict=True), key=lambda pair: pair[0].begins)))
    team = team or (before.team if before else catalog.people[who[0]].team)
    if not team:
        raise BadSchedule(f'nobody says which team runs "{schedule.name}"', "Say it: --team ml-platform.")
    periods: list[Json] = [
        {"from": _moment(begins, clocks), "to": _moment(ends, clocks), "who": person}
        for begins, ends, person in shifts
    ]
    return Imported(
        id,
        {
            **({} if before else {"name": schedule.name or id, "time_zone": zone}),
            **_kept(before),
            "team": team,
            **({"time_zone": zone} if time_zone or schedule.zone else {}),
            "source": schedule.source,
            "as_of": as_of.isoformat(),
            "shifts": periods,
        },
    )


def _id(name: str, catalog: Catalog) -> str:
    """The rotation that has this name already, or the name as an id."""
    for id, rotation in catalog.rotations.items():
        if rotation.name.casefold() == name.casefold():
            return id
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-") or "imported"


def _kept(rotation: Rotation | None) -> dict[str, Json]:
    """What the catalog says of a rotation besides its plan."""
    data: dict[str, Json] = msgspec.json.decode(msgspec.json.encode(rotation)) if rotation else {}
    return {name: value for name, value in data.items() if value and name not in _PLANNED}


def _people(schedule: Schedule, catalog: Catalog) -> list[str]:
    """The id of a person for each shift. Raises BadSchedule with everybody whom the catalog lacks."""
    found = [_person(shift, catalog) for shift in schedule.shifts]
    missing = list(
        dict.fromkeys(shift for shift, who in zip(schedule.shifts, found, strict=True) if who is None)
    )
    if missing:
        unknown = {shift.email or shift.says or "somebody without a name": shift for shift in missing}
        entries = "".join(f"\n    {_entry(shift)}" for shift in unknown.values())
        raise BadSchedule(
            f"the catalog does not know {', '.join(unknown)}",
            f"Add to `people` in the catalog, or correct the name or mail address there:{entries}",
            next(iter(unknown)),
        )
    return [who for who in found if who]


def _entry(shift: Shift) -> str:
    name = shift.says or shift.email.partition("@")[0]
    id = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "somebody"
    email = f", email: {_quoted(shift.email)}" if shift.email else ""
    return f'{id}: {{name: {_quoted(name)}{email}, phone: "+…"}}'


def _quoted(text: str) -> str:
    return json.dumps(flat(text), ensure_ascii=False)


def _person(shift: Shift, catalog: Catalog) -> str | None:
    """By mail address, or by a name that stands in the title of an event. Raises BadSchedule for two people."""
    email, says = shift.email.casefold(), shift.says.casefold()
    for id, person in catalog.people.items():
        if email and (person.email or "").casefold() == email:
            return id
    found = [
        (id, *match.span())
        for id, person in catalog.people.items()
        if (name := person.name.casefold()) in says
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", says)
    ]
    longest = [  # "Ann Lee" does not name Ann
        id
        for id, start, end in found
        if not any(a <= start and end <= z and z - a > end - start for _, a, z in found)
    ]
    named = sorted({*longest})
    if len(named) > 1:
        raise BadSchedule(
            f'"{shift.says}" names {" and ".join(named)}',
            "Export the mail addresses too, or name one person in each shift.",
            shift.says,
        )
    return named[0] if named else None


def _joined(shifts: Sequence[tuple[Shift, str]]) -> Iterator[tuple[dt.datetime, dt.datetime, str]]:
    """Shifts in the order of time; those of one person that touch are one. Raises BadSchedule for an overlap."""
    waiting: tuple[dt.datetime, dt.datetime, str] | None = None
    for shift, who in shifts:
        written = shift.begins.isoformat()
        if not 1900 < shift.begins.year <= shift.ends.year < 3000:
            raise BadSchedule(f"a shift of {shift.says} is in no year of ours: {written}", _CORRECT, written)
        if shift.ends <= shift.begins:
            raise BadSchedule(
                f"a shift of {shift.says} ends when it begins, or before: {written}", _CORRECT, written
            )
        if waiting and shift.begins < waiting[1]:
            raise BadSchedule(
                f"two shifts overlap: {waiting[2]} until {waiting[1].isoformat()}, {who} from {written}",
                "Import one schedule at a time, and the final one, not its layers.",
                written,
            )
        if waiting and waiting[1] == shift.begins and waiting[2] == who:
            waiting = (waiting[0], shift.ends, who)
            continue
        if waiting:
            yield waiting
        waiting = (shift.begins, shift.ends, who)
    if waiting:
        yield waiting


def _moment(moment: dt.datetime, clocks: dt.tzinfo) -> str:
    local = moment.astimezone(clocks)
    return local.isoformat(timespec="seconds" if local.second else "minutes")
