"""`nightbook incident`: the exit code, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from incidents.records import answer, entry, record, saved
from nightbook.incidents.timeline import markdown
from nightbook.model.incident import incident

from .calls import BASE, TODAY, nightbook

NIGHT = record(
    answer("03:14:09", "is-it-slow", "roll-back", "contain", "action"),
    entry("03:20:00", "called", step="roll-back", whom="Amira", how="Phone"),
    answer("03:34:09", "roll-back", "close", "end", "end", "Done"),
)


def test_a_record_becomes_markdown_and_nothing_else(tmp_path: Path) -> None:
    saved(NIGHT, tmp_path)
    assert nightbook("incident", "incident.json", *TODAY, at=tmp_path) == (0, markdown(incident(NIGHT)), "")


def test_several_records_are_divided_by_a_line(tmp_path: Path) -> None:
    saved(NIGHT, tmp_path, "a.json")
    saved(record(who="Grace"), tmp_path, "b.json")
    said = nightbook("incident", "a.json", "b.json", *TODAY, at=tmp_path)
    expected = f"{markdown(incident(NIGHT))}\n---\n\n{markdown(incident(record(who='Grace')))}"
    assert said == (0, expected, "")


def test_a_file_that_is_no_record_never_hides_one_that_is(tmp_path: Path) -> None:
    saved(NIGHT, tmp_path, "a.json")
    saved({"schema": "x"}, tmp_path, "b.json")
    said = nightbook("incident", "b.json", "a.json", *TODAY, at=tmp_path)
    assert (said.code, said.out) == (1, markdown(incident(NIGHT)))
    assert said.err == (
        "b.json:2:13: error NB951 not-a-record: this is no incident record: it is for x\n"
        '  2 |   "schema": "x"\n'
        "    |             ^^^\n"
        '  help: A record begins with "schema": "incident/v1"; “Download record” on a runbook\'s page saves one.\n'
        "\n1 error.\n"
    )


def test_the_same_as_json_with_its_timings(tmp_path: Path) -> None:
    saved(NIGHT, tmp_path)
    said = nightbook("incident", "incident.json", "none.json", "--format", "json", *TODAY, at=tmp_path)
    assert (said.code, said.err) == (1, "")
    data = json.loads(said.out)
    assert data["version"] == 1
    assert [each["code"] for each in data["diagnostics"]] == ["NB040"]
    assert data["incidents"] == [
        {
            "file": "incident.json",
            "id": "20261120T031207Z",
            "began": "2026-11-20T03:12:07Z",
            "restored": "2026-11-20T03:34:09Z",
            "last": "2026-11-20T03:34:09Z",
            "responder": "Ada",
            "environment": "production",
            "runbooks": {"example": "1.1.0"},
            "severities": ["SEV3"],
            "path": [
                {"step": "is-it-slow", "answer": "Yes", "to": "roll-back"},
                {"step": "roll-back", "answer": "Done", "to": "close"},
            ],
            "escalations": 1,
            "seconds_to_diagnose": 122,
            "seconds_to_restore": 1322,
        }
    ]


def test_a_book_says_what_has_changed_since_and_the_record_is_still_good(tmp_path: Path) -> None:
    book = {"title": "Scores arrive late", "version": "1.0.0", "severity": "SEV3", "source": "0"}
    saved(record(runbooks={"example": book}), tmp_path)
    said = nightbook("incident", "incident.json", "--book", str(BASE), *TODAY, at=tmp_path)
    assert said.code == 0
    assert "info NB955 other-version: `example` was recorded with 1.0.0, and the book has 1.1.0" in said.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "the following arguments are required: FILE"),
        (("a.json", "--book", "nowhere"), "nightbook: nowhere does not exist."),
        (("a.json", "--format", "yaml"), "invalid choice: 'yaml'"),
    ],
)
def test_a_call_that_cannot_work_exits_with_2(
    arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    saved(NIGHT, tmp_path, "a.json")
    said = nightbook("incident", *arguments, at=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


def test_any_terminal_can_show_it(tmp_path: Path) -> None:
    saved(record(who="Zoë \ud83d"), tmp_path)
    said = nightbook(
        "incident",
        "incident.json",
        *TODAY,
        at=tmp_path,
        env={"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert said.code == 0
    assert "- Responder: Zo\\xeb \\ufffd\n" in said.out
