"""A rotation whose plan is over, or nearly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .called import first_call
from .check import Check, Finding
from .places import in_catalog
from .written import days

SOON = dt.timedelta(days=14)


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for name, rotation in book.catalog.rotations.items():
        if not rotation.until or rotation.until > policy.today + SOON:
            continue
        called = first_call(book, name)
        left = (rotation.until - policy.today).days
        yield Finding(
            f"the plan of {rotation.name} {_said(rotation.until, left)}",
            in_catalog(book, "rotations", name, "until"),
            "Plan it further and set `until` to the new last day."
            + ("" if called else " Or remove it: no runbook calls it."),
            (called,) if called else (),
            severity=Severity.ERROR if left < 0 and called else Severity.WARNING,
        )


def _said(until: dt.date, left: int) -> str:
    if left < 0:
        return f"ended on {until}, {days(-left)} ago"
    return f"ends on {until}, in {days(left)}" if left else "ends today"


CHECK = Check(
    "NB603", "rotation-has-run-out", Severity.ERROR, "A rotation whose plan is over, or nearly.", find
)
