"""Places more exact than a value: a piece of a command, an entry of the catalog, the line that inherits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Span
from ..model.book import Book, Entry, PlacedCommand
from ..sources.document import Document, Route

_SPACE = " \t\n"


def texts(entry: Entry) -> Iterator[tuple[PlacedCommand, str]]:
    """Every command of the runbook with its text."""
    for placed in entry.commands:
        says = placed.command
        # Quicker than `Command.text`, which every check of commands would ask for every command.
        text = says.shell or says.promql or says.sql or says.logql or says.python or says.http or says.config
        yield placed, text or says.click or ""


def holding(entry: Entry, *hints: str) -> Iterator[tuple[PlacedCommand, str]]:
    """The commands whose text, whatever its case, holds one of the hints: quick when no command does.

    Hints are in lower case.
    """
    commands = list(texts(entry))
    whole = "\n".join([text for _, text in commands]).lower()
    there = [hint for hint in hints if hint in whole]
    for command, text in commands if there else ():
        low = text.lower()
        if any(hint in low for hint in there):
            yield command, text


def place(entry: Entry, command: PlacedCommand, start: int, end: int) -> Span:
    """Where the characters from `start` to `end` of a command's text were written."""
    return within(entry.document, command.text_route, command.command.text, start, end)


def within(document: Document, route: Route, value: str, start: int, end: int) -> Span:
    """The same for any text; the whole value where the source writes its characters in another way."""
    whole = document.span(route)
    text = document.owner(route).text
    while start < end and value[start] in _SPACE:
        start += 1
    piece = value[start:end].rstrip(_SPACE)
    first, last = _first(text, whole), _offset(text, whole.end_line, whole.end_column)
    in_value = [found.start() for found in re.finditer(re.escape(piece), value)] if piece else []
    in_source = list(re.compile(_as_written(piece, text[first : first + 1])).finditer(text, first, last))
    if start not in in_value or len(in_value) != len(in_source):
        return whole
    found = in_source[in_value.index(start)]
    return Span(whole.file, *_place(text, found.start()), *_place(text, found.end()))


def source(document: Document, route: Route) -> str:
    """The value as it stands in the file, quotes, indicators and indentation included."""
    whole = document.span(route)
    text = document.owner(route).text
    return text[_offset(text, whole.line, whole.column) : _offset(text, whole.end_line, whole.end_column)]


def here(entry: Entry, route: Route, *, key: bool = False) -> Span:
    """A route's place in the runbook's own file: what it inherits stands at its `extends`."""
    return entry.span(("extends",)) if entry.inherited_from(route) else entry.span(route, key=key)


def in_catalog(book: Book, *route: str | int, key: bool = False) -> Span:
    """The place of an entry of the catalog, or of something in it: a kind, an id, and the route below."""
    kind, name = route[:2]
    for document in book.catalog_documents:
        entries = document.data.get(str(kind)) if isinstance(document.data, dict) else None
        if isinstance(entries, dict) and name in entries:
            return document.span(route, key=key)
    return Span("catalog")


def _first(text: str, whole: Span) -> int:
    """Where a value's characters begin: below the line of a block's `|` or `>`."""
    first = _offset(text, whole.line, whole.column)
    return text.find("\n", first) + 1 if text[first : first + 1] in ("|", ">") else first


def _as_written(piece: str, quote: str) -> str:
    """A pattern for the ways in which a source may write a piece: folded lines, doubled quotes, escapes."""
    return "".join(_character(part, quote) for part in re.findall(r"[ \t\n]+|.", piece))


def _character(part: str, quote: str) -> str:
    if part[0] in _SPACE:
        return r"\s+"
    if quote == "'" and part == "'":
        return "''"
    if quote == '"' and part in '"\\':
        return re.escape(f"\\{part}")
    if quote == '"' and not part.isascii():
        return rf"(?:{part}|(?i:\\[xu]0*{ord(part):x}))"
    return re.escape(part)


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
