"""A pattern that is none, or that refuses a value which the runbook or the catalog offers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Related, Severity, Span
from ..model.book import Book, Entry
from ..model.runbook import Parameter
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog

_Offer = tuple[str, str, Span]
"""A value, what it is, where it stands."""


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for name, parameter in entry.runbook.parameters.items():
            if parameter.pattern:
                yield from _judge(entry, name, parameter, parameter.pattern, book)


def _judge(entry: Entry, name: str, parameter: Parameter, written: str, book: Book) -> Iterator[Finding]:
    try:
        pattern = re.compile(written)
    except (re.error, OverflowError, RecursionError) as error:
        span = entry.span(("parameters", name, "pattern"))
        yield Finding(
            f"this is no regular expression: {error}",
            span,
            "Write one for the whole value, such as ^[a-z0-9-]+$.",
        )
        return
    for value, what, span in _offers(entry, name, parameter, book, pattern):
        related = Related(entry.span(("parameters", name, "pattern")), f"the pattern of `<{name}>`")
        yield Finding(
            f'{what} "{value}" does not match the pattern', span, "Correct one of the two.", (related,)
        )


def _offers(
    entry: Entry, name: str, parameter: Parameter, book: Book, pattern: re.Pattern[str]
) -> Iterator[_Offer]:
    """What is offered and does not match."""
    for field in ("default", "example"):
        value = getattr(parameter, field)
        if value is not None and not pattern.fullmatch(value):
            yield value, f"the {field}", entry.span(("parameters", name, field))
    for env in entry.runbook.applies_to.environments or book.catalog.environments:
        known = book.catalog.environments.get(env)
        value = known.values.get(parameter.environment or "") if known else None
        if value is not None and not pattern.fullmatch(value):
            yield (
                value,
                f"the value of {env}",
                in_catalog(book, "environments", env, "values", parameter.environment or ""),
            )
    model = book.catalog.models.get(parameter.known_good or "")
    for index, good in enumerate(model.known_good if model else ()):
        if not pattern.fullmatch(good.version):
            at = ("models", parameter.known_good or "", "known_good", index, "version")
            yield good.version, "the known-good version", in_catalog(book, *at)


CHECK = Check(
    "NB704",
    "bad-parameter-pattern",
    Severity.ERROR,
    "A pattern that is none, or that refuses a value which is offered.",
    find,
)
