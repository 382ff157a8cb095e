"""An id that names nothing, or something of another kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..diagnostics import Severity, did_you_mean
from ..model.book import Book
from ..model.settings import Policy
from ..schema.contract import Reference, references
from ..sources.document import Document
from .check import Check, Finding
from .kinds import a, one_of

_OURS = ("runbooks", "baselines")
"""Kinds that are not of the catalog."""

_Allowed = dict[tuple[str, ...], frozenset[str]]


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    allowed: _Allowed = {}
    for entry in book.entries:
        yield from _in(entry.document, "runbook", book, allowed)
    for baseline in book.baselines.values():
        yield from _in(baseline, "runbook", book, allowed)
    for document in book.catalog_documents:
        yield from _in(document, "catalog", book, allowed)


def _in(document: Document, schema: str, book: Book, allowed: _Allowed) -> Iterator[Finding]:
    data = document.data
    is_baseline = isinstance(data, dict) and data.get("kind") == "baseline"
    for reference in references(schema, data):
        if reference.route == ("extends",):
            continue  # a missing baseline was named when it was looked for
        if is_baseline and reference.route == ("replaced_by",):
            reference = replace(reference, kinds=("baselines",))
        kinds = reference.kinds
        if kinds not in allowed:
            allowed[kinds] = frozenset().union(*(book.known[kind] for kind in kinds))
        if reference.id not in allowed[kinds] and (book.catalog_is_whole or kinds[0] in _OURS):
            yield _unknown(reference, document, book.known, allowed[kinds])


def _unknown(
    reference: Reference, document: Document, known: Mapping[str, frozenset[str]], allowed: frozenset[str]
) -> Finding:
    span = document.span(reference.route, key=reference.is_key)
    others = [kind for kind, ids in known.items() if reference.id in ids]
    if others:
        found = " and ".join(a((kind,)) for kind in others)
        message = f'"{reference.id}" is {found}, and {a(reference.kinds)} belongs here'
        return Finding(message, span, did_you_mean(reference.id, allowed) or _add(reference))
    message = f'there is no {one_of(reference.kinds)} "{reference.id}"'
    return Finding(message, span, did_you_mean(reference.id, allowed) or _add(reference))


def _add(reference: Reference) -> str:
    if reference.kinds[0] in _OURS:
        return f"Write it as {reference.id}.yaml, or name another one."
    kinds = " or ".join(f"`{kind}`" for kind in reference.kinds)
    return f'Add "{reference.id}" to {kinds} in the catalog, or name another one.'


CHECK = Check(
    "NB801",
    "unknown-reference",
    Severity.ERROR,
    "An id that names nothing, or something of another kind.",
    find,
)
