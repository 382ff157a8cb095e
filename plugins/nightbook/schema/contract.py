"""The JSON Schemas, read once: the contract between authors and the model.

Our annotations in them: `x-ref` (kinds of the catalog that a string must be an id of), `x-ref-keys` (the
same for a mapping's keys), `x-inherit: false` (a field that a baseline never hands down), `x-pattern-help`
(a pattern in words).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..sources.document import Json, Route

Schema = Mapping[str, Any]
SCHEMAS = ("runbook", "catalog", "settings", "incident")


@cache
def text(name: str) -> str:
    """The schema file's text; `name` is one of SCHEMAS."""
    return files(__package__).joinpath(f"{name}.schema.json").read_text("utf-8")


@cache
def load(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(text(name))
    return schema


def resolve(schema: Schema, root: Schema) -> dict[str, Any]:
    """The schema with its `$ref`s followed; what stands beside a `$ref` wins over what it points at."""
    merged = dict(schema)
    while "$ref" in merged:
        target = root["$defs"][merged.pop("$ref").removeprefix("#/$defs/")]
        merged = {**target, **merged}
    return merged


def at(name: str, route: Route) -> dict[str, Any] | None:
    """The schema of the value at a route, or None where the contract has nothing to say."""
    root = load(name)
    here: dict[str, Any] = resolve(root, root)
    for part in route:
        below = here.get("items") if isinstance(part, int) else _property(here, part)
        if not isinstance(below, dict):
            return None
        here = resolve(below, root)
        if "then" in here and "else" in here:  # an id or a mapping: the mapping has the fields
            here = {
                **resolve(here["then"], root),
                **{k: v for k, v in here.items() if k not in ("if", "then", "else")},
            }
    return here


def _property(schema: Schema, name: str) -> Any:
    return schema.get("properties", {}).get(name, schema.get("additionalProperties"))


def not_inherited() -> frozenset[str]:
    """The runbook fields that say who a runbook is, and that no baseline hands down."""
    fields = load("runbook")["properties"]
    return frozenset(name for name, field in fields.items() if field.get("x-inherit") is False)


@dataclass(frozen=True)
class Reference:
    """An id of something else in a document. `kinds` are the catalog's, with `runbooks` and `baselines`."""

    route: Route
    kinds: tuple[str, ...]
    id: str
    is_key: bool = False


@dataclass(frozen=True)
class _Plan:
    """The part of a schema that leads to references: nothing else of the data is walked."""

    kinds: tuple[str, ...] = ()
    key_kinds: tuple[str, ...] = ()
    fields: tuple[tuple[str, _Plan], ...] = ()
    rest: _Plan | None = None
    items: _Plan | None = None

    @property
    def leads_somewhere(self) -> bool:
        return bool(self.kinds or self.key_kinds or self.fields or self.rest or self.items)


@cache
def _plan(name: str) -> _Plan:
    root = load(name)

    def build(schema: Any) -> _Plan | None:
        if not isinstance(schema, dict):
            return None
        schema = resolve(schema, root)
        below = ((field, build(value)) for field, value in schema.get("properties", {}).items())
        plan = _Plan(
            kinds=tuple(schema.get("x-ref", ())),
            key_kinds=tuple(schema.get("x-ref-keys", ())),
            fields=tuple((field, value) for field, value in below if value),
            rest=build(schema.get("additionalProperties")),
            items=build(schema.get("items")),
        )
        return plan if plan.leads_somewhere else None

    return build(root) or _Plan()


def references(name: str, data: Json) -> Iterator[Reference]:
    """Every id in a document that the schema says names something else, in the order of the schema."""
    return _walk(_plan(name), data, ())


def _walk(plan: _Plan, data: Json, route: Route) -> Iterator[Reference]:
    if isinstance(data, str):
        if plan.kinds:
            yield Reference(route, plan.kinds, data)
    elif isinstance(data, dict):
        if plan.key_kinds:
            yield from (Reference((*route, key), plan.key_kinds, key, is_key=True) for key in data)
        for field, below in plan.fields:
            if field in data:
                yield from _walk(below, data[field], (*route, field))
        if plan.rest:
            known = {field for field, _ in plan.fields}
            for key, value in data.items():
                if key not in known:
                    yield from _walk(plan.rest, value, (*route, key))
    elif isinstance(data, list) and plan.items:
        for index, value in enumerate(data):
            yield from _walk(plan.items, value, (*route, index))
