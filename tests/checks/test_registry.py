"""The list of checks: in order, without doubles, each named after its module."""

from __future__ import annotations

from nightbook import checks

from .book import FAULTS


def test_codes_go_up_and_none_is_used_twice() -> None:
    found = [check.code for check in checks.ALL]
    assert found == sorted(set(found))


def test_no_two_faults_have_one_name() -> None:
    names = [fault.name for fault in FAULTS]
    assert sorted(names) == sorted(set(names))


def test_a_check_is_named_after_its_module() -> None:
    modules = [check.find.__module__.rpartition(".")[2] for check in checks.ALL]
    assert [check.name.replace("-", "_") for check in checks.ALL] == modules


def test_a_summary_is_one_sentence() -> None:
    assert [fault.summary for fault in FAULTS if not fault.summary.endswith(".")] == []
