"""One step a screen: the same page, a question at a time, with the way taken in the address."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from nightbook.model.book import Book

from .conftest import NewReader
from .reader import BROWSER, DOWN, HEIGHTS, LOOKS, Reader

pytestmark = BROWSER

ALL_SIZES = pytest.mark.parametrize("width", sorted(HEIGHTS))
SHOWN = ".nb-step:visible"

SHIFTS = """() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().filter((e) => !e.hadRecentInput).map((e) =>
        e.value.toFixed(4) + " " + e.sources.map((s) => s.node && (s.node.className || s.node.nodeName)).join(", "))))
        .observe({type: "layout-shift", buffered: true})
    setTimeout(() => done([]), 500)
})"""

WALK = """async (stops) => {
    const shown = () => [...document.querySelectorAll(".nb-step")].filter((e) => e.checkVisibility())
    const jump = (id) => new Promise((done) => {
        if (location.hash === `#step-${id}`) return done()
        addEventListener("popstate", () => setTimeout(done), {once: true})
        location.hash = `step-${id}`
    })
    const found = []
    for (const [step, way] of stops) {
        await jump(step)
        if (way !== null) shown()[0].querySelectorAll(".nb-way")[way].click()
        const all = shown(), head = document.querySelector("h3.nb-on")
        found.push([all.map((e) => e.dataset.step).join(" "), all.length, head.getBoundingClientRect().bottom])
    }
    return found
}"""
"""Goes to each step, takes its way if one is named, and tells what shows then and where its heading ends."""

ENTRIES = """() => JSON.parse(localStorage[Object.keys(localStorage).find((key) => key.endsWith("#incident"))]).entries
    .map((e) => [e.kind, e.step ?? "", e.answer ?? "", e.to ?? ""])"""


def begin(someone: Reader, address: str = DOWN) -> Page:
    page = someone.open(address)
    page.locator(".nb-start a").click()
    return page


def shows(page: Page, step: str) -> None:
    """This step, and no other."""
    expect(page.locator(f'.nb-step[data-step="{step}"]')).to_be_visible()
    expect(page.locator(SHOWN)).to_have_count(1)


def answer(page: Page, label: str) -> None:
    page.locator(SHOWN).locator(".nb-way", has_text=label).first.click()


@ALL_SIZES
def test_start_leads_to_the_first_step_alone_with_its_answers_as_large_buttons(
    reader: NewReader, width: int
) -> None:
    page = begin(reader(width))
    shows(page, "is-it-failing")
    assert page.locator("h3:visible").all_text_contents() == [
        "1. Do more than 5 % of requests to the model fail right now?¶"
    ]
    heights = page.locator(f"{SHOWN} .nb-way").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect().height)"
    )
    assert len(heights) == 4
    assert min(heights) >= 60
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_action_stands_in_the_upper_half_of_the_screen_at_every_step(
    reader: NewReader, book: Book
) -> None:
    someone = reader()
    below: dict[str, Any] = {}
    for entry in book.entries:
        page = begin(someone, entry.url)
        low = page.evaluate(WALK, [[placed.step.id, None] for placed in entry.steps])
        below |= {f"{entry.id}: {step}": end for step, _, end in low if end > HEIGHTS[390] / 2}
        page.evaluate("localStorage.clear()")
    assert below == {}


def test_every_answer_is_in_the_address_and_back_takes_it_back(reader: NewReader) -> None:
    page = begin(reader())
    answer(page, "Yes")
    shows(page, "fallback-on")
    assert page.url.endswith("?path=is-it-failing.0#step-fallback-on")
    answer(page, "Then")
    assert page.url.endswith("?path=is-it-failing.0,fallback-on.0#step-fallback-works")
    page.go_back()
    shows(page, "fallback-on")
    page.get_by_role("button", name="Back", exact=True).click()
    shows(page, "is-it-failing")
    page.go_back()
    expect(page.locator("#decision-tree")).to_be_visible()
    assert page.evaluate(ENTRIES) == [
        ["opened", "is-it-failing", "", ""],
        ["answer", "is-it-failing", "Yes", "fallback-on"],
        ["answer", "fallback-on", "Then", "fallback-works"],
        ["back", "fallback-works", "", "fallback-on"],
        ["back", "fallback-on", "", "is-it-failing"],
    ]


def test_a_colleague_who_gets_the_address_sees_the_same_step_and_the_way_to_it(reader: NewReader) -> None:
    first = reader()
    page = begin(first)
    answer(page, "No data at all")
    answer(page, "Then")
    colleague = reader(1280, "dark").page
    colleague.goto(page.url)
    shows(colleague, "fallback-works")
    assert (
        colleague.locator(".nb-guide-trail").text_content()
        == page.locator(".nb-guide-trail").text_content()
        == "1 No data at all › 3 Then › step 4"
    )


def test_a_reload_and_an_empty_battery_lead_back_to_the_step(reader: NewReader) -> None:
    someone = reader()
    page = begin(someone)
    answer(page, "Yes")
    page.reload()
    shows(page, "fallback-on")
    page.close()
    again = someone.context.new_page()
    again.goto(someone.root + DOWN)
    shows(again, "fallback-on")
    assert again.url.endswith("?path=is-it-failing.0#step-fallback-on")


def test_keys_answer_copy_and_go_back_and_never_turn_the_page(reader: NewReader) -> None:
    someone = reader(1280)
    someone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = begin(someone)
    page.keyboard.press("n")
    shows(page, "missing-pods")
    page.keyboard.press("y")
    shows(page, "released-lately")
    page.keyboard.press("b")
    shows(page, "missing-pods")
    page.keyboard.press("1")
    shows(page, "released-lately")
    for key in ("p", ".", ",", "n", "9"):
        page.keyboard.press(key)
    assert page.url.startswith(someone.root + DOWN)


def test_keys_can_be_switched_off_and_stay_off(reader: NewReader) -> None:
    someone = reader(1280)
    page = begin(someone)
    switch = page.get_by_role("button", name="Keys on")
    switch.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("y")
    shows(page, "is-it-failing")
    page.reload()
    page.keyboard.press("y")
    page.keyboard.press("n")
    shows(page, "is-it-failing")
    expect(page.get_by_role("button", name="Keys off")).to_be_visible()
    page.get_by_role("button", name="Keys off").click()
    page.keyboard.press("y")
    shows(page, "fallback-on")


def test_everything_is_reached_by_tab_and_enter(reader: NewReader) -> None:
    page = reader(1280).open(DOWN)
    page.locator(".nb-start a").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "step-is-it-failing"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.nb-way')"):
            break
    page.keyboard.press("Enter")
    shows(page, "fallback-on")


def test_the_time_box_counts_down_and_at_zero_shows_whom_to_call_and_stays(reader: NewReader) -> None:
    someone = reader()
    someone.page.clock.install(time="2026-11-20T03:00:00Z")
    page = begin(someone)
    box = page.locator(f"{SHOWN} .nb-box")
    expect(box).to_have_text("At most 2 minutes: 2:00 left")
    page.clock.run_for(61_000)
    expect(box).to_have_text("At most 2 minutes: 0:59 left")
    assert page.locator(".nb-guide-up").is_hidden()
    page.clock.run_for(60_000)
    expect(box).to_have_text("Time is up: 0:01 over")
    notice = page.locator(".nb-guide-up")
    expect(notice).to_contain_text("Time is up. 17. Call ML Platform second on call")
    assert [call.get_attribute("href") for call in notice.locator('a[href^="tel:"]').all()] == [
        "tel:+49305550103",  # whoever is on call now
        "tel:+49305550151",  # the rotation
    ]
    page.clock.run_for(600_000)
    shows(page, "is-it-failing")
    assert ["time-up", "is-it-failing", "", ""] in page.evaluate(ENTRIES)
    notice.get_by_text("17. Call").click()
    shows(page, "call-secondary")
    assert page.evaluate(ENTRIES)[-1] == ["answer", "is-it-failing", "Time is up", "call-secondary"]


def test_a_reload_does_not_give_more_time(reader: NewReader) -> None:
    someone = reader()
    someone.page.clock.install(time="2026-11-20T03:00:00Z")
    page = begin(someone)
    page.clock.run_for(90_000)
    page.reload()
    expect(page.locator(f"{SHOWN} .nb-box")).to_have_text(re.compile("0:(30|29) left"))


def test_a_way_that_may_be_taken_twice_is_closed_after_that(reader: NewReader, book: Book) -> None:
    entry, placed, label, jump = next(
        (entry, placed, label, jump)
        for entry in book.entries
        for placed in entry.steps
        for label, jump in placed.step.answers.items()
        if hasattr(jump, "at_most")
    )
    index = [*placed.step.answers].index(label)
    taken = ",".join([f"{placed.step.id}.{index}"] * jump.at_most)
    someone = reader()
    page = someone.open(f"{entry.url}#step-{placed.step.id}")
    way = page.locator(f"{SHOWN} .nb-way").nth(index)
    assert way.get_attribute("aria-disabled") is None
    # The address as it would be had the way led straight back here.
    page.evaluate(
        """([step, index, times]) => {
            const way = document.querySelectorAll(`.nb-step[data-step="${step}"] .nb-way`)[index]
            way.setAttribute("href", `#step-${step}`)
        }""",
        [placed.step.id, index, jump.at_most],
    )
    for _ in range(jump.at_most):
        way.click()
    assert taken in page.url
    assert way.get_attribute("aria-disabled") == "true"
    way.click(force=True)
    assert page.url.count(f"{placed.step.id}.{index}") == jump.at_most


@pytest.mark.parametrize(
    ("tail", "step"),
    [
        ("?path=is-it-failing.0#step-long-gone", "fallback-on"),
        ("?path=long-gone.0,is-it-failing.0#step-fallback-on", "fallback-on"),
        ("?path=is-it-failing.7#step-fallback-on", "fallback-on"),
        ("#step-long-gone", "is-it-failing"),
        ("?path=,,.,%00.1,<img>.x#step-%22%5D", "is-it-failing"),
    ],
)
def test_an_address_of_another_version_leads_to_a_step_and_says_so(
    reader: NewReader, tail: str, step: str
) -> None:
    someone = reader()
    page = someone.open(DOWN + tail)
    shows(page, step)
    expect(page.locator(".nb-guide-note")).to_contain_text("does not fit this version")
    assert someone.errors == []
    answer(page, "Yes" if step == "is-it-failing" else "Then")
    expect(page.locator(".nb-guide-note")).to_be_hidden()


def test_a_way_that_does_not_lead_on_is_cut_where_it_stops_fitting(reader: NewReader) -> None:
    page = reader().open(f"{DOWN}?path=is-it-failing.0,missing-pods.0#step-released-lately")
    assert page.locator(".nb-guide-trail").text_content() == "step 6"
    expect(page.locator(".nb-guide-note")).to_be_visible()


def test_a_link_to_another_part_shows_it_below_the_step(reader: NewReader, book: Book) -> None:
    entry, placed = next(
        (entry, placed)
        for entry in book.entries
        for placed in entry.steps
        if placed.step.keep and placed.step.run
    )
    page = reader().open(f"{entry.url}#step-{placed.step.id}")
    page.locator(f"{SHOWN} .nb-when a").first.click()
    shows(page, placed.step.id)
    expect(page.locator(f"#evidence-{placed.step.keep[0]}")).to_be_in_viewport()


def test_the_step_that_calls_when_time_is_up_has_an_address_like_any_other(
    reader: NewReader, book: Book
) -> None:
    entry, placed, helper = next(
        (entry, placed, next(other.step.id for other in entry.steps if other.step.escalate))
        for entry in book.entries
        for placed in entry.steps
        if placed.step.within
        and not any(
            entry.by_step_id[edge.target].step.escalate for edge in entry.graph.leaving[placed.step.id]
        )
    )
    someone = reader()
    someone.page.clock.install(time="2026-11-20T03:00:00Z")
    page = someone.open(f"{entry.url}#step-{placed.step.id}")
    page.locator("[data-guide=log]").click()
    page.clock.run_for(3600_000)
    page.locator(".nb-guide-up a").first.click()
    shows(page, helper)
    assert page.url.endswith(f"?path={placed.step.id}.up#step-{helper}")
    page.reload()
    shows(page, helper)
    expect(page.locator(".nb-guide-note")).to_be_hidden()
    page.go_back()
    shows(page, placed.step.id)
    assert page.evaluate(ENTRIES)[-1] == ["back", helper, "", placed.step.id]


def test_a_phone_that_slept_logs_once_that_time_was_up(reader: NewReader) -> None:
    someone = reader()
    someone.page.clock.install(time="2026-11-20T03:00:00Z")
    page = begin(someone)
    page.clock.fast_forward(3600_000)
    page.clock.run_for(5_000)
    page.reload()
    page.clock.run_for(5_000)
    assert [entry[0] for entry in page.evaluate(ENTRIES)] == ["opened", "time-up"]


def test_a_held_key_answers_once(reader: NewReader) -> None:
    page = begin(reader(1280))
    page.keyboard.down("1")
    for _ in range(4):
        page.keyboard.down("1")
    page.keyboard.up("1")
    shows(page, "fallback-on")
    assert [entry[0] for entry in page.evaluate(ENTRIES)] == ["opened", "answer"]


def test_back_after_a_jump_is_a_way_back_and_no_answer(reader: NewReader) -> None:
    page = begin(reader(1280))
    answer(page, "Yes")
    page.locator(".md-sidebar--secondary a[href='#step-close']").evaluate("(link) => link.click()")
    shows(page, "close")
    page.go_back()
    shows(page, "fallback-on")
    assert [entry[0] for entry in page.evaluate(ENTRIES)] == ["opened", "answer", "opened", "back"]


def test_a_clock_that_runs_is_not_printed(reader: NewReader) -> None:
    someone = reader()
    someone.page.clock.install(time="2026-11-20T03:00:00Z")
    page = begin(someone)
    page.clock.run_for(150_000)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(f"{SHOWN} .nb-box").text_content() == "At most 2 minutes"


BROKEN = (
    "{not json", '"text"', "[]", "null", '{"schema":"incident/v9"}', '{"schema":"incident/v1","began":1}',
    '{"schema":"incident/v1","began":"x","values":{},"runbooks":{},"entries":[{"kind":"answer","at":"?"}]}',
)  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_broken_storage_does_not_stand_in_the_way(reader: NewReader, text: str) -> None:
    someone = reader()
    page = someone.open(DOWN)
    page.evaluate(
        """(text) => {
            const key = `nightbook:${location.pathname.replace("serving/model-serving-outage/", "")}`
            for (const name of ["incident", "keys", "whole", "who"]) localStorage[`${key}#${name}`] = text
            localStorage[`nightbook@${location.pathname}`] = text
        }""",
        text,
    )
    page.evaluate(
        "for (const k of Object.keys(localStorage)) if (k.endsWith('#whole')) delete localStorage[k]"
    )
    begin(someone)
    answer(page, "Yes")
    shows(page, "fallback-on")
    assert someone.errors == []


STORAGE_OFF = """
    const off = () => { throw new DOMException("denied", "SecurityError") }
    for (const name of ["getItem", "setItem", "removeItem", "clear", "key"]) Storage.prototype[name] = off
