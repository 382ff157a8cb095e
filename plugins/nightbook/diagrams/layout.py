"""Where everything stands: in, a Graph; out, a Picture.

The main path runs down at the left, side branches are indented, ends stand to the right of their question.
A way to a step that stands elsewhere (a join, a loop back, an end that many share) is a chip that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nightbook.diagrams.columns import Stop, build_stops
from nightbook.diagrams.places import (
    BOX_WIDTH,
    DANGER_BANNER,
    FONT,
    LABEL_ROOM,
    LINE,
    MARGIN,
    STUB,
    TARGET_WIDTH,
    Box,
    Exit,
    Picture,
)
from nightbook.diagrams.rows import row_bottom, stack_rows
from nightbook.diagrams.text import wrap, wrap_label
from nightbook.diagrams.tree import Tree, build_tree
from nightbook.diagrams.words import by_target, merged_label
from nightbook.model.graph import Graph, Node, NodeKind

_PADDING = 11
_CHIP_HEIGHT = 26
_CHIP_ARROW = 14
_WITH_GLYPH = (NodeKind.ESCALATE, NodeKind.HANDOVER)


def lay_out(graph: Graph) -> Picture:
    """Rows from the top down; the targets of all ways to the right share one left edge."""
    tree = build_tree(graph)
    stops = build_stops(graph, tree)
    order = {stop.node.id: place for place, stop in enumerate(stops)}
    chips = {name: chip_box(graph.by_id[name]) for name in dict.fromkeys(edge.target for edge in graph.edges)}
    exits = {stop.node.id: _exits(graph, tree, stop, order, chips) for stop in stops}
    left = max((_targets_left(stop.x, exits[stop.node.id]) for stop in stops), default=0)
    boxes = {stop.node.id: step_box(stop.node, stop.x, BOX_WIDTH) for stop in stops}
    places = stack_rows(stops, boxes, exits, left, tree)
    has_targets = bool(tree.shared) or any(exits.values())
    right = left + TARGET_WIDTH if has_targets else max((box.right for box in boxes.values()), default=0)
    bottom = max((row_bottom(place) for place in places), default=0)
    return Picture(right + MARGIN, bottom + MARGIN, places)


def title_indent(node: Node) -> int:
    """From the number's left edge to the title: the number and, where the kind has one, a glyph."""
    return 10 + 9 * len(str(node.number)) + (20 if node.kind in _WITH_GLYPH else 0)


def step_box(node: Node, x: int, box_width: int) -> Box:
    """A box at the top, as high as its title, which has at most three lines."""
    room = box_width - title_indent(node) - 2 * _PADDING
    lines = wrap(node.title, room, 3, FONT) or wrap(node.id, room, 1, FONT)
    return Box(x, 0, box_width, 2 * _PADDING + LINE * len(lines) + banner_height(node), lines)


def banner_height(node: Node) -> int:
    """What the word DANGER takes at the top of a box."""
    return DANGER_BANNER if node.danger else 0


def chip_box(target: Node) -> Box:
    """One line: the number is what counts, the step itself has the whole title."""
    room = TARGET_WIDTH - title_indent(target) - 2 * _PADDING - _CHIP_ARROW
    lines = wrap(target.title, room, 1, FONT) or wrap(target.id, room, 1, FONT)
    return Box(0, 0, TARGET_WIDTH, _CHIP_HEIGHT, lines)


def _exits(
    graph: Graph, tree: Tree, stop: Stop, order: Mapping[str, int], chips: Mapping[str, Box]
) -> tuple[Exit, ...]:
    """Ways that no line downwards shows, in the order of the answers; not moved to their height yet."""
    ways = graph.leaving[stop.node.id]
    found = []
    for name, edges in by_target(ways).items():
        if name in stop.lines:
            continue
        target, label = graph.by_id[name], merged_label(edges, ways)
        is_step = target in tree.families[stop.node.id].leaves
        box = step_box(target, 0, TARGET_WIDTH) if is_step else chips[name]
        upwards = not is_step and order.get(name, len(order)) <= order[stop.node.id]
        found.append(Exit(target, label, wrap_label(label, LABEL_ROOM, 3, FONT), box, is_step, upwards))
    return tuple(found)


def _targets_left(x: int, exits: Iterable[Exit]) -> int:
    """Where targets may begin so that the longest label has a stub of line on both sides."""
    return x + BOX_WIDTH + 2 * STUB + max((exit_.label_width for exit_ in exits), default=0)
