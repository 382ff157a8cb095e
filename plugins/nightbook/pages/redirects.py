"""Old and short addresses -> small files that lead on, with query and fragment where scripts run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model.book import Book
from .links import relative
from .templates import blocks_of
from .whole import Whole

SCRIPT = "assets/nightbook/redirect.js"


@dataclass(frozen=True, slots=True)
class Redirect:
    """From one address below the root to another; `title` names the page that it leads to."""

    here: str
    there: str
    title: str


def former_ids(book: Book) -> Iterator[Redirect]:
    """Every id that a runbook had before."""
    for entry in book.entries:
        for old in entry.runbook.formerly:
            here = f"{entry.area}/{old}/" if entry.area else f"{old}/"
            yield Redirect(here, entry.url, entry.runbook.title)


def redirect_files(redirects: Iterable[Redirect], whole: Whole) -> Iterator[tuple[str, bytes]]:
    """A file for each, by its address. Raises BadTemplate when a template of the site's own fails."""
    for redirect in redirects:
        context = {
            "title": redirect.title,
            "href": relative(redirect.here, redirect.there),
            "script": relative(redirect.here, SCRIPT),
        }
        # The file is one block: rendered the same way as a page, it reports a broken template the same way.
        (file,) = blocks_of(whole.env, "redirect/page.html.j2", whole.site.base, **context)
        yield f"{redirect.here}index.html", f"{file.html}\n".encode()
