"""Offsets in a value -> places in the source, in every way that YAML writes a text."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from nightbook.checks.places import source, within
from nightbook.sources.document import Document
from nightbook.sources.parse import parse

WORDS = st.text("ab<>\"'\\$|–é", min_size=1, max_size=5)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4)

COMMAND = ("run", "shell")
_TEXT = "tag:yaml.org,2002:str"


def read(text: str) -> tuple[Document, str]:
    document, faults = parse(text, "x.yaml")
    assert document is not None, faults
    assert isinstance(document.data, dict)
    return document, document.data["run"]["shell"]  # type: ignore[call-overload,index,return-value]


def place(text: str, piece: str, nth: int = 0) -> tuple[int, int, int, int]:
    """Line, column, end line and end column of the nth occurrence of a piece of the command."""
    document, value = read(text)
    start = -1
    for _ in range(nth + 1):
        start = value.index(piece, start + 1)
    span = within(document, COMMAND, value, start, start + len(piece))
    return span.line, span.column, span.end_line, span.end_column


def test_a_plain_value_on_one_line() -> None:
    assert place("run:\n  shell: ls <pod> <pod>\n", "<pod>", 1) == (2, 19, 2, 24)


def test_a_value_between_brackets() -> None:
    assert place("run: {shell: 'ls <pod>', in: <pod>}\n", "<pod>") == (1, 18, 1, 23)


def test_a_plain_value_of_several_lines() -> None:
    text = "run:\n  shell: ls <a>\n    <b>\n\n    <c>\n"
    assert place(text, "<b>") == (3, 5, 3, 8)
    assert place(text, "<c>") == (5, 5, 5, 8)


def test_a_piece_that_is_folded_over_two_lines() -> None:
    assert place("run:\n  shell: >-\n    curl x\n    | sh\n", "curl x | sh") == (3, 5, 4, 9)


def test_single_quotes_that_are_doubled() -> None:
    assert place("run:\n  shell: 'echo ''a'' <pod>'\n", "'a' <pod>") == (2, 16, 2, 27)


def test_double_quotes_with_escapes() -> None:
    assert place('run:\n  shell: "echo \\"a\\" <pod>"\n', '"a" <pod>') == (2, 16, 2, 27)
    assert place('run:\n  shell: "rm \\u2013r x"\n', "–") == (2, 14, 2, 20)


@pytest.mark.parametrize("indicator", ["|", "|-", "|+", "|2-", "|-  # <pod>"])
def test_a_literal_block_with_any_indicator(indicator: str) -> None:
    text = f"run:\n  shell: {indicator}\n    ls \\\n      <pod> <pod>\n"
    assert place(text, "<pod>", 1) == (4, 13, 4, 18)


def test_a_folded_block_counts_its_lines() -> None:
    text = "run:\n  shell: >-\n    ls -l\n    <pod>\n\n    ls <pod>\n"
    assert place(text, "<pod>") == (4, 5, 4, 10)
    assert place(text, "<pod>", 1) == (6, 8, 6, 13)


def test_white_space_round_a_piece_has_no_place() -> None:
    assert place("run:\n  shell: |-\n    ls\n    $ cat\n", "\n$ ") == (4, 5, 4, 6)


def test_the_whole_value_where_the_source_writes_it_otherwise() -> None:
    assert place('run:\n  shell: "\\x6Cs <a>"\n', "ls") == (2, 10, 2, 21)


def test_a_value_like_its_neighbours_is_found_in_its_own_place() -> None:
    assert place("a: <pod>\nrun:\n  in: <pod>\n  shell: ls <pod>  # <pod>\n", "<pod>") == (4, 13, 4, 18)


def test_the_source_of_a_value_has_its_indicator() -> None:
    assert source(read("run:\n  shell: >-\n    ls \\\n    -l\n")[0], COMMAND).startswith(
        ">-\n    ls \\\n    -l"
    )
    assert source(read("run:\n  shell: 'ls'\n")[0], COMMAND) == "'ls'"


@settings(deadline=None)  # a busy computer is no fault
@given(LINES, st.sampled_from(["|", ">", '"', "'", None]), st.data())
def test_whatever_the_style_a_place_holds_the_piece_or_the_whole_value(
    lines: list[str], style: str | None, data: st.DataObject
) -> None:
    text = yaml.ScalarNode(_TEXT, "\n".join(lines), style=style)
    mapping = yaml.MappingNode("tag:yaml.org,2002:map", [(yaml.ScalarNode(_TEXT, "shell"), text)])
    shell = yaml.serialize(mapping, width=20, allow_unicode=True)
    document, value = read("run:\n" + "".join(f"  {line}\n" for line in shell.splitlines()))
    start = data.draw(st.sampled_from([at for at, letter in enumerate(value) if not letter.isspace()]))
    span = within(document, COMMAND, value, start, start + 1)
    held = document.text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]
    assert span == document.span(COMMAND) or held in (value[start], f"\\{value[start]}", "''")
    if style == "|":
        assert held == value[start]
