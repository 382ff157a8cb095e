"""A parameter that nobody knows how to fill."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for name, says in entry.runbook.parameters.items():
            if not (says.ask or says.environment or says.known_good or says.default is not None):
                yield Finding(
                    f"nothing says where the value of `<{name}>` comes from",
                    entry.span(("parameters", name), key=True),
                    "Add `ask` with a question, `environment` with a key of the environments' values, "
                    "`known_good` with a model, or `default`.",
                )


CHECK = Check(
    "NB703", "parameter-without-source", Severity.ERROR, "A parameter that nobody knows how to fill.", find
)
