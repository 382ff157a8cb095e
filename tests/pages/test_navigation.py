"""The navigation is grouped and bounded, and every line of it is a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from nightbook.pages.page import NavItem, Output

from .tiny import example, runbook, site

BEFORE = ["Home", "Find by", "Everyone"]
AFTER = ["Changes", "Freshness", "Handbook", "Reference"]


def lines(items: Iterable[NavItem]) -> Iterator[NavItem]:
    for item in items:
        yield item
        yield from lines(item.items)


def group(output: Output, title: str) -> list[tuple[str, str]]:
    return next([(item.title, item.uri) for item in one.items] for one in output.nav if one.title == title)


def test_a_folder_shows_its_index_then_its_runbooks_the_worst_first(tmp_path: Path) -> None:
    output = site({"area/a.yaml": runbook("Ant"), "area/b.yaml": runbook("Bee", "SEV1")}, tmp_path)
    assert [item.title for item in output.nav] == [*BEFORE, "Area", *AFTER]
    assert group(output, "Area") == [("", "area/index"), ("Bee", "area/b"), ("Ant", "area/a")]


def test_the_ways_to_find_a_runbook_stand_together(tmp_path: Path) -> None:
    output = site({"a.yaml": runbook("Ant")}, tmp_path)
    assert group(output, "Find by") == [
        ("Alert", "by/alert"),
        ("Symptom", "by/symptom"),
        ("Service", "by/service"),
        ("Model", "by/model"),
        ("Failure mode", "by/failure-mode"),
        ("Severity", "by/severity"),
        ("Team", "by/team"),
    ]


def test_thirty_runbooks_of_a_folder_are_listed_and_thirty_one_are_not(tmp_path: Path) -> None:
    many = {f"many/r{n}.yaml": runbook(f"Runbook {n}") for n in range(31)}
    some = {f"some/s{n}.yaml": runbook(f"Runbook {n}") for n in range(30)}
    output = site({**many, **some}, tmp_path)
    assert group(output, "Many") == [("", "many/index")]
    assert len(group(output, "Some")) == 31


def test_the_author_s_pages_keep_their_folder_and_their_own_titles(tmp_path: Path) -> None:
    written = {
        "index.md": "# Home\n",
        "faq.md": "# FAQ\n",
        "area/index.md": "# Area\n",
        "area/notes.md": "# Notes\n",
        "guides/on-call.md": "# On call\n",
    }
    output = site({"area/a.yaml": runbook("Ant"), **written}, tmp_path)
    assert output.nav[0] == NavItem("Home", "index")
    assert [item.title or item.uri for item in output.nav] == [*BEFORE, "Area", "Guides", "faq", *AFTER]
    assert group(output, "Area") == [("", "area/index"), ("Ant", "area/a"), ("", "area/notes")]
    assert group(output, "Guides") == [("", "guides/on-call")]


def test_runbooks_without_a_folder_stand_at_the_top(tmp_path: Path) -> None:
    output = site({"a.yaml": runbook("Ant")}, tmp_path)
    assert [item.title for item in output.nav] == [*BEFORE, "Ant", *AFTER]


def test_every_line_is_a_page_and_stands_there_once() -> None:
    output = example()
    uris = [item.uri for item in lines(output.nav) if item.uri]
    assert sorted(uris) == sorted(set(uris))
    assert set(uris) - {page.uri for page in output.pages} == {"about/how-we-respond"}


def test_pages_of_alerts_and_checks_stay_out(tmp_path: Path) -> None:
    runbooks = {"a.yaml": runbook("Ant", alerts=("Both",)), "b.yaml": runbook("Bee", alerts=("Both",))}
    output = site(runbooks, tmp_path)
    uris = {item.uri for item in lines(output.nav)}
    left_out = {page.uri for page in output.pages} - uris
    assert "alerts/Both" in left_out
    assert {uri.rpartition("/")[0] for uri in left_out} == {"", "alerts", "reference/checks"}
    assert {uri for uri in left_out if "/" not in uri} == {"search"}
