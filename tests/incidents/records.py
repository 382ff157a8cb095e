"""Records of incidents: one to begin from, and any that a phone could write."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import hypothesis.strategies as st

TODAY = dt.date(2026, 11, 20)
KINDS = ("question", "action", "end", "escalate", "handover")
PHASES = ("triage", "contain", "mitigate", "verify", "end")


def at(clock: str) -> str:
    return f"2026-11-20T{clock}Z"


def answer(clock: str, step: str, to: str, phase: str, kind: str, word: str = "Yes") -> dict[str, Any]:
    said = {"answer": word, "title": f"{step}?", "to_title": f"{to}!", "to_phase": phase, "to_kind": kind}
    return {"at": at(clock), "kind": "answer", "runbook": "example", "step": step, "to": to, **said}


def entry(clock: str, kind: str, **more: str) -> dict[str, Any]:
    return {"at": at(clock), "kind": kind, "runbook": "example", **more}


def record(*entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A record that passes, with these entries; `more` replaces its other fields."""
    book = {"title": "Scores arrive late", "version": "1.1.0", "severity": "SEV3", "source": "1a2b3c4d5e6f"}
    return {
        "schema": "incident/v1", "id": "20261120T031207Z", "began": at("03:12:07"), "who": "Ada",
        "environment": "production", "values": {"namespace": "prod"}, "runbooks": {"example": book},
        "entries": list(copy.deepcopy(entries)), **more,
    }  # fmt: skip


def saved(data: Any, folder: Path, name: str = "incident.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(data, indent=2), "utf-8")
    return file


# Any record. Text is what people paste, half characters and the marks of Markdown and HTML among it.

MARKS = "ab |`*_[]<>&#;\\\n\r\t\"'{}$~!-\x00\x1b\x7f\x85\xa0\u2028\u202e\u2066\ufeff\u3000é😀"
HOSTILE = (
    "<img src=x onerror=alert(1)>", "| --- |", "```\nx\n````", "{began} $& $1 \\1", "&lt;b&gt;",
    "x" * 61, "é" * 60 + "😀", "# x", "](javascript:x)",
)  # fmt: skip
TEXT = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from(MARKS), max_size=30),
    st.text(st.characters(categories=["Cs", "Lu", "So"]), max_size=5),
    st.sampled_from(HOSTILE),
)
IDS = st.sampled_from(["example", "a", "10", "9", "constructor", "is-it-slow", "b-2"])
TIMES = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2999, 12, 31)).map(
    lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ")
)
NEAR = st.integers(0, 200_000).map(
    lambda s: (dt.datetime(2026, 11, 20, 3, 12, 7) + dt.timedelta(seconds=s)).strftime("%Y-%m-%dT%H:%M:%SZ")
)
WHEN = st.one_of(NEAR, NEAR, NEAR, TIMES)


def _line(kind: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    fixed = {"at": WHEN, "kind": st.just(kind), "runbook": st.one_of(IDS, st.just(""))}
    return st.fixed_dictionaries({**fixed, **more})


LINES = st.one_of(
    _line("opened", step=IDS),
    _line("answer", step=IDS, title=TEXT, answer=TEXT, to=IDS, to_title=TEXT, to_phase=st.sampled_from(PHASES),
          to_kind=st.sampled_from(KINDS)),
    _line("back", step=IDS, to=IDS),
    _line("copied", step=st.one_of(IDS, st.just("")), text=TEXT),
    _line("called", step=IDS, whom=TEXT, how=TEXT),
    _line("time-up", step=IDS, title=TEXT),
    _line("note", text=TEXT),
)  # fmt: skip
BOOKS = st.fixed_dictionaries({"title": TEXT, "version": TEXT.filter(bool), "severity": TEXT, "source": TEXT})
RECORDS = st.fixed_dictionaries(
    {
        "schema": st.just("incident/v1"),
        "id": st.sampled_from(["20261120T031207Z"]),
        "began": WHEN,
        "who": TEXT,
        "environment": TEXT,
        "values": st.dictionaries(st.sampled_from(["namespace", "a", "b_2", "a-b"]), TEXT),
        "runbooks": st.dictionaries(IDS, BOOKS),
        "entries": st.lists(LINES, max_size=8),
    }
)
