"""Shapes as SVG paths: what a step is shows in its outline and glyph, not in a colour alone."""

from __future__ import annotations

from nightbook.diagrams.places import DANGER_BANNER, Box
from nightbook.model.graph import Node, NodeKind

POINT = 10  # how far a question's sides come to a point
_INSET = 4
_PHONE = (
    "M3.5 1.5 6 1l1.6 3.6-1.8 1.5c.8 1.7 2 2.9 3.7 3.7l1.5-1.8L14.6 9.6 14 12.2c-.2.9-.9 1.4-1.8 1.3"
    "C6.6 13 2.4 8.8 1.9 3.3 1.8 2.4 2.6 1.7 3.5 1.5Z"
)
_HANDOVER = "M1 5.5H9V2L15 7.5 9 13V9.5H1Z"
_GLYPHS = {NodeKind.ESCALATE: _PHONE, NodeKind.HANDOVER: _HANDOVER}


def outline(node: Node, box: Box) -> str:
    """Doubled rectangle with a banner: danger. Hexagon: question. Rectangle: action. Pill: what ends."""
    if node.danger:
        return _rectangle(box, 0, 2) + _danger(box)
    if node.kind is NodeKind.QUESTION:
        return _hexagon(box)
    return _rectangle(box, 0, 2 if node.kind is NodeKind.ACTION else 20)


def _rectangle(box: Box, inset: int, radius: int) -> str:
    return (
        f'<rect class="nb-tree-box" x="{box.x + inset}" y="{box.y + inset}" width="{box.width - 2 * inset}"'
        f' height="{box.height - 2 * inset}" rx="{radius}"/>'
    )


def _hexagon(box: Box) -> str:
    side = box.width - 2 * POINT
    half, rest = box.middle - box.y, box.bottom - box.middle
    return (
        f'<path class="nb-tree-box" d="M{box.x + POINT} {box.y}h{side}l{POINT} {half}l-{POINT} {rest}'
        f'h-{side}l-{POINT} -{rest}z"/>'
    )


def _danger(box: Box) -> str:
    """The inner border and the word."""
    x, y, banner = box.x + _INSET, box.y + _INSET, DANGER_BANNER - 2
    return (
        f"{_rectangle(box, _INSET, 0)}"
        f'<path class="nb-tree-banner" d="M{x} {y}h{box.width - 2 * _INSET}v{banner}H{x}z"/>'
        f'<text class="nb-tree-banner-word" x="{x + 8}" y="{y + 15}">DANGER</text>'
    )


def glyph(kind: NodeKind, x: int, y: int) -> str:
    """A 16 px drawing whose upper left corner is at x, y; "" for kinds whose outline says enough."""
    path = _GLYPHS.get(kind)
    return f'<path class="nb-tree-glyph" transform="translate({x} {y})" d="{path}"/>' if path else ""


def up_or_down(upwards: bool, x: int, y: int) -> str:
    """Where to look for the step that a chip names."""
    path = f"M{x} {y + 5}v-10m-4 4l4 -4l4 4" if upwards else f"M{x} {y - 5}v10m-4 -4l4 4l4 -4"
    return f'<path class="nb-tree-way" d="{path}"/>'
