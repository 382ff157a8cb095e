"""The schemas and the model's types are one contract, written twice: this holds the two together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest
from jsonschema import Draft202012Validator

from nightbook.model.catalog import KINDS, Catalog
from nightbook.model.incident import Incident
from nightbook.model.inherit import NAMED_THINGS
from nightbook.model.runbook import LANGUAGES, PHASES, Runbook
from nightbook.model.settings import REQUIRED, Settings
from nightbook.schema import contract

MODELS = {"runbook": Runbook, "catalog": Catalog, "settings": Settings, "incident": Incident}
Section = tuple[str, dict[str, Any], Any]
"""A name to read, an object's schema, and the type that the model has for it."""


def sections(name: str) -> Iterator[Section]:
    """Every object with properties, from the root down, beside its type."""
    root = contract.load(name)

    def below(path: str, schema: Any, kind: Any) -> Iterator[Section]:
        if not isinstance(schema, dict):
            return
        schema = contract.resolve(schema, root)
        schema = {**schema, **contract.resolve(schema.get("then", {}), root)} if "if" in schema else schema
        if "properties" in schema:
            yield path, schema, struct_in(kind)
            types = get_type_hints(struct_in(kind)) if struct_in(kind) else {}
            names = {f.encode_name: f.name for f in msgspec.structs.fields(struct_in(kind))} if types else {}
            for field, value in schema["properties"].items():
                yield from below(f"{path}.{field}", value, types.get(names.get(field, "")))
        yield from below(f"{path}[]", schema.get("items"), kind)
        yield from below(f"{path}.*", schema.get("additionalProperties"), kind)

    yield from below(name, root, MODELS[name])


