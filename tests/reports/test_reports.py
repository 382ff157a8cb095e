"""The forms of a report, each with its exact text."""

from __future__ import annotations

import json

from nightbook.diagnostics import Diagnostic, Related, Severity, Span
from nightbook.reports import FORMATS, github, text
from nightbook.reports import json as json_report
from nightbook.reports.scope import Scope

NAMES = {"NB501": "unreachable-step", "NB401": "review-overdue"}
TEXTS = {"runbooks/a.yaml": "title: A\nowner: ml, ops\n"}
FOUND = (
    Diagnostic(
        "NB501",
        Severity.ERROR,
        "nothing leads\nto 100 % of it",
        Span("runbooks/a.yaml", 2, 8, 2, 15),
        "Add a way.",
        (Related(Span("runbooks/a.yaml", 1, 8, 1, 9), "the way in"),),
    ),
    Diagnostic("NB401", Severity.WARNING, "overdue", Span("b,c: d.yaml")),
)


def test_text_has_the_line_the_caret_the_other_half_and_the_count() -> None:
    assert text.report(FOUND, TEXTS, NAMES, scope=Scope(2, 1)) == (
        "runbooks/a.yaml:2:8: error NB501 unreachable-step: nothing leads\n"
        "to 100 % of it\n"
        "  2 | owner: ml, ops\n"
        "    |        ^^^^^^^\n"
        "  runbooks/a.yaml:1:8: the way in\n"
        "  1 | title: A\n"
        "    |        ^\n"
        "  help: Add a way.\n"
        "\n"
        "b,c: d.yaml:1:1: warning NB401 review-overdue: overdue\n"
        "\n"
        "2 runbooks, 1 catalog file: 1 error, 1 warning.\n"
    )


def test_colours_wrap_words_and_never_change_them() -> None:
    import re

    coloured = text.report(FOUND, TEXTS, NAMES, colour=True)
    assert "\x1b[31merror\x1b[0m NB501" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == text.report(FOUND, TEXTS, NAMES)


def test_without_findings_text_is_one_line_or_nothing() -> None:
    assert text.report((), {}, {}, scope=Scope(16, 11)) == "16 runbooks, 11 catalog files: no findings.\n"
    assert text.report((), {}, {}) == ""


def test_the_caret_stands_under_wide_and_combining_characters() -> None:
    line = "say: 日本e\u0301 now"
    found = Diagnostic("NB501", Severity.ERROR, "x", Span("a", 1, 11, 1, 14))
    assert text.one(found, {"a": line}, {}).splitlines()[1:] == [f"  1 | {line}", "    |            ^^^"]


def test_a_long_line_is_cut_around_the_place() -> None:
    found = Diagnostic("NB501", Severity.ERROR, "x", Span("a", 1, 301, 1, 304))
    shown, caret = text.one(found, {"a": "a" * 300 + "bad" + "c" * 300}, {}).splitlines()[1:]
    assert shown == "  1 | " + "a" * 60 + "bad" + "c" * 57
    assert caret == "    | " + " " * 60 + "^^^"


def test_what_terminals_obey_is_never_printed() -> None:
    found = Diagnostic("NB501", Severity.ERROR, "a\x1b[2Jb", Span("a", 1, 1, 1, 2), "c\x07d")
    assert text.one(found, {"a": "e\x1bf"}, {}) == (
        "a:1:1: error NB501: a·[2Jb\n  1 | e·f\n    | ^\n  help: c·d\n"
    )


def test_json_is_one_object_of_a_stable_shape() -> None:
    assert json.loads(json_report.report(FOUND, TEXTS, NAMES, scope=Scope(2, 1))) == {
        "version": 1,
        "counts": {"runbooks": 2, "catalog_files": 1, "baselines": 0, "errors": 1, "warnings": 1, "notes": 0},
        "diagnostics": [
            {
                "code": "NB501",
                "name": "unreachable-step",
                "severity": "error",
                "message": "nothing leads\nto 100 % of it",
                "file": "runbooks/a.yaml",
                "line": 2,
                "column": 8,
                "end_line": 2,
                "end_column": 15,
                "help": "Add a way.",
                "related": [
                    {
                        "file": "runbooks/a.yaml",
                        "line": 1,
                        "column": 8,
                        "end_line": 1,
                        "end_column": 9,
                        "caption": "the way in",
                    }
                ],
            },
            {
                "code": "NB401",
                "name": "review-overdue",
                "severity": "warning",
                "message": "overdue",
                "file": "b,c: d.yaml",
                "line": 1,
                "column": 1,
                "end_line": 1,
                "end_column": 1,
                "help": "",
                "related": [],
            },
        ],
    }


def test_github_escapes_what_its_commands_are_made_of() -> None:
    assert github.report(FOUND, TEXTS, NAMES, scope=Scope(2, 1)) == (
        "::error file=runbooks/a.yaml,line=2,col=8,endLine=2,endColumn=15,title=NB501 unreachable-step"
        "::nothing leads%0Ato 100 %25 of it%0Arunbooks/a.yaml:1: the way in%0Ahelp: Add a way.\n"
        "::warning file=b%2Cc%3A d.yaml,line=1,col=1,endLine=1,endColumn=1,title=NB401 review-overdue"
        "::overdue\n"
        "2 runbooks, 1 catalog file: 1 error, 1 warning.\n"
    )


def test_a_carriage_return_and_a_note_survive_github() -> None:
    found = Diagnostic("NB999", Severity.INFO, "a\r\nb", Span("a"))
    assert github.report([found], {}, {}).splitlines()[0] == (
        "::notice file=a,line=1,col=1,endLine=1,endColumn=1,title=NB999::a%0D%0Ab"
    )


def test_the_command_offers_every_format() -> None:
    from nightbook.cli import check

    offered = check._FORMATS
    assert offered == tuple(name for name, _ in FORMATS)
