"""Runbooks for property tests: one that uses every field, and small valid ones drawn at random."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import yaml
from hypothesis import strategies as st

from nightbook.schema import contract

_ROOT = contract.load("runbook")
STEP = {
    "id": "is-it-slow",
    "ask": "Is p99 above 300 ms right now?",
    "answers": {"Yes": "roll-back", "No": {"go": "is-it-slow", "at_most": 2, "then": "close"}},
}


def full(schema: Mapping[str, Any], root: Mapping[str, Any], leave: frozenset[str] = frozenset()) -> Any:
    """A value with every field that the schema knows, filled with the schema's own first examples."""
    schema = contract.resolve(schema, root)
    if "properties" in schema and "oneOf" not in schema:
        return {name: full(field, root) for name, field in schema["properties"].items() if name not in leave}
    if schema.get("type") == "array" and isinstance(schema["items"], dict) and "$ref" in schema["items"]:
        items = contract.resolve(schema["items"], root)
        if "properties" in items:
            return [full(items, root)]
    return copy.deepcopy(schema["examples"][0])


def full_runbook() -> dict[str, Any]:
    """A valid runbook in which every field of the schema but `extends` and `replaced_by` is used."""
    leave = frozenset(("extends", "replaced_by", "steps", "kind"))
    runbook: dict[str, Any] = full(_ROOT, _ROOT, leave)
    step = _ROOT["$defs"]["step"]["properties"]
    action = {
        name: full(field, _ROOT)
        for name, field in step.items()
        if name not in ("ask", "answers", "end", "escalate", "continue_in", "threshold")
    }
    runbook["contacts"] = {"investigator": full(_ROOT["$defs"]["tiers"], _ROOT)}
    runbook["parameters"] = {"namespace": full(_ROOT["$defs"]["parameter"], _ROOT)}
    runbook["steps"] = {
        "triage": [{**STEP, "threshold": {"above": 300, "unit": "ms"}}],
        "contain": [{**action, "id": "roll-back"}],
        "mitigate": [{"id": "rerun", "do": "Rerun the failed task"}],
        "verify": [{"id": "recovered", "ask": "Is it over?", "answers": {"Yes": "close"}}],
        "end": [
            {"id": "close", "end": "Close the incident."},
            {"id": "call", "escalate": "ml-platform-secondary"},
            {"id": "go-on", "continue_in": "gpu-memory-exhausted"},
        ],
    }
    return runbook


def full_catalog() -> dict[str, Any]:
    """A valid catalog in which every field of the schema is used."""
    root = contract.load("catalog")
    return {
        "schema": "catalog/v1",
        **{
            kind: {next(iter(field["examples"][0])): full(field["additionalProperties"], root)}
            for kind, field in root["properties"].items()
            if kind != "schema"
        },
    }


def as_yaml(data: Any) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)


# Small runbooks.

ODD = "<>&\"'`{}[]%#@!|*?:;,.~^$\\/()=+-_ \täß“”–—…  ​🔥中"
LINES = st.text(
    st.one_of(st.sampled_from(ODD), st.characters(min_codepoint=32, max_codepoint=126)),
    min_size=1,
    max_size=60,
)
TEXTS = st.one_of(LINES, st.lists(LINES, min_size=1, max_size=3).map("\n".join)).filter(str.strip)
IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
DURATIONS = st.from_regex(r"[1-9][0-9]{0,2}[smhdw]", fullmatch=True)
COMMANDS = st.one_of(
    st.builds(
        lambda language, text: {language: text}, st.sampled_from(["shell", "promql", "sql", "config"]), TEXTS
    ),
    st.builds(lambda text, where: {"shell": text, "in": where}, TEXTS, TEXTS),
)
THRESHOLDS = st.fixed_dictionaries(
    {"unit": TEXTS, "above": st.integers(-1000, 1000)},
    optional={
        "for": DURATIONS,
        "tolerance": st.integers(0, 9),
        "below": st.floats(-9, 9).map(lambda n: round(n, 3)),
    },
)


