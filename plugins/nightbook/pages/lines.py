"""A runbook on one line of a list: how bad, which, and the one thing that matters there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..model.book import Book, Entry
from ..model.catalog import Catalog

_STATUS = {"draft": "Draft", "deprecated": "Out of use"}
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%\"”][.!?])\s+(?=[A-Z\"“])")


@dataclass(frozen=True, slots=True)
class Line:
    """`severity` is in words, `rank` 0 for the worst; `said` what matters in this list, `more` other phrases.

    `label` is what the reader looks for if that is not the title (an alert's name); `url` is below the root.
    """

    title: str
    url: str
    severity: str
    rank: int
    said: str = ""
    label: str = ""
    status: str = ""
    more: tuple[str, ...] = ()


def line(
    entry: Entry, book: Book, said: str = "", *, label: str = "", url: str = "", more: tuple[str, ...] = ()
) -> Line:
    """The line of a runbook; without `said`, the first sentence of its summary."""
    runbook = entry.runbook
    return Line(
        title=runbook.title,
        url=url or entry.url,
        severity=severity_words(runbook.severity, book.catalog),
        rank=book.catalog.rank(runbook.severity),
        said=said or first_sentence(runbook.summary),
        label=label,
        status=_STATUS.get(runbook.status, ""),
        more=more,
    )


def severity_words(severity: str, catalog: Catalog) -> str:
    """`SEV1 Critical`"""
    known = catalog.severities.get(severity)
    return f"{severity} {known.name}" if known else severity


def worst_first(entries: Iterable[Entry], book: Book) -> list[Entry]:
    """Runbooks in use before those out of use, then by severity, then by title."""
    return sorted(entries, key=lambda entry: worst_key(entry, book))


def worst_key(entry: Entry, book: Book) -> tuple[bool, int, str, str]:
    runbook = entry.runbook
    rank = book.catalog.rank(runbook.severity)
    return runbook.status == "deprecated", rank, runbook.title.casefold(), entry.id


def first_sentence(text: str) -> str:
    return _SENTENCE_END.split(" ".join(text.split()), 1)[0]


def counted(number: int, word: str) -> str:
    """`1 runbook`, `15 runbooks`"""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
