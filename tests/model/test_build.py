"""Documents to a Book: ids, catalog, baselines, and exactly what is said when they are not right."""

from __future__ import annotations

from pathlib import Path

import pytest

from nightbook.diagnostics import Diagnostic, Related, Severity, Span
from nightbook.model.build import build
from small_book import CATALOG, RUNBOOK, Files, book, built, contents, without

BASELINE = "kind: baseline\ntitle: Shared\nversion: 1.0.0\n"


def said(folder: Path, files: Files) -> list[tuple[str, str, int, int, str]]:
    """Code, file, line, column and message of everything that building says."""
    return [
        (found.code, found.span.file, found.span.line, found.span.column, found.message)
        for found in built(folder, files)[1]
    ]


def test_a_good_book_has_its_runbook_its_catalog_and_no_fault(tmp_path: Path) -> None:
    found, faults = built(tmp_path, book())
    assert faults == ()
    assert [(entry.id, entry.area, entry.path, entry.url) for entry in found.entries] == [
        ("late", "serving", "runbooks/serving/late.yaml", "serving/late/")
    ]
    assert [*found.catalog.rotations] == ["ml-platform-primary", "ml-platform-secondary"]
    assert found.catalog_is_whole
    assert found.known["runbooks"] == {"late"}


# NB201 and NB204: ids.


def test_two_files_of_one_stem_are_one_fault_at_the_second(tmp_path: Path) -> None:
    found, faults = built(
        tmp_path, book({"runbooks/data/late.yaml": RUNBOOK, "runbooks/x/late.yml": RUNBOOK})
    )
    assert [(each.code, each.span, each.message) for each in faults] == [
        ("NB201", Span("runbooks/serving/late.yaml"), 'two files would be the runbook "late"'),
        ("NB201", Span("runbooks/x/late.yml"), 'two files would be the runbook "late"'),
    ]
    assert faults[0] == Diagnostic(
        "NB201",
        Severity.ERROR,
        'two files would be the runbook "late"',
        Span("runbooks/serving/late.yaml"),
        "A runbook's id is its file's name without the ending, whatever its folder. Rename one.",
        (Related(Span("runbooks/data/late.yaml"), "the other one"),),
    )
    assert [entry.path for entry in found.entries] == ["runbooks/data/late.yaml"]


@pytest.mark.parametrize(
    ("name", "why", "better"),
    [
        ("Late", "it must be lower-case letters, digits and single hyphens, 60 at most", "late"),
        (
            "late_scores",
            "it must be lower-case letters, digits and single hyphens, 60 at most",
            "late-scores",
        ),
        (
            "late--scores",
            "it must be lower-case letters, digits and single hyphens, 60 at most",
            "late-scores",
        ),
        ("-late", "it must be lower-case letters, digits and single hyphens, 60 at most", "late"),
        ("zu-spät", "it must be lower-case letters, digits and single hyphens, 60 at most", "zu-sp-t"),
        ("谁", "it must be lower-case letters, digits and single hyphens, 60 at most", "my-runbook"),
        ("a" * 61, "it must be lower-case letters, digits and single hyphens, 60 at most", "a" * 60),
        ("con", "Windows keeps that name for a device", "con-runbook"),
        ("nul", "Windows keeps that name for a device", "nul-runbook"),
        ("com1", "Windows keeps that name for a device", "com1-runbook"),
        ("lpt9", "Windows keeps that name for a device", "lpt9-runbook"),
        ("CON", "it must be lower-case letters, digits and single hyphens, 60 at most", "con-runbook"),
    ],
)
def test_a_name_that_cannot_be_an_id_is_told_with_one_that_can(
    name: str, why: str, better: str, tmp_path: Path
) -> None:
    path = f"runbooks/data/{name}.yaml"
    found, faults = built(tmp_path, book({path: RUNBOOK}))
    help_text = f"Rename the file to {better}.yaml; if the old address was published, add `formerly`."
    assert faults == (
        Diagnostic(
            "NB204", Severity.ERROR, f'"{name}" cannot be a runbook\'s id: {why}', Span(path), help_text
        ),
    )
    assert [entry.id for entry in found.entries] == ["late"]


