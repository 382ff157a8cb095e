"""Names of versions, and which of two is newer."""

from __future__ import annotations

import pytest

from nightbook.publishing.versions import (
    Published,
    age,
    becomes_latest,
    is_alias,
    is_version,
    next_after,
    read_versions,
)

ONE = Published("1.0")
TWO = Published("2.0", ("latest", "stable"))


@pytest.mark.parametrize("name", ["1.2", "1.2.3", "10.0", "2026-11-20", "2026.11"])
def test_numbers_and_days_are_versions(name: str) -> None:
    assert is_version(name)


@pytest.mark.parametrize(
    "name", ["", "1", "v1.2", "latest", "1.2.3.4", "1.02", "2026-02-30", "1.2\n", "../1.2", "１.2"]
)
def test_other_words_are_not(name: str) -> None:
    assert not is_version(name)


def test_an_alias_is_a_small_word() -> None:
    assert is_alias("latest")
    assert not any(is_alias(name) for name in ("", "1.0", "Latest", "a/b", "..", "-x"))


def test_versions_sort_by_number() -> None:
    names = ["2.0", "1.10", "dev", "1.9", "2026-11-20", "1.9.1", "2026-02-01"]
    assert sorted(names, key=age) == ["1.9", "1.9.1", "1.10", "2.0", "2026-02-01", "2026-11-20", "dev"]


def test_the_branch_lists_its_versions_oldest_first() -> None:
    text = """[{"version": "2.0", "title": "Two", "aliases": ["stable", "latest"]},
              {"version": "1.0", "title": "1.0", "aliases": []}]"""
    assert read_versions(text) == (ONE, TWO)
    assert read_versions("") == ()


@pytest.mark.parametrize("text", ["[{}]", "[1]", "{", '[{"version": "1.0"}]'])
def test_what_is_not_a_list_of_versions_is_said(text: str) -> None:
    with pytest.raises(ValueError):
        read_versions(text)


def test_the_newest_version_becomes_the_latest_and_a_repair_of_an_old_one_does_not() -> None:
    assert becomes_latest("1.0", ())
    assert becomes_latest("2.1", (ONE, TWO))
    assert not becomes_latest("1.0.1", (ONE, TWO))
    assert not becomes_latest("2.0", (ONE, TWO))


def test_a_page_left_with_the_version_after_the_last_that_has_it() -> None:
    assert next_after("1.0", (ONE, TWO)) == "2.0"
