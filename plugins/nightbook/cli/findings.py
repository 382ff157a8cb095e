"""A compiled book in, its report out: paths as they are seen from where the command was called."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from ..diagnostics import Diagnostic, Related, Span
from ..pipeline import Compiled, all_faults, fault_names
from ..reports import FORMATS
from ..reports.scope import Scope

View: TypeAlias = Callable[[str], str]
"""A path as the book knows it -> the path to show."""


def report(compiled: Compiled, form: str = "text", *, colour: bool = False) -> str:
    """What `nightbook check` prints; `form` is one of FORMATS."""
    seen = _view(compiled.site.base.resolve(), _workspace() if form == "github" else Path.cwd())
    texts = {seen(path): text for path, text in compiled.texts.items()}
    found = [_moved(each, seen) for each in compiled.diagnostics]
    names = fault_names()
    if any(each.code not in names for each in found):  # a template's fault, which only a build can find
        names = {fault.code: fault.name for fault, _ in all_faults()}
    return dict(FORMATS)[form](found, texts, names, colour=colour, scope=scope(compiled))


def scope(compiled: Compiled) -> Scope:
    known: Mapping[str, Collection[str]] = compiled.book.known
    runbooks = set(known.get("runbooks", ()))
    baselines = set(known.get("baselines", ())) - runbooks  # a file that nobody could read counts once
    return Scope(len(runbooks), len(compiled.book.catalog_documents), len(baselines))


def _view(base: Path, here: Path) -> View:
    """How a file of the book is named from here: relative within one project, else from the root."""
    if base == here:
        return lambda path: path
    if base.is_relative_to(here) or here.is_relative_to(base):
        return lambda path: os.path.relpath(base / path, here).replace(os.sep, "/")
    return lambda path: (base / path).as_posix()


def _workspace() -> Path:
    """Annotations want paths from the root of the repository, wherever the job stands."""
    return Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()


def _moved(found: Diagnostic, seen: View) -> Diagnostic:
    related = tuple(Related(_at(each.span, seen), each.caption) for each in found.related)
    return replace(found, span=_at(found.span, seen), related=related)


def _at(span: Span, seen: View) -> Span:
    return replace(span, file=seen(span.file))
