"""What a page asks of the network: little, and nothing of anybody else."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from .conftest import NewReader
from .reader import BROWSER, KINDS, SIZES, SLOW

pytestmark = BROWSER

MOST_REQUESTS = 6
MOST_BYTES = 100_000
MOST_SCRIPT = 20_000


@SIZES
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_nobody_else_and_logs_no_error(reader: NewReader, kind: str, width: int) -> None:
    someone = reader(width)
    someone.open(KINDS[kind]).wait_for_load_state("networkidle")
    assert someone.asked_elsewhere == []
    assert someone.errors == []


def test_a_first_visit_on_a_phone_is_light(reader: NewReader, runbooks: tuple[str, ...], site: Path) -> None:
    heaviest = 0
    largest = sorted(runbooks, key=lambda address: -(site / address / "index.html").stat().st_size)
    for address in largest[:4]:
        someone = reader()
        someone.open(address).wait_for_load_state("networkidle")
        weights = {r.url.removeprefix(someone.root): len(gzip.compress(r.body(), 6)) for r in someone.came}
        if sum(weights.values()) > heaviest:
            heaviest = sum(weights.values())
            print(f"{heaviest:>8,} bytes compressed in {len(someone.asked)} requests: {weights}")
        assert len(someone.asked) <= MOST_REQUESTS
        assert sum(weights.values()) <= MOST_BYTES, weights
        someone.context.close()


def test_our_own_scripts_are_small(site: Path) -> None:
    (script,) = (site / "assets/nightbook").glob("nightbook.*.js")
    weight = len(gzip.compress(script.read_bytes(), 6))
    print(f"{weight:,} bytes compressed, {script.stat().st_size:,} as they are")
    assert weight <= MOST_SCRIPT


def test_the_weight_does_not_grow_with_the_book(reader: NewReader) -> None:
    """What a page fetches names no list of runbooks: the same files whatever stands beside it."""
    someone = reader()
    someone.open(SLOW).wait_for_load_state("networkidle")
    fetched = [r.url.removeprefix(someone.root) for r in someone.came]
    assert [address for address in fetched if address.startswith(("search", "offline", "sitemap"))] == []


@pytest.mark.parametrize(("scheme", "ground"), [("light", "default"), ("dark", "slate")])
def test_a_phone_at_night_gets_the_dark_page_before_the_themes_script(
    reader: NewReader, scheme: str, ground: str
) -> None:
    someone = reader(390, scheme)
    page = someone.open(SLOW)
    page.wait_for_load_state("networkidle")
    assert page.locator("body").get_attribute("data-md-color-scheme") == ground
    assert [url for url in someone.asked if "bundle" in url] == []
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    assert [url for url in someone.asked if "bundle" in url]
    assert page.locator("body").get_attribute("data-md-color-scheme") == ground
    assert someone.errors == []
