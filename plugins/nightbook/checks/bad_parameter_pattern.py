"""A pattern that is none, or a value which the runbook or the catalog offers and the page refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Related, Severity, Span
from ..model.book import Book, Entry
from ..model.runbook import Parameter
from ..model.settings import Policy
from ..model.values import fits, unlike_elsewhere
from .check import Check, Finding
from .places import in_catalog

_Offer = tuple[str, str, Span]
"""A value, what it is, where it stands."""


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for name, parameter in entry.runbook.parameters.items():
            yield from _judge(entry, name, parameter, book)


def _judge(entry: Entry, name: str, parameter: Parameter, book: Book) -> Iterator[Finding]:
    route = ("parameters", name, "pattern")
    if parameter.pattern and (fault := _fault(parameter.pattern)):
        yield Finding(fault, entry.span(route), "Write one for the whole value, such as ^[a-z0-9-]+$.")
        return
    for value, what, span in _offers(entry, name, parameter, book):
        if fits(value, parameter.pattern):
            continue
        if parameter.pattern and re.compile(parameter.pattern, re.ASCII).fullmatch(value):
            yield Finding(
                f'{what} "{value}" matches the pattern, but no page fills it in',
                span,
                "A value has only the signs of a plain keyboard and no space at its ends; one that begins with - "
                "needs a pattern with `-?` or - at its beginning.",
                (Related(entry.span(route), f"the pattern of `<{name}>`"),),
            )
        elif parameter.pattern:
            related = Related(entry.span(route), f"the pattern of `<{name}>`")
            yield Finding(
                f'{what} "{value}" does not match the pattern', span, "Correct one of the two.", (related,)
            )
        else:
            yield Finding(
                f'{what} "{value}" has signs that only a parameter with a pattern takes',
                span,
                f"Give `{name}` a `pattern`. Without one a value has only letters, digits and ._:/@%+,=- and begins "
                "with a letter, a digit, a dot, _ or /.",
            )


def _fault(pattern: str) -> str:
    """What is wrong with the pattern itself."""
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        return f"this is no regular expression: {error}"
    odd = unlike_elsewhere(pattern)
    return f"`{odd}` in this pattern is read in another way by browsers, or by none" if odd else ""


def _offers(entry: Entry, name: str, parameter: Parameter, book: Book) -> Iterator[_Offer]:
    """What fills the parameter, or shows what it looks like."""
    for field in ("default", "example"):
        value = getattr(parameter, field)
        if value:
            yield value, f"the {field}", entry.span(("parameters", name, field))
    for env in entry.runbook.applies_to.environments or book.catalog.environments:
        known = book.catalog.environments.get(env)
        value = known.values.get(parameter.environment or "") if known else None
        if value is not None:
            key = parameter.environment or ""
            yield value, f"the value of {env}", in_catalog(book, "environments", env, "values", key)
    model = book.catalog.models.get(parameter.known_good or "")
    for index, good in enumerate(model.known_good if model else ()):
        at = ("models", parameter.known_good or "", "known_good", index, "version")
        yield good.version, "the known-good version", in_catalog(book, *at)


CHECK = Check(
    "NB704",
    "bad-parameter-pattern",
    Severity.ERROR,
    "A pattern that is none, or that refuses a value which is offered.",
    find,
)
