"""Steps in, decision graph out: which step leads to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .graph import Edge, EdgeKind, Graph, Node, NodeKind
from .runbook import Jump, Step

if TYPE_CHECKING:
    from .book import PlacedStep


def graph_of(steps: Sequence[PlacedStep]) -> Graph:
    """The graph of the steps, without the edges to steps that do not exist (a check names those)."""
    known = {placed.step.id for placed in steps}
    nodes = {placed.step.id: _node(placed) for placed in reversed(steps)}
    edges = [edge for i, placed in enumerate(steps) for edge in _edges(placed.step, steps[i + 1 :][:1])]
    ordered = tuple(sorted(nodes.values(), key=lambda node: node.number))
    return Graph(ordered, tuple(edge for edge in edges if edge.target in known))


def title(step: Step) -> str:
    """What the step says of itself; for a way out to a person or a runbook, the bare id it names."""
    return step.ask or step.do or step.end or step.escalate or step.continue_in or step.id


def jumps(step: Step) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every id of another step that this one names, with its route below the step."""
    for label, target in step.answers.items():
        if isinstance(target, Jump):
            yield target.go, ("answers", label, "go")
            yield target.then, ("answers", label, "then")
        else:
            yield target, ("answers", label)
    for name in ("then", "verify", "if_it_fails"):
        if getattr(step, name):
            yield getattr(step, name), (name,)


def _node(placed: PlacedStep) -> Node:
    step = placed.step
    kind = (
        NodeKind.QUESTION if step.ask else NodeKind.ACTION if step.do else NodeKind.END if step.end
        else NodeKind.ESCALATE if step.escalate else NodeKind.HANDOVER
    )  # fmt: skip
    return Node(step.id, placed.number, title(step), kind, placed.phase, placed.anchor, step.is_dangerous)


def _edges(step: Step, following: Sequence[PlacedStep]) -> Iterator[Edge]:
    for label, target in step.answers.items():
        if isinstance(target, Jump):
            yield Edge(step.id, target.go, label, EdgeKind.ANSWER, target.at_most)
            yield Edge(step.id, target.then, label, EdgeKind.ANSWER, bound_exit=True)
        else:
            yield Edge(step.id, target, label, EdgeKind.ANSWER)
    if step.do:
        if step.then:
            yield Edge(step.id, step.then, "", EdgeKind.NEXT)
        elif step.verify:
            yield Edge(step.id, step.verify, "", EdgeKind.VERIFY)
        elif following:
            yield Edge(step.id, following[0].step.id, "", EdgeKind.NEXT)
        if step.if_it_fails:
            yield Edge(step.id, step.if_it_fails, "If it fails", EdgeKind.FAILS)
