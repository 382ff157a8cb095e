"""Documents in, Book and diagnostics out: schema, baselines, catalog, ids.

Only what passes the schema enters the Book; the id of what does not is known all the same, so that one fault
never makes a second one elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ..diagnostics import Diagnostic, Related, Severity, Span, did_you_mean, has_errors, in_order
from ..schema import contract
from ..schema.validate import validate
from ..sources.document import Document, Route
from ..sources.folder import FolderContents
from . import catalog as catalogs
from . import runbook as runbooks
from .book import Book, Entry
from .inherit import may_be_inherited, merge

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
_Known = dict[str, frozenset[str]]


def build(contents: FolderContents, folder: str) -> tuple[Book, tuple[Diagnostic, ...]]:
    """Everything that was read -> the Book and what is wrong with it.

    `folder` is the folder of the runbooks as it stands in the documents' paths (`runbooks`). The Book holds
    what is right even when something else is wrong; only a Book without errors may be rendered.
    """
    own = [document for document in contents.documents if not _is_catalog(document.path, folder)]
    shared = [document for document in contents.documents if _is_catalog(document.path, folder)]
    lost_catalog = any(_is_catalog(path, folder) for path in contents.rejected)
    lost = [path for path in contents.rejected if not _is_catalog(path, folder)]

    catalog, faults = _catalog(shared, lost_catalog, folder)
    own, id_faults = _with_good_ids(own)
    known = _known_ids(own, lost, shared)
    entries, baselines, entry_faults = _entries(own, lost, known, folder)
    book = Book(
        entries=entries,
        baselines=baselines,
        catalog=catalog,
        catalog_documents=tuple(shared),
        known=known,
        catalog_is_whole=bool(shared) and not lost_catalog,
        markdown=_markdown(contents.ignored, folder),
    )
    return book, in_order([*faults, *id_faults, *entry_faults])


def _is_catalog(path: str, folder: str) -> bool:
    return PurePosixPath(path).is_relative_to(PurePosixPath(folder) / "catalog")


def stem(path: str) -> str:
    """The id that a source file gives its runbook."""
    return PurePosixPath(path).stem


def _markdown(paths: Iterable[str], folder: str) -> Mapping[str, str]:
    pages = {}
    for path in paths:
        if path.endswith(".md"):
            inside = (
                PurePosixPath(path).relative_to(folder) if folder not in ("", ".") else PurePosixPath(path)
            )
            home = inside.stem in ("index", "README")
            url = (inside.parent if home else inside.with_suffix("")).as_posix()
            pages[path] = "" if url == "." else f"{url}/"
    return pages


# The catalog.


def _catalog(
    documents: Sequence[Document], lost: bool, folder: str
) -> tuple[catalogs.Catalog, list[Diagnostic]]:
    faults: list[Diagnostic] = []
    if not documents and not lost:
        faults.append(
            Diagnostic(
                "NB202", Severity.ERROR, f"the book has no catalog: {folder}/catalog/ holds no YAML file",
                Span(f"{folder}/catalog"),
                "`nightbook new --book .` writes a small one: severities, teams, people, roles, rotations.",
            )
        )  # fmt: skip
    merged: dict[str, dict[str, object]] = {}
    first: dict[tuple[str, str], Document] = {}
    for document in documents:
        found = validate(document, "catalog")
        faults.extend(found)
        for kind, name in _names(document):
            if (kind, name) in first:
                faults.append(_twice(kind, name, document, first[kind, name]))
            elif not found:
                assert isinstance(document.data, dict)
                entries: Any = document.data[kind]
                merged.setdefault(kind, {})[name] = entries[name]
            first.setdefault((kind, name), document)
    return catalogs.convert(merged), faults


def _names(document: Document) -> Iterable[tuple[str, str]]:
    data = document.data if isinstance(document.data, dict) else {}
    for kind in catalogs.KINDS:
        entries = data.get(kind)
        if isinstance(entries, dict):
            yield from ((kind, name) for name in entries)


def _twice(kind: str, name: str, document: Document, first: Document) -> Diagnostic:
    span, other = (each.span((kind, name), key=True) for each in (document, first))
    return Diagnostic(
        "NB203", Severity.ERROR, f'`{kind}` defines "{name}" twice', span,
        "Keep one of the two, or give one another id.", (Related(other, "first defined here"),),
    )  # fmt: skip


# Ids.


def _with_good_ids(documents: Sequence[Document]) -> tuple[list[Document], list[Diagnostic]]:
    """The documents that may become runbooks; of two with one id, the first by path."""
    good: dict[str, Document] = {}
    faults: list[Diagnostic] = []
    for document in documents:
        name = stem(document.path)
        if not _ID.fullmatch(name) or name in _DEVICES or len(name) > 60:
            faults.append(_bad_id(document, name))
        elif name in good:
            faults.append(
                Diagnostic(
                    "NB201", Severity.ERROR, f'two files would be the runbook "{name}"', Span(document.path),
                    "A runbook's id is its file's name without the ending, whatever its folder. Rename one.",
                    (Related(Span(good[name].path), "the other one"),),
                )
            )  # fmt: skip
        else:
            good[name] = document
    return list(good.values()), faults


def _bad_id(document: Document, name: str) -> Diagnostic:
    better = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:60] or "my-runbook"
    better = f"{better}-runbook" if better in _DEVICES else better
    form = "it must be lower-case letters, digits and single hyphens, 60 at most"
    why = "Windows keeps that name for a device" if name in _DEVICES else form
    return Diagnostic(
        "NB204", Severity.ERROR, f'"{name}" cannot be a runbook\'s id: {why}', Span(document.path),
        f"Rename the file to {better}.yaml; if the old address was published, add `formerly`.",
    )  # fmt: skip


def _known_ids(own: Sequence[Document], lost: Sequence[str], shared: Sequence[Document]) -> _Known:
    known: dict[str, set[str]] = {kind: set() for kind in catalogs.KINDS}
    for document in shared:
        for kind, name in _names(document):
            known[kind].add(name)
    baselines = {stem(document.path) for document in own if _is_baseline(document)}
    lost_ids = {stem(path) for path in lost}
    known["baselines"] = baselines | lost_ids
    known["runbooks"] = {stem(document.path) for document in own} - baselines | lost_ids
    return {kind: frozenset(names) for kind, names in known.items()}


# Runbooks and what they extend.


@dataclass(frozen=True)
class _Layered:
    """A runbook's document with its baseline laid under it; `whole` is False when that could not be done."""

    document: Document
    whole: bool


