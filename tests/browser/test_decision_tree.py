"""The decision tree: a picture where there is room, a list where there is not, both with the same steps and ways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from nightbook.model.book import Book

from .conftest import NewReader
from .reader import BROWSER, DESKTOP, HEIGHTS, PHONE, SCHEMES, SLOW

pytestmark = BROWSER

LETTERS = """() => {
    const svg = document.querySelector("svg.nb-tree")
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
    return [...svg.querySelectorAll("text")].map((t) => parseFloat(getComputedStyle(t).fontSize) * scale)
}"""
NAMES = '(all) => all.map((e) => [e.getAttribute("href"), e.getAttribute("aria-label")])'
ROWS = """(all) => all.map((row) => [
    row.querySelector(".nb-map-step").getAttribute("href"),
    [...row.querySelectorAll(".nb-chip")].map((e) => [e.innerText.split("→")[0].trim(), e.getAttribute("href")]),
])"""
FITS = 10
"""Letters of an answer that the picture shows at least before it shortens it."""
SAID = '(all) => all.map((e) => e.textContent).join(" ")'


def test_on_a_desktop_the_picture_shows_every_step_and_each_is_a_link(reader: NewReader, book: Book) -> None:
    someone = reader(DESKTOP, scripts=False)
    for entry in book.entries:
        page = someone.open(entry.url)
        assert page.locator("svg.nb-tree").is_visible()
        nodes = page.locator("svg a.nb-tree-node").evaluate_all(NAMES)
        steps = {placed.number: f"#{placed.anchor}" for placed in entry.steps}
        assert {int(label.split()[1].rstrip(":")): href for href, label in nodes} == steps, entry.id
        missing = page.locator("svg a").evaluate_all(
            '(all) => all.map((e) => e.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id))'
        )
        assert missing == [], entry.id
        assert min(page.evaluate(LETTERS)) >= 12, entry.id


def test_a_click_into_the_picture_leads_to_the_step(reader: NewReader) -> None:
    page = reader(DESKTOP).open(SLOW)
    for node in page.locator("svg a.nb-tree-node").all():
        node.click()
        target = page.locator(":target")
        assert f"#{target.get_attribute('id')}" == node.get_attribute("href")
        assert 0 <= target.evaluate("(e) => e.getBoundingClientRect().top") < HEIGHTS[DESKTOP]
        page.go_back()
        expect(node).to_be_visible()


def test_on_a_phone_the_list_stands_in_for_the_picture(reader: NewReader) -> None:
    page = reader(PHONE).open(SLOW)
    assert not page.locator("svg.nb-tree").is_visible()
    assert page.locator("ol.nb-map").is_visible()


def test_list_and_picture_name_the_same_steps_and_ways(reader: NewReader, book: Book) -> None:
    someone = reader(PHONE, scripts=False)
    for entry in book.entries:
        page = someone.open(entry.url)
        rows = page.locator(".nb-map-row").evaluate_all(ROWS)
        nodes = page.locator("svg a.nb-tree-node").evaluate_all(NAMES)
        assert sorted(href for href, _ in rows) == sorted(href for href, _ in nodes), entry.id
        ways = {(label, href) for _, chips in rows for label, href in chips}
        in_picture = squeezed(
            page.locator("svg .nb-tree-label, svg .nb-tree-chip > title").evaluate_all(SAID)
        )
        unsaid = {label for label, _ in ways if label != "Next" and squeezed(label)[:FITS] not in in_picture}
        assert unsaid == set(), entry.id
        for href, name in page.locator("svg a.nb-tree-chip").evaluate_all(NAMES):
            said, _, _ = name.partition(": go to ")
            bare = said.split(", at most ")[0].split(", after ")[0]
            wanted = {(part, href) for part in bare.split(" / ")}
            assert wanted & ways or name.startswith("go to "), (entry.id, name)


@SCHEMES
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_danger_is_a_word_in_list_and_picture(reader: NewReader, book: Book, width: int, scheme: str) -> None:
    someone = reader(width, scheme, scripts=False)
    entry = next(e for e in book.entries if any(node.danger for node in e.graph.nodes))
    page = someone.open(entry.url)
    words = page.locator("svg .nb-tree-banner-word" if width == DESKTOP else ".nb-map .nb-danger-word")
    assert words.count() == sum(node.danger for node in entry.graph.nodes)
    assert words.first.is_visible()


def squeezed(text: str) -> str:
    return "".join(text.split())
