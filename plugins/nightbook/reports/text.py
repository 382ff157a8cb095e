"""Diagnostics in, text for a terminal out: the place, the fault, the source line with a caret, the help."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..diagnostics import Diagnostic, Severity, Span
from .scope import Scope

HIDDEN = frozenset({"NB720"})
"""Faults whose source line is not shown: a secret in it would end in the log of every build."""
_COLOURS = {"error": "31", "warning": "33", "info": "36", "dim": "2", "bold": "1"}


def report(
    diagnostics: Sequence[Diagnostic],
    texts: Mapping[str, str],
    names: Mapping[str, str],
    *,
    colour: bool = False,
    scope: Scope | None = None,
) -> str:
    """Every diagnostic and a last line that counts them.

    `texts` are the sources by path, `names` the faults' names by code. Without diagnostics and scope: "".
    """
    parts = [one(found, texts, names, colour=colour) for found in diagnostics]
    return "\n".join([*parts, last_line(diagnostics, scope)]) + "\n" if parts or scope else ""


def one(
    found: Diagnostic, texts: Mapping[str, str], names: Mapping[str, str], *, colour: bool = False
) -> str:
    paint = _paint if colour else _plain
    name = f" {names[found.code]}" if found.code in names else ""
    kind = f"{paint(found.severity, found.severity)} {found.code}{name}"
    head = f"{place(found.span)}: {kind}: {paint(_visible(found.message), 'bold')}"
    texts = {} if found.code in HIDDEN else texts
    lines = [head, *_excerpt(found.span, texts, paint, found.severity)]
    for related in found.related:
        lines.append(f"  {place(related.span)}: {_visible(related.caption)}")
        lines.extend(_excerpt(related.span, texts, paint, "dim"))
    if found.help:
        lines.append(f"  {paint('help:', 'dim')} {_visible(found.help)}")
    return "\n".join(lines) + "\n"


def place(span: Span) -> str:
    """`file:line:column`, which terminals and editors open."""
    return f"{span.file}:{span.line}:{span.column}"


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning.`"""
    counts = dict.fromkeys(Severity, 0)
    for found in diagnostics:
        counts[found.severity] += 1
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    said = [f"{n} {words[s]}{'' if n == 1 else 's'}" for s, n in counts.items() if n]
    return ", ".join(said) + "." if said else "No findings."


def last_line(diagnostics: Iterable[Diagnostic], scope: Scope | None) -> str:
    """`16 runbooks, 11 catalog files: 2 errors.`, or the count alone."""
    said = count(diagnostics)
    return f"{scope}: {said.lower()}" if scope else said


def _excerpt(span: Span, texts: Mapping[str, str], paint: Callable[[str, str], str], style: str) -> list[str]:
    lines = texts.get(span.file, "").split("\n")
    if not 1 <= span.line <= len(lines) or not lines[span.line - 1]:
        return []
    line = lines[span.line - 1]
    start = min(span.column, len(line) + 1) - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    width = max(1, min(end, len(line)) - start)
    shown, start = _window(line, start)
    gutter = str(span.line)
    under = "^" * max(1, _cells(shown[start : start + width]))
    return [
        f"  {gutter} | {shown}",
        f"  {' ' * len(gutter)} | {' ' * _cells(shown[:start])}{paint(under, style)}",
    ]


def _window(line: str, start: int) -> tuple[str, int]:
    """At most 120 characters of a long line, those around the place; invisible characters made visible."""
    first = max(0, start - 60) if len(line) > 120 else 0
    return "".join(map(_dot, line[first : first + 120])), start - first


def _visible(text: str) -> str:
    """A value quoted in a message must not command the terminal."""
    return text if text.isprintable() else "".join(c if c == "\n" else _dot(c) for c in text)


def _dot(character: str) -> str:
    return character if character.isprintable() else "·"


def _cells(text: str) -> int:
    """How many cells of a terminal a text takes: two for each wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _paint(text: str, style: str) -> str:
    return f"\x1b[{_COLOURS.get(style, '0')}m{text}\x1b[0m"


def _plain(text: str, _style: str) -> str:
    return text
