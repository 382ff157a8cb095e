"""What all runbooks share, typed and frozen. Field names are the schema's; a test holds the two together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field

Texts = tuple[str, ...]
KINDS = (
    "severities",
    "teams",
    "people",
    "roles",
    "rotations",
    "services",
    "models",
    "environments",
    "failure_modes",
    "messages",
)


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class SeverityLevel(_Part, frozen=True):
    name: str
    means: str
    respond_within: str | None = None
    update_every: str | None = None


class Team(_Part, frozen=True):
    name: str
    does: str | None = None
    manager: str | None = None
    chat: str | None = None
    chat_url: str | None = None
    email: str | None = None


class Person(_Part, frozen=True):
    name: str
    title: str | None = None
    team: str | None = None
    phone: str | None = None
    email: str | None = None
    chat: str | None = None
    chat_url: str | None = None
    time_zone: str | None = None
    left: dt.date | None = None


class Role(_Part, frozen=True):
    name: str
    does: str
    decides: Texts = ()


class HandOver(_Part, frozen=True):
    time: str
    day: str | None = None


class Covers(_Part, frozen=True):
    from_: str = field(name="from")
    to: str
    days: Texts = ()


class Layer(_Part, frozen=True):
    """What is None is the rotation's."""

    members: Texts
    time_zone: str | None = None
    covers: Covers | None = None
    hand_over: HandOver | None = None
    every: str | None = None
    starts: dt.date | None = None


class Period(_Part, frozen=True):
    """Two moments as ISO 8601 with an offset or Z, the second exclusive, and a person."""

    from_: str = field(name="from")
    to: str
    who: str


class Rotation(_Part, frozen=True):
    """`model/oncall.py` says who is on call."""

    name: str
    team: str
    time_zone: str
    members: Texts = ()
    hours: str = "24x7"
    hand_over: HandOver | None = None
    every: str | None = None
    layers: tuple[Layer, ...] = ()
    overrides: tuple[Period, ...] = ()
    shifts: tuple[Period, ...] = ()
    as_of: dt.date | None = None
    source: str | None = None
    phone: str | None = None
    pager_url: str | None = None
    email: str | None = None
    chat: str | None = None
    chat_url: str | None = None
    starts: dt.date | None = None
    until: dt.date | None = None


class Service(_Part, frozen=True):
    name: str
    owner: str
    does: str | None = None
    depends_on: Texts = ()
    incident_channel: str | None = None
    dashboard: str | None = None
    runs_on: str | None = None


class KnownGood(_Part, frozen=True):
    version: str
    since: dt.date
    until: dt.date
    note: str | None = None
    digest: str | None = None


class Model(_Part, frozen=True):
    name: str
    owner: str
    service: str | None = None
    does: str | None = None
    registry: str | None = None
    card: str | None = None
    known_good: tuple[KnownGood, ...] = ()


class Environment(_Part, frozen=True):
    name: str
    production: bool = False
    values: dict[str, str] = {}


class FailureMode(_Part, frozen=True):
    name: str
    means: str
    category: str | None = None
    also_known_as: Texts = ()


class Message(_Part, frozen=True):
    name: str
    audience: Literal["engineers", "executives", "product", "customers", "regulator"]
    when: Literal["first symptoms", "progress", "resolution", "escalation", "hand-over"]
    text: str
    every: str | None = None
    by: str | None = None
    to: str | None = None
    colour: Literal["red", "amber", "green"] | None = None
    approved_by: str | None = None
    subject: str | None = None


class Catalog(_Part, frozen=True):
    """Every kind, by id, in the order of the files. `severities` begins with the worst."""

    severities: dict[str, SeverityLevel] = {}
    teams: dict[str, Team] = {}
    people: dict[str, Person] = {}
    roles: dict[str, Role] = {}
    rotations: dict[str, Rotation] = {}
    services: dict[str, Service] = {}
    models: dict[str, Model] = {}
    environments: dict[str, Environment] = {}
    failure_modes: dict[str, FailureMode] = {}
    messages: dict[str, Message] = {}

    def of(self, kind: str) -> Mapping[str, Any]:
        """The entries of one of KINDS, by id."""
        entries: Mapping[str, Any] = getattr(self, kind)
        return entries

    def rank(self, severity: str) -> int:
        """0 for the worst severity; unknown ones come last."""
        order = list(self.severities)
        return order.index(severity) if severity in order else len(order)


def convert(data: Any) -> Catalog:
    """Data that passed the schema -> Catalog. Raises only where schema and model disagree."""
    import msgspec

    return msgspec.convert(data, Catalog)