@st.composite
def runbooks(draw: st.DrawFn) -> dict[str, Any]:
    """A valid runbook: odd characters, jumps to steps that are there, up to a dozen steps."""
    names = draw(st.lists(IDS, min_size=1, max_size=12, unique=True))
    somewhere = st.sampled_from(names)
    jump = st.fixed_dictionaries({"go": somewhere, "at_most": st.integers(1, 20), "then": somewhere})
    steps: dict[str, list[dict[str, Any]]] = {}
    phases = sorted(draw(st.lists(st.integers(0, 4), min_size=len(names), max_size=len(names))))
    for name, phase in zip(names, phases, strict=True):
        kind = draw(st.sampled_from(("ask", "do", "end", "escalate")))
        step: dict[str, Any] = {"id": name}
        if kind == "ask":
            step["ask"] = draw(TEXTS)
            step["answers"] = draw(
                st.dictionaries(LINES.filter(str.strip), st.one_of(somewhere, jump), min_size=1, max_size=4)
            )
        elif kind == "do":
            step["do"] = draw(TEXTS)
            step |= draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "then": somewhere,
                        "verify": somewhere,
                        "if_it_fails": somewhere,
                        "undo": COMMANDS,
                        "effect": st.sampled_from(("read-only", "reversible", "irreversible")),
                        "increments": st.lists(TEXTS, max_size=3),
                    },
                )
            )
        else:
            step[kind] = draw(TEXTS) if kind == "end" else "ml-platform-secondary"
        step |= draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "run": COMMANDS,
                    "expect": TEXTS,
                    "or_else": TEXTS,
                    "within": DURATIONS,
                    "danger": TEXTS,
                    "why": TEXTS,
                    "before": st.lists(TEXTS, max_size=3),
                    "threshold": THRESHOLDS,
                    "approval": st.fixed_dictionaries(
                        {"by": st.just("investigator")}, optional={"say": TEXTS}
                    ),
                    "automation": st.fixed_dictionaries({"hook": TEXTS}, optional={"trigger": TEXTS}),
                },
            )
        )
        steps.setdefault(("triage", "contain", "mitigate", "verify", "end")[phase], []).append(step)
    return {
        "title": draw(TEXTS.filter(lambda text: 3 <= len(text) <= 80)),
        "summary": draw(TEXTS),
        "version": "1.0.0",
        "severity": "SEV3",
        "owner": "ml-platform",
        "review": {"last": "2026-11-01", "every": "90d"},
        "steps": steps,
        "changelog": [{"version": "1.0.0", "date": "2026-05-04", "by": "amira-k", "change": draw(TEXTS)}],
        **draw(st.fixed_dictionaries({}, optional=_OPTIONAL)),
    }


_SIGNALS = st.fixed_dictionaries(
    {"id": IDS, "source": st.sampled_from(("metric", "log", "human")), "means": TEXTS},
    optional={
        "threshold": THRESHOLDS,
        "query": COMMANDS,
        "real_when": TEXTS,
        "noise_when": TEXTS,
        "logs": TEXTS,
    },
)
_ALERTS = st.fixed_dictionaries(
    {"id": IDS, "source": st.just("alert"), "means": TEXTS, "alert": LINES.filter(str.strip)}
)
_OPTIONAL: dict[str, st.SearchStrategy[Any]] = {
    "kind": st.sampled_from(("incident", "maintenance")),
    "also_known_as": st.lists(TEXTS, max_size=3),
    "do_first": st.lists(TEXTS, max_size=4),
    "signals": st.lists(st.one_of(_SIGNALS, _ALERTS), max_size=3, unique_by=lambda signal: signal["id"]),
    "contacts": st.just({"investigator": {"primary": "ml-platform-primary"}}),
    "parameters": st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9]{0,6}([_-][a-z0-9]{1,6})?", fullmatch=True),
        st.fixed_dictionaries({}, optional={"ask": TEXTS, "default": TEXTS, "example": TEXTS}),
        max_size=3,
    ),
    "problem": st.fixed_dictionaries({}, optional={"definition": TEXTS, "recovered_when": TEXTS}),
    "built_against": st.dictionaries(LINES, TEXTS, max_size=2),
    "hypotheses": st.lists(
        st.fixed_dictionaries({"id": IDS, "cause": TEXTS}, optional={"reproduce": TEXTS}),
        max_size=3,
        unique_by=lambda cause: cause["id"],
    ),
    "evidence": st.lists(
        st.fixed_dictionaries(
            {"id": IDS, "what": TEXTS, "when": st.just("after recovery")}, optional={"run": COMMANDS}
        ),
        max_size=2,
        unique_by=lambda item: item["id"],
    ),
    "remedies": st.lists(
        st.fixed_dictionaries(
            {"id": IDS, "title": TEXTS, "impact": st.just("low"), "risk": st.just("high")},
            optional={"run": COMMANDS, "steps": st.lists(TEXTS, max_size=2)},
        ),
        max_size=2,
        unique_by=lambda remedy: remedy["id"],
    ),
    "fallbacks": st.lists(TEXTS, max_size=2),
    "postmortem": st.fixed_dictionaries(
        {}, optional={"within": DURATIONS, "questions": st.lists(TEXTS, max_size=2)}
    ),
    "acceptance": st.fixed_dictionaries(
        {}, optional={"close_when": TEXTS, "watch": st.lists(TEXTS, max_size=2)}
    ),
}
