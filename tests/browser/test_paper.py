"""A runbook on paper: a card of two sheets with everything on it that one acts by, black on white."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

from nightbook.model.book import Book, Entry
from nightbook.pages import contacts
from nightbook.pages.handbook import Tab, parts, tabs
from nightbook.pages.runbook import source_hash
from nightbook.pages.steps import titles

from .conftest import NewReader
from .reader import BROWSER, DESKTOP, DOWN, SCHEMES, SLOW

pytestmark = BROWSER

FEW_STEPS, FEW, MOST = 15, 2, 3
"""Up to so many steps make a card of so many sheets; no runbook needs more than MOST."""

HIDDEN = """() => [...document.querySelectorAll("article details > :not(summary)")]
    .filter((e) => e.textContent.trim() && !e.closest(".nb-live"))
    .filter((e) => !e.getBoundingClientRect().height || !e.checkVisibility({contentVisibilityAuto: true}))
    .map((e) => e.parentElement.className + ": " + e.textContent.trim().slice(0, 40))"""

NOT_BLACK_ON_WHITE = """() => {
    const light = (colour) => {
        const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number)
        const sum = 0.2126 * r + 0.7152 * g + 0.0722 * b
        return (sum * a + 255 * (1 - a)) / 255
    }
    const ground = (e) => {
        for (let box = e; box; box = box.parentElement) {
            const back = getComputedStyle(box).backgroundColor
            if (!/, 0\\)$/.test(back)) return light(back)
        }
        return 1
    }
    const says = (e) => [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    return [...document.querySelectorAll("article, article *")]
        .filter((e) => !e.closest("svg") && e.checkVisibility() && says(e))
        .filter((e) => light(getComputedStyle(e).color) > 0.45 || ground(e) < 0.85)
        .map((e) => e.tagName + "." + e.className + ": " + getComputedStyle(e).color + " on " + ground(e).toFixed(2))
}"""
INK = '(s => [s.fill, s.stroke])(getComputedStyle(document.querySelector(".nb-tree-box")))'
SMALL = """() => [...document.querySelectorAll(".nb-step code, .nb-expect, .nb-map-step, .nb-way b, .nb-do-first li")]
    .map((e) => [e.tagName, parseFloat(getComputedStyle(e).fontSize) * 0.75])
    .filter(([tag, size]) => size < (tag === "CODE" ? 6.45 : 7))"""
KEEP = """(number) => {
    for (const e of [...document.querySelectorAll(".nb-step")].slice(number)) {
        document.querySelector(`.nb-map-row:has(> a[href="#step-${e.dataset.step}"])`).remove()
        e.previousElementSibling.remove()
        e.remove()
    }
}"""
NOT_ON_THE_CARD = (
    *(
        ".nb-copy",
        ".nb-why",
        ".nb-summary",
        ".nb-stamp",
        "svg.nb-tree",
        ".nb-signal",
        ".nb-fill",
        ".nb-paper",
    ),
    *("#evidence", "#changelog", "#about", ".nb-log", ".md-header", ".headerlink"),
)
PRINTED = """() => {
    window.print = () => { window.printed = document.documentElement.className }
}"""


def sheets(page: Page) -> list[str]:
    """The text of each sheet of paper. Reading it takes a fifth of a second for each: read no sheet twice."""
    return [sheet.extract_text() for sheet in paper(page)]


def paper(page: Page) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def on_card(entry: Entry, book: Book) -> list[str]:
    """All that must be on the card, in the author's words."""
    runbook, names = entry.runbook, titles(entry, book)
    steps = [
        text
        for placed in entry.steps
        for text in (
            f"{placed.number}. {names[placed.step.id]}",
            placed.step.run and placed.step.run.text,
            placed.step.undo and placed.step.undo.text,
            placed.step.expect,
        )
    ]
    rows = contacts.matrix(book, entry)
    people = [text for row in rows for _, card in row.cards for text in (card.name, *phones(card))]
    rungs = [contacts.card_in(entry, book.catalog, rung.to) for rung in runbook.escalation]
    called = [contacts.card_in(entry, book.catalog, p.step.escalate) for p in entry.steps if p.step.escalate]
    facts = [runbook.title, f"version {runbook.version}", f"source {source_hash(entry)}"]
    facts += [f"reviewed {runbook.review.last}", f"https://runbooks.example.com/{entry.url}"]
    numbers = [phone for card in (*rungs, *called) for phone in phones(card)]
    parameters = [f"<{name}>" for name in runbook.parameters]
    return [text for text in (*facts, *runbook.do_first, *steps, *people, *numbers, *parameters) if text]


def phones(card: contacts.Card) -> list[str]:
    return [channel.text for channel in card.channels if channel.kind == "Call"]


