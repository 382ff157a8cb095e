"""A list that is too long to work through without losing one's place."""

from __future__ import annotations

from collections.abc import Iterator, Sized

from ..diagnostics import Severity
from ..model.book import Book, Entry
from ..model.settings import Policy
from ..sources.document import Route
from .check import Check, Finding
from .written import spoken

MOST = 9
_Block = tuple[Route, Sized]


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for route, items in _blocks(entry):
            if len(items) > MOST:
                yield Finding(
                    f"`{spoken(route)}` has {len(items)} items, and a reader keeps their place in {MOST}",
                    entry.span(route, key=True),
                    "Split it into steps of its own, or leave out what nobody would miss at night.",
                )
        yield from _do_first(entry)


def _do_first(entry: Entry) -> Iterator[Finding]:
    count = len(entry.runbook.do_first)
    if count and not 3 <= count <= 5:
        items = "1 item" if count == 1 else f"{count} items"
        help = (
            "Keep what cannot wait for the first step; the rest belongs into steps."
            if count > 5
            else "Add who takes it, what to open, where to begin, or remove the list."
        )
        message = f"`do_first` has {items}, and three to five are remembered"
        yield Finding(message, entry.span(("do_first",), key=True), help)


def _blocks(entry: Entry) -> Iterator[_Block]:
    runbook = entry.runbook
    yield ("preconditions",), runbook.preconditions
    for placed in entry.steps:
        step = placed.step
        yield (*placed.route, "before"), step.before
        yield (*placed.route, "after"), step.after
        yield (*placed.route, "stop_if"), step.stop_if
        yield (*placed.route, "increments"), step.increments
    for i, remedy in enumerate(runbook.remedies):
        yield ("remedies", i, "steps"), remedy.steps
    for i, hypothesis in enumerate(runbook.hypotheses):
        yield ("hypotheses", i, "tests"), hypothesis.tests
    if runbook.postmortem:
        yield ("postmortem", "questions"), runbook.postmortem.questions


CHECK = Check("NB306", "long-block", Severity.WARNING, "A list too long to keep one's place in.", find)
