"""The days on which a review turns from current to due soon, overdue and far overdue."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from nightbook.diagnostics import Severity

from .book import base, codes, edited, found

# The review of 2026-11-01 holds for 90 days: until 2027-01-30. Soon is 14 days before, far 90 days after.
LAST_CURRENT = dt.date(2027, 1, 15)
FIRST_SOON = dt.date(2027, 1, 16)
DUE = dt.date(2027, 1, 30)
FIRST_OVERDUE = dt.date(2027, 1, 31)
LAST_OVERDUE = dt.date(2027, 4, 30)
FIRST_FAR = dt.date(2027, 5, 1)


def only(today: dt.date, home: Path, severity: str = "SEV3") -> list[tuple[str, Severity, str]]:
    """What the checks of reviews find on a day; time changes other things of the book too."""
    files = edited(("severity: SEV3", f"severity: {severity}"))
    return [
        (each.code, each.severity, each.message)
        for each in found(files, home, today)
        if each.code.startswith("NB4")
    ]


def test_fifteen_days_before_it_is_due_nothing_is_said(tmp_path: Path) -> None:
    assert only(LAST_CURRENT, tmp_path) == []


def test_fourteen_days_before_it_is_due_soon(tmp_path: Path) -> None:
    message = "review is due on 2027-01-30, in 14 days; owner ML Platform"
    assert only(FIRST_SOON, tmp_path) == [("NB402", Severity.INFO, message)]


def test_on_the_day_it_is_due_the_review_still_holds(tmp_path: Path) -> None:
    assert only(DUE, tmp_path) == [("NB402", Severity.INFO, "review is due today; owner ML Platform")]


def test_one_day_later_it_is_overdue(tmp_path: Path) -> None:
    message = "review was due 2027-01-30, 1 day ago; owner ML Platform"
    assert only(FIRST_OVERDUE, tmp_path) == [("NB401", Severity.WARNING, message)]


def test_ninety_days_later_it_is_not_far_overdue(tmp_path: Path) -> None:
    message = "review was due 2027-01-30, 90 days ago; owner ML Platform"
    assert only(LAST_OVERDUE, tmp_path) == [("NB401", Severity.WARNING, message)]


def test_ninety_one_days_later_it_is_far_overdue(tmp_path: Path) -> None:
    message = "review is far overdue: it was due 2027-01-30, 91 days ago; owner ML Platform"
    assert only(FIRST_FAR, tmp_path) == [("NB401", Severity.WARNING, message)]


@pytest.mark.parametrize("today", [FIRST_OVERDUE, FIRST_FAR])
def test_an_overdue_review_of_the_worst_severity_is_an_error(today: dt.date, tmp_path: Path) -> None:
    assert [(code, severity) for code, severity, _ in only(today, tmp_path, "SEV1")] == [
        ("NB401", Severity.ERROR)
    ]


def test_the_settings_move_the_boundaries(tmp_path: Path) -> None:
    files = base()
    files["mkdocs.yml"] = files["mkdocs.yml"].replace(
        "  - nightbook\n", "  - nightbook:\n      review: {soon: 30d, far: 2w, error_for: [SEV3]}\n"
    )
    said = [(each.code, each.severity) for each in found(files, tmp_path, dt.date(2026, 12, 31))]
    assert said == [("NB402", Severity.INFO)]
    far = [each for each in found(files, tmp_path, dt.date(2027, 2, 14)) if each.code == "NB401"]
    assert [(each.severity, each.message[:21]) for each in far] == [(Severity.ERROR, "review is far overdue")]


def test_a_deprecated_runbook_owes_no_review(tmp_path: Path) -> None:
    files = edited(("title: Scores", "status: deprecated\nreplaced_by: gpu-memory\ntitle: Scores"))
    files["runbooks/serving/gpu-memory.yaml"] = base()["runbooks/serving/example.yaml"].replace(
        "last: 2026-11-01", "last: 2027-05-01"
    )
    assert [code for code in codes(files, tmp_path, dt.date(2027, 5, 1)) if code.startswith("NB4")] == []


def test_a_review_of_today_is_not_in_the_future(tmp_path: Path) -> None:
    assert codes(edited(("last: 2026-11-01", "last: 2026-11-20")), tmp_path) == []


def test_a_review_of_tomorrow_is(tmp_path: Path) -> None:
    assert codes(edited(("last: 2026-11-01", "last: 2026-11-21")), tmp_path) == ["NB403"]


def test_a_change_of_the_day_of_the_review_has_been_seen(tmp_path: Path) -> None:
    assert codes(edited(("date: 2026-05-04", "date: 2026-11-01")), tmp_path) == []


def test_a_change_of_today_is_not_in_the_future(tmp_path: Path) -> None:
    files = edited(("date: 2026-05-04", "date: 2026-11-20"), ("last: 2026-11-01", "last: 2026-11-20"))
    assert codes(files, tmp_path) == []


def test_two_changes_may_be_of_one_day(tmp_path: Path) -> None:
    assert codes(edited(("date: 2026-05-04", "date: 2026-04-13")), tmp_path) == []
