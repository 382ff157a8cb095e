"""The checks of contacts and parameters: what is said once, and what is not said."""

from __future__ import annotations

from pathlib import Path

import pytest

from nightbook.checks import unknown_time_zone

from .book import EXAMPLE, Files, base, codes, edited, found, said

ROTATIONS = "runbooks/catalog/rotations.yaml"
PEOPLE = "runbooks/catalog/people.yaml"
BACKUP = "    backup: ml-platform-secondary\n"
BASELINE = """\
kind: baseline
title: What all serving runbooks share
version: 1.0.0
contacts:
  investigator: {primary: ml-platform-primary, backup: ml-platform-secondary}
  communicator: {primary: jonas-r}
parameters:
  region: {}
  namespace: {environment: namespaces}
evidence:
  - id: pods
    what: The pods
    when: before containment
    run: {shell: "$ kubectl -n <namespcae> get pods"}
"""
CHILD = """\
extends: serving-baseline
title: A child
summary: It is slow.
version: 1.0.0
severity: SEV3
owner: ml-platform
review: {last: 2026-11-01, by: amira-k, every: 90d}
signals: [{id: slow, source: human, means: It is slow.}]
steps:
  end: [{id: close, end: Close the incident.}]
changelog: [{version: 1.0.0, date: 2026-11-01, by: amira-k, change: First., reviewed_by: [tom-b]}]
"""


def family(*severities: str) -> Files:
    """The base book, a baseline with faults, and a child of each severity."""
    children = {
        f"runbooks/serving/child-{i}.yaml": CHILD.replace("SEV3", severity)
        for i, severity in enumerate(severities)
    }
    return {**base(), "runbooks/serving/serving-baseline.yaml": BASELINE, **children}


def test_a_fault_of_a_baseline_is_found_once_for_all_its_children(tmp_path: Path) -> None:
    at = "runbooks/serving/serving-baseline.yaml"
    assert list(said(found(family("SEV3", "SEV3"), tmp_path))) == [
        f'{at}:6 warning NB601 nobody is called for "communicator" when "jonas-r" does not answer',
        f"{at}:8 error NB703 nothing says where the value of `<region>` comes from",
        f'{at}:9 error NB705 "production" has no value `namespaces`',
        f"{at}:14 error NB712 `$` is a prompt, not part of the command",
        f"{at}:14 error NB701 `parameters` has no `namespcae`",
    ]


def test_a_shared_role_without_backup_has_the_worst_severity_of_the_children(tmp_path: Path) -> None:
    lines = [line for line in said(found(family("SEV3", "SEV1"), tmp_path)) if " NB601 " in line]
    assert lines == [
        "runbooks/serving/serving-baseline.yaml:6 error NB601 "
        'nobody is called for "communicator" when "jonas-r" does not answer'
    ]


def test_a_backup_that_the_severity_asks_for_is_missed_once(tmp_path: Path) -> None:
    text = base()[EXAMPLE].replace("severity: SEV3", "severity: SEV1").replace(BACKUP, "")
    files = {**base(), EXAMPLE: text.replace("contacts:\n", "contacts:\n", 1)}
    named = [each for each in codes(files, tmp_path) if each in ("NB301", "NB601")]
    assert named == ["NB301"]


def test_a_person_who_left_may_stay_in_the_history(tmp_path: Path) -> None:
    files = edited(('phone: "+49 30 5550101"', 'phone: "+49 30 5550101"\n    left: 2026-11-20'), path=PEOPLE)
    assert list(said(found(files, tmp_path))) == [
        "runbooks/catalog/rotations.yaml:5 error NB604 Amira Khalil left on 2026-11-20"
    ]


def test_a_person_who_leaves_tomorrow_is_still_there(tmp_path: Path) -> None:
    files = edited(('phone: "+49 30 5550101"', 'phone: "+49 30 5550101"\n    left: 2026-11-21'), path=PEOPLE)
    assert codes(files, tmp_path) == []


def test_somebody_whom_nobody_calls_needs_no_channel(tmp_path: Path) -> None:
    assert codes(edited(('    phone: "+49 30 5550101"\n', ""), path=PEOPLE), tmp_path) == []


def test_a_rotation_holds_to_the_end_of_its_last_day(tmp_path: Path) -> None:
    files = base()
    for day, expected in (("2026-11-19", "error"), ("2026-11-20", "warning"), ("2026-12-04", "warning")):
        files[ROTATIONS] = base()[ROTATIONS].replace("2027-06-30", day, 1)
        assert [(each.code, str(each.severity)) for each in found(files, tmp_path)] == [("NB603", expected)]
    files[ROTATIONS] = base()[ROTATIONS].replace("2027-06-30", "2026-12-05", 1)
    assert codes(files, tmp_path) == []


def test_a_computer_without_time_zones_says_nothing_of_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    unknown_time_zone.is_known.cache_clear()
    monkeypatch.setattr(unknown_time_zone, "_all", frozenset)
    files = {**base(), ROTATIONS: base()[ROTATIONS].replace("Europe/Berlin", "Europe/Berlim", 1)}
    assert codes(files, tmp_path) == []
    unknown_time_zone.is_known.cache_clear()


def test_an_unknown_id_is_left_to_its_own_check(tmp_path: Path) -> None:
    files = edited(("  - after: 15m\n    to: ml-platform-secondary", "  - after: 15m\n    to: nobody"))
    assert codes(files, tmp_path) == ["NB801"]
    files = edited(("known_good: fraud-scorer", "known_good: nothing"))
    assert codes(files, tmp_path) == ["NB801"]
    files = edited(("environments: [production]", "environments: [moon]"))
    assert codes(files, tmp_path) == ["NB801"]


def test_a_parameter_in_a_sentence_or_a_message_is_used(tmp_path: Path) -> None:
    files = edited(
        (
            "  namespace:\n",
            "  status:\n    ask: How it stands\n  folder:\n    ask: Which folder\n  namespace:\n",
        ),
        ("store: The incident's folder", "store: Below <folder>"),
    )
    assert codes(files, tmp_path) == []


def test_a_pattern_that_takes_for_ever_to_compile_is_a_finding(tmp_path: Path) -> None:
    files = edited(('pattern: "^[0-9]+$"', 'pattern: "a{99999999999999999999}"'))
    assert codes(files, tmp_path) == ["NB704"]
