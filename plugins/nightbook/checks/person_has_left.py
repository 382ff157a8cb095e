"""A person who has left, named where somebody would call them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from ..diagnostics import Related, Severity
from ..model.book import Book
from ..model.oncall import moment
from ..model.settings import Policy
from ..schema.contract import references
from ..sources.document import Document, Route
from .check import Check, Finding
from .places import in_catalog

_HISTORY = frozenset({"review", "sign_off", "changelog", "lessons"})
"""Fields that say who did something once: that stays true."""


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    left = {
        name for name, person in book.catalog.people.items() if person.left and person.left <= policy.today
    }
    left -= set(book.catalog.rotations) | set(book.catalog.roles)
    if left:
        for entry in book.entries:
            yield from _in(entry.document, "runbook", book, left)
        for document in book.catalog_documents:
            yield from _in(document, "catalog", book, left, policy.today)


def _in(
    document: Document, schema: str, book: Book, left: Collection[str], today: dt.date = dt.date.min
) -> Iterator[Finding]:
    for reference in references(schema, document.data):
        is_history = reference.route[0] in _HISTORY or reference.route[:2] == ("governance", "approved_by")
        is_history = is_history or _is_over(document, reference.route, today)
        if reference.id in left and "people" in reference.kinds and not is_history:
            person = book.catalog.people[reference.id]
            yield Finding(
                f"{person.name} left on {person.left}",
                document.span(reference.route, key=reference.is_key),
                "Name somebody who is there, or better a rotation.",
                (Related(in_catalog(book, "people", reference.id, "left"), "the catalog says so"),),
            )


def _is_over(document: Document, route: Route, today: dt.date) -> bool:
    """Whether a route names who took a shift, or stood in, before today."""
    if route[0] != "rotations" or route[2] not in ("overrides", "shifts"):
        return False
    period: Any = document.data
    for part in route[:-1]:
        period = period[part]
    return moment(period["to"]).date() < today


CHECK = Check(
    "NB604",
    "person-has-left",
    Severity.ERROR,
    "A person who has left is named as if they were there.",
    find,
)
