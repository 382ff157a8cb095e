"""A model that a runbook goes back to, without a version that may still be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagnostics import Related, Severity, Span
from ..model.book import Book
from ..model.catalog import Model
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog


def find(book: Book, policy: Policy) -> Iterator[Finding]:
    for name, (entry, parameter) in _offered(book).items():
        model = book.catalog.models[name]
        expired = [i for i, good in enumerate(model.known_good) if good.until < policy.today]
        if not model.known_good or expired:
            span = book.by_id[entry].span(("parameters", parameter, "known_good"))
            yield from _findings(book, name, model, expired, Related(span, "offered here"))


def _offered(book: Book) -> Mapping[str, tuple[str, str]]:
    """The models that parameters offer, with the first runbook and parameter that does."""
    offered: dict[str, tuple[str, str]] = {}
    for entry in book.entries:
        for name, parameter in entry.runbook.parameters.items():
            if parameter.known_good in book.catalog.models:
                offered.setdefault(parameter.known_good, (entry.id, name))
    return offered


def _findings(book: Book, name: str, model: Model, expired: list[int], offered: Related) -> Iterator[Finding]:
    if len(expired) == len(model.known_good):
        what = "every known-good version is past its day" if expired else "it has no known-good version"
        span: Span = in_catalog(book, "models", name, "known_good" if expired else "name", key=bool(expired))
        help = "Add a version that serves well now, or look at one again and move its `until`."
        if not expired:
            help = "Add `known_good` with a version that serves well, and its `since` and `until`."
        yield Finding(f"{model.name} has nothing to go back to: {what}", span, help, (offered,))
        return
    for index in expired:
        good = model.known_good[index]
        yield Finding(
            f"{model.name} {good.version} was known to be good until {good.until}",
            in_catalog(book, "models", name, "known_good", index, "until"),
            "Remove it, or look at it again and move its `until`. The page marks it as expired.",
            severity=Severity.INFO,
        )


CHECK = Check(
    "NB706",
    "known-good-expired",
    Severity.ERROR,
    "A model that a runbook goes back to, and versions of it that may not be trusted any more.",
    find,
)
