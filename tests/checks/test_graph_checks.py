"""The checks of the decision graph, on steps written for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from nightbook.checks import (
    dead_end_branch,
    jump_to_nowhere,
    long_path,
    no_way_to_a_person,
    single_answer,
    unbounded_loop,
    unreachable_step,
)
from nightbook.checks.check import Check
from nightbook.model.book import Book, Entry
from nightbook.model.runbook import Runbook, convert
from nightbook.model.settings import Policy
from nightbook.sources.parse import parse

from .book import EXAMPLE, TODAY, base, found, said

Steps = Mapping[str, object]
"""Steps by id. A mapping is a question's answers, `>x` an action that leads to x, `>` one that falls through;
`end` and `call` are ways out."""


def book(steps: Steps, **fields: object) -> Book:
    document, _ = parse("title: x\n", "runbooks/serving/x.yaml")
    assert document is not None
    entries = (Entry("x", "serving", document, runbook(steps, fields)),)
    return Book(entries, {}, Book.empty().catalog, (), {}, True, {})


def runbook(steps: Steps, fields: Mapping[str, object]) -> Runbook:
    written = [{"id": name, **step(says)} for name, says in steps.items()]
    return convert({
        "title": "x", "version": "1.0.0", "summary": "x", "severity": "SEV1", "owner": "x",
        "review": {"last": "2026-11-01", "every": "90d"}, "changelog": [], "steps": {"triage": written},
        **fields,
    })  # fmt: skip


def step(says: object) -> dict[str, object]:
    if isinstance(says, dict):
        return {"ask": "x?", "answers": says}
    assert isinstance(says, str)
    if says.startswith(">"):
        return {"do": "x", **({"then": says[1:]} if says[1:] else {})}
    return {"end": "x"} if says == "end" else {"escalate": "x"}


def messages(check: Check, steps: Steps, **fields: object) -> list[str]:
    return [each.message for each in check.find(book(steps, **fields), Policy(today=TODAY))]


def back(to: str, then: str = "out") -> dict[str, object]:
    return {"go": to, "at_most": 2, "then": then}


# NB501.


def test_a_step_behind_another_lost_step_is_not_reported_again() -> None:
    steps = {"a": {"y": "out", "n": "out"}, "b": {"y": "c", "n": "d"}, "c": ">", "d": ">out", "out": "end"}
    assert messages(unreachable_step.CHECK, steps) == ['no path leads to the step "b"']


def test_of_a_lost_circle_the_first_step_is_reported() -> None:
    steps = {"a": ">out", "b": ">c", "c": ">b", "out": "end"}
    assert messages(unreachable_step.CHECK, steps) == ['no path leads to the step "b"']


def test_a_signal_and_an_option_are_entrances() -> None:
    steps = {"a": ">out", "b": ">out", "c": ">out", "out": "end"}
    signal = {"id": "s", "source": "human", "means": "x", "leads_to": "b"}
    option = {"id": "o", "choice": "rerun", "title": "x", "when": "x", "go_to": "c"}
    assert messages(unreachable_step.CHECK, steps, signals=[signal], options=[option]) == []


def test_nothing_is_lost_while_a_way_leads_nowhere() -> None:
    steps = {"a": {"y": "bb", "n": "out"}, "b": ">out", "out": "end"}
    assert messages(unreachable_step.CHECK, steps) == []
    assert messages(jump_to_nowhere.CHECK, steps) == ['there is no step "bb"']


# NB502.


def test_an_action_falls_through_and_only_the_last_one_ends_dead() -> None:
    assert messages(dead_end_branch.CHECK, {"a": ">", "b": ">"}) == [
        "nothing comes after this action, and it is no way out"
    ]


def test_a_way_that_leads_nowhere_is_no_trap() -> None:
    assert messages(dead_end_branch.CHECK, {"a": {"y": "b", "n": "bb"}, "b": ">a"}) == []


def test_steps_that_only_lead_into_a_circle_are_named_with_it() -> None:
    steps = {"a": {"y": "b", "n": "out"}, "b": ">", "c": ">d", "d": ">c", "out": "end"}
    assert messages(dead_end_branch.CHECK, steps) == [
        'no way out: the steps "b", "c" and "d" lead only to each other'
    ]


def test_a_step_that_leads_to_itself_has_no_way_out() -> None:
    assert messages(dead_end_branch.CHECK, {"a": ">a", "out": "end"}) == [
        'no way out: the step "a" leads only to itself'
    ]


# NB503.


def test_a_bound_anywhere_in_the_circle_is_enough() -> None:
    steps = {"a": {"y": "b", "n": "out"}, "b": {"y": back("a"), "n": "out"}, "out": "end"}
    assert messages(unbounded_loop.CHECK, steps) == []


def test_the_way_taken_when_the_bound_is_used_up_may_close_a_circle_too() -> None:
    steps = {"a": {"y": "b", "n": "out"}, "b": {"y": back("b", then="a"), "n": "out"}, "out": "end"}
    assert messages(unbounded_loop.CHECK, steps) == ['"a" and "b" go round without a bound']


def test_a_circle_is_named_once_in_the_order_of_its_steps() -> None:
    steps = {"a": {"y": "c", "n": "out"}, "b": ">a", "c": ">b", "out": "end"}
    assert messages(unbounded_loop.CHECK, steps) == ['"a", "c" and "b" go round without a bound']


def test_two_circles_through_one_step_are_two_findings() -> None:
    steps = {"a": {"y": "b", "n": "c", "?": "out"}, "b": ">a", "c": ">a", "out": "end"}
    assert messages(unbounded_loop.CHECK, steps) == [
        '"a" and "b" go round without a bound',
        '"a" and "c" go round without a bound',
    ]


def test_a_way_up_the_page_that_closes_no_circle_is_fine() -> None:
    steps = {"a": {"y": "c", "n": "out"}, "b": ">out", "c": ">b", "out": "end"}
    assert messages(unbounded_loop.CHECK, steps) == []


def test_a_circle_without_a_way_out_is_left_to_its_own_check() -> None:
    steps = {"a": ">b", "b": ">a", "out": "end"}
    assert messages(unbounded_loop.CHECK, steps) == []


def test_of_a_long_circle_the_first_steps_are_named() -> None:
    steps = {**{f"s{i}": ">" for i in range(7)}, "s7": {"y": "s0", "n": "out"}, "out": "end"}
    assert messages(unbounded_loop.CHECK, steps) == [
        '"s0", "s1", "s2", "s3", "s4" and 3 more go round without a bound'
    ]


# NB505.


def test_a_bounded_way_back_is_an_answer_of_its_own() -> None:
    steps = {"a": {"y": back("a"), "n": "out"}, "out": "end"}
    assert messages(single_answer.CHECK, steps) == []
    assert messages(single_answer.CHECK, {"a": {"y": back("a")}, "out": "end"}) == [
        "this question has one answer"
    ]


# NB506.


@pytest.mark.parametrize(
    ("steps", "alone"),
    [
        ({"a": {"y": "call", "n": "out"}}, False),
        ({"a": {"y": "b", "n": "out"}, "b": ">", "c": ">call"}, False),
        ({"a": {"y": "out"}}, True),
        ({"a": {"y": "b", "n": "out"}, "b": ">out"}, True),
        ({"a": {"y": back("a", then="call"), "n": "out"}}, True),
        ({"a": {"y": back("b", then="out"), "n": "out"}, "b": ">call"}, False),
        ({"a": {"y": "b", "n": "out"}, "b": ">c", "c": ">b"}, True),
        ({"a": {"y": "nowhere", "n": "out"}}, False),
    ],
)
def test_a_person_is_reached_at_once_or_after_actions(steps: Steps, alone: bool) -> None:
    found = messages(no_way_to_a_person.CHECK, {**steps, "out": "end", "call": "call"})
    assert found == (["no answer of this question leads to a person"] if alone else [])


# NB507.


def longest(steps: Steps) -> list[str]:
    return long_path.longest_path(book(steps).entries[0])


def test_the_longest_way_is_found_whatever_the_order_of_the_answers() -> None:
    steps = {"a": {"y": "d", "n": "b"}, "b": ">", "c": ">", "d": ">out", "out": "end"}
    assert longest(steps) == ["a", "b", "c", "d", "out"]


def test_a_way_back_does_not_make_a_way_longer() -> None:
    steps = {
        "a": {"y": "b", "n": "out"},
        "b": {"y": back("a"), "n": "c"},
        "c": {"y": "a", "n": "out"},
        "out": "end",
    }
    assert longest(steps) == ["a", "b", "c", "out"]


def diamonds(count: int) -> Iterator[tuple[str, object]]:
    for i in range(count):
        yield f"q{i}", {"y": f"l{i}", "n": f"r{i}", "?": "out"}
        yield f"l{i}", f">q{i + 1}"
        yield f"r{i}", f">q{i + 1}"
    yield f"q{count}", ">out"
    yield "out", "end"


def test_the_longest_of_ten_to_the_hundred_and_fifty_paths_is_found() -> None:
    entry = book(dict(diamonds(500))).entries[0]
    assert len(long_path.longest_path(entry)) == 1002


# The severity.


def test_for_a_maintenance_runbook_a_lonely_question_is_a_warning(tmp_path: Path) -> None:
    files = base()
    text = files[EXAMPLE].replace("        Cannot tell: call-secondary\n", "", 1)
    for severity, kind, expected in (("SEV2", "incident", "error"), ("SEV2", "maintenance", "warning")):
        files[EXAMPLE] = f"kind: {kind}\n" + text.replace("severity: SEV3", f"severity: {severity}")
        lines = [line for line in said(found(files, tmp_path)) if "NB506" in line]
        assert lines == [
            f"runbooks/serving/example.yaml:47 {expected} NB506 no answer of this question leads to a person"
        ]
