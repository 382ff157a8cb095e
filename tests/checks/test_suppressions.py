"""What a comment may allow, where it must stand, and when it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from .book import EXAMPLE, Files, codes, edited, found, said

LONG = "  - Run make switch-to-cached-scores and wait until it says that all three regions have switched."
ALLOW = "# nightbook: allow {what} until {until} because the regions are one decision"


def allow(what: str = "NB305", until: str = "2027-01-31") -> str:
    return ALLOW.format(what=what, until=until)


def book(*lines: str) -> Files:
    """The base book with these lines before the last item of `do_first`."""
    return edited(("  - Start with step 1.\n", "\n".join([*lines, "  - Start with step 1.\n"])))


def test_without_a_comment_the_finding_is_shown(tmp_path: Path) -> None:
    assert codes(book(LONG), tmp_path) == ["NB305"]


def test_a_comment_at_the_end_of_the_line_allows_it(tmp_path: Path) -> None:
    assert codes(book(f"{LONG}  {allow()}"), tmp_path) == []


def test_a_comment_on_the_line_above_allows_it(tmp_path: Path) -> None:
    assert codes(book(f"  {allow()}", LONG), tmp_path) == []


def test_the_indentation_of_the_comment_does_not_matter(tmp_path: Path) -> None:
    assert codes(book(allow(), LONG), tmp_path) == []


def test_comments_on_lines_of_their_own_stack(tmp_path: Path) -> None:
    lines = (
        f"  {allow()}",
        "  # The name of the target is given.",
        f"  {allow('NB303')}",
        f"{LONG[:-1]} TODO.",
    )
    assert codes(book(*lines), tmp_path) == []


def test_a_blank_line_ends_what_a_comment_speaks_of(tmp_path: Path) -> None:
    assert codes(book(f"  {allow()}", "", LONG), tmp_path) == ["NB902", "NB305"]


def test_a_comment_at_the_end_of_the_line_above_speaks_of_that_line(tmp_path: Path) -> None:
    assert codes(book(f"  - Say so.  {allow()}", LONG), tmp_path) == ["NB902", "NB305"]


def test_a_comment_below_allows_nothing(tmp_path: Path) -> None:
    assert codes(book(LONG, f"  {allow()}"), tmp_path) == ["NB305", "NB902"]


def test_a_name_does_as_well_as_a_code(tmp_path: Path) -> None:
    assert codes(book(f"  {allow('long-action')}", LONG), tmp_path) == []


def test_several_codes_are_separated_by_commas(tmp_path: Path) -> None:
    assert codes(book(f"  {allow('NB303,  long-action')}", f"{LONG[:-1]} TODO."), tmp_path) == []


def test_another_code_is_not_allowed(tmp_path: Path) -> None:
    assert codes(book(f"  {allow('NB304')}", LONG), tmp_path) == ["NB902", "NB305"]


@pytest.mark.parametrize(
    "start", ["nightbook: allow", "nightbook:allow", "Nightbook : allow", "nightbook allow"]
)
def test_the_colon_may_be_written_carelessly(start: str, tmp_path: Path) -> None:
    assert codes(book(f"  {allow()}".replace("nightbook: allow", start), LONG), tmp_path) == []


def test_the_last_day_still_counts(tmp_path: Path) -> None:
    assert codes(book(f"  {allow(until='2026-11-20')}", LONG), tmp_path) == []


def test_the_day_after_it_the_finding_is_back(tmp_path: Path) -> None:
    assert list(said(found(book(f"  {allow(until='2026-11-19')}", LONG), tmp_path))) == [
        f"{EXAMPLE}:36 error NB901 this was allowed until 2026-11-19, 1 day ago",
        f"{EXAMPLE}:37 warning NB305 the action has 14 words, and 12 are taken in at a glance",
    ]


def test_an_allowance_that_has_run_out_and_hides_nothing_is_only_unused(tmp_path: Path) -> None:
    assert codes(book(f"  {allow(until='2026-11-19')}"), tmp_path) == ["NB902"]


def test_four_hundred_days_are_the_longest(tmp_path: Path) -> None:
    assert codes(book(f"  {allow(until='2027-12-25')}", LONG), tmp_path) == []


def test_four_hundred_and_one_are_too_long_and_allow_nothing(tmp_path: Path) -> None:
    assert codes(book(f"  {allow(until='2027-12-26')}", LONG), tmp_path) == ["NB903", "NB305"]


@pytest.mark.parametrize("until", ["2027-02-30", "20270131", "tomorrow", "2027-1-31"])
def test_a_day_is_a_day_of_the_calendar(until: str, tmp_path: Path) -> None:
    assert codes(book(f"  {allow(until=until)}", LONG), tmp_path) == ["NB903", "NB305"]


@pytest.mark.parametrize(
    "what", ["NB021", "NB102", "missing-field", "NB201", "NB902", "NB999", "nonsense", ","]
)
def test_only_what_a_check_finds_can_be_allowed(what: str, tmp_path: Path) -> None:
    assert codes(book(f"  {allow(what)}", LONG), tmp_path) == ["NB903", "NB305"]


@pytest.mark.parametrize("reason", ["", " because", " because ..."])
def test_a_reason_must_be_given(reason: str, tmp_path: Path) -> None:
    comment = allow().partition(" because")[0] + reason
    assert codes(book(f"  {comment}", LONG), tmp_path) == ["NB903", "NB305"]


def test_a_comment_that_only_mentions_the_tool_is_left_alone(tmp_path: Path) -> None:
    lines = ("  # nightbook reads this", "  # see plugins/nightbook: it is ours", "  # nightbooks: allow")
    assert codes(book(*lines), tmp_path) == []


def test_what_looks_like_a_comment_inside_a_text_allows_nothing(tmp_path: Path) -> None:
    assert codes(book(f"  - >-\n    {LONG.strip()}\n    {allow()}"), tmp_path) == ["NB305"]


def test_a_comment_in_a_baseline_allows_what_stands_there(tmp_path: Path) -> None:
    files = edited(("title: Scores", "extends: serving-baseline\ntitle: Scores"))
    files["runbooks/baselines/serving-baseline.yaml"] = (
        f"kind: baseline\ntitle: Shared\nversion: 1.0.0\n{allow('NB303')}\npeak_load: TBD\n"
    )
    assert codes(files, tmp_path) == []


def test_a_comment_in_the_runbook_does_not_reach_its_baseline(tmp_path: Path) -> None:
    files = edited(("title: Scores", f"{allow('NB303')}\nextends: serving-baseline\ntitle: Scores"))
    files["runbooks/baselines/serving-baseline.yaml"] = (
        "kind: baseline\ntitle: Shared\nversion: 1.0.0\npeak_load: TBD\n"
    )
    assert codes(files, tmp_path) == ["NB303", "NB902"]


def test_a_comment_in_the_catalog_allows_what_stands_there(tmp_path: Path) -> None:
    path = "runbooks/catalog/teams.yaml"
    comment = allow("unfinished-text")
    files = edited(("does: Serving and the model registry.", f"does: TBD  {comment}"), path=path)
    assert codes(files, tmp_path) == []
