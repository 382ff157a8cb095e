"""mkdocs.yml -> Document. MkDocs reads this file too, so tags, anchors and every YAML habit are allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ..diagnostics import Diagnostic, Severity, Span
from .document import Document, Extent, Json, Route
from .faults import Fault

FAULTS: tuple[Fault, ...] = (
    Fault("NB111", "bad-config", "mkdocs.yml cannot be read."),
    Fault("NB112", "no-folder", "mkdocs.yml names a folder of runbooks that is not there."),
    Fault("NB113", "no-templates", "mkdocs.yml names a folder of templates that is not there."),
)
_MAX_DEPTH = 50
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_config(path: Path) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document of a mkdocs.yml, or None and a diagnostic: it cannot be read, or there are no runbooks.

    Tagged values count as text.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        return None, (_bad(path.name, Span(path.name), f"{path.name} cannot be read: {reason}"),)
    try:
        _refuse_depth(text)
        root = yaml.compose(text, Loader=_LOADER)
        places = _Places({}, {})
        data = places.value(root, (), ()) if root else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = f"{path.name} is not YAML: {error.problem or error.context}"
        return None, (_bad(path.name, Span(path.name, *at, *at), message),)
    except (yaml.YAMLError, ValueError) as error:
        return None, (_bad(path.name, Span(path.name), f"{path.name} is not YAML: {error}"),)
    if not isinstance(data, dict):
        return None, (_bad(path.name, Span(path.name), f"{path.name} must hold `name: value` lines"),)
    document = Document(path.name, text, data, places.values, places.keys)
    missing = _no_folder(document, data, path.parent)
    return (None, (missing,)) if missing else (document, ())


def _refuse_depth(text: str) -> None:
    """Raises ValueError before a parser that works by recursion sees the text: libyaml's would crash."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise ValueError(f"it is nested more than {_MAX_DEPTH} levels deep")


def _no_folder(document: Document, data: dict[str, Json], base: Path) -> Diagnostic | None:
    written = data.get("docs_dir", "docs")
    name = written if isinstance(written, str) else ""
    try:
        if name and (base / name).is_dir():
            return None
    except (OSError, ValueError):
        pass  # no name that a disk can have
    shown = name if name.isprintable() else ascii(name)[1:-1]
    message = (
        f'there is no folder "{shown}" beside {document.path}' if name else "`docs_dir` must name a folder"
    )
    help_text = "Write `docs_dir: runbooks`, or however the folder of the runbooks is called."
    if "INHERIT" in data:
        help_text += " What `INHERIT` leads to is not read: write `docs_dir` here too."
    return Diagnostic("NB112", Severity.ERROR, message, document.span(("docs_dir",)), help_text)


def _bad(name: str, span: Span, message: str) -> Diagnostic:
    help_text = "`nightbook new --book .` writes a mkdocs.yml that works." if name else ""
    return Diagnostic("NB111", Severity.ERROR, message, span, help_text)


class _Places:
    """Turns nodes into data and notes where each value stands."""

    def __init__(self, values: dict[Route, Extent], keys: dict[Route, Extent]) -> None:
        self.values, self.keys = values, keys

    def value(self, node: yaml.Node, route: Route, above: tuple[int, ...]) -> Json:
        if id(node) in above or len(above) > _MAX_DEPTH:
            raise ValueError("an alias contains itself, or the nesting is too deep")
        above = (*above, id(node))
        self.values[route] = _extent(node)
        if isinstance(node, yaml.MappingNode):
            data: dict[str, Json] = {}
            for key, value in node.value:
                name = str(key.value)
                self.keys[(*route, name)] = _extent(key)
                data[name] = self.value(value, (*route, name), above)
            return data
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*route, i), above) for i, item in enumerate(node.value)]
        return _scalar(node)


def _scalar(node: yaml.Node) -> Json:
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:bool":
        return str(node.value).lower() in ("true", "yes", "on")
    if node.tag == "tag:yaml.org,2002:int" and str(node.value).lstrip("-").isdigit():
        return int(node.value)
    return str(node.value)


def _extent(node: yaml.Node) -> Extent:
    start, end = node.start_mark, node.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1
