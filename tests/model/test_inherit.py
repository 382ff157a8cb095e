"""A runbook over its baseline: what merges, what is replaced, what is never inherited, and where each part stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml

from nightbook.diagnostics import Span
from nightbook.model.inherit import may_be_inherited, merge
from nightbook.schema import contract
from nightbook.sources.document import Document, Extent, Route
from nightbook.sources.parse import parse

NEVER = contract.not_inherited()


def document(text: str, path: str = "over.yaml") -> Document:
    found, faults = parse(text, path)
    assert faults == ()
    assert found
    return found


def merged(base: str, over: str) -> Document:
    return merge(document(base, "base.yaml"), document(over), NEVER)


RULE = {
    "a field that only the baseline has is inherited": (
        "peak_load: Fridays", "summary: Late", "{peak_load: Fridays, summary: Late}",
    ),
    "a field of both is the runbook's": ("peak_load: Fridays", "peak_load: Mondays", "{peak_load: Mondays}"),
    "who a runbook is is not inherited": (
        "{kind: baseline, title: Base, version: 1.0.0, status: draft, formerly: [a], schema: runbook/v1,"
        " review: {last: 2026-01-01, every: 1d}, sign_off: {by: a, on: 2026-01-01}, changelog: [], replaced_by: b}",
        "title: Own", "{title: Own}",
    ),
    "the parts of a field merge": (
        "problem: {definition: a, shows_as: b}", "problem: {shows_as: c, recovered_when: d}",
        "problem: {definition: a, shows_as: c, recovered_when: d}",
    ),
    "a mapping inside a part is replaced": (
        "lineage: {upstream: [a], trace: {shell: a}}", "lineage: {trace: {sql: b}}",
        "lineage: {upstream: [a], trace: {sql: b}}",
    ),
    "contacts merge by role, and the tiers of one role merge": (
        "contacts: {one: {primary: a, backup: b}, two: {primary: c}}",
        "contacts: {one: {backup: d}, three: {primary: e}}",
        "contacts: {one: {primary: a, backup: d}, two: {primary: c}, three: {primary: e}}",
    ),
    "parameters merge by name, and the fields of one merge": (
        "parameters: {a: {ask: Which one, default: x}, b: {}}", "parameters: {a: {default: y}}",
        "parameters: {a: {ask: Which one, default: y}, b: {}}",
    ),
    "things with an id merge by id, in the baseline's order, the new ones last": (
        "signals: [{id: a, means: x, kind: drift}, {id: b, means: y}]",
        "signals: [{id: c, means: z}, {id: b, means: w}, {id: a, means: v}]",
        "signals: [{id: a, means: v, kind: drift}, {id: b, means: w}, {id: c, means: z}]",
    ),
    "what stands deeper in a thing with an id is replaced": (
        "signals: [{id: a, threshold: {above: 3, unit: ms}, query: {promql: x}}]",
        "signals: [{id: a, threshold: {below: 2, unit: s}, query: {sql: y}}]",
        "signals: [{id: a, threshold: {below: 2, unit: s}, query: {sql: y}}]",
    ),
    "a list of things inside a thing with an id is replaced": (
        "hypotheses: [{id: a, tests: [{id: t, do: x}]}]", "hypotheses: [{id: a, tests: [{id: t, run: y}]}]",
        "hypotheses: [{id: a, tests: [{id: t, run: y}]}]",
    ),
    "the steps of a phase merge by id": (
        "steps: {end: [{id: close, end: Close.}, {id: call, escalate: a}]}",
        "steps: {triage: [{id: t, do: x}], end: [{id: close, end: Shut.}]}",
        "steps: {end: [{id: close, end: Shut.}, {id: call, escalate: a}], triage: [{id: t, do: x}]}",
    ),
    "every other list is replaced": (
        "{do_first: [a, b], escalation: [{after: 1m, to: a, because: x}]}",
        "{do_first: [c], escalation: [{after: 2m, to: b, because: y}]}",
        "{do_first: [c], escalation: [{after: 2m, to: b, because: y}]}",
    ),
    "an empty list takes away what is inherited": (
        "{do_first: [a], signals: [{id: a, means: x}]}", "{do_first: [], signals: []}",
        "{do_first: [], signals: []}",
    ),
    "an empty mapping takes away what is inherited": (
        "{contacts: {one: {primary: a}}, steps: {end: [{id: a, end: x}]}}", "{contacts: {}, steps: {end: []}}",
        "{contacts: {}, steps: {end: []}}",
    ),
    "a list with one id twice is replaced, for a check to tell": (
        "signals: [{id: a, means: x}]", "signals: [{id: a, means: y}, {id: a, means: z}]",
        "signals: [{id: a, means: y}, {id: a, means: z}]",
    ),
    "a value of another type is replaced, for the schema to tell": (
        "{contacts: {one: {primary: a}}, signals: [{id: a}], problem: {definition: a}}",
        "{contacts: [one], signals: {id: a}, problem: }",
        "{contacts: [one], signals: {id: a}, problem: null}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULE)
def test_rule(rule: str) -> None:
    base, over, expected = RULE[rule]
    data = merged(base + "\n", over + "\n").data
    wanted = yaml.safe_load(expected.replace("1.0.0", '"1.0.0"'))
    assert data == wanted
    assert str(data) == str(wanted)  # the order too


def test_neither_document_is_changed() -> None:
    base, over = document(BASE, "base.yaml"), document(OVER)
    before = str(base.data), str(over.data)
    merge(base, over, NEVER)
    assert (str(base.data), str(over.data)) == before


BASE = """\
kind: baseline
title: Base
peak_load: Fridays
contacts:
  one:
    primary: a
    backup: b
