"""Where the comments are, and which of them cut a value short."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .document import Comment
from .events import Event, is_scalar


@dataclass(frozen=True, slots=True)
class Found:
    """A comment at an offset, and the node before it if the comment cuts that node's text."""

    offset: int
    comment: Comment
    eaten: Event | None


def find_comments(text: str, nodes: Sequence[Event]) -> tuple[Found, ...]:
    """Every comment. `nodes` are the events that start a node, in the order of the text."""
    found: list[Found] = []
    offset, line, seen = text.find("#"), 1, 0
    while offset >= 0:
        node = _node_before(nodes, offset)
        end = _end_if_inside(node, offset, text)
        if end is None:
            line += text.count("\n", seen, offset)
            seen, end = offset, _line_end(text, offset)
            column = offset - text.rfind("\n", 0, offset)
            comment = Comment(line, column, text[offset + 1 : end].strip())
            found.append(Found(offset, comment, _eaten(node, offset, text)))
        offset = text.find("#", end)
    return tuple(found)


def _node_before(nodes: Sequence[Event], offset: int) -> Event | None:
    index = bisect_right(nodes, offset, key=_start)
    return nodes[index - 1] if index else None


def _start(node: Event) -> int:
    index: int = node.start_mark.index
    return index


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _end_if_inside(node: Event | None, offset: int, text: str) -> int | None:
    """The end of the scalar that this `#` is part of. The line of a block scalar's `|` is not text."""
    if node is None or not is_scalar(node) or offset >= node.end_mark.index:
        return None
    if node.style and node.style in "|>" and offset < _line_end(text, node.start_mark.index):
        return None
    end: int = node.end_mark.index
    return end


def _eaten(node: Event | None, offset: int, text: str) -> Event | None:
    """The node, if only two spaces before the `#` and one after could show that the comment is meant."""
    if node is None:
        return None
    meant = text[offset + 1 : offset + 2] == " "
    if not is_scalar(node):
        gap = text[node.start_mark.index + 1 : offset]
        return node if node.flow_style and _blank(gap) and not meant else None
    gap = text[node.end_mark.index : offset]
    if _blank(gap) and not node.style:
        return None if meant and (gap.endswith("  ") or not node.value) else node
    return node if gap.strip(" \t") == "," and not meant else None


def _blank(gap: str) -> bool:
    return not gap.strip(" \t")
