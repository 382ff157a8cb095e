"""The log of an incident, as a responder keeps it on a phone: names, notes, ways off the phone, nothing left on it."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from cli.calls import TODAY, nightbook

from .conftest import NewReader
from .reader import BROWSER, DESKTOP, DOWN, LOOKS, NOON, PHONE, SLOW

pytestmark = BROWSER

WIDTHS = pytest.mark.parametrize("width", [320, PHONE, DESKTOP])
RUNBOOK = "serving-p99-latency"
EMPTY = "Nothing is logged yet. Answers, copied commands and calls come here by themselves, each with its UTC time."
OURS = 'Object.keys(localStorage).filter((name) => name.startsWith("nightbook"))'


def ago(minutes: float) -> str:
    time = dt.datetime.fromisoformat(NOON) - dt.timedelta(minutes=minutes)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def an_incident(minutes: float = 30, notes: int = 1, **more: Any) -> dict[str, Any]:
    """What the scripts would have kept of an incident that began so long ago."""
    began = ago(minutes)
    said = {"runbook": RUNBOOK, "at": began}
    book = {
        "title": "Model answers too slowly",
        "version": "3.0.0",
        "severity": "SEV2",
        "source": "1a2b3c4d5e6f",
    }
    return {
        "schema": "incident/v1", "id": re.sub("[:-]", "", began), "began": began, "who": "", "environment": "",
        "values": {}, "runbooks": {RUNBOOK: book},
        "entries": [
            {**said, "kind": "opened", "step": "is-it-slow"},
            {**said, "kind": "time-up", "step": "is-it-slow", "title": "1. Is it slow?"},
            {**said, "kind": "called", "step": "call", "whom": "Serving on-call", "how": "Phone"},
            *({**said, "kind": "note", "text": f"Note {number}."} for number in range(notes)),
        ],
        **more,
    }  # fmt: skip


def keep(page: Page, value: Any, name: str = "incident") -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [f"nightbook:/#{name}", text])


def kept(page: Page, name: str = "incident") -> Any:
    return json.loads(page.evaluate("(name) => localStorage.getItem(name) ?? 'null'", f"nightbook:/#{name}"))


def rows(page: Page) -> list[str]:
    """The log, the newest entry first, without the times."""
    times = r"^(\d{4}-\d\d-\d\d)? ?\d\d:\d\d:\d\d UTC "
    return [re.sub(times, "", text) for text in page.locator(".nb-log-list li").all_text_contents()]


def note(page: Page, text: str) -> None:
    page.get_by_label("What you see or do").fill(text)
    page.get_by_role("button", name="Add note").click()


def name(page: Page, who: str) -> None:
    page.get_by_label("Your name, for the log").fill(who)
    page.get_by_role("button", name="Keep", exact=True).click()


def clear(page: Page) -> None:
    page.get_by_text("Clear this incident").click()
    page.get_by_role("button", name="Yes, wipe it").click()


def download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


@WIDTHS
def test_before_anything_happens_it_says_what_will_come_and_offers_nothing(
    reader: NewReader, width: int
) -> None:
    page = reader(width).open(SLOW)
    expect(page.locator(".nb-log-list")).to_have_text(EMPTY, use_inner_text=True)
    for button in ("Copy timeline", "Download", "Download record"):
        expect(page.get_by_role("button", name=button, exact=True)).to_be_disabled()
    assert page.evaluate(OURS) == []


def test_the_name_is_asked_once_for_the_whole_site(reader: NewReader) -> None:
    someone = reader()
    page = someone.open(SLOW)
    name(page, "Ada Lovelace")
    page = someone.open(DOWN)
    field = page.get_by_label("Your name, for the log")
    expect(field).to_have_value("Ada Lovelace")
    expect(field).not_to_be_editable()
    note(page, "x")
    assert kept(page)["who"] == "Ada Lovelace"
    page.get_by_role("button", name="Change").click()
    expect(field).to_be_focused()
    expect(field).to_be_editable()


def test_a_name_given_later_is_the_incident_s_and_a_new_one_is_a_handover(reader: NewReader) -> None:
    page = reader().open(SLOW)
    note(page, "x")
    name(page, "Ada")
    assert (kept(page)["who"], rows(page)) == ("Ada", ["x"])
    page.get_by_role("button", name="Change").click()
    name(page, "Grace")
    assert (kept(page)["who"], rows(page)) == ("Grace", ["Responder: Grace (before: Ada)", "x"])


@WIDTHS
def test_notes_stand_with_their_time_the_newest_first_and_as_they_were_typed(
    reader: NewReader, width: int
) -> None:
    someone = reader(width)
    page = someone.open(SLOW)
    note(page, "Three pods restart.")
    note(page, "  <img src=x onerror=alert(1)>\n| `a` |  ")
    note(page, "   ")
    assert rows(page) == ["<img src=x onerror=alert(1)>\n| `a` |", "Three pods restart."]
    first, second = page.locator(".nb-log-list time").all_text_contents()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", first)
    assert re.fullmatch(r" \d\d:\d\d:\d\d UTC", second)
    expect(page.get_by_label("What you see or do")).to_have_value("")
    assert someone.errors == []
    assert someone.asked_elsewhere == []


def test_the_day_is_said_where_it_changes(reader: NewReader) -> None:
    page = reader().open(SLOW)
    entries = [
        {"at": f"{day}:00:00Z", "kind": "note", "runbook": "", "text": day}
        for day in ("2026-11-19T22", "2026-11-19T23", "2026-11-20T00", "2026-11-20T01")
    ]
    keep(page, an_incident(entries=entries))
    page.reload()
    assert page.locator(".nb-log-list time").all_text_contents() == [
        "2026-11-20 01:00:00 UTC", " 00:00:00 UTC", "2026-11-19 23:00:00 UTC", " 22:00:00 UTC",
    ]  # fmt: skip


def test_a_call_and_a_time_box_that_ran_out_stand_out_by_a_word_and_a_border(reader: NewReader) -> None:
    page = reader().open(SLOW)
    keep(page, an_incident())
    page.reload()
    assert rows(page) == [
        "Note 0.",
        "Escalated: Serving on-call (Phone)",
        "Time is up: 1. Is it slow?",
        "Opened Model answers too slowly",
    ]
    colours = page.locator(".nb-log-list li").evaluate_all(
        "(all) => all.map((e) => getComputedStyle(e).borderLeftColor)"
    )
    assert [colour == "rgba(0, 0, 0, 0)" for colour in colours] == [True, False, False, True]


@WIDTHS
def test_an_answer_and_a_copied_command_come_into_the_log_by_themselves(
    reader: NewReader, width: int
) -> None:
    someone = reader(width)
    someone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = someone.open(SLOW)
    way = page.locator(".nb-step .nb-way").first
    answer = way.locator(".nb-answer").inner_text()
    way.click()
    page.wait_for_function("document.querySelector('.nb-log-list li')")
    assert any(f" {answer} → " in row for row in rows(page))


@WIDTHS
def test_what_leaves_the_phone_is_what_the_command_reads_and_writes(
    reader: NewReader, width: int, tmp_path: Path
) -> None:
    someone = reader(width)
    someone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = someone.open(SLOW)
    name(page, "Zoë | <b>")
    page.locator(".nb-step .nb-way").first.click()
    page = someone.open(DOWN)
    page.locator(".nb-step .nb-copy").first.click()
    note(page, "Three `pods` restart | all at once.\n<script>alert(1)</script> \ud83d half")
    page.get_by_role("button", name="Copy timeline").click()
    expect(page.locator(".nb-log-said")).to_have_text("Timeline copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    markdown, record = download(page, "Download", tmp_path), download(page, "Download record", tmp_path)
    began = kept(page)["id"]
    assert (markdown.name, record.name) == (f"incident-{began}.md", f"incident-{began}.json")
    said = nightbook("incident", record.name, *TODAY, at=tmp_path)
    assert said == (0, markdown.read_text("utf-8"), "")
    assert copied == said.out
    assert "- Responder: Zoë \\| &lt;b>\n" in said.out
    assert someone.errors == []


@WIDTHS
def test_without_a_clipboard_the_timeline_is_there_to_copy_by_hand(reader: NewReader, width: int) -> None:
    someone = reader(width)
    someone.page.add_init_script("delete Navigator.prototype.clipboard")
    page = someone.open(SLOW)
    note(page, "x")
    page.get_by_role("button", name="Copy timeline").click()
    field = page.get_by_label("The timeline, to copy by hand")
    expect(field).to_be_visible()
    assert page.evaluate("getSelection().toString()") == field.input_value()
    assert field.input_value().startswith("# Postmortem: ")
    expect(page.locator(".nb-log-said")).to_have_text("Copy the text below.")


@WIDTHS
def test_clearing_asks_once_more_and_leaves_nothing_on_the_phone(reader: NewReader, width: int) -> None:
    someone = reader(width)
    page = someone.open(SLOW)
    name(page, "Ada")
    page.locator(".nb-step .nb-way").first.click()
    page.evaluate("document.querySelector('#incident').scrollIntoView()")
    if page.locator("html.nb-guided").count():
        page.locator("[data-guide=log]").click()
    page.get_by_label("What you see or do").fill("half a note")
    page.get_by_text("Clear this incident").click()
    assert kept(page)["who"] == "Ada"
    page.get_by_role("button", name="Yes, wipe it").click()
    assert page.evaluate(OURS) == []
    assert page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('nightbook'))") == []
    assert page.url == someone.root + SLOW
    assert page.evaluate("scrollY") == 0
    expect(page.locator("html.nb-guided")).to_have_count(0)
    expect(page.get_by_label("Your name, for the log")).to_have_value("")
    expect(page.get_by_label("What you see or do")).to_have_value("")
    expect(page.locator(".nb-log-list")).to_have_text(EMPTY, use_inner_text=True)
    page.reload()
    expect(page.locator(".nb-log-list")).to_have_text(EMPTY, use_inner_text=True)
    assert page.evaluate(OURS) == []
    assert someone.errors == []


def test_two_quick_taps_on_clear_do_not_wipe(reader: NewReader) -> None:
    page = reader().open(SLOW)
    note(page, "x")
    page.get_by_text("Clear this incident").dblclick()
    page.get_by_text("Clear this incident").click()
    assert rows(page) == ["x"]


NO_STORAGE = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("off", "SecurityError") },
})"""
FULL = """void (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") })"""


