"""A value of a schema's examples -> YAML as an author would write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9_./%+()'-]*( [A-Za-z0-9_./%+()'-]+)*")
_DATE_DURATION_OR_VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+[smhdw]|[0-9]+\.[0-9]+\.[0-9]+")
_MEANS_SOMETHING_ELSE = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_ADDRESS = re.compile(r"https?://[A-Za-z0-9_./-]+")
_SHORT = 80


def yaml_example(name: str, value: Any) -> str:
    """`name: value`, over several lines where one would be too long."""
    return "\n".join(_field(name, value))


def _field(name: str, value: Any) -> Iterator[str]:
    key = _scalar(name)
    flat = _flat(value)
    if flat and len(flat) <= _SHORT:
        yield f"{key}: {flat}"
    elif isinstance(value, str) and "\n" in value:
        yield f"{key}: |-"
        yield from (f"  {line}" for line in value.rstrip("\n").split("\n"))
    elif not isinstance(value, list | dict):
        yield f"{key}: {_scalar(value)}"
    else:
        yield f"{key}:"
        yield from (f"  {line}" for line in _lines(value))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield from _field(str(name), below)
        return
    for item in value:
        first, *rest = _lines(item) if isinstance(item, dict | list) else [_scalar(item)]
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _flat(value: Any) -> str:
    """A value without mappings in it on one line; "" for what has more to it."""
    if isinstance(value, list):
        simple = not any(isinstance(item, list | dict) or "\n" in str(item) for item in value)
        return f"[{', '.join(map(_scalar, value))}]" if simple else ""
    if isinstance(value, dict):
        return "" if value else "{}"
    return "" if isinstance(value, str) and "\n" in value else _scalar(value)


def _scalar(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    plain = _PLAIN.fullmatch(value) and value.lower() not in _MEANS_SOMETHING_ELSE
    if plain or _DATE_DURATION_OR_VERSION.fullmatch(value) or _ADDRESS.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)