"""


def test_with_storage_switched_off_the_page_still_leads_on(reader: NewReader) -> None:
    someone = reader()
    someone.page.add_init_script(STORAGE_OFF)
    page = begin(someone)
    answer(page, "Yes")
    answer(page, "Then")
    shows(page, "fallback-works")
    page.go_back()
    shows(page, "fallback-on")


def test_the_whole_page_is_one_tap_away_and_so_is_the_way_back(reader: NewReader) -> None:
    someone = reader()
    page = begin(someone)
    answer(page, "Yes")
    page.get_by_role("button", name="Whole page").click()
    expect(page.locator(SHOWN)).not_to_have_count(1)
    assert (
        0 <= float(page.locator("#step-fallback-on").evaluate("(e) => e.getBoundingClientRect().top")) < 300
    )
    page.reload()
    expect(page.locator("#decision-tree")).to_be_visible()
    page.locator('.nb-step[data-step="fallback-on"] .nb-way').first.click()
    assert page.evaluate(ENTRIES)[-1] == ["answer", "fallback-on", "Then", "fallback-works"]
    page.get_by_role("button", name="One step at a time").click()
    expect(page.locator(SHOWN)).to_have_count(1)


def test_without_scripts_the_step_in_the_address_shows_alone(reader: NewReader) -> None:
    page = reader(scripts=False).open(f"{DOWN}#step-is-it-failing")
    shows(page, "is-it-failing")
    answer(page, "Yes")
    shows(page, "fallback-on")
    page.go_back()
    shows(page, "is-it-failing")
    page.get_by_role("link", name="Whole page").click()
    expect(page.locator("#decision-tree")).to_be_visible()


def test_an_overdue_review_is_told_on_every_step_by_the_readers_clock(reader: NewReader) -> None:
    someone = reader()
    someone.page.clock.set_fixed_time("2027-11-20T03:00:00Z")
    page = begin(someone)
    answer(page, "Yes")
    banner = page.locator(".nb-overdue")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text("Review overdue.")
    early = reader()
    early.page.clock.set_fixed_time("2026-11-20T23:59:00Z")
    expect(early.open(DOWN).locator(".nb-overdue")).to_be_hidden()


@pytest.mark.parametrize("tail", ["", "#step-fallback-on", "?path=is-it-failing.0#step-fallback-on"])
@pytest.mark.parametrize("late", [False, True], ids=["quick", "slow"])
def test_nothing_moves_when_the_guided_layer_starts(reader: NewReader, tail: str, late: bool) -> None:
    someone = reader()
    if late:
        wait = "setTimeout"
        assert wait
        someone.page.route(
            re.compile(r"nightbook\.\w+\.js"),
            lambda route: (someone.page.wait_for_timeout(700), route.continue_()),
        )
    page = someone.open(DOWN + tail)
    page.wait_for_function("!document.documentElement.classList.contains('nb-starting')")
    assert page.evaluate(SHIFTS) == []


@LOOKS
def test_axe_finds_nothing_in_a_guided_step(reader: NewReader, width: int, scheme: Any) -> None:
    page = begin(reader(width, scheme))
    answer(page, "Yes")
    found = Axe().run(page, context="article", options={"resultTypes": ["violations"]}).response["violations"]
    assert [json.dumps(rule["id"]) for rule in found] == []


def test_every_way_of_every_runbook_leads_to_the_step_it_names(reader: NewReader, book: Book) -> None:
    someone = reader(1280)
    for entry in book.entries[::3]:
        page = begin(someone, entry.url)
        ways = page.locator(".nb-step .nb-way").evaluate_all(
            """(all) => all.map((way) => {
                const step = way.closest(".nb-step")
                const at = [...step.querySelectorAll(".nb-way")].indexOf(way)
                return [step.dataset.step, at, way.getAttribute("href").slice(6)]
            })"""
        )
        assert ways
        reached = page.evaluate(WALK, [[step, at] for step, at, _ in ways])
        assert [step for step, *_ in reached] == [to for *_, to in ways], entry.id
        page.evaluate("localStorage.clear()")
