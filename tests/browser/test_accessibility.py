"""axe finds nothing in what Nightbook writes; what it finds in the theme around it is listed here."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from .conftest import NewReader
from .reader import BROWSER, DESKTOP, DOWN, KINDS, PHONE, UNSAFE

pytestmark = BROWSER

PAGES = {**KINDS, "another runbook": DOWN, "a third runbook": UNSAFE}
THEME: dict[str, str] = {}
"""Rules that may fail outside the article, in parts of the page that the theme writes, and why."""

ALL: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = {**ALL, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
OURS = '(selector) => !!document.querySelector(selector)?.closest(".md-content")'


NAMES = [name for name in KINDS if name not in ("404", "Markdown")]
VIEWS = [(name, PHONE, "light") for name in NAMES]
VIEWS += [(name, DESKTOP, "light") for name in ("home", "contacts", "a third runbook")]
# In the dark only colours differ, and these not with the width.
VIEWS += [("home", PHONE, "dark"), ("contacts", DESKTOP, "dark"), ("another runbook", PHONE, "dark")]


@pytest.mark.parametrize(("name", "width", "scheme"), VIEWS)
def test_axe_finds_nothing_in_the_article(reader: NewReader, name: str, width: int, scheme: str) -> None:
    page = reader(width, scheme).open(PAGES[name])
    page.evaluate('document.querySelectorAll("details").forEach((box) => { box.open = true })')
    options = COLOURS if scheme == "dark" else ALL
    ours, others = [], set()
    for violation in Axe().run(page, options=options).response["violations"]:
        for node in violation["nodes"]:
            if page.evaluate(OURS, node["target"][0]):
                ours.append(f"{violation['id']}: {node['html'][:120]}")
            else:
                others.add(violation["id"])
    assert ours == []
    print("theme:", *sorted(others))
    assert others <= set(THEME)
