"""Properties: no input raises, and data survives a round trip."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nightbook.sources import events
from nightbook.sources.document import Document, Json, Route
from nightbook.sources.parse import parse
from nightbook.sources.scalars import typed
from nightbook.sources.survey import survey

VALID = """\
# A runbook.
kind: runbook
title: "Latency \\u00e9 is high"  # really
limits: {p99: 300, ratio: 0.5, tags: [a, 'b', null]}
steps:
  triage:
    ask: Is the queue above 30?
    run: |
      kubectl get pods # all

      echo done
    answers:
      - say: Yes
        go: page
      -   say: >-
            No, it
            is not
  page: {say: Call}
"""
INDICATORS = "\t \n\r#:-?[]{},&*!|>'\"%@`\\.<=~0aé\u2028\x00\ufeff\x85"
PIECES = st.sampled_from([*INDICATORS, ": ", " #", "- ", "---\n", "...\n", "<<: ", "{{ x }}", "\n  "])


def checked(text: str | bytes) -> Document | None:
    """Parses, and holds the promises that parse makes for every input."""
    document, found = parse(text, "x.yaml")
    assert (document is None) == bool(found)
    assert list(found) == sorted(found, key=lambda each: each.sort_key) or len(found) > 100
    assert "The file cannot be read as YAML." not in [
        each.message for each in found
    ]  # the quick way was wrong
    for each in found:
        span = each.span
        assert span.file == "x.yaml"
        assert span.line >= 1
        assert span.column >= 1
        assert (span.end_line, span.end_column) >= (span.line, span.column)
        assert "\n" not in each.message
    if document:
        assert set(document.values) == set(routes(document.data))
        assert set(document.keys) == {route for route in routes(document.data) if route and is_key(route)}
        again = survey(document.text, "x.yaml")
        assert again.faults == ()
        assert again.syntax is None
    return document


def routes(data: Json, at: Route = ()) -> list[Route]:
    inner: list[tuple[str | int, Json]] = []
    if isinstance(data, dict):
        inner = list(data.items())
    elif isinstance(data, list):
        inner = list(enumerate(data))
    return [at, *(route for key, value in inner for route in routes(value, (*at, key)))]


def is_key(route: Route) -> bool:
    return isinstance(route[-1], str)


@settings(deadline=None)
@given(st.binary(max_size=300))
@example(b"\xff\xfea\x00:\x00 \x001\x00")
@example(b"a\x00:\x00 \x001\x00")
@example(b"\xef\xbb\xbfa: 1")
@example(b"a: caf\xe9\n")
def test_no_bytes_raise(raw: bytes) -> None:
    checked(raw)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
@example("\ud800: 1")
def test_no_text_raises(text: str) -> None:
    checked(text)


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_jumble_of_indicators_raises(text: str) -> None:
    checked(text)


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_no_mutation_of_a_valid_file_raises(data: st.DataObject) -> None:
    text = VALID
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 8)))
        text = text[:start] + "".join(data.draw(st.lists(PIECES, max_size=2))) + text[end:]
    checked(text)
    checked(text.encode())


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_the_pure_parser_raises_nothing_either(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "_LOADER", yaml.SafeLoader)
        checked(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "[a," * 80_000,
        "- " * 100_000,
        "? " * 100_000,
        "".join(" " * depth + "a:\n" for depth in range(700)),
        "a: " + "9" * 200_000,
        "!" * 200_000,
        "'" * 200_001,
        "a: #x\n" * 40_000,
        "a\x00\n" * 60_000,
        ": " * 100_000,
        "%" * 200_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_no_pathological_file_raises(text: str) -> None:
    checked(text)


SAFE = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | SAFE
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True).filter(lambda key: key != "null")
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


def as_read(value: Any) -> Json:
    """What our reading makes of a value that PyYAML has written: numbers beyond our rule are text."""
    if isinstance(value, dict):
        return {key: as_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_read(inner) for inner in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return typed(yaml.safe_dump(value).split("\n")[0])
    result: Json = value
    return result


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans())
def test_dumped_data_comes_back_with_a_place_for_every_route(data: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(
        data, width=float("inf"), allow_unicode=True, default_flow_style=flow, sort_keys=False
    )
    document = checked(text)
    assert document
    assert json.dumps(document.data) == json.dumps(as_read(data))
    lines = document.text.split("\n")
    for line, column, end_line, end_column in [*document.values.values(), *document.keys.values()]:
        assert column <= len(lines[line - 1]) + 1
        assert end_column <= len(lines[end_line - 1]) + 1


CORPORA = os.environ.get("NIGHTBOOK_CORPORA")


def corpus() -> list[Path]:
    if not CORPORA:
        return []
    return sorted(path for path in Path(CORPORA).rglob("*") if path.suffix in (".yaml", ".yml"))


@pytest.mark.skipif(not CORPORA, reason="NIGHTBOOK_CORPORA names no folder of YAML files")
def test_files_from_elsewhere_read_as_pyyaml_reads_them() -> None:
    assert corpus()
    for path in corpus():
        document = checked(path.read_bytes())
        if document:
            with contextlib.suppress(yaml.YAMLError, ValueError):  # theirs fails on `=` and on 2026-02-30
                theirs = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
                assert_same_text(document.data, theirs, path)


def assert_same_text(ours: Json, theirs: Any, path: Path) -> None:
    if isinstance(theirs, dict):
        assert isinstance(ours, dict), path
        assert len(ours) == len(theirs), path
        for mine, other in zip(ours.values(), theirs.values(), strict=True):
            assert_same_text(mine, other, path)
    elif isinstance(theirs, list):
        assert isinstance(ours, list), path
        for mine, other in zip(ours, theirs, strict=True):
            assert_same_text(mine, other, path)
    elif isinstance(theirs, str):
        assert ours == theirs, path
