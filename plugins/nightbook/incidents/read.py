"""A file from a phone -> an Incident, or what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity, has_errors, in_order
from ..model.incident import Incident, incident, time, times
from ..schema.validate import validate
from ..sources.document import Document
from ..sources.json_file import read_json
from ..sources.limits import capped
from .faults import report


@dataclass(frozen=True)
class Reading:
    """What a file gave: the incident unless there are errors, the diagnostics in order, the document if it is JSON."""

    incident: Incident | None
    diagnostics: tuple[Diagnostic, ...]
    document: Document | None


def read(path: Path, base: Path, today: dt.date) -> Reading:
    """One record. Never raises for anything on the disk; spans name the file as seen from `base`."""
    document, faults = read_json(path, base)
    if document is None:
        return Reading(None, faults, None)
    found = capped(in_order(_faults(document, today)))
    data: Any = document.data
    return Reading(None if has_errors(found) else incident(data), found, document)


def _faults(document: Document, today: dt.date) -> Iterator[Diagnostic]:
    data: Any = document.data
    if data.get("schema") != "incident/v1":
        said = f"it is for {data['schema']}" if isinstance(data.get("schema"), str) else "it has no `schema`"
        message = f"this is no incident record: {said}"
        help = (
            'A record begins with "schema": "incident/v1"; “Download record” on a runbook\'s page saves one.'
        )
        yield report("not-a-record", Severity.ERROR, document.span(("schema",)), message, help)
        return
    wrong = validate(document, "incident")
    yield from wrong or _times(document, today)


def _times(document: Document, today: dt.date) -> Iterator[Diagnostic]:
    """Times that cannot be, and those that a phone with a wrong clock wrote: one finding of each kind is enough."""
    data: Any = document.data
    latest, back, ahead = None, False, False
    for route, text in times(data):
        try:
            at = time(text)
        except ValueError:
            help = "Write it as 2026-11-20T03:12:07Z."
            message = f"{text} is not a time of the calendar"
            yield report("no-such-time", Severity.ERROR, document.span(route), message, help)
            continue
        if latest and at < latest and not back:
            back = True
            message = f"{text} is earlier than the time before it, {latest:%Y-%m-%dT%H:%M:%SZ}"
            help = "The phone's clock was put back: check the timings by hand."
            yield report("time-goes-back", Severity.WARNING, document.span(route), message, help)
        if at.date() > today + dt.timedelta(days=1) and not ahead:
            ahead = True
            message = f"{text} is in the future: today is {today.isoformat()}"
            help = "The phone's clock was wrong: only the distances between its times can be trusted."
            yield report("time-in-future", Severity.WARNING, document.span(route), message, help)
        latest = at
