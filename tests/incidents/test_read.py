"""A file from a phone: read, or refused with its place and what to do."""

from __future__ import annotations

import json
import os
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightbook.diagnostics import Diagnostic, has_errors
from nightbook.incidents.compare import compare
from nightbook.incidents.faults import FAULTS
from nightbook.incidents.read import Reading, read
from nightbook.model.book import Book
from nightbook.pipeline import compile_book
from nightbook.sources import json_file
from nightbook.sources.json_file import parse_json

from .records import RECORDS, TODAY, answer, entry, record, saved

BASE = Path(__file__).parents[1] / "cases" / "_base"
PAGES = files("nightbook").joinpath("incidents", "explained")


def reading(data: Any, folder: Path) -> Reading:
    file = folder / "incident.json"
    if isinstance(data, bytes):
        file.write_bytes(data)
    else:
        saved(data, folder)
    return read(file, folder, TODAY)


def said(found: tuple[Diagnostic, ...]) -> list[str]:
    return [
        f"{each.span.line}:{each.span.column} {each.severity} {each.code} {each.message}" for each in found
    ]


def test_a_record_is_read(tmp_path: Path) -> None:
    found = reading(record(answer("03:13:00", "a", "b", "end", "end")), tmp_path)
    assert found.diagnostics == ()
    assert found.incident
    assert (found.incident.who, found.incident.entries[0].to_phase) == ("Ada", "end")


@settings(max_examples=100, deadline=None)
@given(RECORDS)
def test_every_place_in_a_record_is_where_its_value_stands(data: dict[str, Any]) -> None:
    text = json.dumps(data, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    document, faults = parse_json(text.encode(), "x.json")
    assert faults == ()
    assert document
    lines = document.text.split("\n")
    for route, (line, column, end_line, end_column) in document.values.items():
        here: Any = document.data
        for part in route:
            here = here[part]
        span = lines[line - 1 : end_line]
        span[-1] = span[-1][: end_column - 1]
        span[0] = span[0][column - 1 :]
        assert json.loads("\n".join(span)) == here
    assert {route for route in document.values if route and isinstance(route[-1], str)} == set(document.keys)


CUT = json.dumps(record(entry("03:13:00", "note", text="Three pods restart.")))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "1:1 error NB050 The file is empty."),
        (b" \n", "2:1 error NB050 The file is empty."),
        (CUT[:60].encode(), "1:61 error NB050 The file ends in the middle: it is not whole."),
        (CUT[:80].encode(), "1:62 error NB050 The file ends in the middle: it is not whole."),
        (b"# Postmortem: x\n", "1:1 error NB050 The file is not JSON: expecting value."),
        (b'{"a" 1}', "1:6 error NB050 The file is not JSON: expecting ':' delimiter."),
        (b'{"a": NaN}', "1:1 error NB050 The file holds a number that is none."),
        (b'{"a": ' + b"9" * 5000 + b"}", "1:1 error NB050 The file holds a number that is none."),
        (b"[]", "1:1 error NB050 The file holds no JSON object."),
        (b"[" * 100_000, "1:1 error NB002 Lists and mappings are nested more than 30 levels deep here."),
        (b"\xff\xfe{\x00", "1:1 error NB004 The file is not UTF-8; it looks like UTF-16."),
        (b"{}", "1:1 error NB951 this is no incident record: it has no `schema`"),
        (b'{\n "schema": "x/v2"}', "2:12 error NB951 this is no incident record: it is for x/v2"),
        (b'{"schema": ["incident/v1"]}', "1:12 error NB951 this is no incident record: it has no `schema`"),
    ],
    ids=lambda value: value[:20].decode("utf-8", "replace") if isinstance(value, bytes) else "",
)  # fmt: skip
def test_what_is_no_record_is_said_in_one_line(tmp_path: Path, raw: bytes, expected: str) -> None:
    assert said(reading(raw, tmp_path).diagnostics) == [expected]


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [each.code for each in read(tmp_path / "none.json", tmp_path, TODAY).diagnostics] == ["NB040"]
    assert [each.code for each in read(tmp_path / "pipe", tmp_path, TODAY).diagnostics] == ["NB044"]
    assert said(read(tmp_path, tmp_path, TODAY).diagnostics) == ["1:1 error NB044 . is a folder."]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(json_file.MOST + 1)
    (found,) = read(tmp_path / "huge.json", tmp_path, TODAY).diagnostics
    assert (found.code, found.message) == (
        "NB001", "The file has 16,777,217 bytes; the limit is 16,777,216 (16384 KB).",
    )  # fmt: skip


