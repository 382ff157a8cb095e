"""A question that leaves a reader who cannot answer it alone."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book, Entry
from ..model.graph import Edge, EdgeKind, NodeKind
from ..model.settings import Policy
from .check import Check, Finding
from .walks import loose
from .worst import worst


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    yield from worst(found for entry in book.entries for found in _in(entry, book))


def _in(entry: Entry, book: Book) -> Iterator[Finding]:
    alone = [
        node.id
        for node in entry.graph.nodes
        if node.kind is NodeKind.QUESTION
        and not any(_calls(entry, way) for way in entry.graph.leaving[node.id])
    ]
    if not alone:
        return
    urgent = entry.runbook.kind == "incident" and book.catalog.rank(entry.runbook.severity) < 2
    unsure = loose(entry)
    for name in alone:
        if name not in unsure:
            yield Finding(
                "no answer of this question leads to a person",
                entry.span((*entry.by_step_id[name].route, "ask")),
                _help(entry),
                severity=Severity.ERROR if urgent else Severity.WARNING,
            )


def _calls(entry: Entry, way: Edge) -> bool:
    """Whether this answer, given once, leads to an `escalate` step with nothing but actions between."""
    graph, seen = entry.graph, set[str]()
    target = None if way.bound_exit else way.target
    while target and target not in seen:
        seen.add(target)
        node = graph.by_id[target]
        if node.kind is not NodeKind.ACTION:
            return node.kind is NodeKind.ESCALATE
        onward = (edge.target for edge in graph.leaving[target] if edge.kind is not EdgeKind.FAILS)
        target = next(onward, None)
    return False


def _help(entry: Entry) -> str:
    there = next((placed.step.id for placed in entry.steps if placed.step.escalate), None)
    if there:
        return f"Add an answer for a reader who cannot tell: `Cannot tell: {there}`."
    return (
        "Add a step that calls somebody, such as `{id: call-secondary, escalate: <rotation>}` under `end`, "
        "and an answer that leads to it: `Cannot tell: call-secondary`."
    )


CHECK = Check(
    "NB506",
    "no-way-to-a-person",
    Severity.ERROR,
    "A question that leaves a reader who cannot answer it alone.",
    find,
)
