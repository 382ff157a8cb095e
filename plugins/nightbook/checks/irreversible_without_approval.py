"""An irreversible step that nobody has to agree to, or that does not say what can go wrong."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .lacking import steps_that_lack

_ADD = {
    "approval": "Add `approval: {by: ...}` with the role, rotation or person who must agree.",
    "danger": "Add `danger` with what is lost for good: it stands above the command.",
}


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    return steps_that_lack(book, "irreversible", "is irreversible", _ADD)


CHECK = Check(
    "NB716",
    "irreversible-without-approval",
    Severity.ERROR,
    "An irreversible step without somebody who agrees, or without its danger.",
    find,
)
