"""A recorded incident: what the log on a phone writes down, typed, with the path taken and the timings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct, convert

FORM = """\
# Postmortem: {title}

- Incident: {id}
- Severity: {severity}
{runbooks}
- Environment: {environment}
- Responder: {who}
- Began (UTC): {began}
- Detected (UTC):
- Contained (UTC):
- Restored (UTC): {restored}
- Last entry (UTC): {last}
- Time to diagnose: {diagnose}
- Time to restore: {restore}
- Incident commander:
- Change, experiment or deployment behind it:

## What happened

Impact in numbers:

### Path taken

{path}

### Values used

{values}

## Timeline

| UTC | What was seen | What was decided, and why |
|---|---|---|
{timeline}

### Commands copied

{commands}

## Why it happened


## How it is prevented

| Action | Owner | Due | Backlog item |
|---|---|---|---|
| | | | |

## How the response went

- Was this runbook right? What was missing?
- Who was called too late?
"""
"""The first half of a postmortem, to be filled in: by the pages' script and by `incidents.timeline`."""

Kind = Literal["opened", "answer", "back", "copied", "called", "time-up", "note"]
Phase = Literal["triage", "contain", "mitigate", "verify", "end"]
StepKind = Literal["question", "action", "end", "escalate", "handover"]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Recorded(_Part, frozen=True):
    """The runbook as it was then; `source` is the beginning of its file's SHA-256."""

    title: str
    version: str
    severity: str
    source: str


class LogEntry(_Part, frozen=True):
    """One line of the log. `kind` says which of the fields are there; the schema sees to it."""

    at: str
    kind: Kind
    runbook: str
    step: str = ""
    title: str = ""
    answer: str = ""
    to: str = ""
    to_title: str = ""
    to_phase: Phase | None = None
    to_kind: StepKind | None = None
    text: str = ""
    whom: str = ""
    how: str = ""

    @property
    def leads_out_of_triage(self) -> bool:
        """Whether this answer means that the cause is known, and not that somebody else must find it."""
        return self.to_phase != "triage" and self.to_kind not in ("escalate", "handover")


class Incident(_Part, frozen=True):
    """Times are ISO 8601 in UTC to the second, kept as text: what was written is what is printed."""

    schema: Literal["incident/v1"]
    id: str
    began: str
    who: str
    environment: str
    values: dict[str, str]
    runbooks: dict[str, Recorded]
    entries: tuple[LogEntry, ...]

    @property
    def path(self) -> tuple[LogEntry, ...]:
        """The answers that led to where the responder was, without those that were taken back."""
        path: list[LogEntry] = []
        for one in self.entries:
            if one.kind == "answer":
                path.append(one)
            elif one.kind == "back":
                same = [i for i, way in enumerate(path) if (way.step, way.runbook) == (one.to, one.runbook)]
                del path[same[-1] if same else len(path) :]
        return tuple(path)

    @property
    def diagnosed(self) -> LogEntry | None:
        """The answer that led out of triage."""
        return next((way for way in self.path if way.leads_out_of_triage), None)

    @property
    def restored(self) -> LogEntry | None:
        """The answer that led to an end that is no call for help."""
        return next((way for way in self.path if way.to_kind == "end"), None)

    def seconds_to(self, entry: LogEntry | None) -> int | None:
        """From the beginning to an entry; None without one, or where the phone's clock was turned back."""
        seconds = int((time(entry.at) - time(self.began)).total_seconds()) if entry else -1
        return seconds if seconds >= 0 else None


def time(text: str) -> dt.datetime:
    """Raises ValueError for a time that no calendar or clock has."""
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)


def times(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every time of a record, `began` first, with its route."""
    yield ("began",), data["began"]
    for index, entry in enumerate(data["entries"]):
        yield ("entries", index, "at"), entry["at"]


def incident(data: Mapping[str, Any]) -> Incident:
    """A record that passed the schema -> Incident."""
    return convert(data, Incident)
