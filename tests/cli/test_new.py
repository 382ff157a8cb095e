"""`nightbook new`: what it writes has no errors, and it never writes over a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from nightbook.pipeline import compile_book

from .calls import EXAMPLE, book, nightbook, tree

NOVEMBER = {"SOURCE_DATE_EPOCH": "1795132800"}  # 2026-11-20
SMALLEST = """\
# yaml-language-server: $schema=../../schema/runbook.schema.json
title: Disk full
summary: "TODO: what happens, whom it hurts, what still works."
version: 0.1.0
status: draft
severity: SEV3
owner: ml-platform
review: {last: 2026-11-20, every: 90d}
signals:
  - {id: reported, source: human, means: "TODO: what tells it.", leads_to: is-it-real}
contacts:
  investigator: {primary: ml-platform-primary, backup: ml-platform-secondary}
steps:
  triage:
    - id: is-it-real
      ask: "TODO: what do you see, with number and unit?"
      within: 5m
      answers: {"Yes": call, "No": close, Cannot tell: call}
  end:
    - {id: close, end: Close the incident.}
    - {id: call, escalate: ml-platform-primary}
changelog:
  - {version: 0.1.0, date: 2026-11-20, by: amira-k, change: First draft.}
"""


def errors(home: Path) -> list[str]:
    found = compile_book(home / "mkdocs.yml", dt.date(2026, 11, 20)).diagnostics
    return [each.message for each in found if each.severity == "error"]


def test_the_smallest_runbook_is_this_text(tmp_path: Path) -> None:
    home = book(tmp_path)
    said = nightbook("new", "disk-full", "--area", "storage", at=home, env=NOVEMBER)
    assert said == (
        0,
        f"Wrote {home / 'schema'}: the schemas, for your editor.\n".replace(f"{home}/", "")
        + "Wrote runbooks/storage/disk-full.yaml. Fill in its TODOs; `nightbook check` lists them.\n",
        "",
    )
    assert (home / "runbooks/storage/disk-full.yaml").read_text("utf-8") == SMALLEST
    assert errors(home) == []


@pytest.mark.parametrize("kind", ["incident", "maintenance"])
@pytest.mark.parametrize("severity", ["SEV1", "SEV2", "SEV3"])
def test_a_new_runbook_has_no_errors_whatever_its_severity(tmp_path: Path, kind: str, severity: str) -> None:
    home = book(tmp_path)
    assert nightbook("new", "x", "--kind", kind, "--severity", severity, at=home, env=NOVEMBER).code == 0
    assert errors(home) == []
    assert "severity: " + severity in (home / "runbooks/x.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "title", ["It's 90 % full: now", "yes #1", '"quoted" \\ back', "Ünïcode – ok", "[x] {y}"]
)
def test_any_title_survives(tmp_path: Path, title: str) -> None:
    home = book(tmp_path)
    assert nightbook("new", "x", "--title", title, at=home, env=NOVEMBER).code == 0
    assert compile_book(home / "mkdocs.yml").book.by_id["x"].runbook.title == title


def test_a_folder_inside_the_book_is_the_area(tmp_path: Path) -> None:
    home = book(tmp_path)
    nightbook("new", "x", at=home / "runbooks" / "serving", env=NOVEMBER)
    assert (home / "runbooks/serving/x.yaml").is_file()


def test_the_modeline_points_where_those_of_the_book_point(tmp_path: Path) -> None:
    home = book(tmp_path)
    file = home / EXAMPLE
    modeline = "# yaml-language-server: $schema=../../../schemas/runbook.schema.json\n"
    file.write_text(modeline + file.read_text("utf-8"), "utf-8")
    nightbook("new", "x", at=home, env=NOVEMBER)
    first = (home / "runbooks/x.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../schemas/runbook.schema.json"
    assert not (home / "schema").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Bad_Id"], "'Bad_Id' is not an id: lower-case letters, digits and single hyphens, at most 60."),
        (["../up"], "'../up' is not an id: lower-case letters, digits and single hyphens, at most 60."),
        (
            ["x", "--area", ".."],
            "'..' is not an id: lower-case letters, digits and single hyphens, at most 60.",
        ),
        (["x", "--area", "catalog"], "the folder catalog is for the catalog; choose another --area."),
        (["example"], "there is a runbook 'example' already; choose another id."),
        (["x", "--owner", "ml-platfrm"], 'there is no team "ml-platfrm". Did you mean "ml-platform"?'),
        (["x", "--severity", "SEV9"], 'there is no severity "SEV9". Did you mean "SEV3"?'),
        (
            ["con"],
            '"con" cannot be a runbook\'s id: Windows keeps that name for a device. '
            "Rename the file to con-runbook.yaml; if the old address was published, add `formerly`.",
        ),
    ],
)
def test_what_makes_no_runbook_is_refused_and_leaves_no_file(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    home = book(tmp_path)
    (home / "schema").mkdir()
    (home / "schema/runbook.schema.json").write_text("{}", "utf-8")
    before = tree(home)
    assert nightbook("new", *arguments, at=home) == (2, "", f"nightbook: {message}\n")
    assert tree(home) == before


def test_nothing_is_written_over(tmp_path: Path) -> None:
    home = book(tmp_path)
    (home / "runbooks/x.yaml").write_text("not yet a runbook: [", "utf-8")
    before = tree(home)
    message = "nightbook: there is a runbook 'x' already; choose another id.\n"
    assert nightbook("new", "x", at=home) == (2, "", message)
    assert tree(home) == before


def test_a_starter_book_has_no_findings(tmp_path: Path) -> None:
    said = nightbook("new", "--book", "ours", at=tmp_path)
    assert said.code == 0
    assert sorted(tree(tmp_path / "ours")) == [
        ".gitignore",
        "mkdocs.yml",
        "runbooks/catalog/messages.yaml",
        "runbooks/catalog/people.yaml",
        "runbooks/catalog/rotations.yaml",
        "runbooks/catalog/services.yaml",
        "runbooks/catalog/severities.yaml",
        "runbooks/web/web-errors.yaml",
        "schema/catalog.schema.json",
        "schema/incident.schema.json",
        "schema/runbook.schema.json",
        "schema/settings.schema.json",
    ]
    assert nightbook("check", "ours", "--strict", at=tmp_path) == (
        0,
        "1 runbook, 5 catalog files: no findings.\n",
        "",
    )


def test_the_modelines_of_a_starter_book_lead_to_its_schemas(tmp_path: Path) -> None:
    nightbook("new", "--book", ".", at=tmp_path)
    nightbook("new", "disk-full", "--area", "storage/disks", at=tmp_path)
    for file in tmp_path.glob("runbooks/**/*.yaml"):
        target = file.read_text("utf-8").splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / target).resolve().parent == (tmp_path / "schema").resolve()
        assert (file.parent / target).is_file()


def test_a_starter_book_is_never_written_over_another(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\n", "utf-8")
    said = nightbook("new", "--book", ".", at=tmp_path)
    assert said == (2, "", "nightbook: mkdocs.yml is there already, and nothing is written over.\n")
    assert tree(tmp_path) == {"mkdocs.yml": b"site_name: Ours\n"}


def test_an_id_and_a_book_at_once_are_a_usage_error(tmp_path: Path) -> None:
    assert nightbook("new", at=tmp_path).code == 2
    assert nightbook("new", "x", "--book", ".", at=tmp_path).code == 2
