"""An action that stops the harm or puts it right, and does not say how."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding

_HELP = (
    'Add the command below `do`, such as `run: {"shell": "..."}`, or '
    '`run: {"click": "Airflow > DAGs > features_hourly > Pause"}` where there is none.'
)


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for placed in entry.steps:
            if placed.phase in ("contain", "mitigate") and placed.step.do and not placed.step.run:
                message = f'the action "{placed.step.id}" has no command'
                yield Finding(message, entry.span((*placed.route, "do")), _HELP)


CHECK = Check(
    "NB304",
    "mitigation-without-command",
    Severity.WARNING,
    "An action that contains or mitigates, without `run`.",
    find,
)
