"""What authors wrote, file by file: runbooks and baselines alike, inherited values left out.

A fault in a baseline is the baseline's, however many runbooks extend it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from msgspec import convert

from ..diagnostics import Span
from ..model.book import Book
from ..model.runbook import Change, Review
from ..sources.document import Document, Json, Route


@dataclass(frozen=True, slots=True)
class Source:
    """What a runbook or a baseline says of itself; a baseline may leave out what is None here."""

    document: Document
    version: str
    status: str = "active"
    severity: str | None = None
    owner: str | None = None
    review: Review | None = None
    changelog: tuple[Change, ...] = ()

    @property
    def is_draft(self) -> bool:
        return self.status == "draft"

    def span(self, *route: str | int, key: bool = False) -> Span:
        return self.document.span(route, key=key)


def sources(book: Book) -> Iterator[Source]:
    """Every runbook and every baseline of the book."""
    for entry in book.entries:
        says = entry.runbook
        yield Source(
            entry.document, says.version, says.status, says.severity, says.owner, says.review, says.changelog
        )
    yield from map(_baseline, book.baselines.values())


def _baseline(document: Document) -> Source:
    data: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
    return Source(
        document=document,
        version=data["version"],
        status=data.get("status", "active"),
        severity=data.get("severity"),
        owner=data.get("owner"),
        review=convert(data["review"], Review) if "review" in data else None,
        changelog=convert(data.get("changelog", ()), tuple[Change, ...]),
    )


def written(book: Book) -> Iterator[Document]:
    """The documents of every runbook and every baseline."""
    yield from (entry.document for entry in book.entries)
    yield from book.baselines.values()


def values(document: Document) -> Iterator[tuple[Route, Json]]:
    """Every value that this document itself wrote, with its route, in the order of the file."""
    todo: list[tuple[Route, Json]] = [((), document.data)]
    while todo:
        route, value = todo.pop()
        if route in document.origins:
            continue
        yield route, value
        if isinstance(value, dict):
            todo.extend(((*route, name), below) for name, below in reversed(value.items()))
        elif isinstance(value, list):
            todo.extend(((*route, index), value[index]) for index in range(len(value) - 1, -1, -1))


def spoken(route: Route) -> str:
    """`steps.triage[2].run`, as a person reads it: places in a list count from 1."""
    name = ""
    for part in route:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def days(count: int) -> str:
    """`1 day`, `12 days`."""
    return "1 day" if count == 1 else f"{count} days"
