"""A field that is written and says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from ..sources.document import Document, Json, Route
from .check import Check, Finding
from .written import spoken, values, written


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for document in written(book):
        if not _has_nothing_somewhere(document.data):
            continue
        for route, value in values(document):
            if route and _says_nothing(value) and not _is_meant(route, document, book):
                yield Finding(
                    f"`{spoken(route)}` is {_how(value)}",
                    document.span(route, key=isinstance(route[-1], str)),
                    "Fill it in, or remove the line: an empty heading costs a tired reader a second look.",
                )


def _has_nothing_somewhere(value: Json) -> bool:
    """The same question for everything below a value, without keeping track of where it is."""
    if isinstance(value, str):
        return not value or value.isspace()
    if isinstance(value, dict):
        return not value or any(map(_has_nothing_somewhere, value.values()))
    return isinstance(value, list) and (not value or any(map(_has_nothing_somewhere, value)))


def _says_nothing(value: Json) -> bool:
    return not value.strip() if isinstance(value, str) else value in ([], {})


def _is_meant(route: Route, document: Document, book: Book) -> bool:
    """A parameter filled in by hand, an empty default, and what takes away something that a baseline has."""
    if route[0] == "parameters" and (len(route) == 2 or route[-1] == "default"):
        return True
    data = document.data
    base = book.baselines.get(str(data.get("extends"))) if isinstance(data, dict) else None
    return base is not None and route in base.values and not _says_nothing(_at(base.data, route))


def _at(data: Any, route: Route) -> Json:
    for part in route:
        data = data[part]
    value: Json = data
    return value


def _how(value: Json) -> str:
    if isinstance(value, str):
        return "only white space" if value else "empty"
    return "an empty list" if isinstance(value, list) else "empty"


CHECK = Check("NB302", "empty-section", Severity.WARNING, "A field that is written and says nothing.", find)
