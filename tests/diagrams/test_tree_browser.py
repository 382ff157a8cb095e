"""The decision tree in a browser: with Material's style sheets, in the light, in the dark and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page
from triage_trees import slow_scores, triage_tree

from nightbook.diagrams.svg import render_svg
from nightbook.model.graph import Graph

pytestmark = pytest.mark.browser

STYLE = Path(__file__).parents[2] / "plugins" / "nightbook" / "assets" / "styles" / "tree.css"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    yield opened
    opened.close()


def show(page: Page, graph: Graph, scheme: str = "default") -> None:
    sheets = files("material") / "templates" / "assets" / "stylesheets"
    material = "".join(f.read_text() for f in sorted(sheets.iterdir(), key=str) if str(f).endswith(".css"))
    steps = "".join(f'<h2 id="{node.anchor}">{node.number}</h2>' for node in graph.nodes)
    page.set_content(
        f'<!doctype html><html lang="en"><head><title>Tree</title><meta charset="utf-8">'
        f"<style>{material}{STYLE.read_text()}</style></head>"
        f'<body data-md-color-scheme="{scheme}" data-md-color-primary="indigo" data-md-color-accent="indigo">'
        f'<main class="md-typeset" style="width:690px"><h1>Tree</h1>{render_svg(graph, "Tree")}{steps}</main>'
    )


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(page: Page, scheme: str) -> None:
    show(page, slow_scores(), scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_letters_are_at_least_12_px_in_the_column(page: Page) -> None:
    show(page, triage_tree(40, 3))
    scale = page.evaluate(
        "(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width)(document.querySelector('svg'))"
    )
    sizes = "[...document.querySelectorAll('svg text')].map(t => parseFloat(getComputedStyle(t).fontSize))"
    assert min(page.evaluate(sizes)) * scale >= 12


def test_text_stays_inside_its_box(page: Page) -> None:
    show(page, triage_tree(40, 3))
    outside = """[...document.querySelectorAll('svg a')].filter(a => {
        const box = a.querySelector('rect, path').getBoundingClientRect()
        return [...a.querySelectorAll('text')].some(text => {
            const t = text.getBoundingClientRect()
            return t.left < box.left || t.right > box.right || t.top < box.top || t.bottom > box.bottom
        })
    }).map(a => a.getAttribute('aria-label'))"""
    assert page.evaluate(outside) == []


def test_a_step_is_reached_with_the_keyboard_and_shows_it(page: Page) -> None:
    show(page, slow_scores())
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Step 1: Is p99 above 300 ms right now?"
    width = "getComputedStyle(document.activeElement.querySelector('.nb-tree-box')).strokeWidth"
    assert page.evaluate(width) == "4px"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#slow"


def test_the_tree_gives_way_to_the_list_below_900_px_but_not_on_paper(page: Page) -> None:
    show(page, slow_scores())
    page.set_viewport_size({"width": 899, "height": 800})
    assert not page.locator("svg.nb-tree").is_visible()
    page.emulate_media(media="print")
    assert page.locator("svg.nb-tree").is_visible()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_paper_is_black_on_white_whatever_the_scheme(page: Page) -> None:
    show(page, slow_scores(), "slate")
    page.emulate_media(media="print")
    ink = "(s => [s.fill, s.stroke])(getComputedStyle(document.querySelector('.nb-tree-box')))"
    assert page.evaluate(ink) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    page.emulate_media(media="screen")
