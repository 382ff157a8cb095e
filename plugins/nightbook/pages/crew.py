"""Runbook pages, made by several processes when there are many: the Book's entries -> Pages, in order."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from jinja2 import Environment

from ..model.book import Book
from ..model.settings import Policy
from ..model.site import Site
from .page import Page
from .runbook import runbook_page
from .templates import environment

MANY = 150
"""From so many runbooks on, a second process wins more than its start costs."""
_CHUNK = 25

_Work = tuple[Book, Site, Policy, Environment]
_work: _Work | None = None  # set once in each child, which inherits the Book by fork and is never sent it


def runbook_pages(book: Book, site: Site, policy: Policy, env: Environment) -> Iterator[Page]:
    """Raises BadTemplate when a template of the site's own fails."""
    done = 0
    if len(book.entries) >= MANY and _may_fork():
        try:
            with _crew(book, site, policy) as crew:
                for page in crew.map(_page, range(len(book.entries)), chunksize=_CHUNK):
                    yield page
                    done += 1
        except (OSError, BrokenProcessPool):
            pass  # no shared memory, no room for another process: this one does the rest
    for entry in book.entries[done:]:
        yield runbook_page(entry, book, site, policy, env)


def _may_fork() -> bool:
    """Only where fork exists and nothing else runs: forking beside threads (`serve` has some) can lock up."""
    several = (os.cpu_count() or 1) > 1
    return several and "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _crew(book: Book, site: Site, policy: Policy) -> ProcessPoolExecutor:
    size = min(os.cpu_count() or 1, 8)
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(size, context, initializer=_take, initargs=(book, site, policy))


def _take(book: Book, site: Site, policy: Policy) -> None:
    global _work
    _work = (book, site, policy, environment(site.templates))


def _page(index: int) -> Page:
    assert _work
    book, site, policy, env = _work
    return runbook_page(book.entries[index], book, site, policy, env)
