"""A command without what the reader should see when it has worked."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding

_HELP = (
    "Add `expect:` with what the terminal or the page shows when it has worked, "
    "such as '\"deployment.apps/scorer rolled back\"'."
)


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for placed in entry.steps:
            step = placed.step
            if step.do and step.run and not step.expect:
                message = f'the command of "{step.id}" does not say what you should see'
                yield Finding(message, entry.span((*placed.route, "run"), key=True), _HELP)


CHECK = Check(
    "NB307", "command-without-expectation", Severity.WARNING, "An action's `run` without `expect`.", find
)
