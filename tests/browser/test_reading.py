"""What a reader sees at 3am: the next action on the first screen, letters large enough, nothing cut off."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from nightbook.model.book import Book

from .conftest import NewReader
from .reader import BROWSER, DESKTOP, HEIGHTS, PHONE, SIZES

pytestmark = BROWSER

SCREEN = HEIGHTS[PHONE]
TEXT = {PHONE: 17, DESKTOP: 18}

# Labels and notes that may be smaller than what one must read: never below 14 px.
NOTES = (
    ".nb-badge, .nb-box, .nb-severity, .nb-alert, .nb-colour, .nb-more, .nb-chip, .nb-danger-word, .nb-stamp, "
    ".nb-command-head, .nb-superseded-step, .nb-card-when, .nb-card-who, .nb-channel, .nb-channels, .nb-tree, "
    ".nb-matrix, dt, table, code, .headerlink, .nb-hint, .nb-log, .nb-guide-trail, .nb-good, "
    ".nb-now, .nb-fill, .nb-when-due"
)

LETTERS = """(notes) => {
    const found = []
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const text = walker.currentNode, box = text.parentElement
        if (!text.data.trim() || !box.checkVisibility({visibilityProperty: true})) continue
        const style = getComputedStyle(box), size = parseFloat(style.fontSize)
        found.push({
            text: text.data.trim().slice(0, 40), size, note: !!box.closest(notes),
            height: box.closest("svg") ? 2 : parseFloat(style.lineHeight) / size,
        })
    }
    return found
}"""

CUT_OFF = """() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page itself"] : []
    const scrolls = (e) => {
        for (let box = e.parentElement; box && box.tagName !== "ARTICLE"; box = box.parentElement)
            if (["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return true
        return false
    }
    const article = document.querySelector("article")
    const out = [...article.querySelectorAll("*")].filter((e) => {
        const box = e.getBoundingClientRect()
        return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(e)
    })
    return wide.concat(out.slice(0, 3).map((e) => e.tagName + "." + e.className + ": " + e.textContent.slice(0, 40)))
}"""

SPLIT = r"""() => {
    const split = []
    for (const code of document.querySelectorAll("pre > code")) {
        const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT), parts = []
        for (let at = 0; walker.nextNode(); at += walker.currentNode.length) parts.push([at, walker.currentNode])
        const place = (i) => {
            const [at, node] = parts.findLast(([at]) => at <= i)
            return [node, i - at]
        }
        for (const found of code.textContent.matchAll(/(?<=^|\s)--?[a-z][\w-]*(=\S+)?/gm)) {
            const word = found[0].length <= 30 ? found[0] : found[0].split("=")[0]
            const range = document.createRange()
            range.setStart(...place(found.index))
            const [node, end] = place(found.index + word.length - 1)
            range.setEnd(node, end + 1)
            const tops = [...range.getClientRects()].filter((r) => r.width > 1).map((r) => Math.round(r.top / 8))
            if (new Set(tops).size > 1) split.push(word)
        }
    }
    return split
}"""

SIZES_OF = "(all) => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"

SMALL_TARGETS = """(selector) => [...document.querySelectorAll(selector)].filter((e) => {
    const box = e.getBoundingClientRect()
    return e.checkVisibility() && (box.height < 44 || box.width < 44)
}).map((e) => {
    const box = e.getBoundingClientRect()
    return `${e.textContent.trim().slice(0, 30)}: ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`
})"""


def bottom(page: Page, selector: str) -> float:
    return float(page.locator(selector).first.evaluate("(e) => e.getBoundingClientRect().bottom"))


def open_all(page: Page) -> None:
    page.evaluate('document.querySelectorAll("details").forEach((box) => { box.open = true })')


def test_the_first_screen_of_a_phone_says_what_how_bad_and_what_to_do_first(
    reader: NewReader, book: Book
) -> None:
    someone = reader()
    below: dict[str, Any] = {}
    for entry in book.entries:
        page = someone.open(entry.url)
        ends = {name: bottom(page, name) for name in ("h1", ".nb-severity")}
        line_height = 30
        ends["summary"] = (
            float(page.locator(".nb-summary").evaluate("(e) => e.getBoundingClientRect().top")) + line_height
        )
        if entry.runbook.do_first:
            ends["do first"] = bottom(page, ".nb-do-first li")
        below[entry.id] = {name: end for name, end in ends.items() if end > SCREEN}
    assert {name: ends for name, ends in below.items() if ends} == {}


def test_home_answers_i_was_paged_now_what_on_one_screen(reader: NewReader) -> None:
    page = reader().open("")
    ways = {
        "alert": 'article a[href="by/alert/"]',
        "symptom": 'article a[href="by/symptom/"]',
        "telephone": 'article a[href^="tel:"]',
    }
    assert {name: bottom(page, way) for name, way in ways.items() if bottom(page, way) > SCREEN} == {}


@SIZES
def test_what_must_be_read_and_hit_is_large_enough(
    reader: NewReader, runbooks: tuple[str, ...], width: int
) -> None:
    someone = reader(width)
    small: dict[str, list[Any]] = {}
    for address in runbooks[::4]:
        page = someone.open(address)
        open_all(page)
        found = [line for line in page.evaluate(LETTERS, NOTES) if too_small(line, width)]
        found += page.evaluate(SMALL_TARGETS, ".nb-copy, .nb-way, .nb-button, summary")
        for selector, least in ((".nb-command pre > code", 16), ("h3[id^=step-]", 22)):
            sizes = page.locator(selector).evaluate_all(SIZES_OF)
            assert sizes
            found += [f"{selector}: {size}" for size in sizes if size < least]
        if found:
            small[address] = found[:5]
    assert small == {}


def too_small(line: dict[str, Any], width: int) -> bool:
    return bool(line["size"] < (14 if line["note"] else TEXT[width]) or line["height"] < 1.295)


def test_nothing_is_cut_off_or_scrolls_sideways(reader: NewReader, every_page: tuple[str, ...]) -> None:
    someone = reader(scripts=False)
    cut: dict[str, list[str]] = {}
    for address in every_page:
        page = someone.open(address)
        open_all(page)
        for width, height in HEIGHTS.items():
            page.set_viewport_size({"width": width, "height": height})
            cut[f"{width} px: {address}"] = page.evaluate(CUT_OFF)
    assert {where: found for where, found in cut.items() if found} == {}


def test_a_flag_is_not_split_over_two_lines(reader: NewReader, runbooks: tuple[str, ...]) -> None:
    someone = reader(scripts=False)
    split: dict[str, list[str]] = {}
    for address in runbooks:
        page = someone.open(address)
        open_all(page)
        split[address] = page.evaluate(SPLIT)
    assert {address: found for address, found in split.items() if found} == {}