def test_an_id_that_differs_only_by_case_is_a_bad_id_and_not_a_second_runbook(tmp_path: Path) -> None:
    assert said(tmp_path, book({"runbooks/data/LATE.yaml": RUNBOOK})) == [
        (
            "NB204",
            "runbooks/data/LATE.yaml",
            1,
            1,
            '"LATE" cannot be a runbook\'s id: it must be lower-case letters, digits and single hyphens, 60 at most',
        )
    ]


# NB202 and NB203: the catalog.


def test_a_book_without_a_catalog_is_told_once(tmp_path: Path) -> None:
    files = {"runbooks/serving/late.yaml": RUNBOOK}
    found, faults = built(tmp_path, files)
    assert faults == (
        Diagnostic(
            "NB202",
            Severity.ERROR,
            "the book has no catalog: runbooks/catalog/ holds no YAML file",
            Span("runbooks/catalog"),
            "`nightbook new --book .` writes a small one: severities, teams, people, roles, rotations.",
        ),
    )
    assert not found.catalog_is_whole


def test_an_id_of_the_catalog_in_two_files_is_told_at_the_second(tmp_path: Path) -> None:
    files = book({"runbooks/catalog/more.yaml": "people:\n  amira-k: {name: Other}\n  tom-b: {name: Tom}\n"})
    found, faults = built(tmp_path, files)
    assert faults == (
        Diagnostic(
            "NB203",
            Severity.ERROR,
            '`people` defines "amira-k" twice',
            Span("runbooks/catalog/more.yaml", 2, 3, 2, 10),
            "Keep one of the two, or give one another id.",
            (Related(Span("runbooks/catalog/all.yaml", 4, 3, 4, 10), "first defined here"),),
        ),
    )
    assert [(name, person.name) for name, person in found.catalog.people.items()] == [
        ("amira-k", "Amira Khalil"),
        ("jonas-r", "Jonas Reuter"),
        ("tom-b", "Tom"),
    ]


def test_one_id_in_two_kinds_is_no_fault(tmp_path: Path) -> None:
    assert (
        said(tmp_path, book({"runbooks/catalog/more.yaml": "roles: {amira-k: {name: A, does: B.}}\n"})) == []
    )


def test_a_kind_may_be_spread_over_files_and_folders(tmp_path: Path) -> None:
    files = book({"runbooks/catalog/eu/more.yml": "people: {tom-b: {name: Tom}}\n"})
    assert [*built(tmp_path, files)[0].catalog.people] == ["amira-k", "jonas-r", "tom-b"]


def test_an_invalid_catalog_file_is_told_and_its_ids_stay_known(tmp_path: Path) -> None:
    files = book({"runbooks/catalog/more.yaml": "people:\n  tom-b: {nam: Tom}\n"})
    found, faults = built(tmp_path, files)
    assert [(each.code, each.span.line, each.span.column, each.message) for each in faults] == [
        ("NB101", 2, 11, "there is no field `nam` in `people.tom-b`")
    ]
    assert found.known["people"] == {"amira-k", "jonas-r", "tom-b"}
    assert [*found.catalog.people] == ["amira-k", "jonas-r"]


def test_a_catalog_file_that_cannot_be_read_makes_nothing_unknown(tmp_path: Path) -> None:
    files = {"runbooks/serving/late.yaml": RUNBOOK, "runbooks/catalog/all.yaml": CATALOG + "people: [\n"}
    found, faults = built(tmp_path, files)
    assert faults == ()  # reading has told what is wrong
    assert not found.catalog_is_whole


# NB205: baselines.


def extending(name: str, *left_out: str) -> str:
    return f"extends: {name}\n" + without(RUNBOOK, *left_out)


