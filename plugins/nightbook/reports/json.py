"""Diagnostics in, one JSON object out. `version` grows only when a field changes its meaning or leaves.

    {"version": 1,
     "counts": {"runbooks": 16, "catalog_files": 11, "baselines": 1, "errors": 1, "warnings": 0, "notes": 0},
     "diagnostics": [{"code", "name", "severity", "message", "file", "line", "column",
                      "end_line", "end_column", "help", "related": [{"file", …, "caption"}]}]}

Lines and columns count from 1, in characters; the end is exclusive. `severity` is error, warning or info.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..diagnostics import Diagnostic, Severity, Span
from .scope import Scope

VERSION = 1


def report(
    diagnostics: Sequence[Diagnostic],
    texts: Mapping[str, str],  # noqa: ARG001
    names: Mapping[str, str],
    *,
    colour: bool = False,  # noqa: ARG001
    scope: Scope | None = None,
) -> str:
    """The object and a line end, in ASCII, so that no terminal or pipe can break it."""
    found = [_one(each, names.get(each.code, "")) for each in diagnostics]
    data = {"version": VERSION, "counts": _counts(diagnostics, scope or Scope()), "diagnostics": found}
    return json.dumps(data, indent=2) + "\n"


def _counts(diagnostics: Sequence[Diagnostic], scope: Scope) -> dict[str, int]:
    severities = [each.severity for each in diagnostics]
    return {
        "runbooks": scope.runbooks,
        "catalog_files": scope.catalog_files,
        "baselines": scope.baselines,
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "notes": severities.count(Severity.INFO),
    }


def _one(found: Diagnostic, name: str) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": name,
        "severity": found.severity.value,
        "message": found.message,
        **_place(found.span),
        "help": found.help,
        "related": [{**_place(related.span), "caption": related.caption} for related in found.related],
    }


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
