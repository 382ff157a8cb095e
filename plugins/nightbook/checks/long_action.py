"""An action that is too long to take in at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics import Severity, Span
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding

MOST = 12
_WORD = re.compile(r"[^\W_]")
_NUMBER = re.compile(r"[<>≤≥~+-]?[0-9][0-9.,:]*")
_UNITS = frozenset(
    [
        "%",
        "°C",
        "ms",
        "s",
        "sec",
        "seconds",
        "second",
        "min",
        "minutes",
        "minute",
        "h",
        "hours",
        "hour",
        "d",
        "days",
        "day",
        "weeks",
        "week",
        "B",
        "KB",
        "MB",
        "GB",
        "TB",
        "KiB",
        "MiB",
        "GiB",
        "Hz",
        "MHz",
        "GHz",
        "W",
        "kW",
        "EUR",
        "USD",
        "€",
        "$",
        "req/s",
        "requests/s",
        "rps",
        "QPS",
        "qps",
    ]
)


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for placed in entry.steps:
            if placed.step.do and (count := words(placed.step.do)) > MOST:
                span = entry.span((*placed.route, "do"))
                yield _long(
                    count,
                    span,
                    "Say it in 12, verb first. The reason goes to `why`, the condition to `when`.",
                )
        for index, item in enumerate(entry.runbook.do_first):
            if (count := words(item)) > MOST:
                yield _long(
                    count, entry.span(("do_first", index)), "Say it in 12, verb first, or make it a step."
                )


def words(text: str) -> int:
    """How many words a reader takes in: "300 ms" is one, a dash between words is none."""
    parts = text.split()
    if len(parts) <= MOST:  # most texts, and none of them can be too long
        return len(parts)
    said = [part for part in parts if _WORD.search(part) or part in _UNITS]
    return len(said) - sum(_is_quantity(a, b) for a, b in pairwise(said))


def _is_quantity(number: str, unit: str) -> bool:
    return unit.rstrip(".,;:!?)") in _UNITS and _NUMBER.fullmatch(number) is not None


def _long(count: int, span: Span, help: str) -> Finding:
    return Finding(f"the action has {count} words, and {MOST} are taken in at a glance", span, help)


CHECK = Check("NB305", "long-action", Severity.WARNING, "An action of more than 12 words.", find)
