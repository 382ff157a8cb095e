"""Search: costs nothing until it is used, and then finds the runbook by whatever was pasted."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from nightbook.model.book import Book

from .conftest import NewReader
from .reader import BROWSER, DESKTOP, DOWN, PHONE, SIZES, SLOW, UNSAFE, Reader

pytestmark = BROWSER

FIELD = "[data-md-component=search-query]"
HITS = ".md-search-result__item > a"
PASTE = """(field, said) => {  // no key goes down
    field.value = said
    field.dispatchEvent(new InputEvent("input", {inputType: "insertFromPaste", bubbles: true}))
}"""
FIRST = 3
GOOD_ENOUGH = 0.9
PASTED = {
    "InferenceQueueTooLong": SLOW,
    "ModelServingDown": DOWN,
    "[FIRING:1] ModelLatencyHigh (service=\"fraud-scorer\", severity='page')": SLOW,
    "rpc error: code = DeadlineExceeded desc = context deadline exceeded (Client.Timeout exceeded)": SLOW,
    '"upstream request timeout" - 504 [Gateway Timeout]': SLOW,
    "-llm -output {garbage}: cut off ~ unsafe*": UNSAFE,
}
BOILERPLATE = ("contacts/", "changelog/", "freshness/", "reference/")


def search(page: Page, root: str, said: str) -> list[str]:
    """The pages of the first results, best first."""
    field = page.locator(FIELD)
    field.fill("")
    field.press("End")
    page.wait_for_function(f"document.querySelectorAll('{HITS}').length === 0")
    field.fill(said)
    field.press("End")  # the theme listens to keys only
    page.wait_for_function(
        f"document.querySelectorAll('{HITS}').length || "
        "/no match/i.test(document.querySelector('.md-search-result__meta').textContent)"
    )
    links = page.locator(HITS).evaluate_all(f"(all) => all.slice(0, {FIRST}).map((a) => a.href)")
    return [link.removeprefix(root).split("?")[0].split("#")[0] for link in links]


def begin(someone: Reader, width: int) -> Page:
    page = someone.open("")
    page.wait_for_load_state("networkidle")
    if width == PHONE:
        page.locator(".md-header__button[for=__search]").click()
    page.locator(FIELD).focus()
    return page


@SIZES
def test_the_index_comes_when_somebody_searches_and_not_before(reader: NewReader, width: int) -> None:
    someone = reader(width)
    page = someone.open(SLOW)
    page.wait_for_load_state("networkidle")
    assert not [url for url in someone.asked if "search_index" in url]
    with page.expect_request("**/search_index.json"):
        if width == PHONE:
            page.locator(".md-header__button[for=__search]").click()
        page.locator(FIELD).focus()
    assert search(page, someone.root, "ModelLatencyHigh")[0] == SLOW


def test_an_alert_gives_its_runbook_first(reader: NewReader, book: Book) -> None:
    someone = reader(DESKTOP)
    page = begin(someone, DESKTOP)
    misses: dict[str, list[str]] = {}
    for entry in book.entries:
        for alert in [signal.alert for signal in entry.runbook.signals if signal.alert]:
            found = search(page, someone.root, alert)
            right = {e.url for e in book.entries if any(s.alert == alert for s in e.runbook.signals)}
            if not found or found[0] not in {*right, f"alerts/{alert}/"}:
                misses[alert] = found
    assert misses == {}


@SIZES
def test_what_is_pasted_finds_its_runbook_whatever_signs_are_in_it(reader: NewReader, width: int) -> None:
    someone = reader(width)
    page = begin(someone, width)
    found = {said: search(page, someone.root, said) for said in PASTED}
    assert {said: pages for said, pages in found.items() if PASTED[said] not in pages} == {}
    assert not [page for pages in found.values() for page in pages if page.startswith(BOILERPLATE)]


def test_a_paste_with_the_finger_searches_too(reader: NewReader) -> None:
    someone = reader(PHONE)
    page = begin(someone, PHONE)
    assert search(page, someone.root, "qqqqq") == []
    page.locator(FIELD).evaluate(PASTE, "ModelLatencyHigh")
    page.locator(f"{HITS}[href*='{SLOW}']").first.wait_for(timeout=4000)


def test_what_people_asked_elsewhere_finds_a_runbook_of_the_right_kind(reader: NewReader, book: Book) -> None:
    folder = os.environ.get("NIGHTBOOK_CORPORA")
    if not folder:
        pytest.skip("NIGHTBOOK_CORPORA does not name the folder with search-queries.csv")
    kinds = {
        entry.url: {
            book.catalog.failure_modes[name].category
            for name in entry.runbook.applies_to.failure_modes
            if name in book.catalog.failure_modes
        }
        for entry in book.entries
    }
    known = {mode.category for mode in book.catalog.failure_modes.values()}
    with Path(folder, "search-queries.csv").open(newline="", encoding="utf-8") as file:
        queries = [row for row in csv.DictReader(file) if row["expected_category"] in known]
    someone = reader(DESKTOP)
    page = begin(someone, DESKTOP)
    misses = []
    for row in queries:
        found = search(page, someone.root, row["query"])
        if not any(row["expected_category"] in kinds.get(address, ()) for address in found):
            misses.append(f"{row['expected_category']}: {row['query']} -> {found}")
    share = 1 - len(misses) / len(queries)
    print(f"{share:.3f} of {len(queries)} queries find a runbook of their kind among the first {FIRST}")
    print(*misses, sep="\n")
    assert share >= GOOD_ENOUGH, misses