@pytest.mark.parametrize("trouble", [NO_STORAGE, FULL], ids=["off", "full"])
def test_where_nothing_can_be_kept_the_page_holds_it_and_says_so(
    reader: NewReader, trouble: str, tmp_path: Path
) -> None:
    someone = reader()
    someone.page.add_init_script(trouble)
    page = someone.open(SLOW)
    name(page, "Ada")
    note(page, "one")
    note(page, "two")
    assert rows(page) == ["two", "one"]
    expect(page.get_by_text("This phone does not keep the log.")).to_be_visible()
    assert [
        entry["text"]
        for entry in json.loads(download(page, "Download record", tmp_path).read_text())["entries"]
    ] == ["one", "two"]
    clear(page)
    expect(page.locator(".nb-log-list")).to_have_text(EMPTY, use_inner_text=True)
    assert set(someone.errors) <= {
        "off",
        "SecurityError: off",
    }  # the theme's own script, which looks for its colours


def test_a_phone_that_is_full_in_the_middle_of_an_incident_loses_nothing_that_the_page_holds(
    reader: NewReader,
) -> None:
    page = reader().open(SLOW)
    note(page, "one")
    page.evaluate(FULL)
    note(page, "two")
    note(page, "three")
    assert rows(page) == ["three", "two", "one"]


