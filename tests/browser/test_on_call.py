"""Who is on call now: in the reader's time, in the card; the ladder that counts; what scripts only add to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from .conftest import NewReader
from .reader import BROWSER, HEIGHTS, LOOKS, PHONE, SIZES, SLOW

pytestmark = BROWSER

FRIDAY = "2026-11-20T03:00:00Z"
NewPage = Callable[..., Page]


@pytest.fixture
def at(browser: Browser, root: str) -> Iterator[NewPage]:
    """Opens a page at a time, in a time zone: `at(FRIDAY, "Asia/Kolkata")`. Its clock stands still."""
    contexts = []

    def opened(
        time: str, zone: str = "Europe/Berlin", width: int = PHONE, address: str = SLOW, **more: Any
    ) -> Page:
        size: Any = {"width": width, "height": HEIGHTS[width]}
        context = browser.new_context(viewport=size, timezone_id=zone, reduced_motion="reduce", **more)
        contexts.append(context)
        page = context.new_page()
        page.clock.install(time=time)
        page.goto(root + address)
        return page

    yield opened
    for context in contexts:
        context.close()


def said(page: Page, rotation: str) -> str:
    return page.locator(f'[data-rotation="{rotation}"] .nb-now-said > span').first.inner_text()


def call(page: Page, rotation: str) -> tuple[str | None, str]:
    link = page.locator(f'[data-rotation="{rotation}"] a').first
    return link.get_attribute("href"), " ".join(link.inner_text().split())


# The card.


@SIZES
def test_the_card_says_who_is_on_call_until_when_in_the_reader_s_time_and_who_then(
    at: NewPage, width: int
) -> None:
    page = at(FRIDAY, "Asia/Kolkata", width)
    assert (
        said(page, "ml-platform-primary")
        == "Now: Tom Berg, until Mon 23 Nov, 14:30 GMT+5:30 (in 3 days), then Amira Khalil"
    )
    assert call(page, "ml-platform-primary") == ("tel:+49305550102", "Call Tom Berg +49 30 5550102")


def test_a_rotation_that_follows_the_sun_changes_twice_a_day(at: NewPage) -> None:
    page = at(FRIDAY)
    assert (
        said(page, "incident-managers")
        == "Now: Owen Lindqvist, until Fri 20 Nov, 08:00 CET (in 4 hours), then Victor Nowak"
    )
    page = at("2026-11-20T07:00:00Z")
    assert (
        said(page, "incident-managers")
        == "Now: Victor Nowak, until Fri 20 Nov, 20:00 CET (in 12 hours), then Owen Lindqvist"
    )


def test_on_a_holiday_the_one_who_stands_in_is_named(at: NewPage) -> None:
    page = at("2026-12-25T03:00:00Z")
    assert (
        said(page, "ml-platform-primary")
        == "Now: Jonas Reuter, until Sun 27 Dec, 10:00 CET (in 2 days), then Amira Khalil"
    )


def test_a_page_that_stays_open_goes_with_the_time(at: NewPage) -> None:
    page = at("2026-11-23T08:58:30Z")
    assert (
        said(page, "ml-platform-primary")
        == "Now: Tom Berg, until Mon 23 Nov, 10:00 CET (in 2 minutes), then Amira Khalil"
    )
    page.clock.run_for(60_000)
    assert "(in 1 minute)" in said(page, "ml-platform-primary")
    page.clock.run_for(60_000)
    assert said(page, "ml-platform-primary").startswith(
        "Now: Amira Khalil, until Mon 30 Nov, 10:00 CET (in 7 days)"
    )
    assert call(page, "ml-platform-primary")[0] == "tel:+49305550101"


def test_after_the_plan_is_over_the_page_says_that_it_does_not_know(at: NewPage) -> None:
    page = at("2028-02-01T03:00:00Z")
    assert said(page, "ml-platform-primary") == "Not known: call or page the rotation."
    link = page.locator('[data-rotation="ml-platform-primary"] a').first
    assert (link.get_attribute("href"), link.is_visible()) == (None, False)


def test_everyone_says_it_too(at: NewPage) -> None:
    page = at(FRIDAY, address="contacts/")
    assert said(page, "ml-governance-duty").startswith("Now: ")
    assert page.locator(".nb-now").count() == 8


@SIZES
@pytest.mark.parametrize("address", [SLOW, "contacts/"])
def test_nothing_moves_when_the_line_is_filled_in(at: NewPage, width: int, address: str) -> None:
    page = at(FRIDAY, width=width, address=address)
    filled = page.evaluate("[...document.querySelectorAll('.nb-now')].map((box) => box.offsetHeight)")
    page.evaluate(
        "document.querySelectorAll('.nb-now [data-room] > span').forEach((line) => { line.textContent = '' })"
    )
    assert page.evaluate("[...document.querySelectorAll('.nb-now')].map((box) => box.offsetHeight)") == filled
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_members_and_hand_over_are_all_there_is(reader: NewReader) -> None:
    page = reader(scripts=False).open(SLOW)
    assert page.locator(".nb-now >> visible=true").count() == 0
    assert page.locator(".nb-when-due >> visible=true").count() == 0
    card = " ".join(page.locator('td[data-tier="Primary"] .nb-card').first.inner_text().split())
    assert "hands over Monday 10:00 Amira Khalil, Tom Berg Jonas Reuter stands in from 2026-12-24" in card


# The ladder.

ANSWER = """([first, before, runbook]) => {
  const answer = { kind: "answer", step: "s" };
  const entries = [{ ...answer, at: before, runbook: "another" }, { ...answer, at: first, runbook }];
  const one = { schema: "incident/v1", id: "1", began: before, who: "", environment: "", values: {}, runbooks: {} };
  localStorage.setItem("nightbook:/#incident", JSON.stringify({ ...one, entries }));
}"""


def answered(page: Page, time: str) -> None:
    """Leaves an incident in which this runbook's first answer was given at a time, and another one's before."""
    page.evaluate(ANSWER, [time, "2026-11-20T02:00:00Z", "serving-p99-latency"])
    page.reload()


def rungs(page: Page) -> list[tuple[str, str]]:
    found = page.locator(".nb-ladder > li")
    return [
        (rung.locator(".nb-when-due").text_content() or "", rung.get_attribute("class") or "")
        for rung in found.all()
    ]


def test_before_the_first_answer_the_ladder_says_from_when_it_counts(at: NewPage) -> None:
    assert rungs(at(FRIDAY)) == [("counts from your first answer", "")] * 3


@SIZES
def test_the_ladder_counts_from_the_first_answer_of_this_runbook_and_marks_what_is_due(
    at: NewPage, width: int
) -> None:
    page = at(FRIDAY, width=width)
    answered(page, "2026-11-20T02:42:00Z")
    assert rungs(page) == [
        ("Call now: due 3 minutes ago", "nb-due"),
        ("Next: in 12 minutes", "nb-next"),
        ("in 27 minutes", ""),
    ]
    page.clock.run_for(12 * 60_000)
    assert [state for _, state in rungs(page)] == ["nb-due", "nb-due", "nb-next"]
    assert page.locator(".nb-due").first.evaluate("(rung) => getComputedStyle(rung).borderLeftWidth") == "8px"


def test_an_opened_telephone_number_stands_in_the_log(at: NewPage) -> None:
    page = at(FRIDAY)
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    page.evaluate("document.querySelector('.nb-ladder .nb-channels a').click()")
    page.evaluate("document.querySelector('.nb-ladder .nb-now a').click()")
    log = page.evaluate(
        "JSON.parse(Object.entries(localStorage).find(([name]) => name.endsWith('#incident'))[1]).entries"
    )
    called = [(entry["step"], entry["whom"], entry["how"]) for entry in log if entry["kind"] == "called"]
    assert called == [("", "ML Platform second on call", "call"), ("", "Jonas Reuter", "call")]


@LOOKS
def test_axe_finds_nothing_in_the_contacts_while_a_rung_is_due(at: NewPage, width: int, scheme: str) -> None:
    page = at(FRIDAY, width=width, color_scheme=scheme)
    answered(page, "2026-11-20T02:42:00Z")
    found = (
        Axe().run(page, context=".md-content", options={"resultTypes": ["violations"]}).response["violations"]
    )
    assert [
        (each["id"], each["nodes"][0]["html"]) for each in found if "nb-" in each["nodes"][0]["html"]
    ] == []
