"""How old a review is: a runbook's `review` and today -> Freshness."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from .runbook import Review
from .settings import ReviewWindows
from .units import duration


class Age(StrEnum):
    """In the order of urgency, the calm one first."""

    CURRENT = "current"
    SOON = "due soon"
    OVERDUE = "overdue"
    FAR = "far overdue"


@dataclass(frozen=True, slots=True)
class Freshness:
    """`due` is the last day on which the review still holds; `days` counts from today to it, below 0 when it
    is past.
    """

    age: Age
    due: dt.date
    days: int

    @property
    def is_overdue(self) -> bool:
        return self.age in (Age.OVERDUE, Age.FAR)


def freshness(review: Review, today: dt.date, windows: ReviewWindows) -> Freshness:
    due = review.last + duration(review.every)
    days = (due - today).days
    if days < -windows.far_days.days:
        age = Age.FAR
    elif days < 0:
        age = Age.OVERDUE
    elif days <= windows.soon_days.days:
        age = Age.SOON
    else:
        age = Age.CURRENT
    return Freshness(age, due, days)
