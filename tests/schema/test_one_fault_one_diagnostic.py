"""Every section of a runbook and of the catalog, spoilt in every way: one diagnostic each, at its place."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from nightbook.diagnostics import Diagnostic
from nightbook.schema import contract
from nightbook.schema.validate import validate
from nightbook.sources.document import Document, Route
from nightbook.sources.parse import parse
from strategies import as_yaml, full_catalog, full_runbook

VALID = {"runbook": full_runbook(), "catalog": full_catalog()}
REMOVED = object()
Spoilt = tuple[str, Route, Any, str, Route, bool]
"""Schema, the route to replace, with what; then the code, the route it points at, and whether at the key."""


def document_of(data: Any) -> Document:
    document, faults = parse(as_yaml(data), "x.yaml")
    assert faults == ()
    assert document
    return document


def at(data: Any, route: Route) -> Any:
    for part in route:
        data = data[part]
    return data


def replaced(data: Any, route: Route, value: Any) -> Any:
    if not route:
        return value
    data = copy.deepcopy(data)
    parent = at(data, route[:-1])
    if value is REMOVED:
        del parent[route[-1]]
    else:
        parent[route[-1]] = value
    return data


def routes(data: Any, route: Route = ()) -> Iterator[Route]:
    yield route
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in below:
        yield from routes(value, (*route, part))


def spoilt(name: str) -> Iterator[Spoilt]:
    for route in routes(VALID[name]):
        schema, value = contract.at(name, route), at(VALID[name], route)
        assert schema is not None, route
        if isinstance(value, str) and "properties" in schema:
            continue  # an answer that is an id, and may be a mapping too
        may_be_text = route[-2:-1] == ("answers",)  # an answer is an id or a mapping
        for case in ways(name, route, schema, value):
            if case[1] and not (may_be_text and case[1] == route and isinstance(case[2], str)):
                yield case


def ways(name: str, route: Route, schema: dict[str, Any], value: Any) -> Iterator[Spoilt]:
    if schema.get("additionalProperties") is False:
        yield name, (*route, "zzzz"), 1, "NB101", (*route, "zzzz"), True
        for field in schema.get("required", ()):
            yield name, (*route, field), REMOVED, "NB102", route, True
    if "dependentRequired" in schema and "ask" in value:
        yield name, (*route, "answers"), REMOVED, "NB102", (*route, "ask"), True
        yield name, (*route, "ask"), REMOVED, "NB107", route, True
    if "oneOf" in schema:
        first = next(field for (field,) in (one["required"] for one in schema["oneOf"]) if field in value)
        second = next(
            field for (field,) in (one["required"] for one in schema["oneOf"]) if field not in value
        )
        fill = {**value, second: value[first] if isinstance(value[first], str) else "x"}
        yield name, route, fill, "NB107", (*route, second), True
    if "anyOf" in schema:
        yield name, route, {"unit": "ms"}, "NB107", route, True
    if "propertyNames" in schema:
        renamed = {f"{key} !": below for key, below in value.items()}
        yield name, route, renamed, "NB105", (*route, next(iter(renamed))), True
    if "minProperties" in schema:
        yield name, route, {}, "NB106", route, False
    if "minItems" in schema:
        yield name, route, [], "NB106", route, False
    if schema.get("uniqueItems"):
        yield name, route, [*value, value[0]], "NB106", (*route, len(value)), False
    if "enum" in schema or "const" in schema:
        for wrong in ("zzzz", 7, None, ["low"], {"low": "low"}):
            yield name, route, wrong, "NB104", route, False
    yield from wrong_values(name, route, schema)


def wrong_values(name: str, route: Route, schema: dict[str, Any]) -> Iterator[Spoilt]:
    kind = schema.get("type")
    wrong: dict[str, tuple[Any, ...]] = {
        "object": ([1], "x", None, 3),
        "array": ({"a": 1}, "x", None, 3),
        "string": ([1], {"a": {"b": 1}}, None),
        "number": ("many", [1], None, True),
        "integer": ("many", 2.5, None, True),
        "boolean": ("perhaps", 1, None),
    }
    for value in wrong.get(str(kind), ()):
        yield name, route, value, "NB103", route, False
    if "pattern" in schema:
        for text in ("\N{SNOWMAN}", "", "x" * 200 + "!", "2026-02-30 "):
            yield name, route, text, "NB105", route, False
    elif kind == "string" and "minLength" in schema:
        yield name, route, "", "NB106", route, False
    if schema.get("format") == "date":
        yield name, route, "2026-02-30", "NB105", route, False
    if "maxLength" in schema:
        yield name, route, "x" * (schema["maxLength"] + 1), "NB106", route, False
    if "minimum" in schema:
        yield name, route, schema["minimum"] - 1, "NB106", route, False
    if "maximum" in schema:
        yield name, route, schema["maximum"] + 1, "NB106", route, False


def once_a_section(name: str) -> Iterator[Spoilt]:
    """Of all spoilt values of one kind, the first in each section."""
    seen = set()
    for case in spoilt(name):
        _, route, value, code, place, _ = case
        section = tuple(part for part in route[:-1] if isinstance(part, str))
        way = (
            section,
            code,
            type(value),
            len(place) - len(route),
            isinstance(contract.at(name, route), dict),
        )
        if way not in seen:
            seen.add(way)
            yield case


CASES = [case for name in VALID for case in once_a_section(name)]


@cache
def diagnostics(index: int) -> tuple[Document, tuple[Diagnostic, ...]]:
    name, route, value, _, _, _ = CASES[index]
    document = document_of(replaced(with_field(name, str(route[0])), route, value))
    return document, validate(document, name)


def with_field(name: str, field: str) -> dict[str, Any]:
    """The smallest valid document with this field."""
    needed = {"title", "version", "summary", "severity", "owner", "review", "steps", "changelog", field}
    small = {key: value for key, value in VALID[name].items() if key in needed or name == "catalog"}
    if field != "steps" and name == "runbook":
        small["steps"] = {"end": [{"id": "close", "end": "Close the incident."}]}
    return {field: small[field]} if name == "catalog" and field in small else small


def test_the_undamaged_documents_have_no_fault() -> None:
    assert [validate(document_of(data), name) for name, data in VALID.items()] == [(), ()]


def test_every_kind_of_fault_is_tried_in_number() -> None:
    codes = [code for _, _, _, code, _, _ in CASES]
    assert {code: codes.count(code) > 10 for code in codes} == {f"NB10{n}": True for n in range(1, 8)}


@pytest.mark.parametrize("name", VALID)
def test_one_fault_gives_one_diagnostic_at_its_place(name: str) -> None:
    for index, (schema, route, value, code, place, at_key) in enumerate(CASES):
        if schema == name:
            document, found = diagnostics(index)
            span = document.span(place, key=at_key)
            assert [(each.code, each.span) for each in found] == [(code, span)], (route, value, found)


def test_every_diagnostic_says_what_to_write_in_whole_words() -> None:
    for index in range(len(CASES)):
        for found in diagnostics(index)[1]:
            assert found.help, found.message
            assert re.findall(r"``|{}|\bNone\b|Traceback|\^", found.message) == []


def test_two_faults_in_every_section_are_all_found_at_once() -> None:
    data, expected = copy.deepcopy(VALID["runbook"]), 0
    for route in list(routes(VALID["runbook"])):
        schema = contract.at("runbook", route)
        if isinstance(at(data, route), dict) and schema and schema.get("additionalProperties") is False:
            at(data, route)["zzzz"] = 1
            at(data, route)["qqqq"] = 2
            expected += 2
    found = validate(document_of(data), "runbook")
    assert [each.code for each in found] == ["NB101"] * expected
    assert len({each.span for each in found}) == expected > 60
