"""A violation of the schema, in words for a person: what is wrong, what to write instead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..diagnostics import Diagnostic, Severity, did_you_mean
from ..sources.document import Document, Route
from . import contract
from .faults import FAULTS

Known = Mapping[str, Any]

_TYPES = {
    "object": "a mapping (`name: value` lines)",
    "array": "a list (lines that begin with `- `)",
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "nothing",
}
_CODES = {fault.name: fault.code for fault in FAULTS}


def word(error: Any, document: Document, schema: str, known: Known) -> Iterator[Diagnostic]:
    """One or more diagnostics for one jsonschema error; `known` holds the catalog's ids by kind."""
    route: Route = tuple(error.absolute_path)
    speak = _SPEAKERS.get(error.validator, _other)
    for name, at, key, message, help_text in speak(error, route, schema, known):
        span = document.span(at, key=key)
        yield Diagnostic(_CODES[name], Severity.ERROR, message, span, help_text)


Said = Iterator[tuple[str, Route, bool, str, str]]
"""Fault, route, whether the key is meant, message, help."""


def _unknown(error: Any, route: Route, schema: str, known: Known) -> Said:
    fields = error.schema.get("properties", {})
    for field in error.instance:
        if field not in fields:
            where = f" in `{_name(route)}`" if route else ""
            help_text = did_you_mean(field, fields) or f"Known here: {', '.join(fields)}."
            yield "unknown-field", (*route, field), True, f"there is no field `{field}`{where}", help_text


def _missing(error: Any, route: Route, schema: str, known: Known) -> Said:
    for field in error.validator_value:
        if field not in error.instance:
            where = f" in `{_name(route)}`" if route else ""
            yield "missing-field", route, True, f"`{field}` is missing{where}", _how_to_add(schema, (*route, field), known)


def _how_to_add(schema: str, route: Route, known: Known) -> str:
    field = contract.at(schema, route) or {}
    choices = field.get("enum") or sorted({name for kind in field.get("x-ref", ()) for name in known.get(kind, ())})
    if choices:
        return f"Add `{route[-1]}`: one of {', '.join(map(str, choices))}."
    examples = field.get("examples")
    if examples and not isinstance(examples[0], dict | list):
        return f"Add `{route[-1]}: {_yaml(examples[0])}`, say. {field.get('description', '')}".strip()
    if examples:
        return f"Add `{route[-1]}: {json.dumps(examples[0], ensure_ascii=False)}`, say."
    return f"Add `{route[-1]}`."


def _type(error: Any, route: Route, schema: str, known: Known) -> Said:
    wanted = error.validator_value if isinstance(error.validator_value, str) else error.validator_value[0]
    found = _kind(error.instance)
    message = f"`{_name(route)}` must be {_TYPES[wanted]}, and this is {found}"
    yield "wrong-type", route, False, message, _quote_help(wanted, error.instance) or _example(schema, route)


def _quote_help(wanted: str, value: Any) -> str:
    if wanted == "string" and not isinstance(value, dict | list) and value is not None:
        return f'Put it in quotes: "{_plain(value)}".'
    return ""


def _choice(error: Any, route: Route, schema: str, known: Known) -> Said:
    choices = error.validator_value if error.validator == "enum" else [error.validator_value]
    hint = did_you_mean(str(error.instance), map(str, choices)) or f"One of: {', '.join(map(str, choices))}."
    yield "not-a-choice", route, False, f"`{_name(route)}` cannot be {_show(error.instance)}", hint


def _form(error: Any, route: Route, schema: str, known: Known) -> Said:
    if "propertyNames" in error.absolute_schema_path:
        yield "wrong-form", (*route, error.instance), True, f"`{error.instance}` is not {_wanted(error)}", ""
        return
    if error.validator == "format":
        yield "wrong-form", route, False, f"{_show(error.instance)} is not a day of the calendar", "Write it as 2026-10-12."
        return
    yield "wrong-form", route, False, f"`{_name(route)}` is {_show(error.instance)}, and must be {_wanted(error)}", _example(schema, route)


