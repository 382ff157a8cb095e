"""How an edge is worded: the same in the picture and in the list map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nightbook.model.graph import Edge, EdgeKind, Graph, Node

_UNNAMED = {
    EdgeKind.ANSWER: "Go on",
    EdgeKind.NEXT: "Next",
    EdgeKind.VERIFY: "Verify",
    EdgeKind.FAILS: "If it fails",
}


def way_label(edge: Edge) -> str:
    """The answer, or for an edge without one what it means: "Next", "Verify", "If it fails"."""
    return edge.label.strip() or _UNNAMED[edge.kind]


def bound_text(edge: Edge, siblings: Iterable[Edge]) -> str:
    """ "at most 2×" for a bounded way back, "after 2×" for its exit, "" for every other edge."""
    if edge.at_most is not None:
        return f"at most {edge.at_most}×"
    if not edge.bound_exit:
        return ""
    bounds = (other.at_most for other in siblings if other.label == edge.label and other.at_most is not None)
    bound = next(bounds, None)
    return "after that" if bound is None else f"after {bound}×"


def merged_label(edges: Sequence[Edge], siblings: Iterable[Edge]) -> str:
    """One label for all edges between the same two steps: "No, at most 2×" or "No / Cannot tell"."""
    ways = tuple(siblings)
    texts = (", ".join(filter(None, (way_label(edge), bound_text(edge, ways)))) for edge in edges)
    return " / ".join(dict.fromkeys(texts))


def by_target(ways: Iterable[Edge]) -> dict[str, list[Edge]]:
    """Edges that leave one step, by where they go, in the order of the answers."""
    groups: dict[str, list[Edge]] = {}
    for edge in ways:
        groups.setdefault(edge.target, []).append(edge)
    return groups


def step_name(node: Node) -> str:
    """The accessible name of a link to a step."""
    danger = "Danger: " if node.danger else ""
    return f"Step {node.number}: {danger}{' '.join(node.title.split()) or node.id}"


def describe(graph: Graph) -> str:
    """The tree in a plain sentence or two: "14 steps: 6 questions, 4 actions, 4 ends. Starts at 1 …"."""
    if not graph.nodes:
        return "No steps."
    kinds = [node.kind.value for node in graph.nodes]
    counts = ", ".join(_counted(kinds.count(kind), _NOUNS[kind]) for kind in _NOUNS if kind in kinds)
    first = graph.nodes[0]
    title = " ".join(first.title.split()) or first.id
    stop = "" if title[-1] in ".?!…" else "."
    return f"{_counted(len(kinds), 'step')}: {counts}. Starts at {first.number} {title}{stop}"


_NOUNS = {
    "question": "question",
    "action": "action",
    "end": "end",
    "escalate": "escalation",
    "handover": "handover",
}


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def line_label(edges: Sequence[Edge], siblings: Iterable[Edge]) -> str:
    """Like `merged_label`, but an arrow to the next step needs no word."""
    plain = all(edge.kind is EdgeKind.NEXT and not edge.label.strip() for edge in edges)
    return "" if plain else merged_label(edges, siblings)
