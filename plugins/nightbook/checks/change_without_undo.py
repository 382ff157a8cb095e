"""A reversible step that does not say how to take it back, or how one sees that it worked."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding

_ADD = {
    "undo": "Add `undo` with the command that takes it back; if there is none, the step is irreversible.",
    "verify": "Add `verify` with the id of the question that shows whether it worked.",
}


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for placed in entry.steps:
            if placed.step.effect == "reversible":
                lacks = [name for name in _ADD if not getattr(placed.step, name)]
                if lacks:
                    without = " and no ".join(f"`{name}`" for name in lacks)
                    yield Finding(
                        f"this step changes something and has no {without}",
                        entry.span((*placed.route, "effect")),
                        " ".join(_ADD[name] for name in lacks),
                    )


CHECK = Check(
    "NB717",
    "change-without-undo",
    Severity.ERROR,
    "A reversible step without its way back, or without its proof.",
    find,
)
