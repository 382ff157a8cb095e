"""Which step hangs under which: in, a Graph; out, a Tree that says what is a line and what a chip.

Each step has one place. Its parent is its immediate dominator, so a join stands after the question where its
paths parted. The heaviest branch goes straight on ("spine"): side branches at least halve, and the tree stays
narrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from nightbook.diagrams.dominators import ROOT, immediate_dominators
from nightbook.model.graph import Graph, Node


@dataclass(frozen=True, slots=True)
class Family:
    """What hangs under one step.

    `leaves` end beside it, `sides` are indented below it, `spine` goes straight on, `joins` are reached by
    several ways and follow in the same column or in a block of their own.
    """

    leaves: tuple[Node, ...] = ()
    sides: tuple[Node, ...] = ()
    spine: Node | None = None
    joins: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """`entries` start a column of their own; `shared` are ends that several steps lead to, drawn last."""

    entries: tuple[Node, ...]
    shared: tuple[Node, ...]
    families: Mapping[str, Family]
    sources: Mapping[str, tuple[Node, ...]]


def build_tree(graph: Graph) -> Tree:
    """Every node is exactly once an entry, a shared end or a member of one family."""
    sources = _sources(graph)
    shared = tuple(node for node in graph.nodes if not graph.leaving[node.id] and len(sources[node.id]) > 1)
    above = _parents(graph)
    below = _children(graph, above, frozenset(node.id for node in shared))
    sizes = _sizes(graph, above)
    families = {
        node.id: _family(graph, node, below.get(node.id, ()), sources, above, sizes) for node in graph.nodes
    }
    return Tree(tuple(below.get("", ())), shared, families, sources)


def _sources(graph: Graph) -> dict[str, tuple[Node, ...]]:
    """Steps with a way to each step, in reading order, itself left out."""
    found: dict[str, set[str]] = {node.id: set() for node in graph.nodes}
    for edge in graph.edges:
        if edge.source != edge.target:
            found[edge.target].add(edge.source)
    order = attrgetter("number", "id")
    return {name: tuple(sorted((graph.by_id[s] for s in ids), key=order)) for name, ids in found.items()}


def _parents(graph: Graph) -> dict[str, str]:
    """Immediate dominator of each step, "" above the entries."""
    place = {node.id: index for index, node in enumerate(graph.nodes, start=1)}
    ways = {place[name]: [place[edge.target] for edge in edges] for name, edges in graph.leaving.items()}
    above = immediate_dominators(ways)
    ids = {ROOT: "", **{index: name for name, index in place.items()}}
    return {ids[low]: ids[high] for low, high in above.items()}


def _children(graph: Graph, above: Mapping[str, str], left_out: frozenset[str]) -> dict[str, list[Node]]:
    below: dict[str, list[Node]] = {}
    for node in graph.nodes:
        if node.id not in left_out:
            below.setdefault(above[node.id], []).append(node)
    return below


def _sizes(graph: Graph, above: Mapping[str, str]) -> dict[str, int]:
    """Steps in each subtree, itself included."""
    waiting = dict.fromkeys(above, 0)
    for parent in above.values():
        if parent:
            waiting[parent] += 1
    sizes = dict.fromkeys(above, 1)
    todo = [node.id for node in graph.nodes if not waiting[node.id]]
    while todo:
        name = todo.pop()
        parent = above[name]
        if parent:
            sizes[parent] += sizes[name]
            waiting[parent] -= 1
            if not waiting[parent]:
                todo.append(parent)
    return sizes


def _family(
    graph: Graph,
    node: Node,
    below: Iterable[Node],
    sources: Mapping[str, tuple[Node, ...]],
    above: Mapping[str, str],
    sizes: Mapping[str, int],
) -> Family:
    direct = {edge.target for edge in graph.leaving[node.id]}
    leaves = tuple(child for child in below if not graph.leaving[child.id])
    inner = [child for child in below if graph.leaving[child.id]]
    nexts = [child for child in inner if child.id in direct]
    spine = max(nexts, key=lambda child: sizes[child.id], default=None)
    joins = tuple(
        child
        for child in inner
        if child is not spine
        and (child.id not in direct or _is_join(child.id, node.id, sources[child.id], above))
    )
    sides = tuple(child for child in nexts if child is not spine and child not in joins)
    return Family(leaves, sides, spine, joins)


def _is_join(name: str, parent: str, sources: Iterable[Node], above: Mapping[str, str]) -> bool:
    """True when a step other than the parent leads here; a way back from below does not count."""
    return any(source.id != parent and not _is_under(source.id, name, above) for source in sources)


def _is_under(low: str, high: str, above: Mapping[str, str]) -> bool:
    while low and low != high:
        low = above[low]
    return low == high
