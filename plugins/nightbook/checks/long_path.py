"""A way through the steps that is too long for one incident."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book, Entry
from ..model.settings import Policy
from .check import Check, Finding
from .places import here
from .walks import entrances

MOST = 15


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        path = longest_path(entry) if len(entry.steps) > MOST else []
        if len(path) > MOST:
            over = entry.by_step_id[path[MOST]]
            yield Finding(
                f'the longest way through has {len(path)} steps, from "{path[0]}" to "{path[-1]}"',
                here(entry, ("steps",), key=True),
                f"Keep it to {MOST}: decide earlier, or go on in another runbook with `continue_in`.",
                (Related(entry.span((*over.route, "id")), f"step {MOST + 1} of that way"),),
            )


def longest_path(entry: Entry) -> list[str]:
    """Ids of the longest way through, no way back taken; each step is visited once, however many paths."""
    after: dict[str, list[str]] = {}
    starts = [name for name in entrances(entry) if name in entry.graph.by_id]
    for name in _deepest_first(entry, starts):
        # A way back leads to a step that is still open, and so is not in here yet.
        ways = [after[edge.target] for edge in entry.graph.leaving[name] if edge.target in after]
        after[name] = [name, *max(ways, key=len, default=[])]
    return max((after[name] for name in starts), key=len, default=[])


def _deepest_first(entry: Entry, starts: list[str]) -> Iterator[str]:
    """Every step that the starts reach, after all that it leads to."""
    seen: set[str] = set()
    todo = [(name, False) for name in reversed(starts)]
    while todo:
        name, is_done = todo.pop()
        if is_done:
            yield name
        elif name not in seen:
            seen.add(name)
            todo.append((name, True))
            todo.extend((edge.target, False) for edge in reversed(entry.graph.leaving[name]))


CHECK = Check(
    "NB507",
    "long-path",
    Severity.WARNING,
    f"A way through with more than {MOST} steps.",
    find,
)
