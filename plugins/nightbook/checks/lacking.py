"""Steps that change something and leave out what their effect asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model.book import Book
from .check import Finding


def steps_that_lack(book: Book, effect: str, what: str, asked_for: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for each step of this effect without all the fields asked for, which come with their help.

    `what` says in the message what the step does.
    """
    for entry in book.entries:
        for placed in entry.steps:
            if placed.step.effect != effect:
                continue
            lacks = [name for name in asked_for if not getattr(placed.step, name)]
            if lacks:
                without = " and no ".join(f"`{name}`" for name in lacks)
                yield Finding(
                    f"this step {what} and has no {without}",
                    entry.span((*placed.route, "effect")),
                    " ".join(asked_for[name] for name in lacks),
                )
