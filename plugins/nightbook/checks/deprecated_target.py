"""A way that leads to a runbook which has been replaced."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book, Entry
from ..model.settings import Policy
from ..sources.document import Route
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    old = {entry.id: entry for entry in book.entries if entry.runbook.status == "deprecated"}
    for entry in book.entries:
        yield from _baseline(entry, book)
        for route, target in _ways(entry):
            if target == entry.id:
                yield Finding("the runbook is replaced by itself", entry.span(route), "Name another runbook.")
            elif target in old:
                yield _replaced(entry, route, old[target], _last(target, old))


def _ways(entry: Entry) -> Iterator[tuple[Route, str]]:
    if entry.runbook.replaced_by:
        yield ("replaced_by",), entry.runbook.replaced_by
    for placed in entry.steps:
        target = placed.step.continue_in
        if target and target != entry.id:
            yield (*placed.route, "continue_in"), target


def _last(target: str, old: dict[str, Entry]) -> str | None:
    """The runbook at the end of the replacements, or None when they go round in a circle."""
    seen = set()
    while target in old and target not in seen:
        seen.add(target)
        target = old[target].runbook.replaced_by or ""
    return None if target in seen else target


def _replaced(entry: Entry, route: Route, target: Entry, last: str | None) -> Finding:
    help = (
        f'Lead to "{last}", which replaced it.' if last else "Their `replaced_by` lead in a circle: break it."
    )
    place = Related(target.span(("replaced_by",), key=True), "it says so here")
    return Finding(f'"{target.id}" has been replaced', entry.span(route), help, (place,))


def _baseline(entry: Entry, book: Book) -> Iterator[Finding]:
    base = book.baselines.get(entry.runbook.extends or "")
    if base and isinstance(base.data, dict) and base.data.get("status") == "deprecated":
        place = Related(base.span(("status",)), "it says so here")
        message = f'the baseline "{entry.runbook.extends}" is deprecated'
        yield Finding(message, entry.span(("extends",)), f'Extend "{base.data["replaced_by"]}".', (place,))


CHECK = Check(
    "NB804", "deprecated-target", Severity.WARNING, "A way that leads to a runbook which was replaced.", find
)