BROKEN = {
    "not JSON": "{",
    "a number": "3",
    "a list": "[]",
    "another version": an_incident(schema="incident/v2"),
    "a list in a mapping's place": an_incident(values=[]),
    "an entry that is none": an_incident(entries=[None]),
    "a time that is none": an_incident(entries=[{"at": "today", "kind": "note", "runbook": "", "text": "x"}]),
    "5 MB": "x" * 5_000_000,
}


@pytest.mark.parametrize("value", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_disturbs_nothing_and_can_be_cleared(reader: NewReader, value: Any) -> None:
    someone = reader()
    page = someone.open(SLOW)
    keep(page, value)
    keep(page, "{", "who")
    keep(page, "[3]", "older")
    page.reload()
    expect(page.get_by_role("button", name="Copy timeline")).to_be_disabled()
    clear(page)
    assert page.evaluate(OURS) == []
    note(page, "x")
    assert rows(page) == ["x"]
    assert someone.errors == []


def test_a_note_goes_over_what_cannot_be_read(reader: NewReader) -> None:
    page = reader().open(SLOW)
    keep(page, BROKEN["another version"])
    page.reload()
    expect(page.get_by_text("What this phone kept of an incident cannot be read.")).to_be_visible()
    note(page, "x")
    assert rows(page) == ["x"]


def test_a_reload_keeps_everything_and_another_tab_sees_it_at_once(reader: NewReader) -> None:
    someone = reader()
    page = someone.open(SLOW)
    name(page, "Ada")
    note(page, "one")
    page.reload()
    assert rows(page) == ["one"]
    other = someone.context.new_page()
    other.goto(someone.root + DOWN)
    expect(other.get_by_label("Your name, for the log")).to_have_value("Ada")
    page.get_by_label("What you see or do").fill("being typed")
    note(other, "two")
    expect(page.locator(".nb-log-list li")).to_have_count(2)
    assert rows(page) == ["two", "one"]
    expect(page.get_by_label("What you see or do")).to_have_value("being typed")
    note(page, "three")
    expect(other.locator(".nb-log-list li")).to_have_count(3)
    clear(other)
    expect(page.locator(".nb-log-list")).to_have_text(EMPTY, use_inner_text=True)


def test_an_incident_that_is_over_is_offered_and_a_new_one_does_not_lose_it(
    reader: NewReader, tmp_path: Path
) -> None:
    page = reader().open(SLOW)
    old = an_incident(60 * 13, who="Grace")
    keep(page, old)
    page.reload()
    expect(page.get_by_text("This incident is over: nothing of it is filled in.")).to_be_visible()
    assert json.loads(download(page, "Download record", tmp_path).read_text()) == old
    note(page, "a new night")
    assert rows(page) == ["a new night"]
    assert kept(page)["who"] == ""
    began = old["began"].replace("T", " ").replace("Z", "")
    page.reload()
    page.get_by_role("button", name=f"Show the incident of {began} UTC").click()
    expect(page.get_by_text("This incident is over: nothing of it is filled in.")).to_be_visible()
    assert rows(page)[0] == "Note 0."
    assert json.loads(download(page, "Download record", tmp_path).read_text()) == old
    page.get_by_role("button", name=re.compile("^Show the incident of")).click()
    assert rows(page) == ["a new night"]
    clear(page)
    assert page.evaluate(OURS) == []


def test_a_keyboard_is_enough(reader: NewReader) -> None:
    page = reader(DESKTOP).open(SLOW)
    page.get_by_label("Your name, for the log").focus()
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("pods restart")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert (kept(page)["who"], rows(page)) == ("Ada", ["pods restart"])
    for _ in range(2):
        page.keyboard.press("Tab")
    with page.expect_download():
        page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.locator("summary", has_text="Clear this incident")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(OURS) == []


@LOOKS
def test_axe_finds_nothing_in_it_and_thumbs_and_eyes_find_everything(
    reader: NewReader, width: int, scheme: str
) -> None:
    page = reader(width, scheme).open(SLOW)
    keep(page, an_incident(60 * 13), "older")
    keep(page, an_incident(notes=20, who="Ada"))
    keep(page, '"Ada"', "who")
    page.reload()
    page.get_by_text("Clear this incident").click()
    page.get_by_role("button", name="Yes, wipe it").scroll_into_view_if_needed()
    found = Axe().run(page, context=".nb-log", options={"resultTypes": ["violations"]}).response["violations"]
    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    log = page.locator(".nb-log")
    small = "(all) => all.filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML)"
    assert log.locator("button:visible, input:visible, textarea:visible, summary").evaluate_all(small) == []
    letters = "(all) => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
    assert (
        min(
            log.locator(
                "li, p:visible, label, input, textarea:visible, button:visible, summary"
            ).evaluate_all(letters)
        )
        >= 17
    )
    assert min(log.locator("time").evaluate_all(letters)) >= 14


@WIDTHS
def test_nothing_moves_when_the_log_fills(reader: NewReader, width: int) -> None:
    page = reader(width).open(SLOW)
    below = "document.querySelector('#incident ~ h2').getBoundingClientRect().top + scrollY"
    before = page.evaluate(below)
    keep(page, an_incident(notes=30))
    keep(page, an_incident(60 * 13), "older")
    keep(page, '"Ada"', "who")
    page.reload()
    expect(page.locator(".nb-log-list li")).to_have_count(33)
    assert page.evaluate(below) == before


def test_without_scripts_it_says_to_write_things_down(reader: NewReader) -> None:
    page = reader(scripts=False).open(SLOW)
    expect(page.get_by_text("Write down what you see and do, each with its UTC time")).to_be_visible()
    expect(page.locator(".nb-log")).to_be_hidden()
