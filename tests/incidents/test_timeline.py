"""A record as the first half of a postmortem: its text, the path taken, the timings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from nightbook.incidents.timeline import markdown, spoken
from nightbook.model.incident import Incident, incident
from nightbook.pages.messages import postmortem_text
from nightbook.pipeline import compile_book

from .records import TODAY, answer, at, entry, record

ROOT = Path(__file__).parents[2]
NIGHT = record(
    entry("03:12:07", "opened", step="slow"),
    entry("03:12:40", "copied", step="slow", text="kubectl get pods\n"),
    answer("03:13:00", "slow", "shipped", "triage", "question"),
    answer("03:14:00", "shipped", "restart", "mitigate", "action", "No"),
    entry("03:14:30", "back", step="restart", to="shipped"),
    entry("03:15:00", "time-up", step="shipped", title="2. shipped?"),
    entry("03:16:00", "called", step="shipped", whom="Amira | second", how="Phone"),
    entry("03:17:00", "note", text="A *deploy* at 03:01.\n<b>Nobody</b> said so."),
    answer("03:18:10", "shipped", "undo", "contain", "action"),
    answer("04:20:07", "undo", "close", "end", "end", "Done"),
)


def told(*entries: dict[str, Any], **more: Any) -> Incident:
    return incident(record(*entries, **more))


def test_a_night_in_full() -> None:
    assert markdown(incident(NIGHT)) == (Path(__file__).parent / "night.md").read_text("utf-8")


def test_its_headings_are_those_of_the_runbook_s_own_template_in_the_same_order() -> None:
    compiled = compile_book(ROOT / "mkdocs.yml", TODAY)
    headings = re.findall(r"^## .+$", markdown(incident(NIGHT)), re.MULTILINE)
    assert len(headings) == 5
    for each in compiled.book.entries:
        template = postmortem_text(each, compiled.book).split("\n")
        assert [line for line in template if line in headings] == headings


def test_its_table_has_the_columns_of_the_runbook_s_own_template() -> None:
    compiled = compile_book(ROOT / "mkdocs.yml", TODAY)
    columns = "| UTC | What was seen | What was decided, and why |"
    assert columns in markdown(incident(NIGHT))
    assert columns in postmortem_text(compiled.book.entries[0], compiled.book)


def test_a_way_that_was_taken_back_is_not_on_the_path() -> None:
    assert [(way.step, way.to) for way in incident(NIGHT).path] == [
        ("slow", "shipped"), ("shipped", "undo"), ("undo", "close"),
    ]  # fmt: skip


def test_going_back_several_steps_takes_all_of_them_back() -> None:
    ways = [
        answer("03:13:00", "a", "b", "triage", "question"),
        answer("03:14:00", "b", "c", "triage", "question"),
    ]
    assert told(*ways, entry("03:15:00", "back", step="c", to="a")).path == ()
    assert len(told(*ways, entry("03:15:00", "back", step="c", to="nowhere")).path) == 2
    elsewhere = {**entry("03:15:00", "back", step="c", to="a"), "runbook": "other"}
    assert len(told(*ways, elsewhere).path) == 2


@pytest.mark.parametrize(
    ("phase", "kind", "seconds"),
    [
        ("triage", "question", None),
        ("contain", "action", 53),
        ("end", "end", 53),
        ("end", "escalate", None),
        ("end", "handover", None),
    ],
)
def test_it_is_diagnosed_when_an_answer_leads_out_of_triage_and_not_to_somebody_else(
    phase: str, kind: str, seconds: int | None
) -> None:
    one = told(answer("03:13:00", "a", "b", phase, kind))
    assert one.seconds_to(one.diagnosed) == seconds


@pytest.mark.parametrize(("kind", "seconds"), [("end", 53), ("escalate", None), ("handover", None)])
def test_it_is_restored_at_an_end_that_calls_nobody(kind: str, seconds: int | None) -> None:
    one = told(answer("03:13:00", "a", "b", "end", kind))
    assert one.seconds_to(one.restored) == seconds


def test_a_clock_that_was_put_back_gives_no_timing() -> None:
    one = told(answer("03:13:00", "a", "b", "end", "end"), began=at("03:20:00"))
    assert one.seconds_to(one.restored) is None
    assert "- Restored (UTC): 2026-11-20 03:13:00\n" in markdown(one)
    assert "- Time to restore:\n" in markdown(one)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0, "0 s"), (59, "59 s"), (60, "1 min"), (3600, "1 h"), (3725, "1 h 2 min 5 s"), (90_000, "25 h")],
)  # fmt: skip
def test_a_timing_in_words(seconds: int | None, words: str) -> None:
    assert spoken(seconds) == words


def test_a_command_is_fenced_by_more_ticks_than_it_holds() -> None:
    text = markdown(told(entry("03:13:00", "copied", step="", text="echo '````'\n```\n")))
    assert "2026-11-20 03:13:00:\n\n`````\necho '````'\n```\n`````\n" in text


def test_what_a_terminal_would_obey_shows_as_a_sign_of_its_own_in_a_command() -> None:
    text = markdown(told(entry("03:13:00", "copied", step="", text="a\x1b[2J\tb\u202ec\x9b1m\r\nd\u2066")))
    assert "```\na\ufffd[2J\tb\ufffdc\ufffd1m\ufffd\nd\ufffd\n```\n" in text


def test_several_runbooks_are_named_in_the_order_in_which_they_were_opened() -> None:
    books = {
        name: {"title": name.upper(), "version": "1.0.0", "severity": severity, "source": "0"}
        for name, severity in (("alpha", "SEV2"), ("beta", "SEV1"), ("never", "SEV1"))
    }
    lines = [{**entry("03:13:00", "opened", step="x"), "runbook": name} for name in ("beta", "alpha")]
    text = markdown(told(*lines, runbooks=books))
    assert text.startswith("# Postmortem: BETA\n")
    assert re.findall("^- (?:Runbook|Severity): .+$", text, re.MULTILINE) == [
        "- Severity: SEV1, SEV2",
        "- Runbook: beta v1.0.0 (source 0)",
        "- Runbook: alpha v1.0.0 (source 0)",
    ]
