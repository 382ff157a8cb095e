"""What a page over the whole book is made from, and the short way to make one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from ..model.book import Book
from ..model.settings import Policy
from ..model.site import Site
from .links import relative
from .page import Page, SearchEntry
from .templates import blocks_of


@dataclass(frozen=True)
class Whole:
    """The book, the site around it, the day that counts, the templates."""

    book: Book
    site: Site
    policy: Policy
    env: Environment

    def page(
        self,
        uri: str,
        title: str,
        template: str,
        description: str,
        search: Sequence[SearchEntry] = (),
        **context: Any,
    ) -> Page:
        """A page from a template, which gets `title`, `link` (address below the root -> link), the context.

        Raises BadTemplate when a template of the site's own fails.
        """
        here = Page(uri, title, ()).url
        given = {"title": title, "link": lambda there: relative(here, there), **context}
        blocks = blocks_of(self.env, template, self.site.base, **given)
        return Page(uri, title, blocks, tuple(search), description)
