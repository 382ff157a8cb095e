"""A compiled book in, its report out: paths as they are seen from where the command was called."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ..diagnostics import Diagnostic, Related, Span
from ..pipeline import Compiled, fault_names
from ..reports import FORMATS
from ..reports.scope import Scope


def report(compiled: Compiled, form: str = "text", *, colour: bool = False) -> str:
    """What `nightbook check` prints; `form` is one of FORMATS."""
    seen_from = _workspace() if form == "github" else Path.cwd()
    way = os.path.relpath(compiled.site.base, seen_from).replace(os.sep, "/")
    texts = {_join(way, path): text for path, text in compiled.texts.items()}
    found = [_moved(each, way) for each in compiled.diagnostics]
    return dict(FORMATS)[form](found, texts, fault_names(), colour=colour, scope=scope(compiled))


def scope(compiled: Compiled) -> Scope:
    known: Mapping[str, Sequence[str] | frozenset[str]] = compiled.book.known
    ids = {*known.get("runbooks", ()), *known.get("baselines", ())}
    return Scope(len(ids), len(compiled.book.catalog_documents))


def _workspace() -> Path:
    """Annotations want paths from the root of the repository, wherever the job stands."""
    return Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())


def _moved(found: Diagnostic, way: str) -> Diagnostic:
    related = tuple(Related(_at(each.span, way), each.caption) for each in found.related)
    return replace(found, span=_at(found.span, way), related=related)


def _at(span: Span, way: str) -> Span:
    return replace(span, file=_join(way, span.file))


def _join(way: str, path: str) -> str:
    return path if way == "." else os.path.normpath(PurePosixPath(way) / path).replace(os.sep, "/")