signals:
  - id: first
    means: x
  - id: second
    means: y
    query:
      promql: up
"""
OVER = """\
title: Own
contacts:
  one:
    backup: c
  two:
    primary: d
signals:
  - id: new
    means: z
  - id: first
    means: own
"""


@pytest.mark.parametrize(
    ("route", "file", "line", "column"),
    [
        ((), "over.yaml", 1, 1),
        (("title",), "over.yaml", 1, 8),
        (("peak_load",), "base.yaml", 3, 12),
        (("contacts",), "over.yaml", 3, 3),
        (("contacts", "one"), "over.yaml", 4, 5),
        (("contacts", "one", "primary"), "base.yaml", 6, 14),
        (("contacts", "one", "backup"), "over.yaml", 4, 13),
        (("contacts", "two", "primary"), "over.yaml", 6, 14),
        (("signals", 0), "over.yaml", 10, 5),
        (("signals", 0, "means"), "over.yaml", 11, 12),
        (("signals", 1), "base.yaml", 11, 5),
        (("signals", 1, "query", "promql"), "base.yaml", 14, 15),
        (("signals", 1, "nothing", "here"), "base.yaml", 11, 5),
        (("signals", 2), "over.yaml", 8, 5),
        (("signals", 2, "means"), "over.yaml", 9, 12),
        (("signals", 9), "over.yaml", 8, 3),
        (("nothing",), "over.yaml", 1, 1),
    ],
)
def test_a_part_stands_in_the_file_that_wrote_it(route: Route, file: str, line: int, column: int) -> None:
    span = merged(BASE, OVER).span(route)
    assert (span.file, span.line, span.column) == (file, line, column)


@pytest.mark.parametrize(
    ("route", "place"),
    [
        (("contacts", "one"), Span("over.yaml", 3, 3, 3, 6)),
        (("contacts", "one", "primary"), Span("base.yaml", 6, 5, 6, 12)),
        (("signals", 1, "query"), Span("base.yaml", 13, 5, 13, 10)),
        (("signals", 2, "means"), Span("over.yaml", 9, 5, 9, 10)),
    ],
)
def test_a_key_stands_in_the_file_that_wrote_it(route: Route, place: Span) -> None:
    assert merged(BASE, OVER).span(route, key=True) == place


def test_origins_name_what_was_inherited_and_nothing_else() -> None:
    found = merged(BASE, OVER).origins
    assert [*found] == [("peak_load",), ("contacts", "one", "primary"), ("signals", 1)]
    assert {owner.path for owner in found.values()} == {"base.yaml"}


def test_all_places_of_the_result_can_be_listed() -> None:
    found = merged(BASE, OVER)
    data: Any = found.data
    assert len(found.values) == len([*found.values]) == 21
    assert len(found.keys) == len([*found.keys]) == 17
    assert ("signals", 1, "query", "promql") in found.values
    assert ("signals", 3) not in found.values
    for route in found.values:
        here = data
        for part in route:
            here = here[part]  # every route leads somewhere


def test_nobody_s_places_are_looked_up_before_somebody_asks() -> None:
    class Untouchable(dict[Route, Extent]):
        def __getitem__(self, _: Route) -> Extent:
            raise AssertionError

        __iter__ = __contains__ = __len__ = __getitem__  # type: ignore[assignment]

    base, over = document(BASE, "base.yaml"), document(OVER)
    base, over = (replace(each, values=Untouchable(), keys=Untouchable()) for each in (base, over))
    data = merge(base, over, NEVER).data
    assert isinstance(data, dict)
    assert [*data] == ["peak_load", "contacts", "signals", "title"]


@pytest.mark.parametrize(
    ("field", "may"),
    [
        (("summary",), True),
        (("title",), False),
        (("review",), False),
        (("review", "every"), False),
        (("problem", "definition"), True),
        (("contacts", "one", "primary"), True),
        (("lineage", "trace", "shell"), False),
        (("signals", 0, "means"), True),
        (("signals", 0, "query", "promql"), False),
        (("signals", 1, "means"), False),
        (("steps", "end", 0, "end"), True),
        (("steps", "end", 0, "run", "shell"), False),
        (("changelog", 0, "by"), False),
    ],
)
def test_a_field_that_is_missing_may_stand_in_a_baseline(field: Route, may: bool) -> None:
    data: Any = {
        "signals": [{"id": "a"}, {"means": "no id"}],
        "steps": {"end": [{"id": "a"}]},
        "changelog": [{"id": "a"}],
    }
    assert may_be_inherited(field, data, NEVER) is may
