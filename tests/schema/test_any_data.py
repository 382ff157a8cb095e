"""Valid documents damaged at random: the two validators agree, the words never fail, what passes converts."""

from __future__ import annotations

import copy
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from nightbook.diagnostics import Severity
from nightbook.model import catalog, runbook
from nightbook.model import settings as options
from nightbook.model.incident import incident
from nightbook.schema import validate as module
from nightbook.schema.validate import validate
from nightbook.sources.document import Document, Route
from strategies import full_catalog, full_runbook

SETTINGS = {
    "templates": "overrides",
    "required": {"incident": {"SEV1": ["signals", "contacts"]}, "maintenance": {"SEV4": ["options"]}},
    "review": {"soon": "14d", "far": "90d", "error_for": ["SEV1"]},
    "report": "issue",
}
INCIDENT = {
    "schema": "incident/v1", "id": "20261120T031207Z", "began": "2026-11-20T03:12:07Z", "who": "Ada", "environment": "",
    "values": {"namespace": "prod"},
    "runbooks": {"example": {"title": "Late", "version": "1.0.0", "severity": "SEV3", "source": "1a2b3c4d5e6f"}},
    "entries": [
        {"at": "2026-11-20T03:12:07Z", "kind": "answer", "runbook": "example", "step": "a", "title": "A",
         "answer": "Yes", "to": "b", "to_title": "B", "to_phase": "end", "to_kind": "end"},
        {"at": "2026-11-20T03:13:07Z", "kind": "note", "runbook": "", "text": "Done."},
    ],
}  # fmt: skip
VALID = {"runbook": full_runbook(), "catalog": full_catalog(), "settings": SETTINGS, "incident": INCIDENT}
CONVERT: dict[str, Any] = {
    "runbook": runbook.convert,
    "catalog": lambda data: catalog.convert({kind: data[kind] for kind in catalog.KINDS if kind in data}),
    "settings": options.settings,
    "incident": incident,
}
ROUTES: dict[str, list[Route]] = {}

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0, 1, 1.0, 2.0, 20, 21, "", "a", "close", "1.0.0", "90d", "0000-01-01", "0001-01-01"]),
    st.sampled_from(["2026-02-30", "9999-12-31", "2026-10-12\n", "a\n", "90d\n", "ä", "٣", "SEV1", "human"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=90),
)
NAMES = st.one_of(
    st.sampled_from(["id", "ask", "do", "run", "shell", "kind", "extends", "x y", ""]), st.text(max_size=5)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(NAMES, below, max_size=3)),
    max_leaves=6,
)


def routes(data: Any, route: Route = ()) -> list[Route]:
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [route, *(found for part, value in below for found in routes(value, (*route, part)))]


for schema, whole in VALID.items():
    ROUTES[schema] = routes(whole)[1:]


@st.composite
def damaged(draw: st.DrawFn, schema: str) -> Any:
    data = copy.deepcopy(VALID[schema])
    for _ in range(draw(st.integers(1, 3))):
        route = draw(st.sampled_from(ROUTES[schema]))
        parent: Any = data
        try:
            for part in route[:-1]:
                parent = parent[part]
            _ = parent[route[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # an earlier wound took it away
        if not isinstance(parent, dict | list):
            continue
        way = draw(st.sampled_from(("delete", "replace", "replace", "insert")))
        if way == "delete":
            del parent[route[-1]]
        elif way == "replace":
            parent[route[-1]] = draw(ANYTHING)
        elif isinstance(parent, dict):
            parent[draw(NAMES)] = draw(ANYTHING)
        else:
            parent.insert(int(route[-1]), draw(st.one_of(ANYTHING, st.sampled_from(parent))))
    return data


def a_document(data: Any) -> Document:
    return Document("x.yaml", "", data, {(): (1, 1, 2, 1)}, {})


@pytest.mark.parametrize("schema", VALID)
def test_whatever_is_damaged_gives_diagnostics_or_a_model(schema: str) -> None:
    words = module._validator(schema)

    @settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
    @given(damaged(schema))
    def holds(data: Any) -> None:
        found = validate(a_document(data), schema)
        assert bool(found) != words.is_valid(data)  # jsonschema-rs said so, and jsonschema agrees
        for each in found:
            assert each.code.startswith("NB10")
            assert each.severity is Severity.ERROR
            assert each.message
        if not found and data.get("kind") != "baseline":
            CONVERT[schema](data)

    holds()


def test_a_number_without_a_fraction_is_a_whole_number() -> None:
    data = full_runbook()
    data["steps"]["triage"][0]["answers"]["No"]["at_most"] = 2.0
    assert validate(a_document(data), "runbook") == ()
    answers = runbook.convert(data).steps.triage[0].answers
    assert answers["No"] == runbook.Jump(go="is-it-slow", at_most=2, then="close")
    assert "at_most=2," in repr(answers)


@pytest.mark.parametrize(
    ("day", "is_one"),
    [("0000-01-01", False), ("0999-12-31", False), ("1000-01-01", True), ("9999-12-31", True)],
)
def test_a_day_is_one_that_the_model_can_hold(day: str, is_one: bool) -> None:
    data = full_runbook()
    data["review"]["last"] = day
    assert (validate(a_document(data), "runbook") == ()) is is_one


def test_without_jsonschema_rs_jsonschema_answers_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jsonschema_rs", None)
    module._fast.cache_clear()
    try:
        assert validate(a_document(full_runbook()), "runbook") == ()
        found = validate(a_document({**full_runbook(), "owner": 3.5}), "runbook")
        assert [each.code for each in found] == ["NB105"]
    finally:
        module._fast.cache_clear()
