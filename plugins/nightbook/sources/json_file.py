"""A JSON file -> a `Document`, or the faults in it. People send these around, so any text may stand in the strings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple, NoReturn

from ..diagnostics import Diagnostic, Span
from .characters import decode
from .document import Document, Extent, Json, Route
from .faults import report
from .folder import read_bytes, shown_path
from .limits import too_deep
from .places import places_of

MOST = 16 * 1024 * 1024
"""What a phone can keep is five million characters, of up to three bytes each."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')


def read_json(path: Path, base: Path) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """A document whose root is a mapping and no diagnostics, or no document and a diagnostic. Never raises."""
    shown = shown_path(path, base)
    if path.is_dir():
        return None, (report("not-a-file", Span(shown), f"{shown} is a folder.", "Name the files in it."),)
    raw, fault = read_bytes(path, base, MOST)
    if raw is None:
        return None, (fault,) if fault else ()
    return parse_json(raw, shown)


def parse_json(raw: bytes, path: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """See `read_json`. `path` is only used in spans."""
    text, undecodable = decode(raw, path)
    if undecodable:
        return None, (undecodable,)
    text = text.removeprefix("\ufeff")
    try:
        data: Json = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        return None, (_broken(error, text, path),)
    except RecursionError:
        return None, (too_deep(Span(path)),)
    except ValueError:  # NaN, or a number of thousands of digits
        return None, (_not_json(Span(path), "The file holds a number that is none."),)
    if not isinstance(data, dict):
        return None, (_not_json(Span(path), "The file holds no JSON object."),)
    return Document(path, text, data, *places_of(text, _places)), ()


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _broken(error: json.JSONDecodeError, text: str, path: str) -> Diagnostic:
    line, column = error.lineno, error.colno
    span = Span(path, line, column, line, column + 1)
    if not text.strip():
        return _not_json(span, "The file is empty.")
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return _not_json(span, "The file ends in the middle: it is not whole.")
    return _not_json(span, f"The file is not JSON: {error.msg[0].lower()}{error.msg[1:]}.")


def _not_json(span: Span, message: str) -> Diagnostic:
    return report("not-json", span, message, "Save it once more with “Download record” on the page.")


class _Places(NamedTuple):
    values: dict[Route, Extent]
    keys: dict[Route, Extent]


def _places(text: str) -> _Places:
    """Where each value and key of valid JSON stands."""
    values: dict[Route, Extent] = {}
    keys: dict[Route, Extent] = {}
    route: list[str | int] = []  # to the value that comes next
    opened: list[tuple[Route, int, int]] = []  # the lists and mappings around it, and where each began
    line, start, seen, key_next = 1, 0, 0, False
    for found in _TOKEN.finditer(text):
        token, at = found[0], found.start()
        line += text.count("\n", seen, at)
        start = text.rfind("\n", seen, at) + 1 or start
        seen = at
        column = at - start + 1
        extent = (line, column, line, column + len(token))
        if token in "]}":
            here, first_line, first_column = opened.pop()
            values[here] = (first_line, first_column, line, column + 1)
            route = list(here)
        elif token in "[{":
            opened.append((tuple(route), line, column))
            key_next = token == "{"
            route.append(0 if token == "[" else "")
        elif token == ",":
            last = route[-1]
            key_next = isinstance(last, str)
            if isinstance(last, int):
                route[-1] = last + 1
        elif token == ":":
            key_next = False
        elif key_next:
            route[-1] = str(json.loads(token))
            keys[tuple(route)] = extent
        else:
            values[tuple(route)] = extent
    return _Places(values, keys)
