"""What to write instead: the help of a diagnostic, from the schema's own examples and from what was
written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from ..diagnostics import did_you_mean
from ..sources.document import Route
from . import contract

Known = Mapping[str, Collection[str]]
_FEW = 12
_MANY = 32
_SHORT = 160
_SWITCHES = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9 ./_-]*|[0-9]{4}(-[0-9]{2}){2}|[0-9]+[smhdw]|[0-9]+(\.[0-9]+){2}")
_DURATION = re.compile(r"([1-9][0-9]{0,4}) ?([smhdw])[a-z]*")


def add(schema: str, route: Route, known: Known) -> str:
    """How to write a field that is missing."""
    field = contract.at(schema, route) or {}
    name = route[-1]
    choices = field.get("enum") or ids(known, field, "x-ref")
    if field.get("enum") or 0 < len(choices) <= _FEW:
        return f"Add `{name}`: one of {', '.join(map(str, choices))}."
    examples = field.get("examples")
    if not examples:
        return f"Add `{name}`."
    shown = _yaml(examples[0])
    added = f"Add `{name}: {shown}`, say." if len(shown) <= _SHORT else f"Add `{name}`."
    return f"{added} {field.get('description', '')}".strip()


def field(wrong: str, fields: Collection[str], written: Collection[str], schema: str) -> str:
    """The field that a misspelt one may have been, out of those that are not written; or all of them."""
    hint = close_to(wrong, {*fields} - {*written})
    if hint or len(fields) <= _MANY:
        return hint or f"Known here: {', '.join(fields)}."
    return f"`nightbook schema {schema}` prints every field with an example."


def close_to(wrong: str, known: Collection[str]) -> str:
    """`Did you mean …?`, or nothing."""
    hint = did_you_mean(wrong, known)
    return hint if hint.startswith("Did") else ""


def example(schema: str, route: Route) -> str:
    """What a value looks like."""
    field = contract.at(schema, route) or {}
    examples = field.get("examples") or _parts(schema, route[:-1])
    if not examples:
        return ""
    shown = _yaml(examples[0])
    return f"For example `{shown}`." if len(shown) <= _SHORT else str(field.get("description", ""))


def _parts(schema: str, route: Route) -> list[Any]:
    """What stands in the example of a list or of a mapping of things."""
    whole = ((contract.at(schema, route) or {}).get("examples") or [()])[0]
    return list(whole.values() if isinstance(whole, dict) else whole)


def retype(wanted: str, value: Any, schema: str, route: Route) -> str:
    """How to write a value of another type."""
    guess = ""
    if isinstance(value, str) and value and "\n" not in value:
        guess = _of_text(wanted, value, schema, route)
    elif wanted == "string" and isinstance(value, bool | int | float):
        guess = f"Put it in quotes: {_quoted(value)}."
    elif wanted == "string" and isinstance(value, dict) and (line := _as_line(value)):
        guess = f"A colon and a space make it a mapping. Put it in quotes: {_quoted(line)}."
    return (
        guess or example(schema, route) or ("Write something, or remove the line." if value is None else "")
    )


def _of_text(wanted: str, text: str, schema: str, route: Route) -> str:
    """How to write as another type what was written as text."""
    if wanted == "array":
        return f"Write it as a line of its own below: `- {_yaml(text)}`."
    if wanted == "object" and (language := _language(schema, route)):
        return f"Name its language: `{route[-1]}: {{{language}: {_quoted(text)}}}`."
    if wanted in ("number", "integer") and (number := re.match(r"-?[0-9]+(\.[0-9]+)?", text)):
        return f"Write the number alone, without quotes or unit: {number[0]}."
    if wanted == "boolean" and text.lower() in _SWITCHES:
        return f"Write {_SWITCHES[text.lower()]}, without quotes."
    return ""


def would_not_fit(error: Any) -> bool:
    """Whether a number or a switch would not have the right form in quotes either."""
    pattern, value = error.schema.get("pattern"), error.instance
    is_plain = isinstance(value, bool | int | float)
    return is_plain and pattern is not None and not re.fullmatch(pattern, plain(value))


def _as_line(value: Mapping[str, Any]) -> str:
    """The line of text that was read as a mapping, if it looks like one."""
    key, below = next(iter(value.items()), ("", None))
    is_one_line = len(value) == 1 and isinstance(below, str | int | float) and "\n" not in plain(below)
    return f"{key}: {plain(below)}" if is_one_line else ""


def _language(schema: str, route: Route) -> str:
    """The language of a command that the schema shows at this route; "" where no command belongs."""
    field = contract.at(schema, route) or {}
    return next(iter(field["examples"][0])) if "shell" in field.get("properties", {}) else ""


def reform(error: Any, known: Collection[str]) -> str:
    """The value in the form that its pattern wants, where that can be guessed; or the id that it
    resembles.
    """
    pattern, written = str(error.schema.get("pattern")), plain(error.instance)
    if known and (hint := did_you_mean(written, known)):
        return hint
    duration = _DURATION.fullmatch(written.lower())
    guesses = [f"{duration[1]}{duration[2]}" if duration else "", f"0{written}"]
    for joint in "-_":
        words = joint.join(re.findall(r"[A-Za-z0-9]+", written))[:60].strip(joint)
        guesses += [words, words.lower()]
    guess = next((guess for guess in guesses if guess and re.fullmatch(pattern, guess)), "")
    return f"Write `{guess}`." if guess else ""


def ids(known: Known, field: Mapping[str, Any] | None, annotation: str) -> list[str]:
    """The ids that a field may name."""
    kinds = (field or {}).get(annotation, ())
    return sorted({name for kind in kinds for name in known.get(kind, ())})


def either(error: Any) -> str:
    """The choices of a value that is one of some words or has a form."""
    words = [str(word) for branch in error.validator_value for word in branch.get("enum", ())]
    forms = [branch["x-pattern-help"] for branch in error.validator_value if "x-pattern-help" in branch]
    return close_to(str(error.instance), words) or f"One of: {', '.join(words)}; or {' or '.join(forms)}."


def name_of(route: Route) -> str:
    """`steps.triage[2].run` as a person reads it."""
    name = ""
    for part in route:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def kind_of(value: Any) -> str:
    """What was written, for the end of a sentence."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"the number {value}"
    return f"`{plain(value)}`" if isinstance(value, bool) else show(value)


def show(value: Any) -> str:
    """Text in quotes, shortened; what is no text, in words."""
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = plain(value) if not plain(value).strip() else " ".join(plain(value).split())
    return f'"{text if len(text) <= 60 else text[:57] + "..."}"'


def plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _yaml(value: Any) -> str:
    """A value as it can be written in a source, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_yaml(key)}: {_yaml(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    return _quoted(value) if isinstance(value, str) and not _BARE.fullmatch(value) else plain(value)


def _quoted(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False)
