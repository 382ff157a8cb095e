"""Text that its writer meant to come back to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity, Span
from ..model.book import Book
from ..model.runbook import LANGUAGES
from ..model.settings import Policy
from ..sources.document import Document, Route
from .check import Check, Finding
from .written import spoken, values, written

_HINTS = ("todo", "tbd", "fixme", "xxx", "lorem ipsum", "<fill in")
_ALONE = ("...", "…", "N/A", "n/a")

_ANYWHERE = re.compile(r"\b(?:TODO|TBD|FIXME|[Tt]odo(?=:))\b|(?i:\blorem ipsum\b|<fill in\b[^>]*>)")
_IN_PROSE = re.compile(r"\bXXX\b")


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for document in (*written(book), *book.catalog_documents):
        if _is_suspect(document.text):
            yield from _in(document)


def _is_suspect(text: str) -> bool:
    """Whether one of the words stands somewhere in the file: the others, nearly all, need not be walked."""
    lower = text.lower()
    return any(hint in lower for hint in _HINTS) or any(_stands_alone(word, text) for word in _ALONE)


def _stands_alone(word: str, text: str) -> bool:
    """Whether a word may be a value of its own, judged by what stands around it on its line."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        before, after = text[text.rfind("\n", 0, at) + 1 : at].rstrip(), text[end : end + 2].lstrip(" ")
        if before[-1:] in _OPENERS and after[:1] in _CLOSERS:
            return True
        at = text.find(word, end)
    return False


_OPENERS = frozenset({"", ":", "-", "[", "{", ",", '"', "'"})
_CLOSERS = frozenset({"", "\n", "]", "}", ",", '"', "'", "#"})


def _in(document: Document) -> Iterator[Finding]:
    data = document.data
    is_draft = isinstance(data, dict) and data.get("status") == "draft"
    for route, value in values(document):
        if isinstance(value, str) and (words := _unfinished(value, is_command=_is_command(route))):
            yield Finding(
                f'`{spoken(route)}` says "{words}"',
                _place(document, route, words),
                "Write it, or remove the field: the reader has nobody to ask.",
                severity=Severity.WARNING if is_draft else Severity.ERROR,
            )


def _unfinished(text: str, *, is_command: bool) -> str | None:
    """The words that give it away. In a command, `XXX` and `...` may be part of it."""
    if match := _ANYWHERE.search(text) or (None if is_command else _IN_PROSE.search(text)):
        return match[0]
    alone = text.strip()
    return alone if alone in _ALONE and not is_command else None


def _is_command(route: Route) -> bool:
    """Commands stand under `run`, `undo`, `query` and `trace`, below the name of their language."""
    return len(route) > 1 and route[-1] in LANGUAGES and route[-2] in ("run", "undo", "query", "trace")


def _place(document: Document, route: Route, words: str) -> Span:
    """The words themselves, which may be far down in a text of many lines."""
    whole = document.span(route)
    lines = document.text.split("\n")
    for number in range(whole.line, min(whole.end_line, len(lines)) + 1):
        start = whole.column - 1 if number == whole.line else 0
        column = lines[number - 1].find(words, start) + 1
        if column:
            return Span(document.path, number, column, number, column + len(words))
    return whole


CHECK = Check(
    "NB303", "unfinished-text", Severity.ERROR, "Text that its writer meant to come back to: TODO, TBD.", find
)
