"""Options of the tests, and the one browser that all of them share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # nobody else is there
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write the reports in tests/cases anew")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share a browser stay together, a group a file; a process opens one browser for all its groups."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium: the one NIGHTBOOK_CHROMIUM names, an installed one, or Playwright's own.

    Skipped where there is none, but for `scripts/test`, which has installed one and sets NIGHTBOOK_CHROMIUM.
    """
    named = os.environ.get("NIGHTBOOK_CHROMIUM")
    program = named or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        if named is None and not program and not Path(playwright.chromium.executable_path).is_file():
            pytest.skip("no chromium on this machine")
        opened = playwright.chromium.launch(executable_path=program or None, args=QUIET)
        yield opened
        opened.close()
