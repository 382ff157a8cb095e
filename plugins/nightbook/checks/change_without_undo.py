"""A reversible step that does not say how to take it back, or how one sees that it worked."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .lacking import steps_that_lack

_ADD = {
    "undo": "Add `undo` with the command that takes it back; if there is none, the step is irreversible.",
    "verify": "Add `verify` with the id of the question that shows whether it worked.",
}


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    return steps_that_lack(book, "reversible", "changes something", _ADD)


CHECK = Check(
    "NB717",
    "change-without-undo",
    Severity.ERROR,
    "A reversible step without its way back, or without its proof.",
    find,
)