def lost(wanted: Iterable[str], text: str) -> list[str]:
    found = squeezed(text)
    return [each for each in wanted if squeezed(each.replace("`", "")) not in found]


def test_the_card_holds_all_one_acts_by_on_two_or_three_sheets(reader: NewReader, book: Book) -> None:
    someone = reader(DESKTOP, scripts=False)
    counts, missing = {}, {}
    for entry in book.entries:
        found = sheets(someone.open(entry.url))
        counts[entry.id] = (len(entry.steps), len(found))
        missing[entry.id] = lost(on_card(entry, book), " ".join(found))
    print(*(f"{steps} steps, {number} sheets: {name}" for name, (steps, number) in counts.items()), sep="\n")
    assert {name: found for name, found in missing.items() if found} == {}
    assert [name for name, (steps, number) in counts.items() if steps <= FEW_STEPS and number > FEW] == []
    assert max(number for _, number in counts.values()) <= MOST
    assert sum(number <= FEW for _, number in counts.values()) >= len(counts) - 4


def test_a_runbook_of_fifteen_steps_fits_two_sheets(reader: NewReader, book: Book) -> None:
    """The example's, without the steps after the fifteenth, which only call somebody or lead elsewhere."""
    usual = [
        entry for entry in book.entries if sum(len(c.command.text) for c in entry.commands if c.step) <= 5500
    ]
    assert len(usual) >= 12
    someone, counts = reader(DESKTOP, scripts=False), {}
    for entry in usual:
        page = someone.open(entry.url)
        page.evaluate(KEEP, FEW_STEPS)
        assert page.locator(".nb-step").count() == FEW_STEPS
        counts[entry.id] = len(paper(page))
    assert {name: number for name, number in counts.items() if number > FEW} == {}


def test_letters_are_small_and_can_be_read(reader: NewReader) -> None:
    page = reader(DESKTOP).open(SLOW)
    page.emulate_media(media="print")
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_but_the_card_is_on_the_card(reader: NewReader, scripts: bool) -> None:
    page = reader(DESKTOP, scripts=scripts).open(DOWN)
    page.emulate_media(media="print")
    for selector in NOT_ON_THE_CARD:
        assert page.locator(f"{selector}:visible").count() == 0, selector
    for selector in ("#do-first", "ol.nb-map", ".nb-command", ".nb-parameters", ".nb-matrix", ".nb-imprint"):
        assert page.locator(f"{selector}:visible").count() >= 1, selector


@SCHEMES
@pytest.mark.parametrize("address", [SLOW, DOWN])
def test_paper_is_black_on_white(reader: NewReader, address: str, scheme: str) -> None:
    page = reader(DESKTOP, scheme).open(address)
    page.emulate_media(media="print")
    assert sorted(set(page.evaluate(NOT_BLACK_ON_WHITE)))[:10] == []
    page.evaluate("document.documentElement.classList.add('nb-everything')")
    assert sorted(set(page.evaluate(NOT_BLACK_ON_WHITE)))[:10] == []
    assert page.evaluate(HIDDEN) == []
    assert page.locator(".nb-copy:visible").count() == 0
    assert page.evaluate(INK) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_each_sheet_says_of_which_card_it_is(reader: NewReader, book: Book) -> None:
    entry = next(entry for entry in book.entries if entry.url == DOWN)
    found = sheets(reader(DESKTOP).open(DOWN))
    runbook = entry.runbook
    for number, text in enumerate(found, 1):
        line = f"{runbook.title} · version {runbook.version} · source {source_hash(entry)} · printed 20"
        assert squeezed(line) in squeezed(text)
        assert squeezed(f"page {number} of {len(found)}") in squeezed(text)


def test_a_reader_in_the_middle_of_the_runbook_prints_the_whole_card(reader: NewReader, book: Book) -> None:
    entry = next(entry for entry in book.entries if entry.url == DOWN)
    page = reader(DESKTOP).open(f"{DOWN}#step-fallback-works")
    assert page.locator(".nb-step:visible").count() == 1
    names = titles(entry, book)
    steps = [f"{placed.number}. {names[placed.step.id]}" for placed in entry.steps]
    assert lost([*steps, *entry.runbook.do_first], " ".join(sheets(page))) == []


def test_values_print_as_filled_in_and_others_as_names_with_room(reader: NewReader) -> None:
    page = reader(DESKTOP).open(SLOW)
    page.fill("#fill-service", "fraud-scorer")
    text = squeezed(" ".join(sheets(page)))
    assert squeezed('destination_service_name=~"fraud-scorer-predictor.*"') in text
    assert squeezed("patch job <job>") in text
    page.emulate_media(media="print")
    room = 'getComputedStyle(document.querySelector("#parameter-job dd"), "::after").width'
    assert float(str(page.evaluate(room)).removesuffix("px")) > 40


