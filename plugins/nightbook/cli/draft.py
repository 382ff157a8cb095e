"""A catalog and a few wishes in, the text of the smallest valid runbook out."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from string import Template

from ..model.catalog import Catalog
from ..model.settings import Settings
from ..schema import contract
from .ask import UsageError

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.%/()'-]*[A-Za-z0-9.%)]")
_NOT_TEXT = ("true", "false", "null", "yes", "no", "on", "off")
_HEAD = """\
title: $title
summary: "TODO: what happens, whom it hurts, what still works."
version: 0.1.0
status: draft
severity: $severity
owner: $owner
review: {last: $today, every: 90d}
"""
_SECTIONS = {
    "signals": """\
signals:
  - {id: reported, source: human, means: "TODO: what tells it.", leads_to: is-it-real}
""",
    "do_first": """\
do_first:
  - Say "I have it" in the incident channel.
  - Open the dashboard.
  - Start with step 1.
""",
    "contacts": """\
contacts:
  $role: {primary: $call, backup: $backup}
""",
    "escalation": """\
escalation:
  - {after: 15m, to: $backup, because: not contained}
""",
    "messages": "messages: [$message]\n",
    "evidence": """\
evidence:
  - {id: logs, what: "TODO: what to keep", when: before containment, store: "TODO: where"}
""",
    "options": """\
options:
  - {id: rerun, choice: rerun, title: "TODO: what is done", when: "TODO: when to choose it"}
""",
    "backup": "",  # a part of contacts
    "rollback": "",  # a part of the steps
}
_TRIAGE = """\
steps:
  triage:
    - id: is-it-real
      ask: "TODO: what do you see, with number and unit?"
      within: 5m
      answers: {"Yes": $yes, "No": close, Cannot tell: $unsure}
"""
_CONTAIN = """\
  contain:
    - id: contain
      do: "TODO: one action that can be taken back"
      run: {shell: "echo TODO"}
      expect: "TODO: what you should see"
      undo: {shell: "echo TODO"}
      effect: reversible
      verify: recovered
      if_it_fails: $unsure
      within: 5m
  verify:
    - id: recovered
      ask: "TODO: what shows that it worked, with number and unit?"
      within: 5m
      answers: {"Yes": close, "No": $unsure, Cannot tell: $unsure}
"""
_CLOSE = """\
  end:
    - {id: close, end: Close the incident.}
"""
_CALL = "    - {id: call, escalate: $call}\n"
_CHANGELOG = """\
changelog:
  - {version: 0.1.0, date: $today, by: $author, change: First draft.}
"""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person said; None where the catalog decides."""

    id: str
    kind: str
    today: dt.date
    title: str | None = None
    owner: str | None = None
    severity: str | None = None


def text(wishes: Wishes, catalog: Catalog, settings: Settings) -> str:
    """The whole file but for its modeline. Sections that the severity asks for stand in it, with TODOs.

    Raises UsageError when the catalog has no team, severity or person.
    """
    if not (catalog.teams and catalog.severities and catalog.people):
        raise UsageError(
            "the catalog needs a team, a severity and a person; see `nightbook new --book FOLDER`."
        )
    severity = wishes.severity or list(catalog.severities)[-1]
    sections = settings.sections_for(wishes.kind, severity)
    words = _words(wishes, catalog, severity)
    undo = "rollback" in sections
    parts = [
        "" if wishes.kind == "incident" else f"kind: {wishes.kind}\n",
        _HEAD,
        *(_SECTIONS.get(name, _example(name)) for name in sections),
        *(_TRIAGE, _CONTAIN if undo else "", _CLOSE, _CALL if words["call"] else "", _CHANGELOG),
    ]
    return "".join(
        Template(part).substitute(words, yes="contain" if undo else words["unsure"]) for part in parts
    )


def _words(wishes: Wishes, catalog: Catalog, severity: str) -> dict[str, str]:
    """What stands for each $name of the templates."""
    owner = wishes.owner or next(iter(catalog.teams))
    call = _whom_to_call(catalog, owner)
    return {
        "title": _quoted(wishes.title or _title(wishes.id)),
        "severity": _quoted(severity),
        "owner": _quoted(owner),
        "today": wishes.today.isoformat(),
        "role": next((role for role in ("investigator", *catalog.roles) if role in catalog.roles), ""),
        "call": call[0] if call else "",
        "backup": (call * 2)[1] if call else "",
        "unsure": "call" if call else "close",
        "message": next(iter(catalog.messages), ""),
        "author": min(catalog.people, key=lambda name: catalog.people[name].team != owner),
    }


def _title(id: str) -> str:
    words = id.replace("-", " ").capitalize()
    return words if len(words) > 2 else f"Runbook {words}"


def _whom_to_call(catalog: Catalog, owner: str) -> list[str]:
    """Rotations, the owner's first; people or roles where there are none."""
    rotations = sorted(catalog.rotations, key=lambda name: catalog.rotations[name].team != owner)
    return rotations or list(catalog.people) or list(catalog.roles)


def _example(name: str) -> str:
    """The schema's own example of a section, for one that only this site asks for."""
    field = contract.at("runbook", (name,)) or {}
    example = json.dumps(field.get("examples", ["TODO"])[0], ensure_ascii=False)
    return f"{name}: {example}\n".replace("$", "$$")


def _quoted(said: str) -> str:
    plain = _PLAIN.fullmatch(said) and said.lower() not in _NOT_TEXT
    return said if plain else json.dumps(said, ensure_ascii=False)
