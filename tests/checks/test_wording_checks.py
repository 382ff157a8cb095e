"""Words counted, questions weighed, unfinished text told from commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from nightbook.checks.long_action import words

from .book import codes, edited, found

TWELVE = "one two three four five six seven eight nine ten eleven twelve"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (TWELVE, 12),
        (f"{TWELVE} thirteen", 13),
        (f"{TWELVE} 300 ms", 13),
        (f"{TWELVE} 5 %.", 13),
        (f"{TWELVE} < 2.5 GB, 10 minutes", 14),
        (f"{TWELVE} - and / or", 14),
        (f"{TWELVE} p99 ms", 14),
        (f"{TWELVE} 3 pods", 14),
        (f"  {TWELVE}  \n  again  ", 13),
    ],
)
def test_words_are_counted_as_a_reader_takes_them_in(text: str, count: int) -> None:
    assert words(text) == count


@pytest.mark.parametrize(
    "question",
    [
        "Checked?", "Dashboard checked?", "Done?", "Is it OK?", "Everything okay ?", "Are the logs fine?",
        "Did you check the dashboard for errors that came after the deploy?", "Have you checked the logs?",
        "p99 is above 300 ms",
    ],
)  # fmt: skip
def test_a_question_that_everybody_answers_with_yes_is_vague(question: str, tmp_path: Path) -> None:
    assert codes(edited(("Is p99 above 300 ms right now?", f'"{question}"')), tmp_path) == ["NB308"]


@pytest.mark.parametrize(
    "question",
    [
        "Is p99 above 300 ms?", "Are 3 of 3 probes OK?", "Do all pods say Running?",
        "Did a new version roll out?", "Which pods are slow? Count those above 300 ms.",
        "Has the on-call engineer of the feature store said ok?",
    ],
)  # fmt: skip
def test_a_question_about_what_is_seen_is_not(question: str, tmp_path: Path) -> None:
    assert codes(edited(("Is p99 above 300 ms right now?", f'"{question}"')), tmp_path) == []


@pytest.mark.parametrize(
    "text",
    ["TODO", "Orders go through (TBD).", "todo: say what", "FIXME later", "Call XXX.", "Lorem ipsum dolor",
     "…", " ... ", "N/A", "n/a", "<fill in>", "<Fill in the region>"],
)  # fmt: skip
def test_text_that_its_writer_meant_to_come_back_to_is_found(text: str, tmp_path: Path) -> None:
    assert codes(edited(("messages:", f'peak_load: "{text}"\nmessages:')), tmp_path) == ["NB303"]


@pytest.mark.parametrize(
    "text",
    ["The todo list of the team", "Mastodon", "TODOS-EU", "Wait ... then look", "N/A is shown there",
     "XXXL boxes", "What the reader must fill in stands below", "The Tbilisi region"],
)  # fmt: skip
def test_text_that_only_looks_like_it_is_not(text: str, tmp_path: Path) -> None:
    assert codes(edited(("messages:", f'peak_load: "{text}"\nmessages:')), tmp_path) == []


@pytest.mark.parametrize("command", ["mktemp -d XXX", "git diff main...HEAD", "..."])
def test_in_a_command_dots_and_crosses_are_left_alone(command: str, tmp_path: Path) -> None:
    old = "kubectl -n <namespace> logs deployment/scorer --since=1h > scorer.log"
    assert "NB303" not in codes(edited((old, f'"{command}"')), tmp_path)


def test_the_lines_of_a_long_text_are_told_apart(tmp_path: Path) -> None:
    files = edited(("messages:", "peak_load: |-\n  Weekdays.\n\n    And TBD.\nmessages:"))
    assert [(each.span.line, each.span.column) for each in found(files, tmp_path)] == [(100, 9)]
