"""Message templates and the postmortem's, filled with what the runbook knows; the rest is left to the responder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.book import Book, Entry
from ..model.units import spoken
from . import html


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message to send. `text` holds the words, with `<name>` where a person must write."""

    anchor: str
    name: str
    audience: str
    when: str
    every: str
    by: str
    to: str
    colour: str
    approved_by: str
    subject: str
    text: str
    left: tuple[str, ...]


def known_values(entry: Entry, book: Book) -> Mapping[str, str]:
    """What a template may be filled with before anything has happened."""
    runbook, catalog = entry.runbook, book.catalog
    team = catalog.teams.get(runbook.owner)
    names = {
        "services": [
            catalog.services[name].name for name in runbook.applies_to.services if name in catalog.services
        ],
        "models": [catalog.models[name].name for name in runbook.applies_to.models if name in catalog.models],
    }
    impact = (
        runbook.objectives.impact if runbook.objectives and runbook.objectives.impact else runbook.summary
    )
    filled = {
        "runbook": runbook.title,
        "severity": runbook.severity,
        "summary": runbook.summary,
        "owner": team.name if team else runbook.owner,
        "version": runbook.version,
        "impact": impact,
        **{name: ", ".join(found) for name, found in names.items()},
    }
    return {name: " ".join(value.split()) for name, value in filled.items() if value}


def message_views(entry: Entry, book: Book) -> tuple[MessageView, ...]:
    values = known_values(entry, book)
    return tuple(
        _view(name, book, values) for name in entry.runbook.messages if name in book.catalog.messages
    )


def _view(name: str, book: Book, values: Mapping[str, str]) -> MessageView:
    message, roles = book.catalog.messages[name], book.catalog.roles
    text = fill(message.text.strip(), values)
    return MessageView(
        anchor=f"message-{name}",
        name=message.name,
        audience=message.audience,
        when=message.when,
        every=spoken(message.every) if message.every else "",
        by=roles[message.by].name if message.by in roles else "",
        to=message.to or "",
        colour=message.colour or "",
        approved_by=roles[message.approved_by].name if message.approved_by in roles else "",
        subject=fill(message.subject, values) if message.subject else "",
        text=text,
        left=tuple(dict.fromkeys(found[1] for found in html.PLACEHOLDER.finditer(text))),
    )


def fill(text: str, values: Mapping[str, str]) -> str:
    """`<name>` becomes its value where one is known; everything else stays as it is."""
    return html.PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def postmortem_text(entry: Entry, book: Book) -> str:
    """The beginning of the postmortem in Markdown: what the runbook already knows, and the questions to answer."""
    runbook, values = entry.runbook, known_values(entry, book)
    after = runbook.postmortem
    lines = [f"# Postmortem: {runbook.title}", ""]
    lines += [f"- Severity: {runbook.severity}", f"- Runbook: {entry.id} v{runbook.version}"]
    lines += [f"- {name.capitalize()}: {values[name]}" for name in ("services", "models") if name in values]
    lines += [
        "- Environment:",
        "- Began (UTC):",
        "- Detected (UTC):",
        "- Contained (UTC):",
        "- Restored (UTC):",
    ]
    lines += ["- Incident commander:", "- Change, experiment or deployment behind it:", ""]
    lines += ["## What happened", "", f"{' '.join(runbook.summary.split())}", "", "Impact in numbers:", ""]
    lines += [
        "## Timeline",
        "",
        "| UTC | What was seen | What was decided, and why |",
        "|---|---|---|",
        "| | | |",
        "",
    ]
    if runbook.hypotheses:
        lines += ["## Causes tested", "", "| Cause | Test | Result | Confidence |", "|---|---|---|---|"]
        lines += [f"| {cause.cause} | | | |" for cause in runbook.hypotheses]
        lines += [""]
    if runbook.evidence:
        lines += ["## Evidence kept", "", *(f"- [ ] {item.what}" for item in runbook.evidence), ""]
    lines += ["## Why it happened", "", "", "## How it is prevented", ""]
    if after and after.questions:
        lines += ["Questions:", "", *(f"- {question}" for question in after.questions), ""]
    if after and after.improve:
        lines += ["Look at:", "", *(f"- [ ] {item}" for item in after.improve), ""]
    lines += ["| Action | Owner | Due | Backlog item |", "|---|---|---|---|", "| | | | |", ""]
    if after and after.update:
        lines += ["## Bring up to date", "", *(f"- [ ] {item}" for item in after.update), ""]
    lines += [
        "## How the response went",
        "",
        "- Was this runbook right? What was missing?",
        "- Who was called too late?",
        "",
    ]
    if after and after.share:
        lines += ["## Shared more widely", "", after.share, ""]
    return "\n".join(lines).rstrip() + "\n"
