"""A way back without a bound: the reader may go round for ever."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping

from ..diagnostics import Severity
from ..model.book import Book, Entry
from ..model.graph import Edge, EdgeKind
from ..model.settings import Policy
from .check import Check, Finding
from .dead_end_branch import trapped
from .walks import listed, route_of

_Ways = Mapping[str, list[str]]


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        back = _ways_back(entry)
        if back:
            yield from _loops(entry, back)


def _ways_back(entry: Entry) -> list[Edge]:
    """The unbounded ways that lead up the page, the one that leads farthest first; every loop has one."""
    number = {node.id: node.number for node in entry.graph.nodes}
    back = [e for e in entry.graph.edges if e.at_most is None and number[e.target] <= number[e.source]]
    return sorted(back, key=lambda edge: number[edge.target])


def _loops(entry: Entry, back: list[Edge]) -> Iterator[Finding]:
    ways: dict[str, list[str]] = {}
    for edge in entry.graph.edges:
        if edge.at_most is None:
            ways.setdefault(edge.source, []).append(edge.target)
    closed = set(trapped(entry))  # a loop that nothing leaves has a finding of its own
    seen: set[frozenset[str]] = set()
    for edge in back:
        loop = _path(ways, edge.target, edge.source)
        if loop and frozenset(loop) not in seen and not closed >= set(loop):
            seen.add(frozenset(loop))
            yield Finding(_message(loop), entry.span(route_of(entry, edge)), _help(edge))


def _path(ways: _Ways, start: str, goal: str) -> list[str]:
    """The shortest path between two steps, both included, or nothing."""
    came_from = {start: ""}
    todo = deque([start])
    while todo and goal not in came_from:
        name = todo.popleft()
        for target in ways.get(name, ()):
            if target not in came_from:
                came_from[target] = name
                todo.append(target)
    path = [goal] if goal in came_from else []
    while path and came_from[path[-1]]:
        path.append(came_from[path[-1]])
    return path[::-1]


def _message(loop: list[str]) -> str:
    if len(loop) == 1:
        return f'"{loop[0]}" leads back to itself without a bound'
    return f"{listed(loop)} go round without a bound"


def _help(edge: Edge) -> str:
    bound = f"{{go: {edge.target}, at_most: 2, then: ...}}"
    if edge.kind is EdgeKind.ANSWER:
        return (
            "Bound it, and name the step that comes when the times are used up: "
            f"`{json.dumps(edge.label, ensure_ascii=False)}: {bound}`."
        )
    return f'Ask a question on the way, and let an answer lead back with a bound: `"No": {bound}`.'


CHECK = Check("NB503", "unbounded-loop", Severity.ERROR, "A way back without a bound.", find)
