"""A rotation whose plan is over, or nearly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.catalog import Rotation
from ..model.oncall import moment
from ..model.settings import Policy
from .called import first_call
from .check import Check, Finding
from .places import in_catalog
from .written import days

SOON = dt.timedelta(days=14)
SOON_IMPORTED = dt.timedelta(days=3)
"""An import looks a few weeks ahead and is renewed often: two weeks before its end nothing is wrong."""


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for name, rotation in book.catalog.rotations.items():
        until = _until(rotation)
        soon = SOON_IMPORTED if rotation.shifts else SOON
        if not until or (until - policy.today) > soon:
            continue
        called = first_call(book, name)
        left = (until - policy.today).days
        again = (
            "Import it again." if rotation.shifts else "Plan it further and set `until` to the new last day."
        )
        yield Finding(
            f"the plan of {rotation.name} {_said(until, left)}",
            in_catalog(book, "rotations", name, "shifts" if rotation.shifts else "until"),
            again + ("" if called else " Or remove it: no runbook calls it."),
            (called,) if called else (),
            severity=Severity.ERROR if left < 0 and called else Severity.WARNING,
        )


def _until(rotation: Rotation) -> dt.date | None:
    """The last day on which somebody is planned: that of the last shift where they are imported."""
    if rotation.shifts:
        return max(moment(shift.to) for shift in rotation.shifts).date()
    return rotation.until


def _said(until: dt.date, left: int) -> str:
    if left < 0:
        return f"ended on {until}, {days(-left)} ago"
    return f"ends on {until}, in {days(left)}" if left else "ends today"


CHECK = Check(
    "NB603", "rotation-has-run-out", Severity.ERROR, "A rotation whose plan is over, or nearly.", find
)
