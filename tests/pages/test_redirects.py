"""Old and short addresses lead on, from every depth, with and without scripts."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .tiny import ROOT, runbook, site

POLICY = "default-src 'none'; script-src 'self'"

RUNBOOKS = {
    "top.yaml": runbook("Top", alerts=("Top",), more="formerly: [was-top]"),
    "a/b/deep.yaml": runbook("Deep & dark", alerts=("Deep",), more="formerly: [was-deep]"),
}

BEHIND_ALERT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Deep &amp; dark</title>
<link rel="canonical" href="../../a/b/deep/#step-look">
<script src="../../assets/nightbook/redirect.js"></script>
<meta http-equiv="refresh" content="0; url=../../a/b/deep/#step-look">
</head>
<body>
<p>Go on to <a href="../../a/b/deep/#step-look">Deep &amp; dark</a></p>
</body>
</html>
"""


def test_a_redirect_is_a_small_file_of_its_own(tmp_path: Path) -> None:
    assert site(RUNBOOKS, tmp_path).files["alerts/Deep/index.html"].decode() == BEHIND_ALERT


def test_a_former_id_leads_to_the_runbook_in_the_same_folder(tmp_path: Path) -> None:
    files = site(RUNBOOKS, tmp_path).files
    assert b'url=../deep/"' in files["a/b/was-deep/index.html"]
    assert b'src="../../../assets/nightbook/redirect.js"' in files["a/b/was-deep/index.html"]
    assert b'url=../top/"' in files["was-top/index.html"]


def test_every_redirect_of_the_book_is_a_file(tmp_path: Path) -> None:
    redirects = sorted(name for name in site(RUNBOOKS, tmp_path).files if name.endswith("index.html"))
    assert redirects == [
        "a/b/was-deep/index.html",
        "alerts/Deep/index.html",
        "alerts/Top/index.html",
        "alerts/index.html",
        "was-top/index.html",
    ]


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The redirects of the book, and an empty page wherever they lead."""
    home = tmp_path_factory.mktemp("site")
    output = site(RUNBOOKS, tmp_path_factory.mktemp("book"))
    pages = {f"{page.url}index.html": b"<title>there</title>" for page in output.pages}
    for name, content in (pages | output.files).items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    return home


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def landed(browser: Any, start: str, *, scripts: bool = True) -> str:
    """Where a browser ends up."""
    context = browser.new_context(java_script_enabled=scripts)
    with contextlib.closing(context):
        tab = context.new_page()
        tab.goto(start, wait_until="commit")
        tab.wait_for_url("**/deep/**")
        return str(tab.url)


@pytest.mark.browser
def test_the_labels_in_the_query_travel_along(browser: Any, address: str) -> None:
    assert (
        landed(browser, f"{address}alerts/Deep/?service=scorer")
        == f"{address}a/b/deep/?service=scorer#step-look"
    )


@pytest.mark.browser
def test_a_fragment_of_the_reader_s_own_wins(browser: Any, address: str) -> None:
    assert landed(browser, f"{address}alerts/Deep/?x=1#step-fix") == f"{address}a/b/deep/?x=1#step-fix"


@pytest.mark.browser
def test_without_scripts_the_page_refreshes_to_the_step(browser: Any, address: str) -> None:
    assert landed(browser, f"{address}alerts/Deep/", scripts=False) == f"{address}a/b/deep/#step-look"


@pytest.mark.browser
def test_a_folder_on_disk_works_too(browser: Any, folder: Path) -> None:
    start = (folder / "a/b/was-deep/index.html").as_uri()
    assert landed(browser, f"{start}?x=1") == f"{(folder / 'a/b/deep/index.html').as_uri()}?x=1"


def test_the_script_says_nothing_that_a_strict_policy_forbids() -> None:
    script = (ROOT / "plugins/nightbook/assets/redirect.js").read_text("utf-8")
    assert "eval" not in script
    assert "innerHTML" not in script
