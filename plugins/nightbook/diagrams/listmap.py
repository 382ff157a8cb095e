"""The list map: in, a decision graph; out, a row for each step with a chip for each way on ("Yes → 4")."""

from __future__ import annotations

from dataclasses import dataclass

from nightbook.diagrams.words import bound_text, describe, way_label
from nightbook.model.graph import Edge, Graph, Node, NodeKind

__all__ = ["Chip", "Row", "describe", "list_map"]


@dataclass(frozen=True, slots=True)
class Chip:
    """One way on. `at_most` is "at most 2×" on a bounded way back, "after 2×" on its exit, "" elsewhere."""

    label: str
    number: int
    title: str
    anchor: str
    at_most: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One step, in reading order."""

    number: int
    title: str
    anchor: str
    kind: NodeKind
    phase: str
    danger: bool
    chips: tuple[Chip, ...]


def list_map(graph: Graph) -> tuple[Row, ...]:
    """Rows in reading order; chips in the order of the answers, each said once."""
    return tuple(_row(graph, node) for node in graph.nodes)


def _row(graph: Graph, node: Node) -> Row:
    ways = graph.leaving[node.id]
    chips = dict.fromkeys(_chip(graph.by_id[edge.target], edge, ways) for edge in ways)
    return Row(node.number, node.title, node.anchor, node.kind, node.phase, node.danger, tuple(chips))


def _chip(target: Node, edge: Edge, ways: tuple[Edge, ...]) -> Chip:
    return Chip(way_label(edge), target.number, target.title, target.anchor, bound_text(edge, ways))
