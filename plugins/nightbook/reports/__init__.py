"""Diagnostics in, text out: one module a format, one line here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from ..diagnostics import Diagnostic
from . import github, json, text
from .scope import Scope


class Report(Protocol):
    """A format. `texts` are the sources by path, `names` the faults' names by code."""

    def __call__(
        self,
        diagnostics: Sequence[Diagnostic],
        texts: Mapping[str, str],
        names: Mapping[str, str],
        *,
        colour: bool = False,
        scope: Scope | None = None,
    ) -> str: ...


FORMATS: tuple[tuple[str, Report], ...] = (
    ("text", text.report),
    ("json", json.report),
    ("github", github.report),
)
