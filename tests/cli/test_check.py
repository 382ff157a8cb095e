"""`nightbook check`: what it prints, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from nightbook.cli.main import main

from .calls import COMMAND, EXAMPLE, TODAY, book, edit, environment, nightbook

CLEAN = "1 runbook, 10 catalog files: no findings.\n"
BROKEN = """\
runbooks/serving/example.yaml:4:11: error NB801 unknown-reference: there is no severity "SEV33"
  4 | severity: SEV33
    |           ^^^^^
  help: Did you mean "SEV3"?

1 runbook, 10 catalog files: 1 error.
"""


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return book(tmp_path)


@pytest.fixture
def broken(clean: Path) -> Path:
    edit(clean / EXAMPLE, "severity: SEV3\n", "severity: SEV33\n")
    return clean


@pytest.fixture
def overdue(clean: Path) -> Path:
    """A book with one warning on the day OVERDUE."""
    return clean


OVERDUE = ("--today", "2027-01-31")


def test_a_clean_book_is_counted_and_exits_with_0(clean: Path) -> None:
    assert nightbook("check", *TODAY, at=clean) == (0, CLEAN, "")


@pytest.mark.parametrize("path", [".", "mkdocs.yml", "runbooks", "runbooks/serving"])
def test_a_book_is_found_by_its_folder_its_file_and_any_folder_in_it(clean: Path, path: str) -> None:
    assert nightbook("check", path, *TODAY, at=clean) == (0, CLEAN, "")


def test_a_folder_of_runbooks_needs_no_mkdocs_yml(clean: Path) -> None:
    (clean / "mkdocs.yml").unlink()
    assert nightbook("check", "runbooks", *TODAY, at=clean) == (0, CLEAN, "")


def test_an_error_is_shown_with_its_line_and_exits_with_1(broken: Path) -> None:
    assert nightbook("check", *TODAY, at=broken) == (1, BROKEN, "")


def test_paths_are_shown_from_where_the_command_was_called(broken: Path) -> None:
    said = nightbook("check", *TODAY, at=broken / "runbooks" / "catalog")
    assert said.out.splitlines()[0].startswith("../serving/example.yaml:4:11: error")
    said = nightbook("check", "book", *TODAY, at=broken.parent)
    assert said.out.splitlines()[0].startswith("book/runbooks/serving/example.yaml:4:11: error")


def test_warnings_exit_with_0_and_with_strict_with_1(overdue: Path) -> None:
    said = nightbook("check", *OVERDUE, at=overdue)
    assert said.out.splitlines()[-1] == "1 runbook, 10 catalog files: 1 warning."
    assert said.code == 0
    assert nightbook("check", "--strict", *OVERDUE, at=overdue).code == 1


def test_quiet_says_nothing_of_a_clean_book_and_all_of_another(clean: Path) -> None:
    assert nightbook("check", "--quiet", *TODAY, at=clean) == (0, "", "")
    edit(clean / EXAMPLE, "severity: SEV3\n", "severity: SEV33\n")
    assert nightbook("check", "--quiet", *TODAY, at=clean) == (1, BROKEN, "")


def test_a_path_that_does_not_exist_is_one_sentence_and_exit_code_2(clean: Path) -> None:
    assert nightbook("check", "nowhere", at=clean) == (2, "", "nightbook: nowhere does not exist.\n")


def test_a_runbook_is_not_a_book(clean: Path) -> None:
    message = f"nightbook: {EXAMPLE} is not a mkdocs.yml; give the folder of the book instead.\n"
    assert nightbook("check", EXAMPLE, at=clean) == (2, "", message)


@pytest.mark.parametrize("day", ["2026-02-30", "20261120", "tomorrow", ""])
def test_a_day_that_is_none_is_a_usage_error(clean: Path, day: str) -> None:
    said = nightbook("check", "--today", day, at=clean)
    assert said.code == 2
    assert said.err.splitlines()[-1] == (
        f"nightbook check: error: argument --today: {day!r} is not a day, written like 2026-11-20"
    )


def test_json_has_the_documented_shape(broken: Path) -> None:
    said = nightbook("check", "--format", "json", *TODAY, at=broken)
    assert said.code == 1
    assert json.loads(said.out) == {
        "version": 1,
        "counts": {
            "runbooks": 1,
            "catalog_files": 10,
            "baselines": 0,
            "errors": 1,
            "warnings": 0,
            "notes": 0,
        },
        "diagnostics": [
            {
                "code": "NB801",
                "name": "unknown-reference",
                "severity": "error",
                "message": 'there is no severity "SEV33"',
                "file": "runbooks/serving/example.yaml",
                "line": 4,
                "column": 11,
                "end_line": 4,
                "end_column": 16,
                "help": 'Did you mean "SEV3"?',
                "related": [],
            }
        ],
    }


def test_annotations_have_paths_from_the_root_of_the_repository(broken: Path) -> None:
    root = {"GITHUB_WORKSPACE": str(broken.parent)}
    said = nightbook("check", "--format", "github", *TODAY, at=broken, env=root)
    assert said.out == (
        "::error file=book/runbooks/serving/example.yaml,line=4,col=11,endLine=4,endColumn=16,"
        'title=NB801 unknown-reference::there is no severity "SEV33"%0Ahelp: Did you mean "SEV3"?\n'
        "1 runbook, 10 catalog files: 1 error.\n"
    )


def test_a_pipe_has_no_colours_unless_they_are_forced(broken: Path) -> None:
    def coloured(**env: str) -> bool:
        return "\x1b[" in nightbook("check", *TODAY, at=broken, env=env).out

    assert not coloured()
    assert coloured(FORCE_COLOR="1")
    assert not coloured(FORCE_COLOR="0")
    assert not coloured(FORCE_COLOR="1", NO_COLOR="1")


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
@pytest.mark.parametrize(
    ("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_terminal_has_colours_unless_they_are_unwanted(
    broken: Path, env: dict[str, str], coloured: bool
) -> None:
    import pty

    ours, theirs = pty.openpty()
    wanted = environment({"TERM": "xterm", **env})
    subprocess.run([*COMMAND, "check", *TODAY], cwd=broken, env=wanted, stdout=theirs, timeout=60)
    assert (b"\x1b[31merror\x1b[0m" in os.read(ours, 100_000)) == coloured


@pytest.mark.skipif(os.name == "nt", reason="no head")
def test_a_reader_that_stops_reading_is_no_error(broken: Path) -> None:
    for number in range(300):
        (broken / f"runbooks/serving/copy-{number}.yaml").write_bytes((broken / EXAMPLE).read_bytes())
    with subprocess.Popen(
        [*COMMAND, "check", *TODAY],
        cwd=broken,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def test_ctrl_c_ends_with_130_and_without_a_traceback(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("nightbook.pipeline.compile_book", interrupted)
    assert main(["check", str(clean)]) == 130
    assert capfd.readouterr() == ("", "")


def test_a_broken_mkdocs_yml_is_a_finding(clean: Path) -> None:
    (clean / "mkdocs.yml").write_text("plugins: [\n", "utf-8")
    said = nightbook("check", at=clean)
    assert said.code == 1
    assert said.out.startswith("mkdocs.yml:2:1: error NB111 bad-config: ")
    assert said.err == ""


def test_a_check_of_a_clean_book_imports_nothing_heavy(clean: Path) -> None:
    heavy = ("jinja2", "jsonschema", "mkdocs", "nightbook.pages", "nightbook.diagrams", "tqdm", "logging")
    script = (
        "import sys; from nightbook.cli.main import main\n"
        f"assert main(['check', '--today', '2026-11-20']) == 0\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [COMMAND[0], "-c", script], cwd=clean, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert done.stdout == f"{CLEAN}[]\n"
