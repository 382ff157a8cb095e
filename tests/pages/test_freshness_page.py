"""Which reviews are due, and whose they are."""

from __future__ import annotations

from pathlib import Path

from .tiny import headings, links, page, runbook, said, site

BOOK = {
    "fine.yaml": runbook("Fine", review="review: {last: 2026-11-01, every: 90d}"),
    "soon.yaml": runbook("Soon", review="review: {last: 2026-11-01, every: 20d}", owner="owner: edge"),
    "late.yaml": runbook("Late", review="review: {last: 2026-11-01, every: 18d}"),
    "far.yaml": runbook("Far", review="review: {last: 2025-11-01, every: 90d}"),
    "today.yaml": runbook("Today", review="review: {last: 2026-11-01, every: 19d}"),
    "old.yaml": runbook("Old", more="status: deprecated\nreplaced_by: fine"),
}


def test_the_count_comes_first_and_leaves_out_what_is_out_of_use(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "freshness")
    assert said(found).startswith(
        "5 runbooks: 1 current, 2 due soon, 1 overdue, 1 far overdue. As of 2026-11-20, the day"
    )


def test_the_most_urgent_comes_first(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "freshness")
    assert [name for href, name in links(found.blocks[0].html) if href.startswith("../")] == [
        "Far", "Late", "Today", "Soon", "Fine",
    ]  # fmt: skip
    assert "Late Overdue 2026-11-19 , 1 day ago Core #core" in said(found)
    assert "Today Due soon 2026-11-20 , today Core #core" in said(found)
    assert "Soon Due soon 2026-11-21 , in 1 day Edge" in said(found)


def test_each_team_sees_its_own(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "freshness")
    assert headings(found) == ["Freshness", "Core", "Edge"]
    assert (
        said(found, "team-edge")
        == "1 runbook: 1 due soon. Due soon Soon Due 2026-11-21, in 1 day; every 20 days."
    )


def test_a_book_without_runbooks_has_nothing_due(tmp_path: Path) -> None:
    assert said(page(site({}, tmp_path), "freshness")).startswith("0 runbooks.")
