"""A section that a runbook of this kind and severity must have is not there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book, Entry
from ..model.settings import Policy
from ..schema import contract
from ..sources.document import Json
from .check import Check, Finding


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        runbook = entry.runbook
        sections = policy.settings.sections_for(runbook.kind, runbook.severity)
        for section in sections:
            if section == "backup":
                yield from _backup(entry, sections)
            elif section == "rollback":
                yield from _rollback(entry)
            elif not _filled(_field(entry, section)):
                yield _missing(entry, f"needs `{section}`, and this one has none", _example(section))


def _field(entry: Entry, name: str) -> Json:
    return entry.document.data.get(name) if isinstance(entry.document.data, dict) else None


def _filled(value: Json) -> bool:
    """Whether something stands there: a mapping whose values are all empty says nothing."""
    if isinstance(value, dict):
        return any(map(_filled, value.values()))
    return bool(value.strip()) if isinstance(value, str) else value is not None and value != []


def _missing(entry: Entry, what: str, help: str, related: tuple[Related, ...] = ()) -> Finding:
    """At the severity, which asks for the section; an inherited one stands in a file that is not at fault."""
    message = f"{_a(entry.runbook.severity)} {entry.runbook.kind} runbook {what}"
    if entry.inherited_from(("severity",)):
        asks = Related(entry.span(("severity",)), "the severity that asks for it")
        return Finding(message, entry.span(("extends",)), help, (asks, *related))
    return Finding(message, entry.span(("severity",)), help, related)


def _backup(entry: Entry, sections: Collection[str]) -> Iterator[Finding]:
    """The first role is the one that is paged, so it is the one that must not be alone."""
    if not entry.runbook.contacts and "contacts" not in sections:
        yield _missing(entry, "needs a backup contact, and this one has no `contacts`", _example("contacts"))
    for role, tiers in list(entry.runbook.contacts.items())[:1]:
        if not tiers.backup:
            place = Related(entry.span(("contacts", role), key=True), "this role has only a `primary`")
            help = f"Add `backup:` to `contacts.{role}`: a rotation or person to call when nobody answers."
            yield _missing(entry, f'needs a backup contact, and "{role}" has none', help, (place,))


def _rollback(entry: Entry) -> Iterator[Finding]:
    undone = any(placed.step.undo for placed in entry.steps)
    if not undone and not any(remedy.undo for remedy in entry.runbook.remedies):
        example = json.dumps({"shell": "kubectl -n <namespace> rollout undo deployment/scorer"})
        help = f"Add the command that takes a step back to that step or remedy, such as `undo: {example}`."
        yield _missing(entry, "needs a way back, and no step or remedy has an `undo`", help)


def _example(section: str) -> str:
    field = contract.at("runbook", (section,)) or {}
    example = json.dumps(field["examples"][0], ensure_ascii=False)
    return f"Add `{section}: {example}`, say. {field.get('description', '')}".strip()


def _a(severity: str) -> str:
    return f"an {severity}" if severity[0] in "AEIOaeio" else f"a {severity}"


CHECK = Check(
    "NB301", "required-section", Severity.ERROR, "A section that this severity asks for is not there.", find
)
