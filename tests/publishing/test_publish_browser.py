"""Old and latest pages in a browser: with and without JavaScript, on a phone and on a desktop."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Locator, Page

from .book import Book

pytestmark = pytest.mark.browser

READERS = [(390, True), (390, False), (1280, True), (1280, False)]
OLD = "1.0/serving/example/"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address(published: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The branch, served below a folder, as the pages of a project are."""
    folder = tmp_path_factory.mktemp("served")
    archive = subprocess.run(
        ["git", "archive", "gh-pages"], cwd=published.folder, capture_output=True, check=True
    )
    (folder / "book").mkdir()
    subprocess.run(["tar", "x", "-C", str(folder / "book")], input=archive.stdout, check=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/book/"
    server.shutdown()


@pytest.fixture(params=READERS, ids=lambda reader: f"{reader[0]}px-{'js' if reader[1] else 'no-js'}")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scripts = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=scripts)
    yield context.new_page()
    context.close()


def seen(found: Locator) -> bool:
    """Whether it stands on the first screen, below the header."""
    box = found.bounding_box()
    return box is not None and box["y"] >= 48 and box["y"] + box["height"] <= 844


def size(found: Locator) -> float:
    return float(found.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))


def test_the_note_on_an_old_page_is_read_first_and_leads_to_the_same_page(page: Page, address: str) -> None:
    page.goto(address + OLD)
    note = page.locator(".nb-superseded:visible")
    assert note.inner_text() == (
        "This is version 1.0 of the book. The latest is 2.0: open this page in the latest version."
    )
    assert note.is_visible()
    # One step a screen has what to do first above the step, and the page's own note above that.
    assert seen(note) or seen(page.locator(".nb-superseded:visible").first)
    assert size(note) >= 17
    note.get_by_role("link").click()
    assert page.url == f"{address}latest/serving/example/"
    assert page.locator(".nb-superseded:visible, .nb-superseded-step:visible").count() == 0


def test_a_deep_link_to_an_old_step_shows_that_it_is_old(page: Page, address: str) -> None:
    page.goto(f"{address}{OLD}#step-roll-back")
    note = page.locator("[data-nb-step=step-roll-back] + .nb-superseded-step")
    assert note.is_visible()
    # One step a screen has what to do first above the step, and the page's own note above that.
    assert seen(note) or seen(page.locator(".nb-superseded:visible").first)
    assert size(note) >= 17
    note.get_by_role("link", name="step in the latest version").click()
    assert page.url == f"{address}latest/serving/example/#step-roll-back"


def test_nothing_is_wider_than_the_screen(page: Page, address: str) -> None:
    for path in (OLD, "1.0/about/", "latest/serving/deleted-later/"):
        page.goto(address + path)
        assert (
            page.locator("body").evaluate("b => b.scrollWidth")
            <= (page.viewport_size or {"width": 0})["width"]
        )


def test_a_tombstone_says_what_happened_and_where_to_go(page: Page, address: str) -> None:
    page.goto(f"{address}latest/serving/deleted-later/")
    assert page.locator("article h1").inner_text() == "Once deleted-later"
    said = page.locator("article .nb-banner")
    assert said.inner_text() == "This runbook left the book with version 2.0."
    assert seen(said)
    page.get_by_role("link", name="read it in version 1.0").click()
    assert page.url == f"{address}1.0/serving/deleted-later/"
    assert "left the book with version 2.0" in page.locator(".nb-superseded:visible").inner_text()


def test_the_selector_shows_both_versions(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        for path in (OLD, "latest/serving/example/", "latest/alerts/Deleted/"):
            page.goto(address + path)
            page.wait_for_selector(".md-version__link", state="attached")
            assert page.locator(".md-version__link").all_text_contents() == ["2.0", "1.0"]


def test_a_tombstone_leads_to_a_search_for_what_left(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}latest/alerts/Deleted/")
        page.get_by_role("link", name="Search the latest version for it").click()
        page.wait_for_selector(".nb-search[data-state=ready]")
        assert page.locator(".nb-search-field").input_value() == "Deleted"


def test_the_root_leads_to_the_latest(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_url("**/latest/")
