"""Services of the catalog that need each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagnostics import Severity
from ..model.book import Book
from ..model.catalog import Service
from ..model.settings import Policy
from ..sources.document import Document
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    services = book.catalog.services
    done: set[str] = set()
    for name in services:
        for circle in _circles(services, name, done):
            source, target = circle[-2], circle[-1]
            document = _home(book, source)
            if document:
                at = ("services", source, "depends_on", services[source].depends_on.index(target))
                yield Finding(
                    f"services need each other in a circle: {' -> '.join(circle)}",
                    document.span(at),
                    "Remove the need that does not stop its service, to show which one to mend first.",
                )


def _circles(services: Mapping[str, Service], start: str, done: set[str]) -> Iterator[tuple[str, ...]]:
    """The ways from `start` that come back to themselves, each once; what is `done` is not walked again."""
    way: list[str] = []
    todo: list[tuple[str, bool]] = [(start, False)]
    while todo:
        name, leaving = todo.pop()
        if leaving:
            done.add(way.pop())
        elif name in way:
            yield (*way[way.index(name) :], name)
        elif name in services and name not in done:
            todo.append((name, True))
            todo.extend((below, False) for below in reversed(services[name].depends_on))
            way.append(name)


def _home(book: Book, service: str) -> Document | None:
    """The file of the catalog that defines a service."""
    routes = ("services", service)
    return next((document for document in book.catalog_documents if routes in document.values), None)


CHECK = Check(
    "NB807", "dependency-cycle", Severity.WARNING, "Services that need each other in a circle.", find
)
