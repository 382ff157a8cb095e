"""A runbook laid over its baseline: Document + Document -> Document.

The rule, whole: fields merge; in a mapping of named things (`contacts`, `parameters`) or a list of things
with an `id` (`signals`, a phase of `steps`), the fields of a thing with the same name merge; everything
deeper, and every other list, is replaced. New things come after the inherited ones. `[]` or `{}` takes away
what is inherited. Who a runbook is (its title, version, review and changelog) is never inherited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..sources.document import Document, Extent, Json, Route

NAMED_THINGS = ("contacts", "parameters")
"""The fields that are mappings of things by name."""

_FIELDS, _PARTS, _THINGS = 0, 1, 2
"""How deep a mapping stands: the file, a field of it, a thing with a name."""


def merge(base: Document, over: Document, never: frozenset[str]) -> Document:
    """What `over` says, and what it leaves to `base`; `never` names the fields that are not handed down.

    Both documents' data are mappings. Spans of inherited values lead to the baseline's file, all others to
    the runbook's own; nobody's places are looked up before somebody asks for a span.
    """
    assert isinstance(base.data, dict)
    assert isinstance(over.data, dict)
    handed_down = {name: value for name, value in base.data.items() if name not in never}
    layers = _Layers(base, over)
    data = layers.mappings(_Place(handed_down, ()), _Place(over.data, ()), (), _FIELDS)
    values, keys = _Merged(layers.sources, data, of_keys=False), _Merged(layers.sources, data, of_keys=True)
    return replace(over, data=data, values=values, keys=keys, origins=layers.origins)


def may_be_inherited(field: Route, data: Json, never: frozenset[str]) -> bool:
    """Whether a baseline may hand down this field, which the data of a runbook lacks."""
    *above, _ = field
    match above:
        case [] | [str()]:
            return field[0] not in never
        case [str(name), str()]:
            return name in NAMED_THINGS
        case [str(name), int()] | ["steps" as name, str(), int()]:
            return name not in never and _id(_at(data, above)) is not None
    return False


def _at(data: Any, route: Iterable[str | int]) -> Any:
    for part in route:
        data = data[part]
    return data


@dataclass(frozen=True)
class _Place:
    """A mapping or list of one of the two documents, and its route there."""

    data: Json
    route: Route

    def __getitem__(self, part: str | int) -> _Place:
        assert isinstance(self.data, dict | list)
        return _Place(self.data[part], (*self.route, part))  # type: ignore[index]


_Source = tuple[Document, Route]


@dataclass
class _Layers:
    """Collects, while two documents merge, where each part of the result was written.

    `sources[route]` is the document and the route there; what lies below a route without an entry of its own
    was written below its nearest ancestor's.
    """

    base: Document
    over: Document
    sources: dict[Route, _Source] = field(default_factory=dict)
    origins: dict[Route, Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sources[()] = (self.over, ())

    def mappings(self, base: _Place, over: _Place, to: Route, depth: int) -> dict[str, Json]:
        assert isinstance(base.data, dict)
        assert isinstance(over.data, dict)
        merged: dict[str, Json] = {}
        for name in (*base.data, *(name for name in over.data if name not in base.data)):
            here = (*to, name)
            if name not in over.data:
                merged[name] = self.take(self.base, base[name], here)
            elif name not in base.data:
                merged[name] = self.take(self.over, over[name], here)
            else:
                merged[name] = self.both(base[name], over[name], here, depth)
        return merged

    def both(self, base: _Place, over: _Place, to: Route, depth: int) -> Json:
        """The value of a field of a mapping so deep, which both documents write."""
        self.sources[to] = (self.over, over.route)
        if depth < _THINGS and base.data and over.data:
            if isinstance(base.data, dict) and isinstance(over.data, dict):
                if depth == _FIELDS or to[0] in NAMED_THINGS:
                    return self.mappings(base, over, to, depth + 1)
            elif _have_ids(base.data) and _have_ids(over.data):
                return self.lists(base, over, to)
        return over.data

    def lists(self, base: _Place, over: _Place, to: Route) -> Json:
        assert isinstance(base.data, list)
        assert isinstance(over.data, list)
        places = {_id(item): over[index] for index, item in enumerate(over.data)}
        merged: list[Json] = []
        for index, item in enumerate(base.data):
            here = (*to, len(merged))
            ours = places.pop(_id(item), None)
            if ours is None:
                merged.append(self.take(self.base, base[index], here))
            else:
                self.sources[here] = (self.over, ours.route)
                merged.append(self.mappings(base[index], ours, here, _THINGS))
        for new in places.values():
            merged.append(self.take(self.over, new, (*to, len(merged))))
        return merged

    def take(self, source: Document, value: _Place, to: Route) -> Json:
        """A value and everything in it, which one document wrote."""
        self.sources[to] = (source, value.route)
        if source is self.base:
            self.origins[to] = source
        return value.data


class _Merged(Mapping[Route, Extent]):
    """Where the parts of a merged document were written, each in its own file."""

    def __init__(self, sources: Mapping[Route, _Source], data: Json, *, of_keys: bool) -> None:
        self._sources, self._data, self._of_keys = sources, data, of_keys

    def __getitem__(self, route: Route) -> Extent:
        end = next(end for end in range(len(route), -1, -1) if route[:end] in self._sources)
        document, there = self._sources[route[:end]]
        return (document.keys if self._of_keys else document.values)[(*there, *route[end:])]

    def __iter__(self) -> Iterator[Route]:
        return (route for route in _routes(self._data, ()) if route in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _routes(data: Json, route: Route) -> Iterator[Route]:
    yield route
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in below:
        yield from _routes(value, (*route, part))


def _id(item: Json) -> str | None:
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) else None


def _have_ids(items: Json) -> bool:
    """Whether it is a list of things with an `id`, each another one."""
    ids = [_id(item) for item in items] if isinstance(items, list) else []
    return bool(ids) and None not in ids and len(set(ids)) == len(ids)
