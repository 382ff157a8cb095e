"""The page behind the search control: where it leads without scripts, and where `?q=` asks something."""

from __future__ import annotations

from .indexes import INDEXES
from .page import Page
from .whole import Whole


def search_page(whole: Whole) -> Page:
    return whole.page(
        "search",
        "Search",
        "search/page.html.j2",
        "Find the runbook by what you have: an alert, an error, what you see.",
        indexes=INDEXES,
    )
