"""Violations of the schema, in words for a person: one diagnostic for each thing to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..diagnostics import Diagnostic, Severity
from ..sources.document import Document, Route
from . import contract, hints
from .faults import FAULTS
from .hints import Known, kind_of, name_of, show

_TYPES = {
    "object": "a mapping (`name: value` lines)",
    "array": "a list (lines that begin with `- `)",
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
}
_CODES = {fault.name: fault.code for fault in FAULTS}
_ONE_ERROR_A_VALUE = ("type", "pattern", "format", "minLength", "maxLength")


class Said(NamedTuple):
    """One violation: the fault's name, where, in words. `lacks` are the routes of which one would mend it."""

    fault: str
    route: Route
    message: str
    help: str
    at_key: bool = False
    lacks: tuple[Route, ...] = ()


def word(
    errors: Sequence[Any],
    document: Document,
    schema: str,
    known: Known,
    from_elsewhere: Callable[[Route], bool] = lambda _: False,
) -> tuple[Diagnostic, ...]:
    """Diagnostics for jsonschema's errors; see `validate`. `known` holds the catalog's ids by kind."""
    said = [each for error in _causes(errors, schema) for each in _speak(error, schema, known)]
    meant = {route for error in errors for route in _meant(error)}
    found: dict[Diagnostic, None] = {}
    for each in said:
        if not any(route in meant or from_elsewhere(route) for route in each.lacks):
            span = document.span(each.route, key=each.at_key)
            found[Diagnostic(_CODES[each.fault], Severity.ERROR, each.message, span, each.help)] = None
    return tuple(found)


def _causes(errors: Sequence[Any], schema: str) -> Iterator[Any]:
    """The errors without those that go away when another one is mended."""
    wrong = {tuple(error.absolute_path) for error in errors}
    unfit = {tuple(error.absolute_path) for error in errors if error.validator == "oneOf"}
    judged: set[tuple[Route, str]] = set()
    for error in sorted(errors, key=_rank):
        route: Route = tuple(error.absolute_path)
        value = (route, error.instance if _of_key(error) else "")
        if error.validator in _ONE_ERROR_A_VALUE:
            if value in judged:
                continue
            judged.add(value)
        if _depends_on(error, schema) & wrong or (error.validator == "dependentRequired" and route in unfit):
            continue
        yield error


def _rank(error: Any) -> int:
    return _ONE_ERROR_A_VALUE.index(error.validator) if error.validator in _ONE_ERROR_A_VALUE else 0


def _depends_on(error: Any, schema: str) -> set[Route]:
    """The fields that decided whether the file must hold to the part of the schema that it violates."""
    match tuple(error.absolute_schema_path)[:3]:
        case ("allOf", int(index), "then" | "else"):
            return {(name,) for name in contract.load(schema)["allOf"][index]["if"]["properties"]}
    return set()


def _meant(error: Any) -> Iterator[Route]:
    """The fields that a misspelt one was meant to be."""
    if error.validator == "additionalProperties":
        fields = error.schema.get("properties", {})
        for field in error.instance:
            hint = "" if field in fields else hints.close_to(field, fields.keys() - error.instance.keys())
            yield from ((*error.absolute_path, name) for name in fields if hint == f'Did you mean "{name}"?')


class _Fault(NamedTuple):
    """An error of jsonschema, where it is, the schema's name, the catalog's ids by kind."""

    error: Any
    route: Route
    schema: str
    known: Known


def _speak(error: Any, schema: str, known: Known) -> Iterator[Said]:
    fault = _Fault(error, tuple(error.absolute_path), schema, known)
    yield from _SPEAKERS.get(error.validator, _other)(fault)


