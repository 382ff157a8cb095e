"""The example book, built once and served; one Chromium for all tests of this folder."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache, partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser

from nightbook.model.book import Book
from nightbook.pipeline import compile_book

from .reader import PHONE, Reader

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 20)

NewReader: TypeAlias = Callable[..., Reader]


_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def policy(file: Path) -> str:
    """Nothing but the site's own files, and of inline scripts those whose hash is named."""
    inline = _INLINE.findall(file.read_text("utf-8")) if file.suffix == ".html" else ()
    hashes = [b64encode(sha256(script.encode()).digest()).decode() for script in inline]
    named = "".join(f" 'sha256-{name}'" for name in hashes)
    return (
        f"default-src 'none'; script-src 'self'{named}; style-src 'self'; connect-src 'self'; worker-src 'self'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class Host(SimpleHTTPRequestHandler):
    """Like the usual hosts of static pages: what is missing is answered with 404.html.

    Every answer has the strictest policy that a host can send: what it forbids is an error on the console.
    """

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def end_headers(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            file = Path(self.directory, "404.html")
        self.send_header("Content-Security-Policy", policy(file))
        super().end_headers()

    def send_error(self, code: int, *_: object) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def book() -> Book:
    compiled = compile_book(ROOT / "mkdocs.yml", TODAY)
    assert compiled.ok
    return compiled.book


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is served: the book, and the list of versions that stands beside a published one."""
    folder = tmp_path_factory.mktemp("served") / "site"
    noon = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(int(noon.timestamp()))}
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(ROOT / "mkdocs.yml"), "-d", str(folder)]
    built = subprocess.run(command, env=env, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    versions = [{"version": "latest", "title": "latest", "aliases": []}]
    (folder / "versions.json").write_text(json.dumps(versions))
    return folder


@pytest.fixture(scope="session")
def root(site: Path) -> Iterator[str]:
    """The address of the home page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def reader(browser: Browser, root: str) -> Iterator[NewReader]:
    """Seats a reader: `reader(390, "dark", scripts=False)`."""
    seated: list[Reader] = []

    def sit_down(width: int = PHONE, scheme: Any = "light", scripts: bool = True) -> Reader:
        seated.append(Reader.sits_down(browser, root, width, scheme, scripts))
        return seated[-1]

    yield sit_down
    for one in seated:
        one.context.close()


@pytest.fixture(scope="session")
def runbooks(book: Book) -> tuple[str, ...]:
    """The address of every runbook."""
    return tuple(entry.url for entry in book.entries)


@pytest.fixture(scope="session")
def every_page(site: Path) -> tuple[str, ...]:
    """The address of every page that is no redirect; of the faults' pages, which are alike, each eighth."""
    pages = sorted(file for file in site.rglob("index.html") if "http-equiv" not in file.read_text("utf-8"))
    faults = [file for file in pages if file.parent.parent.name == "checks"]
    left_out = {file for i, file in enumerate(faults) if i % 8}
    return tuple(
        f"{file.parent.relative_to(site)}/".removeprefix("./") for file in pages if file not in left_out
    )
