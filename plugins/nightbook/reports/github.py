"""Diagnostics in, workflow commands of GitHub Actions out: each becomes an annotation at its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..diagnostics import Diagnostic, Severity, Span
from .scope import Scope
from .text import last_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(
    diagnostics: Sequence[Diagnostic],
    texts: Mapping[str, str],  # noqa: ARG001
    names: Mapping[str, str],
    *,
    colour: bool = False,  # noqa: ARG001
    scope: Scope | None = None,
) -> str:
    """A command a line, then the count, which the log shows as it is."""
    lines = [_one(found, names.get(found.code, "")) for found in diagnostics]
    return "\n".join([*lines, last_line(diagnostics, scope)]) + "\n"


def _one(found: Diagnostic, name: str) -> str:
    fields = {**_place(found.span), "title": f"{found.code} {name}".strip()}
    said = ",".join(f"{field}={_property(value)}" for field, value in fields.items())
    return f"::{_COMMANDS[found.severity]} {said}::{_data(_message(found))}"


def _place(span: Span) -> dict[str, str]:
    return {
        "file": span.file,
        "line": str(span.line),
        "col": str(span.column),
        "endLine": str(span.end_line),
        "endColumn": str(span.end_column),
    }


def _message(found: Diagnostic) -> str:
    related = [f"{each.span.file}:{each.span.line}: {each.caption}" for each in found.related]
    return "\n".join([found.message, *related, *([f"help: {found.help}"] if found.help else [])])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
