"""Findings that several runbooks share through a baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostics import Severity, Span
from .check import Finding

_ORDER = tuple(Severity)


def worst(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each place and message once, at the worst severity that some runbook gives it."""
    kept: dict[tuple[Span, str], Finding] = {}
    for each in findings:
        place = (each.span, each.message)
        if place not in kept or _rank(each) < _rank(kept[place]):
            kept[place] = each
    yield from kept.values()


def _rank(finding: Finding) -> int:
    return _ORDER.index(finding.severity or Severity.INFO)
