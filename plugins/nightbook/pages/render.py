"""The Book in, the whole site out, but for the theme: pages, navigation, files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from ..model.book import Book
from ..model.settings import Policy
from ..model.site import Site
from ..sources.faults import Fault
from .page import Output, Page
from .runbook import runbook_page
from .templates import environment


def render(book: Book, site: Site, policy: Policy, faults: Sequence[tuple[Fault, str]]) -> Output:
    """Everything that is published. `faults` are all kinds of fault with the Markdown that explains each.

    Needs a Book without errors. Raises BadTemplate when a template of the site's own fails.
    """
    env = environment(site.templates)
    pages = tuple(_pages(book, site, policy, env))
    return Output(pages, (), dict(_assets()))


def _pages(book: Book, site: Site, policy: Policy, env) -> Iterator[Page]:
    for entry in book.entries:
        yield runbook_page(entry, book, site, policy, env)


def _assets() -> Iterator[tuple[str, bytes]]:
    folder = files(__package__.rpartition(".")[0]).joinpath("assets")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        yield f"assets/nightbook/{file.name}", file.read_bytes()