def test_all_that_a_phone_can_keep_is_read(tmp_path: Path) -> None:
    notes = [entry("03:13:00", "note", text="x" * 1000) for _ in range(5000)]
    found = reading(record(*notes), tmp_path)
    assert found.diagnostics == ()
    assert found.incident
    assert len(found.incident.entries) == 5000


def test_a_record_that_somebody_changed_is_refused_at_each_place(tmp_path: Path) -> None:
    data = record(entry("03:13:00", "note", text="x"), entry("03:14:00", "called", step="a", whom="Ada"))
    data["began"] = "yesterday"
    data["entries"][0]["txt"] = data["entries"][0].pop("text")
    found = reading(data, tmp_path)
    assert found.incident is None
    assert said(found.diagnostics) == [
        '4:12 error NB105 `began` is "yesterday", and must be a time in UTC, such as 2026-11-20T03:12:07Z',
        "23:7 error NB101 there is no field `txt` in `entries[1]`",
        "25:5 error NB102 `how` is missing in `entries[2]`",
    ]


def test_times_that_cannot_be_or_that_a_wrong_clock_wrote(tmp_path: Path) -> None:
    note = {"kind": "note", "runbook": "", "text": "x"}
    days = ("2026-11-20T03:30:00Z", "2026-11-20T03:20:00Z", "2026-11-31T00:00:00Z", "2126-11-20T03:20:00Z")
    found = reading(record(*({**note, "at": day} for day in days)), tmp_path)
    assert said(found.diagnostics) == [
        "29:13 warning NB953 2026-11-20T03:20:00Z is earlier than the time before it, 2026-11-20T03:30:00Z",
        "35:13 error NB952 2026-11-31T00:00:00Z is not a time of the calendar",
        "41:13 warning NB954 2126-11-20T03:20:00Z is in the future: today is 2026-11-20",
    ]
    assert found.incident is None


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_no_bytes_bring_it_down(raw: bytes) -> None:
    document, faults = parse_json(raw, "x.json")
    assert (document is None) == has_errors(faults)


# Beside a book.


@pytest.fixture(scope="module")
def book() -> Book:
    compiled = compile_book(BASE / "mkdocs.yml", TODAY)
    assert compiled.ok
    return compiled.book


def compared(data: Any, folder: Path, book: Book) -> list[str]:
    found = reading(data, folder)
    assert found.incident
    assert found.document
    return said(compare(found.incident, found.document, book))


def as_it_is(book: Book) -> dict[str, str]:
    entry = book.by_id["example"]
    return {"title": "x", "version": entry.runbook.version, "severity": "SEV3", "source": entry.source_hash}


def test_a_record_of_today_s_book_has_nothing_to_say(tmp_path: Path, book: Book) -> None:
    data = record(entry("03:13:00", "opened", step="is-it-slow"), runbooks={"example": as_it_is(book)})
    assert compared(data, tmp_path, book) == []


def test_what_has_changed_since_is_said(tmp_path: Path, book: Book) -> None:
    now = as_it_is(book)
    older = record(runbooks={"example": {**now, "version": "1.0.0"}})
    same = record(runbooks={"example": {**now, "source": "0"}})
    assert compared(older, tmp_path, book) == [
        "13:18 info NB955 `example` was recorded with 1.0.0, and the book has 1.1.0"
    ]
    assert compared(same, tmp_path, book) == [
        "13:18 info NB955 `example` has changed since, and is still called 1.1.0"
    ]


def test_what_has_gone_is_said_once(tmp_path: Path, book: Book) -> None:
    gone = [entry("03:13:00", "time-up", step="restart", title="x") for _ in range(2)]
    data = record(*gone, runbooks={"example": as_it_is(book), "exampl": as_it_is(book)})
    assert compared(data, tmp_path, book) == [
        "17:5 warning NB956 the book no longer has the runbook `exampl`",
        "29:15 warning NB956 `example` no longer has the step `restart`",
    ]


# The pages that explain.


def section(page: str, heading: str) -> str:
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_example_has_its_fault_and_what_stands_instead_has_none(
    fault: Any, tmp_path: Path, book: Book
) -> None:
    page = PAGES.joinpath(f"{fault.code}-{fault.name}.md").read_text("utf-8")
    assert page.startswith(f"# {fault.code} {fault.name}\n\n")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert headings == ["What it finds", "Why it hurts on call", "Example", "Instead"]
    for heading, expected in (("Example", [fault.code]), ("Instead", [])):
        for block in re.findall(r"```json.*?\n(.*?)```", section(page, heading), re.DOTALL):
            whole = record(runbooks={"example": as_it_is(book)})
            found = reading({**whole, **json.loads(block)}, tmp_path)
            more = compare(found.incident, found.document, book) if found.incident and found.document else ()
            assert [each.code for each in (*found.diagnostics, *more)] == expected, heading