def _wanted(error: Any) -> str:
    return str(error.schema.get("x-pattern-help") or f"text that fits `{error.schema.get('pattern')}`")


def _bounds(error: Any, route: Route, schema: str, known: Known) -> Said:
    limit = error.validator_value
    message = {
        "minLength": "`{}` is empty" if limit == 1 else f"`{{}}` is shorter than {limit} characters",
        "maxLength": f"`{{}}` is longer than {limit} characters",
        "minItems": "`{}` is an empty list",
        "minProperties": "`{}` is empty",
        "uniqueItems": "`{}` names something twice",
        "minimum": f"`{{}}` is below {limit}",
        "maximum": f"`{{}}` is above {limit}",
    }[error.validator]
    yield "out-of-bounds", route, False, message.format(_name(route) or "the file"), _example(schema, route)


def _one_of(error: Any, route: Route, schema: str, known: Known) -> Said:
    fields = [branch["required"][0] for branch in error.validator_value]
    if not isinstance(error.instance, dict):
        return
    written = [field for field in fields if field in error.instance]
    found = f"has {' and '.join(f'`{field}`' for field in written)}" if written else "has none of them"
    names = ", ".join(f"`{field}`" for field in fields)
    exactly = "exactly one" if error.validator == "oneOf" else "at least one"
    at = (*route, written[1]) if len(written) > 1 else route
    yield "not-exactly-one", at, True, f"{exactly} of {names} belongs here, and this {found}", _example(schema, route)


def _together(error: Any, route: Route, schema: str, known: Known) -> Said:
    for field, needed in error.validator_value.items():
        for other in needed:
            if field in error.instance and other not in error.instance:
                yield ("missing-field", (*route, field), True, f"`{field}` needs `{other}` beside it",
                       _how_to_add(schema, (*route, other), known))


def _never(error: Any, route: Route, schema: str, known: Known) -> Said:
    yield "unknown-field", route, True, f"`{_name(route)}` does not belong in a file of this kind", "Remove it."


def _other(error: Any, route: Route, schema: str, known: Known) -> Said:
    if error.validator is None:
        yield from _never(error, route, schema, known)
        return
    yield "wrong-form", route, False, f"`{_name(route)}`: {error.message}", _example(schema, route)


_SPEAKERS = {
    "additionalProperties": _unknown, "required": _missing, "type": _type, "enum": _choice, "const": _choice,
    "pattern": _form, "format": _form, "minLength": _bounds, "maxLength": _bounds, "minItems": _bounds,
    "minProperties": _bounds, "uniqueItems": _bounds, "minimum": _bounds, "maximum": _bounds,
    "oneOf": _one_of, "anyOf": _one_of, "dependentRequired": _together,
}  # fmt: skip


def _name(route: Route) -> str:
    """`steps.triage[2].run` as a person reads it."""
    name = ""
    for part in route:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def _kind(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else _show(value)


def _show(value: Any) -> str:
    if isinstance(value, dict | list):
        return _kind(value)
    plain = _plain(value)
    return f'"{plain if len(plain) <= 60 else plain[:57] + "..."}"'


def _plain(value: Any) -> str:
    return {True: "true", False: "false", None: ""}[value] if isinstance(value, bool | None) else str(value)


def _yaml(value: Any) -> str:
    if isinstance(value, str) and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ./_-]*", value):
        return json.dumps(value, ensure_ascii=False)
    return _plain(value)


def _example(schema: str, route: Route) -> str:
    field = contract.at(schema, route) or {}
    examples = field.get("examples")
    if not examples:
        return ""
    example = examples[0]
    shown = json.dumps(example, ensure_ascii=False) if isinstance(example, dict | list) else _yaml(example)
    return f"For example `{shown}`." if len(shown) <= 160 else str(field.get("description", ""))
