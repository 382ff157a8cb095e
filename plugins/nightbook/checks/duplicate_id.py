"""Two things of one list with the same id."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book, Entry
from ..model.settings import Policy
from .check import Check, Finding

_LISTS = ("signals", "options", "remedies", "hypotheses", "evidence", "risks")


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for name in _LISTS:
            things = getattr(entry.runbook, name)
            if len(things) > 1:
                yield from _twice(entry, name, [thing.id for thing in things])


def _twice(entry: Entry, name: str, ids: list[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, each in enumerate(ids):
        if first.setdefault(each, index) != index:
            yield Finding(
                f'`{name}` has the id "{each}" twice',
                entry.span((name, index, "id")),
                "Give one of the two another id: links and baselines find things by it.",
                (Related(entry.span((name, first[each], "id")), "the first one"),),
            )


CHECK = Check("NB806", "duplicate-id", Severity.ERROR, "Two things of one list with the same id.", find)
