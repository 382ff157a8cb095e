"""A record beside the book of today: what has changed since, and what is no longer there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnostics import Diagnostic, Severity, did_you_mean, in_order
from ..model.book import Book, Entry
from ..model.incident import Incident
from ..sources.document import Document
from .faults import report


def compare(incident: Incident, document: Document, book: Book) -> tuple[Diagnostic, ...]:
    """Notes for runbooks that changed, warnings for what has gone. A runbook with errors is passed over."""
    return in_order(_compare(incident, document, book))


def _compare(incident: Incident, document: Document, book: Book) -> Iterator[Diagnostic]:
    formerly = {old: entry for entry in book.entries for old in entry.runbook.formerly}
    for name in incident.runbooks:
        entry = book.by_id.get(name) or formerly.get(name)
        if entry:
            yield from _changed(name, entry, incident, document)
            yield from _steps(name, entry, document)
        elif name not in book.known.get("runbooks", ()):
            span = document.span(("runbooks", name), key=True)
            message = f"the book no longer has the runbook `{name}`"
            help = did_you_mean(name, book.by_id) or "What it says is in the version of the book of that day."
            yield report("gone-from-the-book", Severity.WARNING, span, message, help)


def _changed(name: str, entry: Entry, incident: Incident, document: Document) -> Iterator[Diagnostic]:
    then, now = incident.runbooks[name], entry.runbook.version
    renamed = f"`{name}`, now `{entry.id}`," if entry.id != name else f"`{name}`"
    if then.version != now:
        message = f"{renamed} was recorded with {then.version}, and the book has {now}"
    elif then.source != entry.source_hash:
        message = f"{renamed} has changed since, and is still called {now}"
    elif entry.id != name:
        message = f"`{name}` is now called `{entry.id}`"
    else:
        return
    span = document.span(("runbooks", name, "version"))
    help = f"See the changelog of {entry.path} before you learn from this record."
    yield report("other-version", Severity.INFO, span, message, help)


def _steps(name: str, entry: Entry, document: Document) -> Iterator[Diagnostic]:
    """Each step that has gone, where it is first named."""
    data: Any = document.data
    said = set()
    for index, line in enumerate(data["entries"]):
        for field in ("step", "to"):
            step = line.get(field, "")
            if line["runbook"] == name and step and step not in entry.by_step_id and step not in said:
                said.add(step)
                span = document.span(("entries", index, field))
                message = f"`{entry.id}` no longer has the step `{step}`"
                help = did_you_mean(step, entry.by_step_id) or "Its place may be taken by another step."
                yield report("gone-from-the-book", Severity.WARNING, span, message, help)
