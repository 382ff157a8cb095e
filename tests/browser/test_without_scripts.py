"""Without JavaScript: everything can be read, opened and reached; with it, the text is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from nightbook.model.book import Book

from .conftest import NewReader
from .reader import BROWSER, DOWN, HEIGHTS, KINDS, SIZES, SLOW, UNSAFE

pytestmark = BROWSER

UNREADABLE = """() => [...document.querySelectorAll("article :is(p, li, dt, dd, pre, h1, h2, h3, td, th, summary, a)")]
    .filter((e) => e.textContent.trim())
    .filter((e) => !e.closest("[hidden], thead, ol.nb-map, svg, .nb-live, .nb-whole, .nb-imprint"))
    .filter((e) => !e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
    .map((e) => e.tagName + ": " + e.textContent.trim().slice(0, 40))"""

SAID = """() => {
    const article = document.querySelector("article").cloneNode(true)
    article.querySelectorAll(".nb-copy, .nb-live, .headerlink").forEach((e) => e.remove())
    return article.textContent.replace(/\\s+/g, " ").trim()
}"""


@SIZES
@pytest.mark.parametrize("address", [SLOW, DOWN, UNSAFE])
def test_every_box_opens_and_then_everything_can_be_read(reader: NewReader, address: str, width: int) -> None:
    page = reader(width, scripts=False).open(address)
    closed = page.locator("article details:not([open], .nb-log-clear)")
    for left in range(closed.count(), 0, -1):
        closed.first.locator("> summary").click()
        assert closed.count() == left - 1
    assert page.evaluate(UNREADABLE) == []


@SIZES
def test_an_answer_leads_to_its_step_and_the_step_is_in_view(reader: NewReader, width: int) -> None:
    someone = reader(width, scripts=False)
    page = someone.open(SLOW)
    header = page.locator(".md-header").evaluate("(e) => e.getBoundingClientRect().bottom")
    ways = page.locator(".nb-step .nb-way")
    heads = page.locator("h3[id^=step-]").evaluate_all("(all) => all.map((e) => e.id)")
    from_step = ways.evaluate_all('(all) => all.map((e) => e.closest(".nb-step").dataset.step)')
    assert {f"step-{step}" for step in from_step} <= set(heads)
    for step, way in zip(from_step, ways.all(), strict=True):
        someone.open(f"{SLOW}#step-{step}")
        way.click()
        target = page.locator(":target")
        assert target.get_attribute("id") == (way.get_attribute("href") or "")[1:]
        top, bottom = target.evaluate(
            "(e) => [e.getBoundingClientRect().top, e.getBoundingClientRect().bottom]"
        )
        assert header <= top < bottom <= HEIGHTS[width], target.text_content()


def test_no_copy_button_shows_that_nothing_would_bring_to_life(
    reader: NewReader, runbooks: tuple[str, ...]
) -> None:
    someone = reader(scripts=False)
    for address in runbooks:
        assert not someone.open(address).locator(".nb-copy:visible").count(), address


def redirects(book: Book) -> Iterator[tuple[str, str]]:
    yield "alerts/ModelLatencyHigh/", SLOW
    yield "alerts/LlmUnsafeOutput/", UNSAFE
    for entry in book.entries:
        for old in entry.runbook.formerly:
            yield f"{entry.area}/{old}/", entry.url


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_alert_and_an_old_name_lead_to_the_runbook(reader: NewReader, book: Book, scripts: bool) -> None:
    someone = reader(scripts=scripts)
    for here, there in redirects(book):
        someone.open(here)
        someone.page.wait_for_url(re.compile(re.escape(someone.root + there) + r"(#.*)?$"), timeout=5000)
        assert someone.page.locator("h1").is_visible()


def test_labels_and_the_step_travel_along_with_the_alert(reader: NewReader) -> None:
    someone = reader()
    asked = "?model=a&env=b#step-failing-too"
    someone.open(f"alerts/ModelLatencyHigh/{asked}")
    someone.page.wait_for_url(f"**/{SLOW}*{asked[asked.index('#') :]}")
    assert someone.page.url == f"{someone.root}{SLOW}{asked}"
    in_view = someone.page.locator(":target").evaluate("(e) => e.getBoundingClientRect().top")
    assert 0 < in_view < HEIGHTS[390]


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_is_the_same_with_and_without_scripts(reader: NewReader, kind: str) -> None:
    with_scripts = reader()
    with_scripts.open(KINDS[kind]).wait_for_load_state("networkidle")
    assert said(with_scripts.page) == said(reader(scripts=False).open(KINDS[kind]))


def said(page: Page) -> str:
    return str(page.evaluate(SAID))