def test_two_buttons_print_the_card_and_everything(reader: NewReader, book: Book) -> None:
    page = reader(DESKTOP).open(DOWN)
    page.evaluate(PRINTED)
    page.get_by_role("button", name="Print everything").click()
    assert "nb-everything" in str(page.evaluate("window.printed")).split()
    entry = next(entry for entry in book.entries if entry.url == DOWN)
    commands = [c.command.text for c in entry.commands if not c.step]
    page.evaluate(
        "document.querySelectorAll('.nb-var').forEach((e) => { e.textContent = `<${e.dataset.name}>` })"
    )
    assert lost(commands, " ".join(sheets(page))) == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.get_by_role("button", name="Print the card").click()
    assert "nb-everything" not in str(page.evaluate("window.printed")).split()


# The handbook.


@dataclass(frozen=True)
class Sheet:
    """A printed sheet's text, without white space, and the text in its right margin.

    `top` is how high that begins, in points from the lower edge.
    """

    text: str
    tab: str
    top: float


@pytest.fixture(scope="module")
def handbook(browser: Browser, root: str) -> list[Sheet]:
    """Printed once, each sheet read once."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}handbook/")
    found = [read(sheet) for sheet in paper(page)]
    context.close()
    return found


def read(sheet: PageObject) -> Sheet:
    pieces: list[tuple[float, float, str]] = []

    def piece(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        pieces.append((*place(cm, tm), text))

    text = squeezed(sheet.extract_text(visitor_text=piece))
    edge = [(y, text) for x, y, text in pieces if text.strip() and x > 0.935 * float(sheet.mediabox.width)]
    return Sheet(text, squeezed("".join(text for _, text in edge)), max((y for y, _ in edge), default=0))


def place(cm: list[float], tm: list[float]) -> tuple[float, float]:
    """Where a piece of text stands on the sheet, in points from its lower left corner."""
    x, y = tm[4], tm[5]
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def in_order(book: Book) -> list[tuple[Tab, Entry]]:
    return [(tab, entry) for tab in tabs(parts(book)[0], book) for entry in tab.entries]


def of_entry(handbook: list[Sheet], entry: Entry) -> list[int]:
    """The sheets, from 0, whose upper edge names this runbook."""
    line = squeezed(f"{entry.runbook.title} · version {entry.runbook.version} · source {source_hash(entry)}")
    return [i for i, sheet in enumerate(handbook) if line in sheet.text]


def test_the_handbook_holds_every_card_by_failure_mode(book: Book, handbook: list[Sheet]) -> None:
    found = [of_entry(handbook, entry) for _, entry in in_order(book)]
    assert [sheet for each in found for sheet in each] == list(range(found[0][0], found[-1][-1] + 1))
    assert all(1 <= len(each) <= MOST for each in found)
    for (_, entry), numbers in zip(in_order(book), found, strict=True):
        text = " ".join(handbook[i].text for i in numbers)
        assert lost(on_card(entry, book), text) == [], entry.id


def test_every_sheet_of_a_runbook_has_the_tab_of_its_failure_mode(book: Book, handbook: list[Sheet]) -> None:
    heights: dict[str, float] = {}
    for tab, entry in in_order(book):
        for number in of_entry(handbook, entry):
            assert squeezed(tab.name) in handbook[number].tab, (entry.id, number)
            heights[tab.name] = handbook[number].top
    assert len(set(heights.values())) >= min(len(heights), 12)
    down = list(heights.values())[:12]
    assert down == sorted(down, reverse=True)


def test_the_first_sheet_lists_the_modes_and_the_last_ones_everyone(
    book: Book, handbook: list[Sheet]
) -> None:
    first = handbook[0].text
    for tab, entry in in_order(book):
        assert squeezed(tab.name) in first
        assert squeezed(entry.runbook.title) in first
    after = of_entry(handbook, in_order(book)[-1][1])[-1] + 1
    last = " ".join(sheet.text for sheet in handbook[after:])
    people = [person.phone for person in book.catalog.people.values() if person.phone and not person.left]
    rotations = [rotation.phone for rotation in book.catalog.rotations.values() if rotation.phone]
    assert lost([*people, *rotations], last) == []


def test_the_handbook_links_within_itself_and_gives_each_id_once(reader: NewReader) -> None:
    page = reader(DESKTOP).open("handbook/")
    ids = page.evaluate("[...document.querySelectorAll('article [id]')].map((e) => e.id)")
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    links = page.evaluate(
        "[...document.querySelectorAll('article a[href^=\"#\"]')].map((e) => decodeURIComponent(e.hash.slice(1)))"
    )
    assert (
        sorted(set(links) - set(page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")))
        == []
    )
    assert len(links) > 500
