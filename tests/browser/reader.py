"""A reader with a window: what every browser test starts from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

BROWSER = pytest.mark.browser

PHONE, DESKTOP = 390, 1280
HEIGHTS = {320: 568, PHONE: 844, DESKTOP: 900}
SIZES = pytest.mark.parametrize("width", [PHONE, DESKTOP])
LOOKS = pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (PHONE, "light"), (DESKTOP, "dark")])
"""Every width, and light and dark: colours do not depend on the width."""
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])

NOON = "2026-11-20T12:00:00Z"

SLOW = "serving/serving-p99-latency/"
DOWN = "serving/model-serving-outage/"
UNSAFE = "serving/llm-garbage-or-unsafe-output/"
BACKFILL = "maintenance/feature-backfill/"

KINDS = {
    "home": "",
    "runbook": SLOW,
    "index": "by/alert/",
    "contacts": "contacts/",
    "changelog": "changelog/",
    "freshness": "freshness/",
    "reference": "reference/runbook/",
    "chooser": "alerts/InferenceServiceNotReady/",
    "404": "alerts/NoSuchAlert/",
    "Markdown": "about/how-we-respond/",
}
"""One page of every kind."""


@dataclass
class Reader:
    """One window of its own, without a cache. `asked` are the addresses it requested."""

    context: BrowserContext
    page: Page
    root: str
    asked: list[str] = field(default_factory=list)
    came: list[Response] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def sits_down(cls, browser: Browser, root: str, width: int, scheme: Any, scripts: bool) -> Reader:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            service_workers="block",  # each window would fetch the whole book; test_offline.py lets them in
        )
        context.set_default_timeout(10_000)
        context.add_init_script(
            "delete Navigator.prototype.serviceWorker"
        )  # test_offline.py has its own readers
        page = context.new_page()
        page.clock.set_system_time(NOON)  # the day of the book, whenever the test runs
        reader = cls(context, page, root)
        page.on("request", lambda request: reader.asked.append(request.url))
        page.on("response", lambda response: reader.came.append(response))
        page.on("console", reader._hear)
        page.on("pageerror", lambda error: reader.errors.append(str(error)))
        return reader

    def open(self, address: str) -> Page:
        self.page.goto(self.root + address)
        return self.page

    @property
    def asked_elsewhere(self) -> list[str]:
        """Requests to other hosts; nothing answers them, since no other name is known here."""
        return [url for url in self.asked if not url.startswith((self.root, "data:", "blob:"))]

    def _hear(self, message: ConsoleMessage) -> None:
        is_missing_page = message.location.get("url") == self.page.url
        is_blocked_worker = "blocked by Playwright" in message.text
        if message.type in ("error", "warning") and not is_missing_page and not is_blocked_worker:
            self.errors.append(message.text)
