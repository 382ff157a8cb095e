"""Ink: in, a Graph; out, one inline SVG without style, script, or anything from outside.

Colours and strokes live in the site's `tree.css`; here are only shapes, text, and links to steps of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape

from nightbook.diagrams.glyphs import POINT, glyph, outline, up_or_down
from nightbook.diagrams.layout import banner_height, lay_out, title_indent
from nightbook.diagrams.places import (
    BOX_WIDTH,
    FONT,
    LABEL_PAD,
    LINE,
    MARGIN,
    STUB,
    Box,
    Exit,
    Picture,
    Place,
)
from nightbook.diagrams.text import width, wrap
from nightbook.diagrams.words import describe, step_name
from nightbook.model.graph import Graph, Node

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BASELINE = 14  # from the top of a line to the foot of its letters
_CAPTION_INDENT = 34
_LABEL_SHIFT = 10  # the label of a line downwards begins a little to its left


def render_svg(graph: Graph, title: str) -> str:
    """The decision tree as an `<svg>` of its natural size; `max-width: 100%; height: auto` scales it."""
    picture = lay_out(graph)
    return "".join(
        (
            '<svg class="nb-tree" role="group" aria-labelledby="nbt-title" aria-describedby="nbt-desc"',
            f' xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width} {picture.height}"',
            f' width="{picture.width}" height="{picture.height}">',
            f'<title id="nbt-title">{_safe(title)}</title>',
            f'<desc id="nbt-desc">{_safe(describe(graph))}</desc>',
            *_lines(picture),
            *(part for place in picture.places for part in _place(place)),
            "</svg>",
        )
    )


@lru_cache(maxsize=8192)
def _safe(raw: str) -> str:
    """Escaped, and without the characters that XML cannot hold."""
    return escape(raw if raw.isprintable() else _NOT_XML.sub("", raw))


def _lines(picture: Picture) -> Iterator[str]:
    """Rules, lines and arrow heads, a path each. Boxes hide where lines start at a hexagon's slanted side."""
    rules = "".join(
        f"M{MARGIN} {place.rule}H{picture.width - MARGIN}" for place in picture.places if place.rule
    )
    lines: list[str] = []
    heads: list[str] = []
    for place in picture.places:
        for down in place.downs:
            lines.append(f"M{down.x} {down.start}V{down.bottom - 2}")
            heads.append(f"M{down.x} {down.bottom - 1}l-5 -9h10z")
        for exit_ in place.exits:
            x, y = exit_.box.x, exit_.box.middle
            label = place.box.right + STUB
            lines.append(f"M{place.box.right - POINT} {y}H{label}M{label + exit_.label_width} {y}H{x - 2}")
            heads.append(f"M{x - 1} {y}l-9 -5v10z")
    for name, path in ("rule", rules), ("line", "".join(lines)), ("head", "".join(heads)):
        if path:
            yield f'<path class="nb-tree-{name}" d="{path}"/>'


def _place(place: Place) -> Iterator[str]:
    """In the order in which it is read aloud: where one is, the step, its ways on."""
    if place.phase or place.origin:
        yield _caption(place)
    yield _step(place.node, place.box)
    for down in place.downs:
        yield from _label(down.label_lines, down.x - _LABEL_SHIFT, down.top + 4)
    for exit_ in place.exits:
        yield from _exit(exit_, place.box.right)
    top = place.box.middle - LINE * len(place.note) // 2 + _BASELINE
    for index, line in enumerate(place.note):
        x, y = place.box.right + 12, top + index * LINE
        yield f'<text class="nb-tree-caption" x="{x}" y="{y}">{_safe(line)}</text>'


def _caption(place: Place) -> str:
    """Phase and origin above the box, to the right of the line that comes in."""
    room = BOX_WIDTH - _CAPTION_INDENT
    phase = "".join(wrap(place.phase, room, 1, FONT))
    rest = room - width(phase, FONT) - (width(" · ", FONT) if phase else 0)
    origin = "".join(wrap(place.origin, rest, 1, FONT))
    words = f'<tspan class="nb-tree-phase">{_safe(phase)}</tspan>' if phase else ""
    joint = " · " if phase and origin else ""
    x, y = place.box.x + _CAPTION_INDENT, place.box.y - 7
    return f'<text class="nb-tree-caption" x="{x}" y="{y}">{words}{joint}{_safe(origin)}</text>'


def _step(node: Node, box: Box) -> str:
    classes = f"nb-tree-node nb-tree-{node.kind.value}" + (" nb-tree-danger" if node.danger else "")
    inside = outline(node, box) + _inside(node, box, banner_height(node))
    return _link(classes, node, _safe(step_name(node)), inside)


def _exit(exit_: Exit, start: int) -> Iterator[str]:
    box, target = exit_.box, exit_.target
    yield from _label(exit_.label_lines, start + STUB, box.middle - LINE * len(exit_.label_lines) // 2)
    if exit_.is_step:
        yield _step(target, box)
        return
    name = _safe(f"{exit_.label}: go to {step_name(target)}")
    shape = f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="5"/>'
    way = up_or_down(exit_.upwards, box.right - 14, box.middle)
    yield _link("nb-tree-chip", target, name, shape + _inside(target, box) + way)


def _link(classes: str, node: Node, name: str, inside: str) -> str:
    """`aria-label` names the link, `<title>` shows the name under the mouse. `name` is escaped already."""
    link = f'<a class="{classes}" href="#{_safe(node.anchor)}" aria-label="{name}">'
    return f"{link}<title>{name}</title>{inside}</a>"


def _inside(node: Node, box: Box, below: int = 0) -> str:
    """Number, glyph and title, half way up the box or what is left of it `below` a banner."""
    top = box.middle - LINE * len(box.lines) // 2 + _BASELINE + below // 2
    x = box.x + 11
    title_x = x + title_indent(node)
    lines = enumerate(box.lines)
    rows = [f'<tspan x="{title_x}" y="{top + index * LINE}">{_safe(line)}</tspan>' for index, line in lines]
    number = f'<text class="nb-tree-number" x="{x}" y="{top}">{node.number}</text>'
    return f"{number}{glyph(node.kind, title_x - 20, top - 12)}<text>{''.join(rows)}</text>"


def _label(lines: Sequence[str], x: int, top: int) -> Iterator[str]:
    """The line has a gap here, so that it never runs through the letters."""
    for index, line in enumerate(lines):
        y = top + _BASELINE + index * LINE
        yield f'<text class="nb-tree-label" x="{x + LABEL_PAD}" y="{y}">{_safe(line)}</text>'
