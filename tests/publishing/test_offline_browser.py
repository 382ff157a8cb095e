"""Published versions keep apart what they keep for the time without network, and an old one keeps nothing."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, Page

from .book import Book
from .test_publish_browser import Quiet

pytestmark = pytest.mark.browser

RUNBOOK = "serving/example/"
STATE = """
    window.state = new Promise((done, never) => {
        navigator.serviceWorker.addEventListener("message", (event) => done(event.data));
        setTimeout(never, 15000, "the worker said nothing");
    });
    state.catch(() => null);
"""
SCOPES = """async () =>
    (await navigator.serviceWorker.getRegistrations()).map((one) => new URL(one.scope).pathname).sort()"""
CACHES = "async () => (await caches.keys()).sort()"


class Anew(Quiet):
    """Never says "not modified": commits of one day give their files one time."""

    def send_head(self) -> Any:
        del self.headers["If-Modified-Since"]
        return super().send_head()


Serves: TypeAlias = Callable[[str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "served"


@pytest.fixture
def serves(published: Book, folder: Path) -> Serves:
    """Puts the branch, as it was at a commit, below `book/`."""

    def serve(commit: str) -> None:
        shutil.rmtree(folder / "book", ignore_errors=True)
        (folder / "book").mkdir(parents=True)
        archive = subprocess.run(
            ["git", "archive", commit], cwd=published.folder, capture_output=True, check=True
        )
        subprocess.run(["tar", "x", "-C", str(folder / "book")], input=archive.stdout, check=True)

    return serve


@pytest.fixture
def root(folder: Path) -> Iterator[str]:
    folder.mkdir(exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Anew, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/book/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(STATE)
    yield context.new_page()
    context.close()


def until(page: Page, holds: str, wanted: list[str]) -> None:
    for _ in range(200):
        if page.evaluate(holds) == wanted:
            break
        page.wait_for_timeout(50)
    assert page.evaluate(holds) == wanted


def test_an_older_version_keeps_nothing_and_leaves_the_latest_alone(
    page: Page, root: str, serves: Serves
) -> None:
    serves("gh-pages")
    page.goto(f"{root}latest/{RUNBOOK}")
    assert page.evaluate("window.state") == {"kept": 2, "of": 2, "full": False}
    for path in (f"1.0/{RUNBOOK}", "1.0/", "1.0/about/"):
        page.goto(root + path)
        assert page.evaluate(SCOPES) == ["/book/latest/"]
        assert page.evaluate(CACHES) == ["nightbook-offline:/book/latest/"]
        assert page.evaluate("navigator.serviceWorker.controller") is None


def test_a_version_that_grew_old_is_cleared_away_at_the_next_visit(
    page: Page, root: str, serves: Serves
) -> None:
    serves("gh-pages~1")
    for folder in ("1.0", "latest"):
        page.goto(f"{root}{folder}/{RUNBOOK}")
        page.evaluate("window.state")
    assert page.evaluate(CACHES) == ["nightbook-offline:/book/1.0/", "nightbook-offline:/book/latest/"]
    serves("gh-pages")
    page.goto(f"{root}1.0/{RUNBOOK}")
    assert page.locator(".nb-superseded:visible").count() == 1
    until(page, SCOPES, ["/book/latest/"])
    until(page, CACHES, ["nightbook-offline:/book/latest/"])
