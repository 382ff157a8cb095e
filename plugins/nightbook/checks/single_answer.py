"""A question that decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for placed in entry.steps:
            targets = set(placed.step.answers.values())
            if len(targets) == 1:
                (target,) = targets
                alone = len(placed.step.answers) == 1
                yield Finding(
                    "this question has one answer" if alone
                    else f'every answer of this question leads to "{target}"',
                    entry.span((*placed.route, "ask")),
                    "Say where the other answers lead. If there is nothing to decide, write a `do` step.",
                )  # fmt: skip


CHECK = Check("NB505", "single-answer", Severity.WARNING, "A question that decides nothing.", find)
