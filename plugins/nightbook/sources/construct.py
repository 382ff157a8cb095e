"""The quick way: events -> JSON data, for a file without faults. Anything unusual is left to `survey`."""

from __future__ import annotations

from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from .characters import BAD
from .document import Json
from .events import Event, NextEvent, events_of, has_directive
from .limits import MAX_DEPTH, MAX_NODES
from .scalars import typed

RESERVED_KEYS = frozenset(("", "null", "<<"))


class OddError(Exception):
    """Something stands in the file that `survey` has to look at."""


def construct(text: str) -> tuple[Json, list[Event]]:
    """The data, and the event that starts each node, in order. Raises `OddError` or `yaml.YAMLError`."""
    next_event = events_of(text)
    next_event()
    start = next_event()
    if type(start) is not DocumentStartEvent or has_directive(text, start):
        raise OddError
    nodes: list[Event] = []
    root = next_event()
    if type(root) is not MappingStartEvent:
        raise OddError
    data = _mapping(root, next_event, nodes, 1)
    _expect_end(next_event)
    if len(nodes) > MAX_NODES or _has_properties(text, nodes):
        raise OddError
    return data, nodes


def _has_properties(text: str, nodes: list[Event]) -> bool:
    """Whether a node has an anchor or a tag; asked once, as most files hold neither character."""
    return ("&" in text or "!" in text) and any(node.anchor or node.tag for node in nodes)


def _expect_end(next_event: NextEvent) -> None:
    end = next_event()
    if type(end) is not DocumentEndEvent or end.explicit or type(next_event()) is not StreamEndEvent:
        raise OddError


def _mapping(start: Event, next_event: NextEvent, nodes: list[Event], depth: int) -> dict[str, Json]:
    if depth > MAX_DEPTH:
        raise OddError
    nodes.append(start)
    data: dict[str, Json] = {}
    while type(event := next_event()) is ScalarEvent:
        key = event.value
        if key in data:
            raise OddError
        if key in RESERVED_KEYS and (not key or not event.style):
            raise OddError
        if event.style == '"' and BAD.search(key):
            raise OddError
        nodes.append(event)
        data[key] = _value(next_event(), next_event, nodes, depth)
    if type(event) is not MappingEndEvent:
        raise OddError
    return data


def _sequence(start: Event, next_event: NextEvent, nodes: list[Event], depth: int) -> list[Json]:
    if depth > MAX_DEPTH:
        raise OddError
    nodes.append(start)
    items: list[Json] = []
    while type(event := next_event()) is not SequenceEndEvent:
        items.append(_value(event, next_event, nodes, depth))
    return items


def _value(event: Event, next_event: NextEvent, nodes: list[Event], depth: int) -> Json:
    kind = type(event)
    if kind is ScalarEvent:
        nodes.append(event)
        if not event.style:
            return typed(event.value)
        if event.style == '"' and BAD.search(event.value):
            raise OddError
        text: str = event.value
        return text
    if kind is MappingStartEvent:
        return _mapping(event, next_event, nodes, depth + 1)
    if kind is SequenceStartEvent:
        return _sequence(event, next_event, nodes, depth + 1)
    raise OddError
