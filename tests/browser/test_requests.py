"""What a page asks of the network: little, and nothing of anybody else."""

from __future__ import annotations

import gzip

import pytest

from .conftest import NewReader
from .reader import BROWSER, KINDS, SIZES, SLOW

pytestmark = BROWSER

MOST_REQUESTS = 13
MOST_BYTES = 130_000


@SIZES
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_nobody_else_and_logs_no_error(reader: NewReader, kind: str, width: int) -> None:
    someone = reader(width)
    someone.open(KINDS[kind]).wait_for_load_state("networkidle")
    assert someone.asked_elsewhere == []
    assert someone.errors == []


def test_a_first_visit_is_light_whatever_the_size_of_the_book(reader: NewReader) -> None:
    someone = reader()
    someone.open(SLOW).wait_for_load_state("networkidle")
    weights = {r.url.removeprefix(someone.root): len(gzip.compress(r.body(), 6)) for r in someone.came}
    for address, weight in sorted(weights.items(), key=lambda item: -item[1]):
        print(f"{weight:>8,} {address}")
    print(f"{sum(weights.values()):>8,} bytes compressed in {len(someone.asked)} requests")
    assert not [address for address in someone.asked if "search_index" in address]
    assert len(someone.asked) <= MOST_REQUESTS
    assert sum(weights.values()) <= MOST_BYTES
