"""Plain data -> YAML in block style, for people to read: strings in JSON's quotes, the rest as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from ..sources.document import Json

_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def emit(data: Mapping[str, Json]) -> str:
    """A document, or the inside of a front matter. The same data gives the same bytes."""
    return "".join(f"{line}\n" for line in _mapping(data))


def _mapping(data: Mapping[str, Json]) -> Iterator[str]:
    for name, value in data.items():
        lines = list(_lines(value))
        if isinstance(value, list | dict) and value:
            yield f"{_key(name)}:"
            yield from (f"  {line}" for line in lines)
        else:
            yield f"{_key(name)}: {lines[0]}"


def _lines(value: Json) -> Iterator[str]:
    """A value from the margin on; a scalar or something empty is one line."""
    if isinstance(value, dict) and value:
        yield from _mapping(value)
    elif isinstance(value, list) and value:
        for item in value:
            first, *rest = _lines(item)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield _scalar(value)


def _scalar(value: Json) -> str:
    """JSON is YAML but for what YAML does not print, and for surrogate pairs, which would stay two."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _key(name: str) -> str:
    plain = _PLAIN_KEY.fullmatch(name) and name.lower() not in _WORDS
    return name if plain else _scalar(name)
