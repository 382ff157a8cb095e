"""Files on a USB stick, opened without any network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from nightbook.model.book import Book
from nightbook.pipeline import compile_book, render_stick
from nightbook.stick import write

from .conftest import ROOT, TODAY
from .reader import BROWSER, DESKTOP, HEIGHTS, PHONE, SIZES

pytestmark = BROWSER

COMMANDS = "(all) => all.map((e) => e.textContent)"
AXE: dict[str, Any] = {"resultTypes": ["violations"]}
KINDS = ("index.html", "contacts.html", "handbook.html", "model-serving-outage.html")
"""One file of every kind."""


class Stick:
    """The folder, and a reader who has nothing but it. `asked` are the addresses requested, `errors` the console's."""

    def __init__(self, folder: Path, browser: Browser, **options: Any) -> None:
        self.folder = folder
        self.context = browser.new_context(offline=True, **options)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.errors.append(said.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, name: str) -> Page:
        self.page.goto(f"{self.folder.as_uri()}/{name}")
        return self.page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiled = compile_book(ROOT / "mkdocs.yml", TODAY)
    to = tmp_path_factory.mktemp("usb") / "runbooks"
    write(compiled, render_stick(compiled), to)
    return to


@pytest.fixture
def stick(browser: Browser, folder: Path) -> Iterator[Any]:
    opened: list[Stick] = []

    def plug_in(width: int = PHONE, scheme: Any = "light", scripts: bool = True) -> Stick:
        size = {"width": width, "height": HEIGHTS[width]}
        options = {"viewport": size, "color_scheme": scheme, "java_script_enabled": scripts}
        opened.append(Stick(folder, browser, **options))
        return opened[-1]

    yield plug_in
    for one in opened:
        one.context.close()


@SIZES
def test_every_file_opens_without_a_request_an_error_or_a_sideways_scroll(
    stick: Any, folder: Path, width: int
) -> None:
    reader = stick(width)
    names = sorted(file.name for file in folder.glob("*.html"))
    assert set(names) > set(KINDS)
    for name in names:
        page = reader.open(name)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, scheme)
        if name in KINDS:  # what asks late does so in each file: all have the same script
            page.wait_for_load_state("networkidle")
    assert reader.asked == [f"{folder.as_uri()}/{name}" for name in names]
    assert reader.errors == []


def test_every_command_is_the_source_s_byte_for_byte(stick: Any, book: Book) -> None:
    reader = stick(scripts=False)
    for entry in book.entries:
        page = reader.open(f"{entry.id}.html")
        found = page.locator(".nb-step pre > code").evaluate_all(COMMANDS)
        wanted = [c.text for placed in entry.steps for c in (placed.step.run, placed.step.undo) if c]
        assert found == wanted, entry.id


def test_links_lead_to_files_and_places_that_are_there(stick: Any, folder: Path) -> None:
    reader = stick(scripts=False)
    files = {file.name: file.read_text("utf-8") for file in folder.glob("*.html")}
    count = 0
    for name in files:
        for link in set(
            reader.open(name)
            .locator("a[href]")
            .evaluate_all("(all) => all.map((e) => e.getAttribute('href'))")
        ):
            if re.match("[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            assert (target or name) in files, (name, link)
            assert not anchor or f'id="{unquote(anchor)}"' in files[target or name], (name, link)
            count += 1
    assert count > 500


def test_an_alert_leads_from_the_front_page_to_its_runbook(stick: Any) -> None:
    page = stick().open("index.html")
    page.get_by_role("link", name="Which alert?").click()
    page.locator("#alerts ~ ul a", has_text="ModelServingDown").click()
    expect(page.locator("h1")).to_contain_text("Model serving is down")


def test_one_step_a_screen_and_the_log_work_and_are_shared_by_the_files(stick: Any) -> None:
    reader = stick()
    page = reader.open("model-serving-outage.html")
    page.locator(".nb-start a").click()
    expect(page.locator(".nb-step:visible")).to_have_count(1)
    page.locator(".nb-step:visible .nb-way").first.click()
    expect(page.locator(".nb-step:visible")).to_have_count(1)
    reader.open("feature-backfill.html")
    kept = page.evaluate("Object.entries(localStorage).find(([name]) => name.endsWith('#incident'))[1]")
    assert "model-serving-outage" in kept
    assert "Model serving is down" in str(page.locator(".nb-log").first.text_content())
    assert reader.errors == []


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing(stick: Any, name: str) -> None:
    for width, scheme in ((PHONE, "light"), (DESKTOP, "dark")):
        page = stick(width, scheme).open(name)
        page.evaluate(
            "document.querySelectorAll('.nb-sheet').forEach((e, i) => i && e.remove())"
        )  # one card is like another
        found = Axe().run(page, options=AXE).response["violations"]
        assert [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found] == []
