"""Without network: after one visit every runbook opens, and says that it is a copy."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from http.server import ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect

from nightbook import offline
from nightbook.model.book import Book
from nightbook.pages.offline import Shelf
from nightbook.pipeline import compile_book, render_book

from .conftest import ROOT, TODAY, Host
from .reader import BROWSER, DOWN, SCHEMES, SLOW

pytestmark = BROWSER

COPY = ".nb-offline-copy"
SAVED = re.compile(r"OFFLINE COPY saved \d{4}-\d\d-\d\d \d\d:\d\d UTC")
MARKDOWN = "about/how-we-respond/"
LEADS = "alerts/ModelLatencyHigh/"
NO_PAGE = "data/no-such-runbook/"

LISTEN = """
    window.violations = [];
    addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
    window.state = new Promise((done, never) => {
        navigator.serviceWorker?.addEventListener("message", (event) => done(event.data));
        setTimeout(never, 15000, "the worker said nothing");
    });
    state.catch(() => null);
"""
INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
CACHED = """async () => { const found = {}; for (const name of await caches.keys())
    found[name] = (await (await caches.open(name)).keys()).map((request) => decodeURIComponent(request.url));
    return found; }"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).map((worker) => worker.scope)"
WAITED = "() => performance.getEntriesByType('navigation')[0].responseStart"


HEADER = """async ([url, name]) => (await caches.match(url)).headers.get(name)"""
SET_HEADER = """async ([url, name, value]) => { const cache = await caches.open((await caches.keys())[0]);
    const copy = await cache.match(url); const headers = new Headers(copy.headers); headers.set(name, value);
    await cache.put(url, new Response(await copy.arrayBuffer(), { headers })); }"""
LONG_AGO = "2026-01-01T03:12:00Z"


class Moody(Host):
    """A host that may be in a mood. Whatever it sends has the strictest policy that the pages hold."""

    server: Any

    def do_GET(self) -> None:  # noqa: N802 - the name that the server calls
        where: Where = self.server.where
        path = self.path.partition("?")[0].lstrip("/")
        where.asked.append(path)
        if where.mood == "hangs":
            where.over.wait(60)
            self.close_connection = True
        elif where.mood == "fails" or (where.mood == "tires" and len(where.asked) > 40):
            self.send_response(where.error)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path in where.writes:
            body = where.writes[path]()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        elif path in where.leads:
            self.send_response(302)
            self.send_header("Location", f"/{where.leads[path]}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if file.is_dir() else file
        if page.suffix == ".html" and page.is_file():
            hashes = {
                base64.b64encode(sha256(found).digest()).decode()
                for found in INLINE.findall(page.read_bytes())
            }
            scripts = " ".join(["'self'", *(f"'sha256-{one}'" for one in sorted(hashes))])
            self.send_header(
                "Content-Security-Policy",
                f"default-src 'none'; script-src {scripts}; style-src 'self'; connect-src 'self'; worker-src 'self'; "
                "img-src 'self' data:; base-uri 'none'; form-action 'none'",
            )
        super().end_headers()


@dataclass
class Where:
    """A served folder. `mood` is well, hangs, fails (with `error`) or tires; `asked` are the paths that were asked for.

    `leads` redirects; `writes` has what is sent in place of a file.
    """

    folder: Path
    mood: str = "well"
    asked: list[str] = field(default_factory=list)
    error: int = 503
    leads: dict[str, str] = field(default_factory=dict)
    writes: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    over: Event = field(default_factory=Event)
    server: Any = None
    port: int = 0

    def opens(self) -> None:
        self.server = ThreadingHTTPServer(
            ("127.0.0.1", self.port), partial(Moody, directory=str(self.folder))
        )
        self.server.daemon_threads = True
        self.server.where = self
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def dies(self) -> None:
        """Nobody listens any more; what was connected gets no answer."""
        self.mood = "hangs"
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    def becomes(self, mood: str) -> None:
        self.mood = mood
        self.asked.clear()
        if mood == "well":
            self.over.set()
            self.over = Event()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def list(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "offline.json").read_text("utf-8"))
        return found

    def lists(self, known: dict[str, Any]) -> None:
        (self.folder / "offline.json").write_text(json.dumps(known), "utf-8")

    def forgets(self, path: str) -> None:
        """The list of a build that no longer has the file."""
        known = self.list()
        del known["files"][path]
        self.lists(known)

    def sends_the_build_before(self, path: str) -> None:
        """What a cache on the way does for a while: of the next build it has the list only."""
        before = (self.folder / path / "index.html").read_bytes()
        self.writes[path] = lambda: before

    def is_impatient(self) -> None:
        """A worker that waits for a third of a second, not for three."""
        worker = (ROOT / "plugins/nightbook/assets/sw.js").read_text("utf-8")
        assert "const LIMIT = 3000;" in worker
        (self.folder / "sw.js").write_text(
            worker.replace("const LIMIT = 3000;", "const LIMIT = 300;"), "utf-8"
        )

    def edits(self, path: str, old: str, new: str) -> None:
        """Changes a file as a new build would, fingerprint included."""
        file = self.folder / (f"{path}index.html" if not path or path.endswith("/") else path)
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        known = self.list()
        if path in known["files"]:
            known["files"][path] = sha256(file.read_bytes()).hexdigest()[:16]
            self.lists(known)