def _unknown(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    fields = error.schema.get("properties", {})
    for field in error.instance:
        if field not in fields:
            message = f"there is no field `{field}`{_within(route)}"
            yield Said(
                "unknown-field",
                (*route, field),
                message,
                hints.field(field, fields, error.instance, fault.schema),
                True,
            )


def _missing(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    for field in error.validator_value:
        if field not in error.instance:
            below = (*route, field)
            yield Said("missing-field", route, f"`{field}` is missing{_within(route)}",
                       hints.add(fault.schema, below, fault.known), True, (below,))  # fmt: skip


def _within(route: Route) -> str:
    return f" in `{name_of(route)}`" if route else ""


def _type(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    wanted, value = error.validator_value, error.instance
    if wanted == "string" and hints.would_not_fit(error):
        yield from _form(fault)
        return
    name = f"`{name_of(route)}`" if route else "this part"
    message = f"{name} must be {_TYPES[wanted]}, and this is {kind_of(value)}"
    yield Said("wrong-type", route, message, hints.retype(wanted, value, fault.schema, route))


def _choice(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    choices = error.validator_value if error.validator == "enum" else [error.validator_value]
    hint = hints.close_to(str(error.instance), choices) or f"One of: {', '.join(choices)}."
    yield Said("not-a-choice", route, f"`{name_of(route)}` cannot be {kind_of(error.instance)}", hint)


def _of_key(error: Any) -> bool:
    return "propertyNames" in error.absolute_schema_path


def _form(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    wanted = error.schema.get("x-pattern-help") or f"text that fits `{error.schema.get('pattern')}`"
    if _of_key(error):
        hint = hints.reform(error, hints.ids(fault.known, contract.at(fault.schema, route), "x-ref-keys"))
        yield Said("wrong-form", (*route, error.instance), f"`{error.instance}` must be {wanted}", hint, True)
    elif error.validator == "format":
        message = f"{show(error.instance)} is not a day of the calendar"
        as_written = "2026-12-24T10:00+01:00" if error.validator_value == "moment" else "2026-10-12"
        yield Said("wrong-form", route, message, f"Write it as {as_written}.")
    else:
        hint = hints.reform(error, hints.ids(fault.known, contract.at(fault.schema, route), "x-ref"))
        message = f"`{name_of(route)}` is {kind_of(error.instance)}, and must be {wanted}"
        yield Said("wrong-form", route, message, hint or hints.example(fault.schema, route))


def _bounds(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    limit, at_key = error.validator_value, _of_key(error)
    at = (*route, error.instance) if at_key else route
    name = f"`{error.instance if at_key else name_of(route)}`" if at else "the file"
    message = {
        "minLength": f"{name} is empty" if limit == 1 else f"{name} is shorter than {limit} characters",
        "maxLength": f"{name} is longer than {limit} characters",
        "minItems": f"{name} is an empty list",
        "minProperties": f"{name} is empty",
        "minimum": f"{name} is below {limit}",
        "maximum": f"{name} is above {limit}",
    }[error.validator]
    too_long = error.validator == "maxLength"
    hint = f"It has {len(error.instance)}." if too_long else hints.example(fault.schema, route)
    yield Said("out-of-bounds", at, message, hint, at_key)


def _twice(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    for index, item in enumerate(error.instance):
        if item in error.instance[:index]:
            message = f"`{name_of(route)}` names {show(item)} twice"
            yield Said("out-of-bounds", (*route, index), message, "Remove one of the two.")


def _one_of(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    if not all("required" in branch for branch in error.validator_value):
        message = f"`{name_of(route)}` cannot be {kind_of(error.instance)}"
        yield Said("not-a-choice", route, message, hints.either(error))
        return
    fields = [branch["required"][0] for branch in error.validator_value]
    if not isinstance(error.instance, Mapping):
        return  # its type is wrong, which is said already
    written = [field for field in error.instance if field in fields]
    unknown = set(error.instance) - set(error.schema["properties"])
    if unknown and not written and "required" not in error.schema:
        return  # the unknown field was meant to be one of them
    found = f"has {' and '.join(f'`{field}`' for field in written)}" if written else "has none of them"
    exactly = "exactly one" if error.validator == "oneOf" else "at least one"
    message = f"{exactly} of {', '.join(f'`{field}`' for field in fields)} belongs here, and this {found}"
    at = (*route, written[1]) if len(written) > 1 else route
    lacks = () if written else tuple((*route, field) for field in fields)
    yield Said("not-exactly-one", at, message, hints.example(fault.schema, route), True, lacks)


def _together(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    for field, needed in error.validator_value.items():
        for other in needed:
            if field in error.instance and other not in error.instance:
                below = (*route, other)
                yield Said("missing-field", (*route, field), f"`{field}` needs `{other}` beside it",
                           hints.add(fault.schema, below, fault.known), True, (below,))  # fmt: skip


def _other(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    yield Said(
        "wrong-form", route, f"`{name_of(route)}`: {error.message}", hints.example(fault.schema, route)
    )


def _never(fault: _Fault) -> Iterator[Said]:
    error, route = fault.error, fault.route
    why = error.schema.get("description", "Remove it.")
    message = f"`{name_of(route)}` does not belong in a file of this kind"
    yield Said("unknown-field", route, message, why, True)


_SPEAKERS: Mapping[str | None, Callable[[_Fault], Iterator[Said]]] = {
    "additionalProperties": _unknown, "required": _missing, "type": _type, "enum": _choice, "const": _choice,
    "pattern": _form, "format": _form, "minLength": _bounds, "maxLength": _bounds, "minItems": _bounds,
    "minProperties": _bounds, "uniqueItems": _twice, "minimum": _bounds, "maximum": _bounds,
    "oneOf": _one_of, "anyOf": _one_of, "dependentRequired": _together,
    "not": _never,
}  # fmt: skip
