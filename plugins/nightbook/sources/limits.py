"""The caps on a source file, and the checks that run before a parser sees it."""

from __future__ import annotations

import re
from dataclasses import replace

from ..diagnostics import Diagnostic, Span
from .faults import report

MAX_BYTES = 256 * 1024
MAX_DEPTH = 30
MAX_NODES = 20_000
MAX_FAULTS = 100

# Far above MAX_DEPTH: the count is blind to quotes, and a command may hold many lone brackets (`\033[1m`).
_RUNAWAY_BRACKETS = 1_000
_BRACKET = re.compile(r"[\[{\]}]")


def too_large(size: int, path: str, most: int = MAX_BYTES) -> Diagnostic | None:
    """A fault when a file of `size` bytes is over the cap."""
    if size <= most:
        return None
    message = f"The file has {size:,} bytes; the limit is {most:,} ({most // 1024} KB)."
    return report("file-too-large", Span(path), message, "Split it into several files.")


def byte_size(text: str) -> int:
    """The size in UTF-8, counted only when it may matter."""
    if len(text) * 4 <= MAX_BYTES:
        return len(text)
    return len(text.encode("utf-8", "surrogatepass"))


def runaway(text: str, path: str) -> Diagnostic | None:
    """A fault when the nesting is so deep that no parser should be handed this text.

    One linear pass over the brackets. The exact depth, that of indented lists and mappings as well, is
    counted in the events: PyYAML gives them one at a time and without recursion.
    """
    place = _runaway_brackets(text)
    return None if place is None else too_deep(span_at(text, place, path))


def _runaway_brackets(text: str) -> int | None:
    """The offset of the bracket that opens one level too many."""
    if text.count("[") + text.count("{") <= _RUNAWAY_BRACKETS:
        return None
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
        if depth > _RUNAWAY_BRACKETS:
            return bracket.start()
    return None


def too_deep(span: Span) -> Diagnostic:
    message = f"Lists and mappings are nested more than {MAX_DEPTH} levels deep here."
    return report("nesting-too-deep", span, message, "Flatten it, or quote the value if it is text.")


def too_many(path: str) -> Diagnostic:
    message = f"The file holds more than {MAX_NODES:,} values."
    return report("too-many-values", Span(path), message, "Split it into several files.")


def capped(faults: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The first hundred faults; a file that is broken throughout must not bury the others."""
    if len(faults) <= MAX_FAULTS:
        return faults
    more = len(faults) - MAX_FAULTS
    message = f"The file has {more:,} more faults, which are not shown."
    rest = replace(faults[MAX_FAULTS], message=message, help="Mend the first ones.", related=())
    return (*faults[:MAX_FAULTS], rest)


def span_at(text: str, offset: int, path: str, length: int = 1) -> Span:
    """The place of `length` characters of one line, by offset."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Span(path, line, column, line, column + length)
