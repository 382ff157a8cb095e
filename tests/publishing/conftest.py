"""One branch with two versions of a tiny book, made once: publishing takes seconds."""

from __future__ import annotations

import pytest

from .book import Book, make_book, second_edition


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """1.0, and 2.0 as the latest. Tests read it and leave it as it is."""
    book = make_book(tmp_path_factory.mktemp("publishing") / "book")
    for version in ("1.0", "2.0"):
        done = book.publish(version)
        assert done.code == 0, done.said
        if version == "1.0":
            second_edition(book)
    return book


@pytest.fixture
def copied(published: Book, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The same, to go on with."""
    return published.copy(tmp_path_factory.mktemp("publishing") / "copy")
