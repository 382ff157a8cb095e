"""What every stage says about bad input: a `Diagnostic`, at a `Span`, with help. Imports nothing of ours."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is. Only `ERROR` stops a build and makes `check` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file. Lines and columns count from 1, in characters; the end is exclusive.

    `file` is the path as a person would type it: relative to the folder of mkdocs.yml, with `/`.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Related:
    """The other half of a fault: a second place and what stands there."""

    span: Span
    caption: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault, once: what is wrong (`message`), where (`span`), what to write instead (`help`).

    `code` is `NB` and three digits, never reused; `nightbook explain CODE` prints its page.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.span.file, self.span.line, self.span.column, self.code, self.message)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(found.severity is Severity.ERROR for found in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file, line, column and code; a finding that two runbooks share through a baseline is kept once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: found.sort_key))


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """`did you mean "latency-spike"?`, or the choices when there are few, or nothing to say."""
    names = sorted(set(known))
    close = difflib.get_close_matches(wrong.lower(), [name.lower() for name in names], n=1, cutoff=0.6)
    if close:
        best = next(name for name in names if name.lower() == close[0])
        return f'Did you mean "{best}"?'
    if names and len(names) <= 12:
        return f"Known here: {', '.join(names)}."
    return ""