@dataclass
class Visitor:
    context: BrowserContext
    page: Page
    where: Where

    def opens(self, path: str) -> Page:
        self.page.goto(self.where.root + path, wait_until="domcontentloaded")
        return self.page

    def keeps(self, path: str = MARKDOWN) -> dict[str, Any]:
        """One visit, until the worker says that it is done."""
        self.page.goto(self.where.root + path)
        state: dict[str, Any] = self.page.evaluate("window.state")
        return state

    def asks(self, path: str = MARKDOWN) -> set[str]:
        """What a visit makes the browser fetch, but for the page, the list and the worker."""
        self.where.asked.clear()
        self.keeps(path)
        return set(self.where.asked) - {path, "offline.json", "sw.js"}

    def cached(self) -> set[str]:
        """The paths of every copy, and of the list."""
        found: dict[str, list[str]] = self.page.evaluate(CACHED)
        (cached,) = found.values()
        return {url.removeprefix(self.where.root) for url in cached}


def until(page: Page, holds: str) -> None:
    """Waits; Playwright's own way to wait would evaluate a string, which the policy forbids."""
    for _ in range(400):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {holds}")


@pytest.fixture(scope="module")
def light(site: Path, shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site without the pages for writers, which are many and all alike."""
    folder = tmp_path_factory.mktemp("offline") / "site"
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("*.map", "lunr", "reference"))
    assert offline.write(folder, shelf) == ()
    return folder


@pytest.fixture
def where(light: Path, tmp_path: Path) -> Iterator[Where]:
    folder = tmp_path / "site"
    shutil.copytree(light, folder)
    place = Where(folder)
    place.opens()
    yield place
    place.dies()


@pytest.fixture
def visitor(browser: Browser, where: Where) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(20_000)
    context.add_init_script(LISTEN)
    yield Visitor(context, context.new_page(), where)
    context.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    found = render_book(compile_book(ROOT / "mkdocs.yml", TODAY)).shelf
    assert found
    return found


# What is kept, and how it is shown.


def test_after_one_visit_every_runbook_opens_with_the_server_gone(visitor: Visitor, book: Book) -> None:
    visitor.keeps(MARKDOWN)
    visitor.where.dies()
    for entry in book.entries:
        page = visitor.page
        page.goto(visitor.where.root + entry.url, wait_until="commit")
        assert page.locator("h1").inner_text().startswith(entry.runbook.title)
        assert SAVED.fullmatch(page.locator(COPY).inner_text())


@pytest.mark.parametrize("first", [MARKDOWN, SLOW, ""])
def test_a_visit_to_any_page_keeps_every_file_of_the_list(visitor: Visitor, book: Book, first: str) -> None:
    every = len(book.entries)
    assert visitor.keeps(first) == {"kept": every, "of": every, "full": False}
    assert visitor.cached() == {*visitor.where.list()["files"], "offline.json"}


def test_a_hanging_server_is_waited_for_once(visitor: Visitor, book: Book) -> None:
    visitor.keeps()
    visitor.where.becomes("hangs")
    page = visitor.opens(SLOW)
    assert SAVED.fullmatch(page.locator(COPY).inner_text())
    assert "The server did not answer within 3 seconds." in page.locator(".nb-offline-more").inner_text()
    for entry in book.entries[:2]:
        page = visitor.opens(entry.url)
        expect(page.locator(COPY)).to_be_visible()
        assert page.evaluate(WAITED) < 2500, "it waited, and three seconds is what waiting takes"


@pytest.mark.parametrize("error", [503, 429])
def test_an_error_of_the_server_counts_as_no_answer(visitor: Visitor, error: int) -> None:
    visitor.keeps()
    visitor.where.error = error
    visitor.where.becomes("fails")
    page = visitor.opens(SLOW)
    assert page.locator(".nb-offline-more").inner_text() == (
        "Less than a minute old when opened: numbers, names and steps may have changed since. "
        f"The server answered with error {error}."
    )


def test_a_page_that_the_server_says_is_gone_does_not_show_as_a_copy(visitor: Visitor) -> None:
    visitor.keeps()
    shutil.rmtree(visitor.where.folder / SLOW)
    assert visitor.opens(SLOW).locator("h1").inner_text() == "404 - Not found"
    expect(visitor.page.locator(COPY)).to_have_count(0)


def test_a_reload_finds_the_server_that_has_come_back(visitor: Visitor) -> None:
    visitor.where.is_impatient()
    visitor.keeps()
    visitor.where.becomes("hangs")
    expect(visitor.opens(SLOW).locator(COPY)).to_be_visible()
    visitor.where.becomes("well")
    visitor.page.reload()
    expect(visitor.page.locator("h1")).to_be_visible()
    expect(visitor.page.locator(COPY)).to_have_count(0)


def test_links_find_the_server_that_has_come_back_by_themselves(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.becomes("fails")
    expect(visitor.opens(SLOW).locator(COPY)).to_be_visible()
    visitor.where.becomes("well")
    expect(visitor.opens(DOWN).locator(COPY)).to_be_visible()
    while DOWN not in visitor.where.asked:  # tried unseen while the copy shows
        visitor.page.wait_for_timeout(50)
    visitor.page.wait_for_timeout(300)
    page = visitor.opens(SLOW)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(COPY)).to_have_count(0)


def test_what_comes_from_the_network_has_no_banner_and_makes_the_copy_newer(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.edits(SLOW, "</h1>", " edited</h1>")
    page = visitor.opens(SLOW)
    expect(page.locator(COPY)).to_have_count(0)
    page.evaluate("window.state")
    visitor.where.dies()
    assert "edited" in visitor.opens(SLOW).locator("h1").inner_text()


def test_the_banner_stands_under_the_title_of_every_kind_of_page(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.dies()
    for path in (
        "",
        SLOW,
        MARKDOWN,
        "by/alert/",
        "contacts/",
        "changelog/",
        "alerts/InferenceServiceNotReady/",
    ):
        visitor.opens(path)
        assert visitor.page.locator(f"h1 + {COPY}").count() == 1, path


def test_the_banner_stays_in_sight_on_a_deep_link(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.dies()
    page = visitor.opens(f"{DOWN}#changelog")
    expect(page.locator(COPY)).to_be_in_viewport()
    title, banner = page.locator("#changelog").bounding_box(), page.locator(COPY).bounding_box()
    assert title
    assert banner
    assert title["y"] >= banner["y"] + banner["height"]


@SCHEMES
@pytest.mark.parametrize("path", [SLOW, NO_PAGE])
def test_what_shows_without_network_is_accessible_and_fits_a_small_phone(
    browser: Browser, where: Where, scheme: Any, path: str
) -> None:
    with browser.new_context(viewport={"width": 320, "height": 568}, color_scheme=scheme) as context:
        context.add_init_script(LISTEN)
        visitor = Visitor(context, context.new_page(), where)
        visitor.keeps()
        where.dies()
        page = visitor.opens(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        small = "e => parseFloat(getComputedStyle(e).fontSize) < 14"
        assert (
            page.locator(f"{COPY}, .nb-offline-more, .box").evaluate_all(f"all => all.some({small})") is False
        )
        if path == NO_PAGE:  # its own policy lets no script in, and axe is one
            return
        found = Axe().run(page, context={"include": [[COPY], [".nb-offline-more"]]})
        assert [rule["id"] for rule in found.response["violations"]] == []


def test_a_query_finds_the_copy_and_stays_in_the_address(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.dies()
    page = visitor.opens(f"{SLOW}?service=scorer")
    expect(page.locator(COPY)).to_be_visible()
    assert page.url == f"{visitor.where.root}{SLOW}?service=scorer"


def test_an_alert_leads_to_its_step_and_its_labels_travel_along(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.dies()
    page = visitor.opens(f"{LEADS}?service=scorer")
    page.wait_for_url(f"{visitor.where.root}{SLOW}?service=scorer#step-is-it-slow")
    expect(page.locator(COPY)).to_be_visible()


def test_the_files_of_search_and_everything_a_page_loads_are_there(visitor: Visitor) -> None:
    visitor.keeps()
    files = [path for path in visitor.where.list()["files"] if path.startswith(("search/", "assets/"))]
    assert [path for path in files if path.startswith("search/")]
    visitor.where.dies()
    visitor.opens("")
    for path in files:
        assert (
            visitor.page.evaluate("async (url) => (await fetch(url)).status", visitor.where.root + path)
            == 200
        )
    styled = visitor.opens(SLOW).locator(COPY).evaluate("e => getComputedStyle(e).position")
    assert styled == "sticky"


def test_search_works(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.dies()
    page = visitor.opens(MARKDOWN)
    page.wait_for_load_state()
    page.locator("[data-nb-search]").click()
    page.locator(".nb-search-field").fill("queue time is high")
    expect(page.locator(".nb-search-link").first).to_have_attribute("href", re.compile(SLOW))
    page.locator(".nb-search-link").first.click()
    expect(page.locator(COPY)).to_be_visible()


# What is not kept.


def test_a_page_that_is_not_there_says_what_is_and_whom_to_call(visitor: Visitor, book: Book) -> None:
    visitor.keeps()
    visitor.where.dies()
    page = visitor.opens(f"{NO_PAGE}?x=<b>")
    assert page.locator("h1").inner_text() == "This page is not on this device"
    assert f"No copy of {NO_PAGE} is kept here." in page.locator(".box").inner_text()
    assert page.get_by_role("link", name="+49").first.get_attribute("href") == "tel:+49305550190"
    for entry in book.entries:
        assert page.get_by_role("link", name=entry.runbook.title, exact=True).count() == 1
    assert (
        page.get_by_role("link", name="Try again").get_attribute("href")
        == f"{visitor.where.root}{NO_PAGE}?x=%3Cb%3E"
    )
    page.get_by_role("link", name="Which alert?").click()
    expect(page.locator(COPY)).to_be_visible()


def test_beyond_the_cap_the_most_severe_are_kept_and_the_others_say_so(
    visitor: Visitor, shelf: Shelf
) -> None:
    left = offline.write(visitor.where.folder, shelf, cap=330_000)
    titles = [book.title for book in shelf.runbooks]
    kept = len(titles) - len(left)
    assert shelf.worst <= kept < len(titles)
    assert left == tuple(titles[kept:])
    assert visitor.keeps() == {"kept": kept, "of": len(titles), "full": False}
    said = visitor.opens(shelf.runbooks[-1].url).locator(".nb-not-kept").inner_text()
    assert said.startswith("Not kept for offline use: the book is larger than 0 MB")
    assert visitor.opens(shelf.runbooks[0].url).locator(".nb-not-kept").count() == 0
    visitor.where.dies()
    page = visitor.opens(shelf.runbooks[-1].url)
    missing = page.locator("h2:text-is('Runbooks that are not kept') + ul li").all_inner_texts()
    assert missing == [f"{book.title} {book.severity}" for book in shelf.runbooks[kept:]]


def test_who_asks_to_save_data_keeps_the_worst_runbooks_only(visitor: Visitor, shelf: Shelf) -> None:
    worker = visitor.where.folder / "sw.js"
    saving = 'Object.defineProperty(navigator, "connection", {value: {saveData: true}});\n'
    worker.write_text(saving + worker.read_text("utf-8"), "utf-8")
    state = visitor.keeps()
    assert state == {"kept": shelf.worst, "of": len(shelf.runbooks), "full": False}
    known = visitor.where.list()
    assert visitor.cached() == {*list(known["files"])[: known["first"]], "offline.json"}


def test_a_full_device_keeps_what_fits_and_says_so(visitor: Visitor) -> None:
    tools = visitor.context.new_cdp_session(visitor.page)
    tools.send(
        "Storage.overrideQuotaForOrigin", {"origin": visitor.where.root.rstrip("/"), "quotaSize": 900_000}
    )
    state = visitor.keeps("")
    assert state["full"] is True
    assert state["kept"] < state["of"]
    assert visitor.page.locator(".nb-kept").inner_text() == (
        f"On this device for the time without network: {state['kept']} of {state['of']} runbooks. "
        "It has no room for more."
    )
    visitor.where.dies()
    expect(visitor.opens(MARKDOWN).locator("h1")).to_be_visible()


def test_the_home_page_says_how_many_runbooks_are_kept_and_nothing_moves(visitor: Visitor) -> None:
    page = visitor.opens("")
    before = page.locator(".nb-kept").bounding_box()
    page.evaluate("window.state")
    expect(page.locator(".nb-kept")).to_have_text(
        "On this device for the time without network: 15 of 15 runbooks."
    )
    assert page.locator(".nb-kept").bounding_box() == before


# What is never shown as what it is not.


def test_no_redirect_is_kept(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.leads[SLOW] = "contacts/"
    visitor.opens(SLOW)
    assert visitor.page.url == f"{visitor.where.root}contacts/"
    visitor.page.evaluate("window.state")
    assert LEADS not in visitor.cached()
    visitor.where.dies()
    page = visitor.opens(SLOW)
    assert page.url == f"{visitor.where.root}{SLOW}"
    assert page.locator("h1").inner_text().startswith("Model answers too slowly")


def test_a_sign_in_page_at_the_address_of_a_runbook_does_not_replace_its_copy(visitor: Visitor) -> None:
    visitor.keeps()
    runbook = visitor.where.folder / SLOW / "index.html"
    runbook.write_text("<!doctype html><title>x</title><h1>Sign in</h1>", "utf-8")
    assert visitor.opens(SLOW).locator("h1").inner_text() == "Sign in"
    visitor.where.dies()
    assert visitor.opens(SLOW).locator("h1").inner_text().startswith("Model answers too slowly")


def test_a_damaged_copy_is_not_shown_and_is_fetched_again(visitor: Visitor) -> None:
    visitor.keeps()
    spoil = """async (url) => { const cache = await caches.open((await caches.keys())[0]);
        const { headers } = await cache.match(url); await cache.put(url, new Response("half a pa", { headers })); }"""
    visitor.page.evaluate(spoil, visitor.where.root + SLOW)
    visitor.where.becomes("fails")
    assert visitor.opens(SLOW).locator("h1").inner_text() == "This page is not on this device"
    visitor.where.becomes("well")
    visitor.opens(MARKDOWN).reload()
    visitor.page.evaluate("window.state")
    assert SLOW in visitor.where.asked
    visitor.where.dies()
    expect(visitor.opens(SLOW).locator(COPY)).to_be_visible()


def test_a_name_that_every_object_has_is_no_page(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.dies()
    for path in ("constructor", "constructor/", "__proto__"):
        assert visitor.opens(path).locator("h1").inner_text() == "This page is not on this device"
        assert visitor.page.url == visitor.where.root + path


def test_a_new_build_fetches_only_what_has_changed(visitor: Visitor) -> None:
    visitor.keeps()
    assert visitor.asks() == set()
    visitor.where.edits(SLOW, "</h1>", " edited</h1>")
    assert visitor.asks() == {SLOW}
    visitor.where.dies()
    assert "edited" in visitor.opens(SLOW).locator("h1").inner_text()


def test_the_build_before_from_a_cache_on_the_way_is_not_taken_for_the_new_one(visitor: Visitor) -> None:
    visitor.keeps()
    copy = visitor.where.root + SLOW
    visitor.page.evaluate(SET_HEADER, [copy, "x-nb-saved", LONG_AGO])
    visitor.where.sends_the_build_before(SLOW)
    visitor.where.edits(SLOW, "</h1>", " edited</h1>")
    assert [visitor.asks(), visitor.asks(), visitor.asks()] == [{SLOW}] * 3
    assert visitor.page.evaluate(HEADER, [copy, "x-nb-saved"]) == LONG_AGO, "nothing newer has come"
    visitor.where.writes.clear()
    assert [visitor.asks(), visitor.asks()] == [{SLOW}, set()]
    visitor.where.dies()
    assert "edited" in visitor.opens(SLOW).locator("h1").inner_text()


def test_nor_on_a_device_that_had_nothing_before(visitor: Visitor) -> None:
    visitor.where.sends_the_build_before(SLOW)
    visitor.where.edits(SLOW, "</h1>", " edited</h1>")
    visitor.keeps()
    assert visitor.asks() == {SLOW}
    visitor.where.writes.clear()
    assert [visitor.asks(), visitor.asks()] == [{SLOW}, set()]
    visitor.where.dies()
    assert "edited" in visitor.opens(SLOW).locator("h1").inner_text()


def test_nor_where_somebody_opens_the_page_itself(visitor: Visitor) -> None:
    before = (visitor.where.folder / SLOW / "index.html").read_bytes()
    visitor.where.edits(SLOW, "</h1>", " edited</h1>")
    visitor.keeps()
    visitor.where.writes[SLOW] = lambda: before
    visitor.keeps(SLOW)
    visitor.where.writes.clear()
    assert visitor.asks() == {SLOW}
    visitor.where.dies()
    assert "edited" in visitor.opens(SLOW).locator("h1").inner_text()


def test_a_server_that_changes_a_page_as_it_sends_it_is_believed_after_an_hour(visitor: Visitor) -> None:
    changed = (visitor.where.folder / SLOW / "index.html").read_bytes() + b"<!-- by the server -->"
    visitor.where.writes[SLOW] = lambda: changed
    visitor.keeps()
    assert visitor.asks() == {SLOW}
    visitor.page.evaluate(SET_HEADER, [f"{visitor.where.root}offline.json", "x-nb-since", LONG_AGO])
    assert [visitor.asks(), visitor.asks()] == [{SLOW}, set()]


def test_a_server_that_writes_a_page_anew_each_time_is_believed_at_once(visitor: Visitor) -> None:
    page, number = (visitor.where.folder / SLOW / "index.html").read_bytes(), count()
    visitor.where.writes[SLOW] = lambda: page + b"<!-- %d -->" % next(number)
    visitor.keeps()
    assert [visitor.asks(), visitor.asks()] == [{SLOW}, set()]
    visitor.keeps(SLOW)
    assert visitor.asks() == set()


def test_what_has_left_the_book_is_no_longer_kept_once_the_rest_is_there(visitor: Visitor) -> None:
    visitor.keeps()
    visitor.where.sends_the_build_before(DOWN)
    visitor.where.edits(DOWN, "</h1>", " edited</h1>")
    visitor.where.forgets(SLOW)
    visitor.keeps()
    assert SLOW in visitor.cached()
    visitor.where.writes.clear()
    visitor.keeps()
    assert visitor.cached() == {*visitor.where.list()["files"], "offline.json"}


def test_a_download_that_was_broken_off_goes_on_at_the_next_visit(visitor: Visitor) -> None:
    visitor.where.becomes("tires")
    state = visitor.keeps()
    before = visitor.cached()
    assert 10 < len(before) < len(visitor.where.list()["files"])
    visitor.where.becomes("well")
    assert visitor.keeps()["kept"] == state["of"]
    assert visitor.cached() == {*visitor.where.list()["files"], "offline.json"}
    assert before & set(visitor.where.asked) <= {MARKDOWN, "offline.json"}


# Switched off, and where it cannot be.


def switched_off(folder: Path) -> None:
    """What a build with `offline: false` publishes."""
    for file in folder.rglob("*.html"):
        file.write_text(file.read_text("utf-8").replace(offline.PLACE, offline.NO_PLACE), "utf-8")
    offline.write_kill(folder)


def test_switched_off_one_visit_leaves_nothing_behind(visitor: Visitor) -> None:
    visitor.keeps()
    switched_off(visitor.where.folder)
    visitor.opens(SLOW)
    nothing = f"async () => !(await ({WORKERS})()).length && !(await caches.keys()).length"
    until(visitor.page, nothing)
    page = visitor.opens(DOWN)
    assert page.evaluate("navigator.serviceWorker.controller") is None
    until(page, nothing)
    visitor.where.dies()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        visitor.opens(SLOW)


def test_replacing_the_worker_alone_empties_the_device_too(visitor: Visitor) -> None:
    visitor.keeps()
    offline.write_kill(visitor.where.folder)
    visitor.page.goto(visitor.where.root + SLOW)
    until(visitor.page, "async () => !(await caches.keys()).length")
    visitor.opens(SLOW)
    expect(visitor.page.locator(COPY)).to_have_count(0)


def test_without_scripts_or_on_plain_http_the_page_is_what_it_was(browser: Browser, where: Where) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))

        def serve(route: Any) -> None:
            path = route.request.url.partition("plain.example/")[2].partition("?")[0]
            file = where.folder / (f"{path}index.html" if not path or path.endswith("/") else path)
            route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

        page.route("http://plain.example/**", serve)
        page.goto(f"http://plain.example/{SLOW}", wait_until="networkidle")
        assert page.evaluate("isSecureContext") is False
        assert page.locator(".nb-step").count() > 5
        assert faults == []
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(where.root)
        expect(page.locator(".nb-kept")).to_be_hidden()


def test_the_strict_policy_is_never_violated(visitor: Visitor) -> None:
    visitor.keeps(SLOW)
    assert visitor.page.evaluate("violations") == []
    visitor.where.dies()
    for path in (SLOW, "", MARKDOWN):
        page = visitor.opens(path)
        page.wait_for_load_state()
        expect(page.locator(COPY)).to_be_visible()
        assert page.evaluate("violations") == []
