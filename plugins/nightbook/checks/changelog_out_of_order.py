"""A changelog that does not run from the newest change to the oldest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics import Related, Severity
from ..model.book import Book
from ..model.runbook import Change
from ..model.settings import Policy
from ..model.units import version_key
from .check import Check, Finding
from .written import sources


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for source in sources(book):
        for index, (above, below) in enumerate(pairwise(source.changelog)):
            for field, message, help in _wrong(above, below):
                yield Finding(
                    message,
                    source.span("changelog", index + 1, field),
                    help,
                    (Related(source.span("changelog", index, field), "the change above it"),),
                )


_ORDER = "Put the newest change first; versions and days go down from there."


def _wrong(above: Change, below: Change) -> Iterator[tuple[str, str, str]]:
    """The field that is out of order, what is wrong with it, and help. Two changes may be of one day."""
    if above.version == below.version:
        yield "version", f"two changes made version {below.version}", "Give each change a version of its own."
    elif version_key(above.version) < version_key(below.version):
        yield "version", f"version {below.version} stands below {above.version}, which came before it", _ORDER
    if above.date < below.date:
        yield "date", f"the change of {below.date} stands below the one of {above.date}", _ORDER


CHECK = Check(
    "NB412",
    "changelog-out-of-order",
    Severity.ERROR,
    "A changelog that does not run from the newest change to the oldest.",
    find,
)