def struct_in(kind: Any) -> Any:
    """The one Struct in a type such as `dict[str, Tiers]` or `Threshold | None`."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    return next((found for part in get_args(kind) if (found := struct_in(part))), None)


TYPED = [section for name in MODELS for section in sections(name) if section[2]]
UNTYPED = [path for name in MODELS for path, _, kind in sections(name) if not kind]
IDS = [path for path, _, _ in TYPED]


def test_only_the_required_sections_are_a_plain_mapping_in_the_model() -> None:
    assert UNTYPED == ["settings.required"]
    by_kind = contract.load("settings")["properties"]["required"]["properties"]
    assert list(by_kind) == list(REQUIRED)


def test_the_walk_reaches_every_part_of_the_model() -> None:
    reached = {kind for _, _, kind in TYPED}
    everything: set[Any] = set()
    waiting: list[Any] = list(MODELS.values())
    while waiting:
        kind = waiting.pop()
        if kind not in everything:
            everything.add(kind)
            waiting += [found for part in get_type_hints(kind).values() if (found := struct_in(part))]
    assert reached == everything


@pytest.mark.parametrize(("path", "schema", "kind"), TYPED, ids=IDS)
def test_schema_and_type_have_the_same_fields(path: str, schema: dict[str, Any], kind: Any) -> None:
    fields = {field.encode_name for field in msgspec.structs.fields(kind)}
    written = set(schema["properties"])
    assert fields == (written - {"schema"} if path == "catalog" else written)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(("path", "schema", "kind"), TYPED, ids=IDS)
def test_schema_and_type_need_the_same_fields(path: str, schema: dict[str, Any], kind: Any) -> None:
    required = {*schema.get("required", ())}
    if path == "runbook":  # what only a baseline may leave out
        required |= {*schema["allOf"][0]["else"]["required"]}
    assert {field.encode_name for field in msgspec.structs.fields(kind) if field.required} == required


@pytest.mark.parametrize(("path", "schema", "kind"), TYPED, ids=IDS)
def test_schema_and_type_have_the_same_choices(path: str, schema: dict[str, Any], kind: Any) -> None:
    types = get_type_hints(kind)
    for field in msgspec.structs.fields(kind):
        choices = [
            choice
            for part in (types[field.name], *get_args(types[field.name]))
            if get_origin(part) is Literal
            for choice in get_args(part)
        ]
        below = contract.resolve(schema["properties"][field.encode_name], contract.load(path.split(".")[0]))
        if choices:
            baseline = ["baseline"] if (path, field.name) == ("runbook", "kind") else []
            assert choices + baseline == below["enum"], f"{path}.{field.name}"


@pytest.mark.parametrize(("path", "schema", "kind"), TYPED, ids=IDS)
def test_a_default_of_the_schema_is_the_type_s(path: str, schema: dict[str, Any], kind: Any) -> None:
    written = {name: value["default"] for name, value in schema["properties"].items() if "default" in value}
    defaults = {
        f.encode_name: list(f.default) if isinstance(f.default, tuple) else f.default
        for f in msgspec.structs.fields(kind)
    }
    assert {name: defaults[name] for name in written} == written, path


def test_the_model_s_lists_of_names_are_the_schema_s() -> None:
    runbook, catalog = contract.load("runbook"), contract.load("catalog")
    assert list(runbook["properties"]["steps"]["properties"]) == list(PHASES)
    assert [*runbook["$defs"]["command"]["properties"]] == [*LANGUAGES, "in"]
    assert [one["required"] for one in runbook["$defs"]["command"]["oneOf"]] == [[name] for name in LANGUAGES]
    assert [name for name in catalog["properties"] if name != "schema"] == list(KINDS)


def test_mappings_of_named_things_are_those_that_inheritance_merges_by_name() -> None:
    root = contract.load("runbook")
    named = [
        name
        for name, field in root["properties"].items()
        if "properties" in contract.resolve(field.get("additionalProperties") or {}, root)
    ]
    assert sorted(named) == sorted(NAMED_THINGS)


# The schemas by themselves.


def properties(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema, wherever it stands."""

    def below(path: str, schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        if isinstance(schema, dict):
            for field, value in schema.get("properties", {}).items():
                if field != "not" and "/if" not in path and "/then" not in path:
                    yield f"{path}.{field}", value
            for key, value in schema.items():
                if key not in ("examples", "default", "if", "then", "else", "allOf", "oneOf", "anyOf"):
                    yield from below(f"{path}/{key}", value)

    yield from below(name, contract.load(name))


PROPERTIES = [(name, path, schema) for name in MODELS for path, schema in properties(name)]


def test_every_property_is_looked_at() -> None:
    looked_at = {schema["description"] for _, _, schema in PROPERTIES}
    every = {
        *re.findall(
            r'"description": "((?:[^"\\]|\\.)*)", (?:"\$ref|"type|"enum)', "".join(map(contract.text, MODELS))
        )
    }
    assert len(every) > 200
    assert {text.replace('\\"', '"') for text in every} <= looked_at


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_is_a_valid_schema(name: str) -> None:
    Draft202012Validator.check_schema(contract.load(name))


@pytest.mark.parametrize(("name", "path", "schema"), PROPERTIES, ids=[path for _, path, _ in PROPERTIES])
def test_every_property_says_what_it_is_and_shows_it(name: str, path: str, schema: dict[str, Any]) -> None:
    assert schema.get("description", "").endswith((".", "?")), path
    assert schema.get("examples"), path
    validator = Draft202012Validator({**schema, "$defs": contract.load(name).get("$defs", {})})
    for example in schema["examples"]:
        assert [error.message for error in validator.iter_errors(example)] == []


@pytest.mark.parametrize("name", MODELS)
def test_every_shared_definition_s_examples_are_valid(name: str) -> None:
    definitions = contract.load(name).get("$defs", {})
    for schema in definitions.values():
        for example in schema.get("examples", ()):
            errors = Draft202012Validator({**schema, "$defs": definitions}).iter_errors(example)
            assert [error.message for error in errors] == []


def patterns(name: str) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = [contract.load(name)]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            if isinstance(here.get("pattern"), str):
                yield here
            waiting += [value for key, value in here.items() if key != "examples"]
        elif isinstance(here, list):
            waiting += here


@pytest.mark.parametrize("name", MODELS)
def test_a_pattern_means_the_same_in_every_language_and_is_told_in_words(name: str) -> None:
    found = list(patterns(name))
    assert found
    for schema in found:
        pattern = schema["pattern"]
        assert pattern.startswith("^"), pattern
        assert pattern.endswith("$"), pattern
        assert pattern.isascii(), pattern
        assert re.findall(r"\\[^.]|\(\?|\.[*+]", pattern) == [], pattern
        assert schema.get("x-pattern-help"), pattern


@pytest.mark.parametrize("name", MODELS)
def test_a_reference_names_a_kind_that_there_is(name: str) -> None:
    kinds = re.findall(r'"x-ref(?:-keys)?": \[([^]]*)\]', contract.text(name))
    named = {kind for group in kinds for kind in re.findall(r'"(\w+)"', group)}
    assert named <= {*KINDS, "runbooks", "baselines"}
    assert bool(named) == (name in ("runbook", "catalog"))
