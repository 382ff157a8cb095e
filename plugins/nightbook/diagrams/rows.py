"""How high everything stands: in, stops with their boxes and exits; out, places from the top down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nightbook.diagrams.columns import Stop
from nightbook.diagrams.places import (
    FONT,
    LABEL_PAD,
    LINE,
    MARGIN,
    RAIL,
    TARGET_WIDTH,
    Box,
    Down,
    Exit,
    Place,
)
from nightbook.diagrams.text import wrap
from nightbook.diagrams.tree import Tree
from nightbook.model.graph import Node

_EXIT_GAP = 8
_ROW_GAP = 26
_RULE_GAP = 14
_NOTE_GAP = 12


def stack_rows(
    stops: Sequence[Stop],
    boxes: Mapping[str, Box],
    exits: Mapping[str, tuple[Exit, ...]],
    left: int,
    tree: Tree,
) -> tuple[Place, ...]:
    """`left` is where the targets of the ways to the right begin."""
    came_from = {child: stop.node for stop in stops for child in stop.lines}
    places: list[Place] = []
    for stop in stops:
        parent = came_from.get(stop.node.id)
        above = places[-1] if places else None
        y = row_bottom(above) + _ROW_GAP if above else MARGIN
        rule = _rule(stop, parent, above, y)
        phase, origin = _phase(stop, parent, above), "" if stop.is_shared else _origin(stop, parent, tree)
        y += (_RULE_GAP if rule else 0) + (LINE if phase or origin else 0)
        stacked, height = _stacked(exits[stop.node.id], boxes[stop.node.id].height, left, y)
        box = boxes[stop.node.id]._replace(y=y, height=height)
        note = _note(stop, left + TARGET_WIDTH - box.right - _NOTE_GAP, tree)
        places.append(Place(stop.node, box, phase, origin, stacked, _downs(stop, box), note, rule))
    tops = {place.node.id: place.box.y for place in places}
    return tuple(_landed(stop, place, tops) for stop, place in zip(stops, places, strict=True))


def row_bottom(place: Place) -> int:
    """Where the row ends, the labels of lines downwards included."""
    labels = max((len(down.label_lines) for down in place.downs), default=0)
    return place.box.bottom + (LINE * labels + LABEL_PAD if labels else 0)


def _stacked(exits: Sequence[Exit], height: int, left: int, y: int) -> tuple[tuple[Exit, ...], int]:
    """Exits at their height, and the height that the box needs for each of them to be one straight line."""
    needed = sum(exit_.height for exit_ in exits) + _EXIT_GAP * (len(exits) - 1)
    top = y + max(0, (height - needed) // 2)
    stacked = []
    for exit_ in exits:
        box = exit_.box.moved(left, top + (exit_.height - exit_.box.height) // 2)
        stacked.append(exit_._replace(box=box))
        top += exit_.height + _EXIT_GAP
    return tuple(stacked), max(height, needed)


def _downs(stop: Stop, box: Box) -> tuple[Down, ...]:
    return tuple(
        Down(line.x + RAIL, box.bottom, box.bottom, line.label_lines) for line in stop.lines.values()
    )


def _landed(stop: Stop, place: Place, tops: Mapping[str, int]) -> Place:
    """The same place with its lines drawn down to the boxes they lead to."""
    if not place.downs:
        return place
    pairs = zip(place.downs, stop.lines, strict=True)
    return place._replace(downs=tuple(down._replace(bottom=tops[child]) for down, child in pairs))


def _rule(stop: Stop, parent: Node | None, above: Place | None, y: int) -> int | None:
    """Where no line comes in at the left the picture starts afresh; shared ends are one group."""
    if above is None or parent or stop.x > MARGIN:
        return None
    return None if stop.is_shared and above.note else y


def _phase(stop: Stop, parent: Node | None, above: Place | None) -> str:
    """The phase where it changes: on a line from its start, else from the step above."""
    before = parent or (above.node if above else None)
    return stop.node.phase.capitalize() if before is None or before.phase != stop.node.phase else ""


def _origin(stop: Stop, parent: Node | None, tree: Tree) -> str:
    """Which other steps lead here: "from 2, 5" or, below a line, "also from 7"."""
    others = [source for source in tree.sources[stop.node.id] if source is not parent]
    if others:
        return ("also " if parent else "") + _from(others)
    return "" if parent or stop.node is tree.entries[0] else "no way leads here"


def _note(stop: Stop, room: int, tree: Tree) -> tuple[str, ...]:
    return wrap(_from(tree.sources[stop.node.id]), room, 2, FONT) if stop.is_shared else ()


def _from(sources: Iterable[Node]) -> str:
    return "from " + ", ".join(str(source.number) for source in sources)
