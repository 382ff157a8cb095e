"""Walks over a runbook's decision graph that several checks need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..model.book import Entry, PlacedStep
from ..model.graph import Edge, EdgeKind, Graph
from ..model.ways import jumps
from ..sources.document import Route

_FIELDS = {EdgeKind.NEXT: "then", EdgeKind.VERIFY: "verify", EdgeKind.FAILS: "if_it_fails"}


def entrances(entry: Entry) -> tuple[str, ...]:
    """Ids of the steps where a reader begins: the first one, and where a signal or an option leads."""
    start = (entry.graph.start,) if entry.graph.start else ()
    signals = (signal.leads_to for signal in entry.runbook.signals if signal.leads_to)
    options = (option.go_to for option in entry.runbook.options if option.go_to)
    return tuple(dict.fromkeys((*start, *signals, *options)))


def unknown_jumps(entry: Entry) -> Iterator[tuple[PlacedStep, Route, str]]:
    """Every place that names a step which does not exist, with the step it stands in."""
    known = entry.by_step_id
    for placed in entry.steps:
        for target, below in jumps(placed.step):
            if target not in known:
                yield placed, (*placed.route, *below), target


def loose(entry: Entry) -> frozenset[str]:
    """Ids of the steps with a way that leads nowhere: what else follows from them proves nothing."""
    return frozenset(placed.step.id for placed, _, _ in unknown_jumps(entry))


def reached(ways: Mapping[str, Iterable[str]], starts: Iterable[str]) -> set[str]:
    """Everything that some path from the starts reaches, the starts included."""
    seen: set[str] = set()
    todo = list(starts)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(ways.get(name, ()))
    return seen


def forward(graph: Graph) -> dict[str, list[str]]:
    """Every step with the steps that it leads to."""
    return {name: [edge.target for edge in edges] for name, edges in graph.leaving.items()}


def backward(graph: Graph) -> dict[str, list[str]]:
    """Every step that something leads to, with what leads there."""
    ways: dict[str, list[str]] = {}
    for edge in graph.edges:
        ways.setdefault(edge.target, []).append(edge.source)
    return ways


def route_of(entry: Entry, edge: Edge) -> Route:
    """Where the author wrote a way; for one that falls through, its step."""
    placed = entry.by_step_id[edge.source]
    if edge.kind is EdgeKind.ANSWER:
        below: Route = ("answers", edge.label)
        if edge.bound_exit or edge.at_most:
            below = (*below, "then" if edge.bound_exit else "go")
    else:
        below = (_FIELDS[edge.kind],)
    return (*placed.route, *below)


def listed(names: Collection[str]) -> str:
    """`"a", "b" and "c"`; of many, the first five."""
    quoted = [f'"{name}"' for name in names]
    if len(quoted) > 6:
        return f"{', '.join(quoted[:5])} and {len(quoted) - 5} more"
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
