"""The page on paper: every command on it, every box open, black on white."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from nightbook.model.book import Book

from .conftest import NewReader
from .reader import BROWSER, DESKTOP, DOWN, SCHEMES, SLOW, UNSAFE

pytestmark = BROWSER

HIDDEN = """() => [...document.querySelectorAll("article details > :not(summary)")]
    .filter((e) => e.textContent.trim())
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


@SCHEMES
@pytest.mark.parametrize("address", [SLOW, DOWN])
def test_everything_is_on_paper_in_black_on_white(reader: NewReader, address: str, scheme: str) -> None:
    page = reader(DESKTOP, scheme).open(address)
    page.emulate_media(media="print")
    assert page.locator("svg.nb-tree").is_visible() or page.locator("ol.nb-map").is_visible()
    assert page.locator(".nb-copy:visible").count() == 0
    assert page.evaluate(HIDDEN) == []
    assert sorted(set(page.evaluate(NOT_BLACK_ON_WHITE)))[:10] == []
    if page.locator("svg.nb-tree").is_visible():
        assert page.evaluate(INK) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


@pytest.mark.parametrize("address", [SLOW, DOWN, UNSAFE])
def test_the_printed_page_holds_every_command_of_the_steps(
    reader: NewReader, book: Book, address: str
) -> None:
    entry = next(entry for entry in book.entries if entry.url == address)
    paper = PdfReader(io.BytesIO(reader(DESKTOP).open(address).pdf(format="A4")))
    print(f"{address}: {len(paper.pages)} pages")
    text = squeezed(" ".join(sheet.extract_text() for sheet in paper.pages))
    commands = [c.text for placed in entry.steps for c in (placed.step.run, placed.step.undo) if c]
    assert [command for command in commands if squeezed(command) not in text] == []


def squeezed(text: str) -> str:
    return "".join(text.split())
