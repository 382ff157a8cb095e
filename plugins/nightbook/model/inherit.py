"""A runbook laid over its baseline: Document + Document -> Document.

The rule, whole: fields merge; in a mapping of named things (`contacts`, `parameters`) or a list of things with an
`id` (`signals`, a phase of `steps`), the fields of a thing with the same name merge; everything deeper, and every
other list, is replaced. New things come after the inherited ones. Who a runbook is (its title, version, review and
changelog) is never inherited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..sources.document import Document, Extent, Json, Route

_DEPTH = 2
"""How deep mappings merge: the file's fields, and the names below them. Things with an `id` merge one level more."""


def merge(base: Document, over: Document, never: frozenset[str]) -> Document:
    """What `over` says, and what it leaves to `base`; `never` names the fields that are not handed down.

    Both documents' data are mappings. Spans of inherited values lead to the baseline's file, all others to the
    runbook's own.
    """
    assert isinstance(base.data, dict)
    assert isinstance(over.data, dict)
    handed_down = {name: value for name, value in base.data.items() if name not in never}
    layers = _Layers(base, over)
    data = layers.mappings(handed_down, over.data, (), (), (), _DEPTH)
    return replace(over, data=data, values=layers.values, keys=layers.keys, origins=layers.origins)


class _Layers:
    """Collects, while two documents merge, where each value of the result was written."""

    def __init__(self, base: Document, over: Document) -> None:
        self.base, self.over = base, over
        self.values: dict[Route, Extent] = {(): over.values[()]} if () in over.values else {}
        self.keys: dict[Route, Extent] = {}
        self.origins: dict[Route, Document] = {}
        self._below = {id(base): _by_parent(base), id(over): _by_parent(over)}

    def mappings(
        self, base: Mapping[str, Json], over: Mapping[str, Json], to: Route, base_at: Route, over_at: Route, depth: int
    ) -> dict[str, Json]:
        merged: dict[str, Json] = {}
        for name in [*base, *(name for name in over if name not in base)]:
            here, there, ours = (*to, name), (*base_at, name), (*over_at, name)
            if name not in over:
                merged[name] = base[name]
                self.take(self.base, there, here)
            elif name not in base:
                merged[name] = over[name]
                self.take(self.over, ours, here)
            else:
                merged[name] = self.values_of(base[name], over[name], here, there, ours, depth - 1)
        return merged

    def values_of(self, base: Json, over: Json, to: Route, base_at: Route, over_at: Route, depth: int) -> Json:
        self.note(self.over, over_at, to)
        if isinstance(base, dict) and isinstance(over, dict) and depth > 0:
            return self.mappings(base, over, to, base_at, over_at, depth)
        if isinstance(base, list) and isinstance(over, list) and _have_ids(base) and _have_ids(over):
            return self.lists(base, over, to, base_at, over_at)
        self.take(self.over, over_at, to)
        return over

    def lists(self, base: list[Json], over: list[Json], to: Route, base_at: Route, over_at: Route) -> Json:
        places = {item["id"]: index for index, item in enumerate(over) if isinstance(item, dict)}
        merged: list[Json] = []
        for index, item in enumerate(base):
            assert isinstance(item, dict)
            here, there = (*to, len(merged)), (*base_at, index)
            if item["id"] not in places:
                self.take(self.base, there, here)
                merged.append(item)
                continue
            ours = places.pop(item["id"])
            ours_item = over[ours]
            assert isinstance(ours_item, dict)
            self.note(self.over, (*over_at, ours), here)
            merged.append(self.mappings(item, ours_item, here, there, (*over_at, ours), 1))
        for ours in sorted(places.values()):
            self.take(self.over, (*over_at, ours), (*to, len(merged)))
            merged.append(over[ours])
        return merged

    def note(self, source: Document, at: Route, to: Route) -> None:
        """Records where the value at `at` of a source stands in the result."""
        if at in source.values:
            self.values[to] = source.values[at]
        if at in source.keys:
            self.keys[to] = source.keys[at]
        if source is self.base:
            self.origins[to] = self.base

    def take(self, source: Document, at: Route, to: Route) -> None:
        """The same for a value and everything in it, which one source wrote."""
        below = self._below[id(source)]
        todo = [at]
        while todo:
            route = todo.pop()
            target = (*to, *route[len(at) :])
            if route in source.values:
                self.values[target] = source.values[route]
            if route in source.keys:
                self.keys[target] = source.keys[route]
            todo.extend(below.get(route, ()))
        if source is self.base:
            self.origins[to] = self.base


def _by_parent(document: Document) -> dict[Route, list[Route]]:
    below: dict[Route, list[Route]] = {}
    for route in document.values:
        if route:
            below.setdefault(route[:-1], []).append(route)
    return below


def _have_ids(items: list[Json]) -> bool:
    ids = [item.get("id") for item in items if isinstance(item, dict)]
    return len(ids) == len(items) and all(isinstance(name, str) for name in ids) and len(set(ids)) == len(ids)
