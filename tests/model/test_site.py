"""mkdocs.yml: what it says of the site, and exactly what is said when it cannot be read or names nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from nightbook.diagnostics import Severity
from nightbook.pipeline import Compiled, compile_book
from small_book import CONFIG, book, write


def compiled(folder: Path, config: str | bytes) -> Compiled:
    return compile_book(write(folder, book({"mkdocs.yml": config})) / "mkdocs.yml")


def said(folder: Path, config: str | bytes) -> list[tuple[str, int, int, str, str]]:
    """Code, line, column, message and help of every error."""
    return [
        (found.code, found.span.line, found.span.column, found.message, found.help)
        for found in compiled(folder, config).diagnostics
        if found.severity is Severity.ERROR and found.span.file == "mkdocs.yml"
    ]


NEW = "`nightbook new --book .` writes a mkdocs.yml that works."
DOCS = "Write `docs_dir: runbooks`, or however the folder of the runbooks is called."


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    (found,) = compile_book(tmp_path / "mkdocs.yml").diagnostics
    assert (found.code, found.span.file, found.help) == ("NB111", "mkdocs.yml", NEW)
    assert found.message == "mkdocs.yml cannot be read: No such file or directory"


@pytest.mark.parametrize(
    ("config", "line", "column", "message"),
    [
        ("a: [b\n", 2, 1, "mkdocs.yml is not YAML: did not find expected ',' or ']'"),
        ("a: 1\n---\nb: 1\n", 2, 1, "mkdocs.yml is not YAML: but found another document"),
        ("- a\n", 1, 1, "mkdocs.yml must hold `name: value` lines"),
        (b"\xff\xfe\x00", 1, 1, "mkdocs.yml cannot be read: it is not UTF-8 text"),
        (
            "a: &a [*a]\n",
            1,
            1,
            "mkdocs.yml is not YAML: an alias contains itself, or the nesting is too deep",
        ),
        ("a: " + "[" * 100_000, 1, 1, "mkdocs.yml is not YAML: it is nested more than 50 levels deep"),
    ],
)
def test_what_is_not_yaml_is_told_at_its_line(
    config: str | bytes, line: int, column: int, message: str, tmp_path: Path
) -> None:
    assert said(tmp_path, config) == [("NB111", line, column, message, NEW)]


@pytest.mark.parametrize(
    ("config", "place", "message"),
    [
        ("site_name: x\n", (1, 1), 'there is no folder "docs" beside mkdocs.yml'),
        ("", (1, 1), 'there is no folder "docs" beside mkdocs.yml'),
        ("site_name: x\ndocs_dir: runbook\n", (2, 11), 'there is no folder "runbook" beside mkdocs.yml'),
        ("docs_dir: mkdocs.yml\n", (1, 11), 'there is no folder "mkdocs.yml" beside mkdocs.yml'),
        ("docs_dir: ''\n", (1, 11), "`docs_dir` must name a folder"),
        ("docs_dir: 3\n", (1, 11), "`docs_dir` must name a folder"),
        ("docs_dir: !ENV [DOCS, runbooks]\n", (1, 11), "`docs_dir` must name a folder"),
        ('docs_dir: "a\\0b"\n', (1, 11), 'there is no folder "a\\x00b" beside mkdocs.yml'),
    ],
)
def test_a_folder_that_is_not_there_is_told_once(
    config: str, place: tuple[int, int], message: str, tmp_path: Path
) -> None:
    assert said(tmp_path, config) == [("NB112", *place, message, DOCS)]
    assert len(compiled(tmp_path, config).diagnostics) == 1


def test_who_inherits_the_folder_is_told_to_write_it_here(tmp_path: Path) -> None:
    (found,) = said(tmp_path, "INHERIT: base.yml\n")
    assert found[4] == f"{DOCS} What `INHERIT` leads to is not read: write `docs_dir` here too."


def test_every_habit_of_mkdocs_yml_is_allowed(tmp_path: Path) -> None:
    habits = (
        "a: !ENV [A, b]\nb: !!python/name:material.extensions.emoji.twemoji\nc: !relative $docs_dir\n"
        "d: &d {e: yes, f: 12:30, g: 2026-01-01}\nh: {<<: *d}\n? [x, y]\n: z\ni: 0o17\nj: .inf\n"
    )
    assert compiled(tmp_path, CONFIG + habits).ok


@pytest.mark.parametrize(
    ("docs_dir", "shown"),
    [
        ("runbooks", "runbooks"),
        ("./runbooks", "runbooks"),
        ("runbooks/../runbooks", "runbooks"),
        ("runbooks/", "runbooks"),
    ],
)
def test_paths_are_shown_from_the_folder_of_mkdocs_yml(docs_dir: str, shown: str, tmp_path: Path) -> None:
    found = compiled(tmp_path, f"docs_dir: {docs_dir}\n")
    assert found.ok
    assert [entry.path for entry in found.book.entries] == [f"{shown}/serving/late.yaml"]
    assert [entry.url for entry in found.book.entries] == ["serving/late/"]


def test_the_runbooks_may_lie_outside_the_folder_of_mkdocs_yml(tmp_path: Path) -> None:
    write(tmp_path, book({"site/mkdocs.yml": "docs_dir: ../runbooks\n"}))
    found = compile_book(tmp_path / "site" / "mkdocs.yml")
    assert found.ok
    assert [entry.path for entry in found.book.entries] == ["runbooks/serving/late.yaml"]


def test_a_bare_folder_is_a_book_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, book())
    monkeypatch.chdir(tmp_path)
    for path in (tmp_path / "runbooks", Path("runbooks")):
        found = compile_book(path)
        assert found.ok
        assert [entry.url for entry in found.book.entries] == ["serving/late/"]


OPTIONS = "docs_dir: runbooks\nplugins:\n  - search\n  - nightbook:\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            "      requird: {}\n",
            ("NB101", 5, 7, "there is no field `requird`", 'Did you mean "required"?'),
        ),
        (
            "      required:\n        incident: {SEV1: [signals, singals]}\n",
            ("NB104", 6, 36, '`required.incident.SEV1[2]` cannot be "singals"', 'Did you mean "signals"?'),
        ),
        (
            "      required: {drill: {SEV1: [signals]}}\n",
            ("NB101", 5, 18, "there is no field `drill` in `required`", "Known here: incident, maintenance."),
        ),
        (
            "      review: {soon: 14}\n",
            ("NB105", 5, 22, "`review.soon` is the number 14, and must be a number of days or weeks, such as 14d",
             "For example `14d`."),
        ),
        (
            "      templates: override\n",
            ("NB113", 5, 18, 'there is no folder of templates "override" beside mkdocs.yml',
             "Correct the path, or remove `templates` to use the ones that come with nightbook."),
        ),
        (
            "      - required\n",
            ("NB103", 5, 7, "this part must be a mapping (`name: value` lines), and this is a list", ""),
        ),
    ],
)  # fmt: skip
def test_a_wrong_option_is_told_at_its_line(
    options: str, expected: tuple[str, int, int, str, str], tmp_path: Path
) -> None:
    assert said(tmp_path, OPTIONS + options) == [expected]


def test_options_are_read_from_a_mapping_of_plugins_too(tmp_path: Path) -> None:
    found = compiled(
        tmp_path, "docs_dir: runbooks\nplugins:\n  search: {}\n  nightbook: {review: {soon: 3d}}\n"
    )
    assert found.site.settings.review.soon == "3d"


def test_a_plugin_without_options_has_the_defaults(tmp_path: Path) -> None:
    found = compiled(tmp_path, OPTIONS)
    assert (found.ok, found.site.settings.review.far, found.site.settings.report) == (True, "90d", "issue")
