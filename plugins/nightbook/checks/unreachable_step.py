"""A step that no path reaches."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book, Entry, PlacedStep
from ..model.settings import Policy
from .check import Check, Finding
from .places import here
from .walks import backward, entrances, forward, listed, reached, unknown_jumps


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        lost = _lost(entry)
        for placed, others in _heads(entry, lost) if lost else ():
            rest = f" Only it leads to {listed(others)}." if others else ""
            route = (*placed.route, "id")
            written = (
                (Related(entry.span(route), "inherited from here"),) if entry.inherited_from(route) else ()
            )
            yield Finding(
                f'no path leads to the step "{placed.step.id}"',
                here(entry, route),
                f"Let an answer, a `then` or a signal's `leads_to` lead to it, or remove it.{rest}",
                written,
            )


def _lost(entry: Entry) -> list[PlacedStep]:
    """What no path reaches, in reading order. A baseline's ways out are an offer that need not be taken."""
    starts = entrances(entry)
    seen = reached(forward(entry.graph), starts)
    lost = [placed for placed in entry.steps if placed.step.id not in seen]
    if not lost or not set(starts) <= set(entry.by_step_id) or any(unknown_jumps(entry)):
        return []  # A mistyped way, which has a finding of its own, may have been meant for them.
    return [placed for placed in lost if not (placed.step.is_way_out and entry.inherited_from(placed.route))]


def _heads(entry: Entry, lost: list[PlacedStep]) -> Iterator[tuple[PlacedStep, list[str]]]:
    """The lost steps that nothing leads to, each with those that become reachable together with it."""
    ways, before = forward(entry.graph), backward(entry.graph)
    waiting = [placed.step.id for placed in lost]
    for placed in sorted(lost, key=lambda placed: placed.step.id in before):
        if placed.step.id in waiting:
            below = reached(ways, [placed.step.id])
            yield placed, [name for name in waiting if name in below and name != placed.step.id]
            waiting = [name for name in waiting if name not in below]


CHECK = Check("NB501", "unreachable-step", Severity.ERROR, "A step that no path reaches.", find)
