"""What `oncall.js` needs to say who is on call: the plans of the rotations that a page shows, as JSON in the page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from ..model.catalog import Catalog, Person
from ..model.oncall import Plan, Turns, everybody_of, plan_of
from .page import Block

_EPOCH = dt.date(1970, 1, 1)


def on_call_plans(names: Iterable[str], catalog: Catalog, today: dt.date) -> Markup:
    """`<div id="nb-rotations" hidden data-plans="…">` for these rotations, nothing when no plan tells anything.

    An attribute, not a script: it goes through Markdown and any policy as it is.

    What was over before today is left out. An id that is no rotation is passed over.
    """
    found = {
        name: (rotation, plan)
        for name in dict.fromkeys(names)
        if (rotation := catalog.rotations.get(name)) and (plan := plan_of(rotation)).tells
    }
    if not found:
        return Markup("")
    people = {who for rotation, _ in found.values() for who in everybody_of(rotation)}
    data = {
        "rotations": {name: plan_data(plan, today) for name, (_, plan) in found.items()},
        "people": {who: _person(catalog.people.get(who), who) for who in sorted(people)},
    }
    text = json.dumps(data, separators=(",", ":"))
    return Markup('<div id="nb-rotations" hidden data-plans="{}"></div>').format(text)


def with_plans(blocks: Sequence[Block], plans: Markup) -> tuple[Block, ...]:
    """The blocks of a page with the plans at its end."""
    *others, last = blocks
    return *others, replace(last, html=f"{last.html}\n{plans}".rstrip())


def plan_data(plan: Plan, today: dt.date) -> dict[str, Any]:
    """A plan as the script takes it: milliseconds since 1970, days since 1970-01-01, minutes since midnight."""
    stints = [stint for stint in plan.stints if stint.ends.date() >= today]
    return {
        "turns": [_turns(turns) for turns in plan.turns],
        "stints": [(_time(each.begins), _time(each.ends), each.who) for each in stints],
    }


def _turns(turns: Turns) -> Mapping[str, Any]:
    return {
        "members": turns.members,
        "zone": turns.zone,
        "first": _day(turns.first),
        "minute": turns.minute,
        "days": turns.days,
        "end": _day(turns.end) if turns.end else None,
        "hours": turns.hours,
        "weekdays": sorted(turns.weekdays),
    }


def _day(day: dt.date) -> int:
    return (day - _EPOCH).days


def _time(moment: dt.datetime) -> int:
    return round(moment.timestamp() * 1000)


def _person(person: Person | None, who: str) -> tuple[str, str]:
    """Name and telephone number."""
    return (person.name, person.phone or "") if person else (who, "")
