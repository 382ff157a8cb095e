"""An irreversible step that nobody has to agree to, or that does not say what can go wrong."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding

_ADD = {
    "approval": "Add `approval: {by: ...}` with the role, rotation or person who must agree.",
    "danger": "Add `danger` with what is lost for good: it stands above the command.",
}


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for placed in entry.steps:
            if placed.step.effect == "irreversible":
                lacks = [name for name in _ADD if not getattr(placed.step, name)]
                if lacks:
                    without = " and no ".join(f"`{name}`" for name in lacks)
                    yield Finding(
                        f"this step is irreversible and has no {without}",
                        entry.span((*placed.route, "effect")),
                        " ".join(_ADD[name] for name in lacks),
                    )


CHECK = Check(
    "NB716",
    "irreversible-without-approval",
    Severity.ERROR,
    "An irreversible step without somebody who agrees, or without its danger.",
    find,
)
