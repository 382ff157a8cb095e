"""The author's own pages in Markdown, as search finds them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from nightbook.mkdocs_search import written_page


def is_found(**front_matter: Any) -> bool:
    page = SimpleNamespace(meta=front_matter, url="us/", title="Us", toc=(), content="<p>Who we are</p>")
    return written_page(page) is not None


@pytest.mark.parametrize("said", [True, "no", [1], 3, None, {}, {"exclude": False}, {"boost": 2}])
def test_a_page_is_found_whatever_its_front_matter_says_of_search(said: Any) -> None:
    assert is_found(search=said)


def test_a_page_is_kept_out_by_search_exclude_only() -> None:
    assert is_found()
    assert not is_found(search={"exclude": True})
