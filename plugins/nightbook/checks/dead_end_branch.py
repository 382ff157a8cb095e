"""A path that ends without a way out."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book, Entry, PlacedStep
from ..model.settings import Policy
from .check import Check, Finding
from .walks import backward, listed, loose, reached


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for placed in dead_ends(entry):
            yield Finding(
                "nothing comes after this action, and it is no way out",
                entry.span((*placed.route, "do")),
                "Add `verify` or `then` with the id of the next step, or write an `end` step after it.",
            )
        yield from _trap(entry, trapped(entry))


def dead_ends(entry: Entry) -> list[PlacedStep]:
    """The last action where it leads nowhere; every other one falls through to the next step."""
    return [
        placed
        for placed in entry.steps[-1:]
        if placed.step.do and not placed.step.then and not placed.step.verify
    ]


def trapped(entry: Entry) -> list[str]:
    """Ids of the steps from which no path reaches an end, dead or not, in reading order."""
    ends = {placed.step.id for placed in entry.steps if placed.step.is_way_out}
    ways = backward(entry.graph)
    saved = reached(ways, [*ends, *(placed.step.id for placed in dead_ends(entry))])
    if len(saved) < len(entry.graph.nodes):
        saved = reached(ways, [*saved, *loose(entry)])
    return [node.id for node in entry.graph.nodes if node.id not in saved]


def _trap(entry: Entry, names: list[str]) -> Iterator[Finding]:
    if names:
        alone = len(names) == 1
        yield Finding(
            f'no way out: the step "{names[0]}" leads only to itself' if alone
            else f"no way out: the steps {listed(names)} lead only to each other",
            entry.span((*entry.by_step_id[names[0]].route, "id")),
            "Let one of them lead to an `end`, `escalate` or `continue_in` step.",
        )  # fmt: skip


CHECK = Check("NB502", "dead-end-branch", Severity.ERROR, "A path that ends without a way out.", find)