def test_an_unknown_baseline_is_told_where_it_is_named_and_nothing_else(tmp_path: Path) -> None:
    files = book(
        {
            "runbooks/base/shared.yaml": BASELINE,
            "runbooks/serving/late.yaml": extending("shard", "owner", "signals"),
        }
    )
    found, faults = built(tmp_path, files)
    assert faults == (
        Diagnostic(
            "NB205",
            Severity.ERROR,
            'there is no baseline "shard"',
            Span("runbooks/serving/late.yaml", 1, 10, 1, 15),
            'Did you mean "shared"?',
        ),
    )
    assert found.entries == ()
    assert [*found.baselines] == ["shared"]


def test_a_runbook_is_no_baseline(tmp_path: Path) -> None:
    files = book({"runbooks/serving/late.yaml": extending("other"), "runbooks/data/other.yaml": RUNBOOK})
    found, faults = built(tmp_path, files)
    assert faults == (
        Diagnostic(
            "NB205",
            Severity.ERROR,
            '"other" is no baseline',
            Span("runbooks/serving/late.yaml", 1, 10, 1, 15),
            "Only a file with `kind: baseline` can be extended.",
            (Related(Span("runbooks/data/other.yaml"), "this one"),),
        ),
    )
    assert [entry.id for entry in found.entries] == ["other"]


def test_a_runbook_that_extends_itself_is_no_baseline(tmp_path: Path) -> None:
    assert [each[0] for each in said(tmp_path, book({"runbooks/serving/late.yaml": extending("late")}))] == [
        "NB205"
    ]


def test_a_deprecated_baseline_can_still_be_extended(tmp_path: Path) -> None:
    old = BASELINE + "status: deprecated\nreplaced_by: late\nowner: ml-platform\n"
    files = book({"runbooks/base/old.yaml": old, "runbooks/serving/late.yaml": extending("old", "owner")})
    found, faults = built(tmp_path, files)
    assert faults == ()
    assert found.by_id["late"].runbook.owner == "ml-platform"
    assert found.by_id["late"].runbook.status == "active"
    assert found.by_id["late"].inherited_from(("owner",)) == "old"
    assert found.by_id["late"].inherited_from(("summary",)) is None


def test_a_baseline_cannot_extend_another_one(tmp_path: Path) -> None:
    files = book({"runbooks/base/shared.yaml": BASELINE + "extends: other\n"})
    assert said(tmp_path, files) == [
        ("NB101", "runbooks/base/shared.yaml", 4, 1, "`extends` does not belong in a file of this kind")
    ]


def test_an_invalid_baseline_is_told_once_and_its_runbooks_are_left_out_in_silence(tmp_path: Path) -> None:
    files = book(
        {
            "runbooks/base/shared.yaml": BASELINE + "owner: ml-platform\npeak_lod: Fridays\n",
            "runbooks/serving/late.yaml": extending("shared", "owner"),
            "runbooks/serving/slow.yaml": extending("shared", "owner", "severity"),
        }
    )
    found, faults = built(tmp_path, files)
    assert [(each.code, each.span.file, each.span.line) for each in faults] == [
        ("NB101", "runbooks/base/shared.yaml", 5)
    ]
    assert found.entries == ()
    assert found.known["runbooks"] == {"late", "slow"}


LACKING = """\
extends: shared
title: Scores arrive late
version: 1.0.0
review: {last: 2026-11-01, every: 90d}
changelog: [{version: 1.0.0, date: 2026-05-04, by: amira-k, change: First version.}]
contacts: {investigator: {backup: amira-k}}
signals: [{id: slow, real_when: Two regions rise.}]
steps: {end: [{id: close, why: Somebody asked.}]}
"""


