"""One file's text -> a `Document`, or every fault in it. No I/O, and no exception for any input."""

from __future__ import annotations

import yaml

from ..diagnostics import Diagnostic, Span, in_order
from .characters import blanked, character_faults, decode, normalise
from .comments import find_comments
from .construct import OddError, construct
from .document import Document
from .faults import report
from .limits import byte_size, capped, runaway, too_large
from .places import places_of
from .survey import survey


def parse(text: str | bytes, path: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """A document and no diagnostics, or no document and at least one diagnostic (in order, all errors).

    The document's text has no byte order mark, and `\\n` for every line end. Its data has JSON's types
    (see `scalars.typed`), and its root is a mapping. `path` is only used in spans.
    """
    size = len(text) if isinstance(text, bytes) else byte_size(text)
    if large := too_large(size, path):
        return None, (large,)
    if isinstance(text, bytes):
        text, undecodable = decode(text, path)
        if undecodable:
            return None, (undecodable,)
    return _parse_text(normalise(text), path)


def text_of(raw: bytes) -> str:
    """The text that the spans of a file's faults point into, as a document would hold it; "" if it has none."""
    return normalise(decode(raw, "")[0])


def _parse_text(text: str, path: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    faults = character_faults(text, path)
    if deep := runaway(text, path):
        return None, in_order((*faults, deep))
    if not faults and (document := _quick(text, path)):
        return document, ()
    return None, capped(in_order((*faults, *_slow(text, path, faults))))


def _quick(text: str, path: str) -> Document | None:
    """The document of a file without faults."""
    try:
        data, nodes = construct(text)
    except (OddError, yaml.YAMLError, MemoryError):
        return None
    found = find_comments(text, nodes) if "#" in text else ()
    if any(each.eaten for each in found):
        return None
    values, keys = places_of(text)
    return Document(path, text, data, values, keys, tuple(each.comment for each in found))


def _slow(text: str, path: str, earlier: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The faults of a file that has some."""
    found = survey(blanked(text) if earlier else text, path)
    lines = {fault.span.line for fault in earlier}
    syntax = (found.syntax,) if found.syntax and found.syntax.span.line not in lines else ()
    later = (*found.faults, *syntax)
    if earlier or later:
        return later
    return (report("syntax-error", Span(path), "The file cannot be read as YAML."),)
