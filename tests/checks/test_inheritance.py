"""A runbook and its baseline: a finding points at the file that is at fault, and is reported once."""

from __future__ import annotations

from pathlib import Path

from .book import Files, base, found, said

BASELINE = "runbooks/baselines/serving-baseline.yaml"
A, B = "runbooks/serving/gpu-full.yaml", "runbooks/serving/gpu-lost.yaml"
HEAD = "kind: baseline\ntitle: Shared\nversion: 1.0.0\n"
CONTACTS = "contacts: {investigator: {primary: ml-platform-primary, backup: ml-platform-secondary}}\n"
SHARED = f"""\
summary: Scores arrive late.
severity: SEV3
owner: ml-platform
signals: [{{id: late, source: human, means: Somebody says that scores are late.}}]
{CONTACTS}steps:
  triage:
    - id: is-it-slow
      ask: Is p99 above 300 ms?
      answers: {{"Yes": call, "No": close, Cannot tell: call}}
  end:
    - id: close
      end: Close the incident.
    - id: call
      escalate: ml-platform-secondary
"""
CHILD = """\
title: The GPU is full
version: 1.0.0
extends: serving-baseline
review: {last: 2026-11-01, every: 90d}
changelog: [{version: 1.0.0, date: 2026-05-04, by: amira-k, change: First., reviewed_by: [tom-b]}]
"""


def lines(baseline: str, home: Path, *children: str) -> list[str]:
    files: Files = {**base(), BASELINE: HEAD + baseline}
    for path, text in zip((A, B), children, strict=False):
        files[path] = CHILD + text
    return list(said(found(files, home)))


def test_two_runbooks_on_a_sound_baseline_have_no_finding(tmp_path: Path) -> None:
    assert lines(SHARED, tmp_path, "", "") == []


def test_a_fault_in_a_step_of_the_baseline_is_reported_once_and_there(tmp_path: Path) -> None:
    shared = SHARED.replace("Is p99 above 300 ms?", "Checked?")
    message = "the question asks whether something was done, not what is seen"
    assert lines(shared, tmp_path, "", "") == [f"{BASELINE}:12 warning NB308 {message}"]


def test_a_fault_in_what_a_runbook_adds_to_an_inherited_step_is_the_runbook_s(tmp_path: Path) -> None:
    own = 'steps:\n  triage:\n    - id: is-it-slow\n      ask: "Checked?"\n'
    message = "the question asks whether something was done, not what is seen"
    assert lines(SHARED, tmp_path, own, "") == [f"{A}:9 warning NB308 {message}"]


def test_an_unknown_id_of_the_baseline_is_reported_once_and_there(tmp_path: Path) -> None:
    shared = SHARED.replace("escalate: ml-platform-secondary", "escalate: nobody")
    message = 'there is no rotation, role or person "nobody"'
    assert lines(shared, tmp_path, "", "") == [f"{BASELINE}:18 error NB801 {message}"]


def test_an_unknown_key_that_a_runbook_adds_is_the_runbook_s(tmp_path: Path) -> None:
    own = "contacts:\n  operator: {primary: amira-k, backup: tom-b}\n"
    assert lines(SHARED, tmp_path, own, "") == [f'{A}:7 error NB801 there is no role "operator"']


def test_unfinished_text_of_a_baseline_is_reported_without_a_runbook_on_it(tmp_path: Path) -> None:
    assert lines("peak_load: TBD\n", tmp_path) == [f'{BASELINE}:4 error NB303 `peak_load` says "TBD"']


def test_a_draft_s_text_is_a_warning_and_its_baseline_s_an_error(tmp_path: Path) -> None:
    own = "status: draft\nschedule: TBD\n"
    assert lines(f"{SHARED}peak_load: TBD\n", tmp_path, own, "") == [
        f'{BASELINE}:19 error NB303 `peak_load` says "TBD"',
        f'{A}:7 warning NB303 `schedule` says "TBD"',
    ]


def test_a_text_that_a_runbook_replaces_is_still_the_baseline_s_fault(tmp_path: Path) -> None:
    own = "peak_load: weekdays 17:00-21:00 Europe/Berlin\n"
    expected = [f'{BASELINE}:19 error NB303 `peak_load` says "TBD"']
    assert lines(f"{SHARED}peak_load: TBD\n", tmp_path, own) == expected


def test_an_empty_list_that_takes_away_what_the_baseline_has_is_meant(tmp_path: Path) -> None:
    assert lines(f"{SHARED}messages: [status-internal]\n", tmp_path, "messages: []\n") == []


def test_an_empty_list_that_takes_nothing_away_is_found(tmp_path: Path) -> None:
    assert lines(SHARED, tmp_path, "messages: []\n") == [f"{A}:6 warning NB302 `messages` is an empty list"]


def test_a_section_of_the_baseline_counts_as_the_runbook_s(tmp_path: Path) -> None:
    shared = SHARED.replace("SEV3", "SEV2").replace("      answers", "      within: 2m\n      answers") + (
        "do_first: [Say it., Open the dashboard., Start.]\n"
        "escalation: [{after: 15m, to: ml-platform-secondary, because: not contained}]\n"
    )
    assert lines(shared, tmp_path, "", "") == []


def test_a_section_that_an_inherited_severity_asks_for_is_missed_in_each_runbook(tmp_path: Path) -> None:
    shared = SHARED.replace("SEV3", "SEV2").replace("      answers", "      within: 2m\n      answers")
    own = "escalation: [{after: 15m, to: ml-platform-secondary, because: not contained}]\n"
    message = "error NB301 a SEV2 incident runbook needs `do_first`, and this one has none"
    assert lines(shared, tmp_path, own, own) == [f"{A}:3 {message}", f"{B}:3 {message}"]


def test_a_major_version_of_a_baseline_needs_a_reviewer(tmp_path: Path) -> None:
    log = "changelog: [{version: 1.0.0, date: 2026-05-04, by: amira-k, change: First.}]\n"
    message = "nobody has reviewed the major version 1.0.0"
    assert lines(log, tmp_path) == [f"{BASELINE}:4 error NB413 {message}"]


def test_a_baseline_is_replaced_by_a_baseline(tmp_path: Path) -> None:
    shared = "status: deprecated\nreplaced_by: example\n"
    message = '"example" is a runbook, and a baseline belongs here'
    assert lines(shared, tmp_path) == [f"{BASELINE}:5 error NB801 {message}"]


def test_a_backup_is_asked_for_even_where_contacts_are_not(tmp_path: Path) -> None:
    files = {**base(), A: CHILD.replace("extends: serving-baseline\n", "") + SHARED.replace(CONTACTS, "")}
    files["mkdocs.yml"] = files["mkdocs.yml"].replace(
        "  - nightbook\n", "  - nightbook: {required: {incident: {SEV3: [backup]}}}\n"
    )
    message = "error NB301 a SEV3 incident runbook needs a backup contact, and this one has no `contacts`"
    assert list(said(found(files, tmp_path))) == [f"{A}:6 {message}"]
