"""The contract in words: a JSON Schema -> sections of fields, as an author looks them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..schema import contract
from ..schema.contract import Schema
from .example import yaml_example


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `kind` is its type in words, `needed` when it must be written, or "", `example` YAML.

    `below` is the section (heading, anchor) that lists its own fields.
    """

    name: str
    anchor: str
    kind: str
    needed: str
    said: str
    default: str
    example: str
    below: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Section:
    """One mapping. `notes` are rules over several of its fields, `used_by` the fields that hold it."""

    heading: str
    anchor: str
    said: str
    notes: tuple[str, ...]
    fields: tuple[Field, ...]
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mapping:
    """A schema of a mapping with fields: `name` is that of its `$defs`, or its place in the file."""

    name: str
    is_shared: bool
    schema: Schema

    @property
    def anchor(self) -> str:
        return f"each-{self.name}" if self.is_shared else f"in-{self.name}"


def sections(name: str) -> tuple[Section, ...]:
    """The file's own fields first, then those of every mapping in it, in the order in which they are met.

    `name` is one of contract.SCHEMAS.
    """
    root = contract.load(name)
    found: dict[str, Section] = {}
    waiting = [_Mapping("", False, root)]
    while waiting:
        here = waiting.pop(0)
        if here.anchor not in found:
            found[here.anchor] = _section(here, root)
            waiting += [below for _, _, below in _properties(here, root) if below]
    return tuple(replace(section, used_by=_users(section, found)) for section in found.values())


def _properties(here: _Mapping, root: Schema) -> Iterator[tuple[str, Schema, _Mapping | None]]:
    for name, schema in here.schema.get("properties", {}).items():
        yield name, contract.resolve(schema, root), _below(schema, root, f"{here.name}.{name}".strip("."))


def _below(schema: Schema, root: Schema, place: str) -> _Mapping | None:
    """The mapping with fields that a schema is, holds a list of, or holds by name."""
    whole = contract.resolve(schema, root)
    if "properties" in whole:
        shared = str(schema.get("$ref", "")).removeprefix("#/$defs/")
        return _Mapping(shared or place, bool(shared), whole)
    inside = whole.get("then") or whole.get("items") or whole.get("additionalProperties")
    return _below(inside, root, place) if isinstance(inside, dict) else None


def _section(here: _Mapping, root: Schema) -> Section:
    needed = _needed(here.schema)
    return Section(
        heading=here.name or "The file",
        anchor=here.anchor if here.name else "fields",
        said=here.schema.get("description", ""),
        notes=tuple(_notes(here.schema)),
        fields=tuple(
            Field(
                name=name,
                anchor=f"{here.name}.{name}".strip("."),
                kind=kind_words(schema, root),
                needed=needed.get(name, ""),
                said=schema.get("description", ""),
                default=_default(schema),
                example=_example(name, contract.resolve(schema, root)),
                below=(below.name, below.anchor) if below else None,
            )
            for name, schema, below in _properties(here, root)
        ),
    )


def _users(section: Section, found: Mapping[str, Section]) -> tuple[str, ...]:
    """The anchors of the fields that hold such a mapping, which are their names in full."""
    fields = (field for other in found.values() for field in other.fields)
    return tuple(field.anchor for field in fields if field.below and field.below[1] == section.anchor)


def _needed(schema: Schema) -> dict[str, str]:
    """When a field must be written, by name."""
    needed: dict[str, str] = {}
    when: dict[tuple[str, str, str], list[str]] = {}
    for clause in schema.get("allOf", ()):
        ((name, condition),) = clause["if"]["properties"].items()
        for branch, word in (("then", "when"), ("else", "unless")):
            for field in clause.get(branch, {}).get("required", ()):
                when.setdefault((field, word, name), []).append(f"`{condition['const']}`")
    for (field, word, name), values in when.items():
        needed[field] = f"required {word} `{name}` is {_or(values)}"
    for name, others in schema.get("dependentRequired", {}).items():
        needed |= dict.fromkeys(others, f"required with `{name}`")
    return needed | dict.fromkeys(schema.get("required", ()), "required")


def _notes(schema: Schema) -> Iterator[str]:
    for word, said in (("oneOf", "Exactly one of"), ("anyOf", "At least one of")):
        names = [name for choice in schema.get(word, ()) for name in choice.get("required", ())]
        if names:
            yield f"{said}: {', '.join(f'`{name}`' for name in names)}."


def _default(schema: Schema) -> str:
    return yaml_example("x", schema["default"]).removeprefix("x: ") if "default" in schema else ""


def _example(name: str, schema: Schema) -> str:
    """Where there is a choice of values, its words are example enough."""
    examples = () if {"enum", "const"} & schema.keys() else schema.get("examples", ())
    return yaml_example(name, examples[0]) if examples else ""


def kind_words(schema: Schema, root: Schema) -> str:
    """A type in words: `list; each entry: id from teams`."""
    schema = contract.resolve(schema, root)
    if "x-ref" in schema:
        return f"id from {_or([f'`{kind}`' for kind in schema['x-ref']])}"
    if "const" in schema:
        return f"always `{schema['const']}`"
    if "enum" in schema:
        return f"one of {', '.join(f'`{value}`' for value in schema['enum'])}"
    if "then" in schema and "else" in schema:
        return _or([kind_words(schema["else"], root), kind_words(schema["then"], root)])
    if "type" not in schema:
        return _or([kind_words(choice, root) for choice in schema.get("anyOf", ())])
    words: str = _WORDS[schema["type"]](schema, root)
    return words


def _text(schema: Schema, _root: Schema) -> str:
    longest = f", at most {schema['maxLength']} characters" if "maxLength" in schema else ""
    return str(schema.get("x-pattern-help") or "text") + longest


def _list(schema: Schema, root: Schema) -> str:
    return f"list; each entry: {kind_words(schema['items'], root)}" if "items" in schema else "list"


def _mapping(schema: Schema, root: Schema) -> str:
    values = schema.get("additionalProperties")
    if "properties" in schema or not isinstance(values, dict):
        return "mapping"
    kinds = [f"`{kind}`" for kind in schema.get("x-ref-keys", ())]
    keys = f"ids from {_or(kinds)}" if kinds else "names"
    return f"mapping of {keys}; each value: {kind_words(values, root)}"


def _number(schema: Schema, _root: Schema) -> str:
    word = "whole number" if schema["type"] == "integer" else "number"
    bounds = (("minimum", "at least"), ("maximum", "at most"))
    return ", ".join([word, *(f"{said} {schema[key]}" for key, said in bounds if key in schema)])


def _truth(_schema: Schema, _root: Schema) -> str:
    return "`true` or `false`"


def _or(words: list[str]) -> str:
    return " or ".join(words)


_WORDS: Mapping[str, Any] = {
    "string": _text,
    "array": _list,
    "object": _mapping,
    "integer": _number,
    "number": _number,
    "boolean": _truth,
}
