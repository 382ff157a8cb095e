"""Who stands in which column: in, a Tree; out, stops from the top down with the lines between them.

Every stop has a row of its own and side branches come before the spine, further to the right. So each line is
straight and vertical, and what it passes stands to its right: lines cannot cross, nor run through a box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import heappop, heappush

from nightbook.diagrams.places import BOX_WIDTH, FONT, LABEL_ROOM, LAST_COLUMN, MARGIN, RAIL
from nightbook.diagrams.text import width, wrap_label
from nightbook.diagrams.tree import Family, Tree
from nightbook.diagrams.words import by_target, line_label
from nightbook.model.graph import Graph, Node

_PITCH = 44


@dataclass(frozen=True, slots=True)
class Line:
    """A way downwards to a step that stands at `x` px."""

    x: int
    label_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A step at `x` px. `lines`: each step that a line downwards leads to, from the left -> that line."""

    node: Node
    x: int
    lines: Mapping[str, Line]
    is_shared: bool = False


def build_stops(graph: Graph, tree: Tree) -> tuple[Stop, ...]:
    """All steps but the ends that stand beside another step, from the top down."""
    stops = list(_blocks(graph, tree))
    for index in range(1, len(stops)):
        _link_to_neighbour(graph, stops, index)
    return (*stops, *(Stop(node, MARGIN, {}, is_shared=True) for node in tree.shared))


def _blocks(graph: Graph, tree: Tree) -> Iterator[Stop]:
    """Blocks in reading order: a chip says only a number, and the eye must find it by going down."""
    place = {node.id: index for index, node in enumerate(graph.nodes)}
    waiting = [place[node.id] for node in tree.entries]
    while waiting:
        stops, elsewhere = _block(graph, tree, graph.nodes[heappop(waiting)])
        yield from stops
        for node in elsewhere:
            heappush(waiting, place[node.id])


def _block(graph: Graph, tree: Tree, first: Node) -> tuple[list[Stop], list[Node]]:
    """The stops below one step at the left, and the steps that get a block of their own."""
    stops: list[Stop] = []
    elsewhere: list[Node] = []
    todo = [(first, MARGIN)]
    while todo:
        node, x = todo.pop()
        family = tree.families[node.id]
        branches = _branches(graph, node, x, family)
        fitting = [(child, line) for child, line in branches if line.x <= LAST_COLUMN]
        elsewhere += [child for child, line in branches if line.x > LAST_COLUMN]
        stops.append(Stop(node, x, {child.id: line for child, line in fitting}))
        if x == MARGIN:
            elsewhere += family.joins
        else:
            todo += [(join, x) for join in reversed(family.joins)]
        todo += [(child, line.x) for child, line in fitting]
    return stops, elsewhere


def _branches(graph: Graph, node: Node, x: int, family: Family) -> list[tuple[Node, Line]]:
    """Spine and sides with their lines, from the left: each far enough right to clear the label before."""
    if family.spine is None:
        return []
    groups = by_target(graph.leaving[node.id])
    room = LABEL_ROOM if family.sides else BOX_WIDTH - 2 * RAIL
    branches = []
    for child in (family.spine, *reversed(family.sides)):
        label = wrap_label(line_label(groups[child.id], graph.leaving[node.id]), room, 3, FONT)
        branches.append((child, Line(x, label)))
        x += max(_PITCH, 16 + max((width(line, FONT) for line in label), default=0))
    return branches


def _link_to_neighbour(graph: Graph, stops: list[Stop], index: int) -> None:
    """A join gets a line from the step right above it in its column, if that one leads to it."""
    join = stops[index]
    above = next(place for place in range(index - 1, -1, -1) if stops[place].x <= join.x)
    upper = stops[above]
    ways = graph.leaving[upper.node.id]
    edges = [edge for edge in ways if edge.target == join.node.id]
    if edges and upper.x == join.x and join.node.id not in upper.lines:
        label = wrap_label(line_label(edges, ways), BOX_WIDTH - 2 * RAIL, 3, FONT)
        stops[above] = replace(upper, lines={join.node.id: Line(join.x, label), **upper.lines})
