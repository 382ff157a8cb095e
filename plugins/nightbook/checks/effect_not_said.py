"""A command that the reader is told to run without being told what it changes."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .hidden_danger import dangerous
from .places import texts


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for command, text in texts(entry):
            step = command.step
            # One that destroys something has a finding of its own.
            if (
                step
                and step.do
                and not step.effect
                and command.role == "run"
                and not dangerous(command, text)
            ):
                yield Finding(
                    "this step runs a command and does not say what it changes",
                    entry.span((*command.route[:-1], "do")),
                    "Add `effect`: read-only, reversible or irreversible.",
                )


CHECK = Check(
    "NB718", "effect-not-said", Severity.WARNING, "A command without a word on what it changes.", find
)
