"""What search is given of a book, and the files that come of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nightbook.pages.page import SearchEntry
from nightbook.pages.search_index import TABLE, Found, Searchable, index_files, words
from nightbook.pages.searchable import prose

from .tiny import runbook, site

SHARED = "applies_to: {services: [api], failure_modes: [slow]}\nalso_known_as: [snail pace]"


def table(files: dict[str, bytes]) -> Any:
    return json.loads(files[TABLE])


def searchable(home: Path, runbooks: dict[str, str]) -> Searchable:
    found = site(runbooks, home).search
    assert found
    return found


def many(number: int) -> Searchable:
    """A book whose runbooks share some words and have forty of their own."""
    pages = tuple(
        Found(f"r{i}/", f"Runbook {i}", tuple(_own(i, j) for j in range(40))) for i in range(number)
    )
    return Searchable(pages, (), (), (), (), (), 14)


def _own(number: int, place: int) -> SearchEntry:
    letters = "".join(chr(97 + n % 26) for n in (number, place, number // 26))
    return SearchEntry("", "", f"shared {letters}own{number} word{place}")


def test_a_name_with_humps_is_known_whole_and_in_parts_and_endings_are_cut() -> None:
    said = "ModelLatencyHigh CUDA_ERROR the timed-out pods it's HTTPServer"
    assert list(words(said)) == [
        "modellatencyhigh", "model", "latency", "high", "cuda", "error", "tim", "pods", "httpserver", "http", "server",
    ]  # fmt: skip


def test_runbooks_come_before_pages_the_worst_first_and_those_out_of_use_last(tmp_path: Path) -> None:
    runbooks = {
        "a.yaml": runbook("Mild"),
        "b.yaml": runbook("Bad", "SEV1", more=SHARED),
        "c.yaml": runbook("Old", "SEV1", more="status: deprecated\nreplaced_by: a"),
    }
    found = searchable(tmp_path, runbooks)
    assert [page.title for page in found.pages[:3]] == ["Bad", "Mild", "Old"]
    bad, _, old = found.pages[:3]
    assert (bad.severity, bad.modes, bad.services, bad.due, bad.status) == (0, (0,), (0,), "2027-01-30", "")
    assert (old.status, old.due, old.share < 1) == ("Out of use", "", True)
    assert found.severities[0] == "SEV1 Critical"
    assert [name for name, _ in found.modes] == ["Slow", "Odd"]
    assert found.soon == 14


def test_an_alert_leads_to_a_step_or_to_the_page_that_asks_which(tmp_path: Path) -> None:
    runbooks = {
        "a.yaml": runbook("Alpha", alerts=("Down", "Late")),
        "b.yaml": runbook("Beta", alerts=("Down",)),
    }
    found = searchable(tmp_path, runbooks)
    assert [(alert.name, alert.pages, alert.leads_to) for alert in found.alerts] == [
        ("Down", ("a/", "b/"), "alerts/Down/"),
        ("Late", ("a/",), "step-look"),
    ]
    assert table(index_files(found))["alerts"] == [
        ["Down", [0, 1], "alerts/Down/"],
        ["Late", [0], "step-look"],
    ]


def test_labels_are_those_that_parameters_are_filled_from(tmp_path: Path) -> None:
    parameters = "parameters: {model: {ask: Which?, from_label: model}, pod: {ask: Which?, example: x}}"
    found = searchable(tmp_path, {"a.yaml": runbook("Alpha", more=parameters)})
    assert found.labels == ("env", "environment", "model")


def test_the_words_of_a_failure_mode_are_indexed_once_for_all_its_runbooks(tmp_path: Path) -> None:
    runbooks = {f"r{i}.yaml": runbook(f"Run {i}", more=SHARED) for i in range(3)}
    postings = table(index_files(searchable(tmp_path, runbooks)))["words"][0]
    assert len(postings["late"]) == 1  # "Answers come late."
    assert len(postings["snail"]) == 3


def test_a_rare_word_weighs_more_than_a_common_one_and_a_title_more_than_text() -> None:
    pages = [Found(f"{i}/", "", (SearchEntry("", "often", ""),)) for i in range(6)]
    text = Found("t/", "", (SearchEntry("", "often", "rare once", 1.0), SearchEntry("", "title", "", 3.0)))
    other = Found("o/", "", (SearchEntry("", "", "else"),))
    postings = table(index_files(Searchable((*pages, text, other), (), (), (), (), (), 14)))["words"][0]
    weight = {word: found[-1] % 36 for word, found in postings.items()}
    assert weight["often"] < weight["rare"] < weight["title"]


def test_a_page_of_the_authors_is_found_after_the_runbooks_and_weighs_less() -> None:
    ours = Found("a/", "Alpha", (SearchEntry("", "Alpha", "", 3.0),))
    files = index_files(
        Searchable((ours,), (), (), (), (), (), 14), [prose("us/", "Alpha", ["Who we are"], "text")]
    )
    assert [page[0] for page in table(files)["pages"]] == ["a/", "us/"]
    first, second = table(files)["words"][0]["alpha"]
    assert first % 36 > second % 36


def test_the_words_of_a_large_book_are_cut_into_files_by_their_first_letters() -> None:
    files = index_files(many(400))
    known = table(files)
    assert len(known["words"]) == len(known["from"]) > 3
    assert len(files[TABLE]) < 60_000
    for begin, after, name in zip(known["from"], [*known["from"][1:], "~"], known["words"], strict=True):
        part = list(json.loads(files[f"search/{name}"]))
        assert begin <= part[0]
        assert part[-1][:3] < after
        assert len(files[f"search/{name}"]) < 100_000


def test_every_file_but_the_table_is_named_by_its_content_and_the_same_book_gives_the_same_bytes() -> None:
    first, second = index_files(many(60)), index_files(many(60))
    assert first == second
    other = index_files(many(61))
    assert {name for name in first if first[name] != other.get(name, first[name])} == {TABLE}


def test_the_lines_of_a_page_are_what_can_be_shown_as_the_reason(tmp_path: Path) -> None:
    files = index_files(searchable(tmp_path, {"a.yaml": runbook("Alpha", alerts=("Late",), more=SHARED)}))
    (name,) = table(files)["lines"]
    assert json.loads(files[f"search/{name}"])[0] == ["Late", "snail pace", "Is it down?", "Restart it"]
