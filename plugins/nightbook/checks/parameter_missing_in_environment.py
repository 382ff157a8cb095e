"""An environment that lacks the value of a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity, did_you_mean
from ..model.book import Book, Entry
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog
from .walks import listed


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        wanted = entry.runbook.applies_to.environments or tuple(book.catalog.environments)
        here = [env for env in wanted if env in book.catalog.environments]
        for name, parameter in entry.runbook.parameters.items():
            key = parameter.environment
            lacking = [env for env in here if key and key not in book.catalog.environments[env].values]
            if key and lacking:
                yield _finding(entry, name, key, lacking, book)


def _finding(entry: Entry, name: str, key: str, lacking: list[str], book: Book) -> Finding:
    environments = book.catalog.environments
    keys = [other for env in lacking for other in environments[env].values]
    add = f"Add `{key}` to the `values` of {listed(lacking)} in the catalog."
    return Finding(
        f"{listed(lacking)} {'has' if len(lacking) == 1 else 'have'} no value `{key}`",
        entry.span(("parameters", name, "environment")),
        f"{did_you_mean(key, keys)} {add}".strip(),
        tuple(Related(in_catalog(book, "environments", env, key=True), "this one") for env in lacking[:3]),
    )


CHECK = Check(
    "NB705",
    "parameter-missing-in-environment",
    Severity.ERROR,
    "An environment that lacks the value of a parameter.",
    find,
)