def _entries(
    documents: Sequence[Document], lost: Sequence[str], known: _Known, folder: str
) -> tuple[tuple[Entry, ...], dict[str, Document], list[Diagnostic]]:
    faults: list[Diagnostic] = []
    baselines: dict[str, Document] = {}
    broken = {stem(path) for path in lost}
    broken |= {stem(document.path) for document in documents if _of_no_kind(document)}
    for document in filter(_is_baseline, documents):
        own_faults = validate(document, "runbook", known)
        faults.extend(own_faults)
        baselines[stem(document.path)] = document
        broken |= {stem(document.path)} if own_faults else set()
    by_id = {stem(document.path): document for document in documents}
    entries: list[Entry] = []
    for document in documents:
        if _is_baseline(document):
            continue
        layered, layer_faults = _layer(document, baselines, by_id, broken)
        missing = _nothing if layered.whole else _handed_down(document)
        found = [*layer_faults, *validate(layered.document, "runbook", known, missing)]
        faults.extend(found)
        if not has_errors(found) and layered.whole:
            entries.append(_entry(layered.document, folder))
    good = {name: document for name, document in baselines.items() if name not in broken}
    return tuple(entries), good, faults


def _layer(
    document: Document, baselines: Mapping[str, Document], by_id: Mapping[str, Document], broken: set[str]
) -> tuple[_Layered, list[Diagnostic]]:
    data = document.data if isinstance(document.data, dict) else {}
    name = data.get("extends")
    if not isinstance(name, str):
        return _Layered(document, whole=True), []
    if name in baselines and isinstance(baselines[name].data, dict):
        return _Layered(
            merge(baselines[name], document, contract.not_inherited()), whole=name not in broken
        ), []
    if name in broken:
        return _Layered(document, whole=False), []
    other = by_id.get(name)
    message = f'"{name}" is no baseline' if other else f'there is no baseline "{name}"'
    help_text = (
        "Only a file with `kind: baseline` can be extended." if other else did_you_mean(name, baselines)
    )
    related = (Related(Span(other.path), "this one"),) if other else ()
    fault = Diagnostic("NB205", Severity.ERROR, message, document.span(("extends",)), help_text, related)
    return _Layered(document, whole=False), [fault]


def _nothing(_: Route) -> bool:
    return False


def _handed_down(document: Document) -> Callable[[Route], bool]:
    """Whether a field that a runbook lacks may stand in its baseline, which nobody can look into."""
    never = contract.not_inherited()
    return lambda field: may_be_inherited(field, document.data, never)


def _is_baseline(document: Document) -> bool:
    return isinstance(document.data, dict) and document.data.get("kind") == "baseline"


def _of_no_kind(document: Document) -> bool:
    """Whether `kind` is misspelt, so that the file may have been meant to be a baseline."""
    kinds = contract.load("runbook")["properties"]["kind"]["enum"]
    return isinstance(document.data, dict) and document.data.get("kind", kinds[0]) not in kinds


def _entry(document: Document, folder: str) -> Entry:
    inside = PurePosixPath(document.path)
    if folder not in ("", "."):
        inside = inside.relative_to(folder)
    area = inside.parent.as_posix()
    return Entry(inside.stem, "" if area == "." else area, document, runbooks.convert(document.data))
