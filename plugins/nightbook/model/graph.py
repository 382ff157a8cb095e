"""The decision graph of one runbook: what the checks walk, the list map lists and the picture draws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class NodeKind(StrEnum):
    QUESTION = "question"
    ACTION = "action"
    END = "end"
    ESCALATE = "escalate"
    HANDOVER = "handover"


class EdgeKind(StrEnum):
    ANSWER = "answer"
    NEXT = "next"
    VERIFY = "verify"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Node:
    """One step. `number` counts from 1 in reading order over all phases; `anchor` is its id on the page."""

    id: str
    number: int
    title: str
    kind: NodeKind
    phase: str
    anchor: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one step to another. `label` is the answer as the reader sees it, or "" for the next step.

    `at_most` bounds a way back: after so many times the edge with the same label and `bound_exit` is taken.
    """

    source: str
    target: str
    label: str
    kind: EdgeKind
    at_most: int | None = None
    bound_exit: bool = False


@dataclass(frozen=True)
class Graph:
    """Nodes in reading order, edges in the order of their answers. Edges to unknown steps are not in here."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def leaving(self) -> dict[str, tuple[Edge, ...]]:
        """Edges by source, in the order of the answers; a node without any is there with ()."""
        ways: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            ways[edge.source].append(edge)
        return {name: tuple(edges) for name, edges in ways.items()}

    @property
    def start(self) -> str | None:
        return self.nodes[0].id if self.nodes else None
