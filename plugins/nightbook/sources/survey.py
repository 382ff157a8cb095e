"""The careful way: events -> a place for every route, and every fault of meaning that the grammar allows."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ..diagnostics import Diagnostic
from . import wording
from .characters import BAD
from .comments import find_comments
from .construct import RESERVED_KEYS
from .document import Extent, Route
from .events import Event, NextEvent, events_of, has_directive
from .limits import MAX_DEPTH, MAX_NODES, too_deep, too_many
from .syntax import explain
from .wording import Source


@dataclass(frozen=True, slots=True)
class Survey:
    """The places of a text, its faults, and the error at which its grammar ended."""

    values: dict[Route, Extent]
    keys: dict[Route, Extent]
    faults: tuple[Diagnostic, ...]
    syntax: Diagnostic | None


class _StopError(Exception):
    """The rest of the file is not worth reading."""


@dataclass(frozen=True, slots=True)
class _Notes:
    """What the walk has seen so far."""

    source: Source
    next_event: NextEvent
    values: dict[Route, Extent] = field(default_factory=dict)
    keys: dict[Route, Extent] = field(default_factory=dict)
    nodes: list[Event] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    faults: list[Diagnostic] = field(default_factory=list)


def survey(text: str, path: str) -> Survey:
    """The places and faults of a text without bad characters. Raises nothing."""
    notes = _Notes(Source(path, text, tuple(text.split("\n"))), events_of(text))
    syntax: Diagnostic | None = None
    end = len(text)
    try:
        _stream(notes)
    except _StopError:
        end = notes.nodes[-1].start_mark.index if notes.nodes else 0
    except yaml.YAMLError as error:
        end = _offset_of(error, end)
        syntax = explain(notes.source, error, notes.nodes)
    eaten = _eaten_text(notes, end)
    # A comment that cuts a value of several lines leaves the next line without a meaning.
    known = {fault.span.line for fault in (*notes.faults, *eaten)} | {fault.span.line + 1 for fault in eaten}
    is_new = syntax is not None and syntax.span.line not in known
    return Survey(notes.values, notes.keys, (*notes.faults, *eaten), syntax if is_new else None)


def _offset_of(error: yaml.YAMLError, otherwise: int) -> int:
    mark = getattr(error, "problem_mark", None)
    return otherwise if mark is None else int(mark.index)


def _eaten_text(notes: _Notes, end: int) -> list[Diagnostic]:
    found = find_comments(notes.source.text[:end], notes.nodes) if "#" in notes.source.text else ()
    return [wording.eaten(notes.source, each.eaten, each.comment) for each in found if each.eaten]


def _stream(notes: _Notes) -> None:
    notes.next_event()
    start = notes.next_event()
    if type(start) is not DocumentStartEvent:
        notes.faults.append(wording.empty(notes.source))
        return
    if has_directive(notes.source.text, start):
        notes.faults.append(wording.directive(notes.source, start))
    root = notes.next_event()
    _value(notes, root, (), 1)
    _after_document(notes)
    if type(root) is not MappingStartEvent:
        notes.faults.append(wording.not_a_mapping(notes.source, root))


def _after_document(notes: _Notes) -> None:
    end = notes.next_event()
    after = notes.next_event()
    if type(after) is not StreamEndEvent:
        notes.faults.append(wording.several_documents(notes.source, after))
    elif type(end) is DocumentEndEvent and end.explicit:
        notes.faults.append(wording.document_end(notes.source, end))


def _value(notes: _Notes, event: Event, route: Route, depth: int) -> Extent:
    """Notes a value and what is in it; gives its extent."""
    if type(event) is AliasEvent:
        notes.faults.append(wording.alias(notes.source, event, event.anchor in notes.anchors))
        extent = _extent(event, event)
    else:
        extent = _node(notes, event, route, depth)
    notes.values[route] = extent
    return extent


def _node(notes: _Notes, event: Event, route: Route, depth: int) -> Extent:
    notes.nodes.append(event)
    if len(notes.nodes) > MAX_NODES:
        notes.faults.append(too_many(notes.source.path))
        raise _StopError
    _check_properties(notes, event)
    if type(event) is ScalarEvent:
        return _scalar(notes, event)
    if depth > MAX_DEPTH:
        notes.faults.append(too_deep(wording.span_of(notes.source, event)))
        raise _StopError
    if type(event) is MappingStartEvent:
        return _mapping(notes, event, route, depth)
    return _sequence(notes, event, route, depth)


def _scalar(notes: _Notes, event: Event) -> Extent:
    extent = _scalar_extent(notes.source.text, event)
    if event.style == '"' and (found := BAD.search(event.value)):
        notes.faults.append(wording.escaped_character(notes.source, found[0], extent))
    return extent


def _check_properties(notes: _Notes, event: Event) -> None:
    if event.anchor:
        notes.anchors.add(event.anchor)
        notes.faults.append(wording.anchor(notes.source, event))
    if event.tag:
        notes.faults.append(wording.tag(notes.source, event))


def _mapping(notes: _Notes, start: Event, route: Route, depth: int) -> Extent:
    seen: dict[str, Extent] = {}
    last: Extent = _extent(start, start)
    while type(event := notes.next_event()) is not MappingEndEvent:
        key = _key(notes, start, event, route, seen, depth)
        value = notes.next_event()
        if key is None and type(value) is AliasEvent:  # `<<: *base`: the merge key is fault enough
            continue
        last = _value(notes, value, (*route, "" if key is None else key), depth + 1)
    return _collection_extent(start, event, last)


def _sequence(notes: _Notes, start: Event, route: Route, depth: int) -> Extent:
    last: Extent = _extent(start, start)
    index = 0
    while type(event := notes.next_event()) is not SequenceEndEvent:
        last = _value(notes, event, (*route, index), depth + 1)
        index += 1
    return _collection_extent(start, event, last)


def _key(
    notes: _Notes, mapping: Event, event: Event, route: Route, seen: dict[str, Extent], depth: int
) -> str | None:
    """Notes a key; gives its text, or None if it has a fault that makes its value's route meaningless."""
    if type(event) is not ScalarEvent:
        notes.faults.append(wording.key_is_not_text(notes.source, mapping, event))
        if type(event) in (MappingStartEvent, SequenceStartEvent):
            _node(notes, event, (*route, ""), depth + 1)
        return None
    extent = _node(notes, event, route, depth)
    key: str = event.value
    if key in RESERVED_KEYS and (not key or not event.style):
        notes.faults.append(wording.reserved_key(notes.source, key, extent))
        return None
    if key in seen:
        notes.faults.append(wording.duplicate_key(notes.source, key, extent, seen[key]))
    else:
        seen[key] = notes.keys[*route, key] = extent
    return key


def _extent(first: Event, last: Event) -> Extent:
    start, end = first.start_mark, last.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _collection_extent(start: Event, end: Event, last: Extent) -> Extent:
    """A block collection ends with its last value; its end event comes only after the comments below it."""
    if start.flow_style:
        return _extent(start, end)
    return start.start_mark.line + 1, start.start_mark.column + 1, last[2], last[3]


def _scalar_extent(text: str, event: Event) -> Extent:
    """Of a block scalar without the blank lines after it."""
    if not event.style or event.style not in "|>":
        return _extent(event, event)
    start = event.start_mark
    written = text[start.index : event.end_mark.index].rstrip()
    down = written.count("\n")
    column = len(written) - written.rfind("\n") if down else start.column + 1 + len(written)
    return start.line + 1, start.column + 1, start.line + 1 + down, column