@pytest.mark.parametrize(
    "baseline", ["kind: baseline\ntitle: [\n", "kind: basline\ntitle: Shared\nversion: 1.0.0\n"]
)
def test_what_may_stand_in_a_baseline_nobody_can_read_is_not_missing(baseline: str, tmp_path: Path) -> None:
    files = book({"runbooks/base/shared.yaml": baseline, "runbooks/serving/late.yaml": LACKING})
    _, faults = built(tmp_path, files)
    assert [each for each in faults if each.span.file == "runbooks/serving/late.yaml"] == []


def test_the_other_faults_of_such_a_runbook_are_all_told(tmp_path: Path) -> None:
    own = LACKING.replace("every: 90d", "evry: 90d").replace("title: Scores arrive late\n", "")
    own += "risks: [{harm: Bad}]\ndo_first: [3]\n"
    files = book({"runbooks/base/shared.yaml": "a: [", "runbooks/serving/late.yaml": own})
    assert [(code, line) for code, _, line, _, _ in said(tmp_path, files)] == [
        ("NB102", 1),
        ("NB101", 3),
        ("NB102", 8),
        ("NB102", 8),
        ("NB102", 8),
        ("NB103", 9),
    ]


def test_the_faults_of_a_merged_thing_are_told_in_the_file_that_wrote_it(tmp_path: Path) -> None:
    shared = BASELINE + "signals:\n  - {id: slow, source: human, means: Late.}\n"
    own = (
        extending("shared", "signals")
        + "signals:\n  - {id: slow, sorce: human}\n  - {id: new, source: alert}\n"
    )
    files = book({"runbooks/base/shared.yaml": shared, "runbooks/serving/late.yaml": own})
    assert said(tmp_path, files) == [
        ("NB101", "runbooks/serving/late.yaml", 30, 16, "there is no field `sorce` in `signals[1]`"),
        ("NB102", "runbooks/serving/late.yaml", 31, 5, "`alert` is missing in `signals[2]`"),
        ("NB102", "runbooks/serving/late.yaml", 31, 5, "`means` is missing in `signals[2]`"),
    ]


def test_a_fault_that_comes_of_both_files_is_told_at_the_runbook(tmp_path: Path) -> None:
    shared = BASELINE + "steps: {end: [{id: close, end: Close the incident.}]}\n"
    own = extending("shared").replace("{id: close, end: Close the incident.}", "{id: close, do: Close it}")
    files = book({"runbooks/base/shared.yaml": shared, "runbooks/serving/late.yaml": own})
    found = built(tmp_path, files)[1]
    assert [(each.code, each.span.file, each.span.line, each.span.column) for each in found] == [
        ("NB107", "runbooks/serving/late.yaml", 27, 19)
    ]


def test_building_reads_no_places_of_a_clean_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = book(
        {
            "runbooks/base/shared.yaml": BASELINE + "owner: ml-platform\npeak_load: Fridays\n",
            "runbooks/serving/late.yaml": extending("shared", "owner"),
        }
    )
    read = contents(tmp_path, files)

    def survey(*_: object) -> None:
        raise AssertionError("a file was read a second time")

    clean = [document for document in read.documents if "catalog" not in document.path]
    monkeypatch.setattr("nightbook.sources.places.survey", survey)
    found, faults = build(
        type(read)(documents=tuple(clean), rejected=("runbooks/catalog/lost.yaml",)), "runbooks"
    )
    assert faults == ()
    assert found.by_id["late"].runbook.peak_load == "Fridays"


def test_faults_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = book(
        {
            "runbooks/a/x.yaml": "title: 3\n",
            "runbooks/z/Y.yaml": RUNBOOK,
            "runbooks/catalog/b.yaml": "teams: 3\n",
        }
    )
    found = built(tmp_path, files)[1]
    assert [each.span.file for each in found] == sorted(each.span.file for each in found)
    assert {each.span.file for each in found} == {
        "runbooks/a/x.yaml",
        "runbooks/z/Y.yaml",
        "runbooks/catalog/b.yaml",
    }
