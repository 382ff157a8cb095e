"""Explanations of grammar errors that lie in how lines stand to each other: colons, indentation, tabs."""

from __future__ import annotations

import re

from ..diagnostics import Diagnostic
from .faults import report
from .mistake import Mistake
from .quoting import quoted_line
from .wording import shortened

_INDENT = re.compile(r"[ \t]*")
_ITEM_MARKS = re.compile(r"(?:- +)*")
_NO_SPACE = re.compile(r"(?P<before>\s*(?:- +)*)(?P<key>[\w.-]+):(?P<value>[^\s:].*)")


def tab_indentation(mistake: Mistake) -> Diagnostic | None:
    """A tab before the first character of a line, or after the `-` of a list."""
    if "\t" not in mistake.here[: mistake.column + 1] or "quoted" in mistake.context:
        return None
    indent = _INDENT.match(mistake.here)
    end = indent.end() if indent else 0
    if "\t" not in mistake.here[:end]:
        return None
    fixed = mistake.here.strip()
    message = "A tab is used for indentation; YAML allows only spaces."
    help = (
        f"Replace the tab with spaces before `{shortened(fixed)}`."
        if fixed
        else "Replace the tab with spaces."
    )
    return report("tab-indentation", mistake.span(mistake.line, 0, end), message, help)


def colon_in_text(mistake: Mistake) -> Diagnostic | None:
    """`say: Note: this`: a colon and a space in a value without quotes."""
    at = mistake.value_at
    if "mapping values are not allowed" not in mistake.problem or mistake.column <= at:
        return None
    message = "The value holds a colon and a space, which YAML reads as another key."
    help = f"Quote this value: `{quoted_line(mistake.here, at)}`"
    return report("colon-in-text", mistake.span(mistake.line, at), message, help)


def missing_colon(mistake: Mistake) -> Diagnostic | None:
    """A line that should be a key and has no colon, or no space after it."""
    line = _line_without_colon(mistake)
    if line is None:
        return None
    text = mistake.text(line).rstrip()
    start = len(text) - len(text.lstrip())
    if found := _NO_SPACE.fullmatch(text):
        fixed = f"{found['key']}: {found['value']}"
        at = found.end("key")
        message = f"The key `{found['key']}` has no space after its colon."
        return report("missing-space", mistake.span(line, at, at + 1), message, f"Write: `{fixed}`")
    message = "This line has no colon after its key."
    help = f"Write `{shortened(text.strip())}:` if it is a key; indent it if it belongs to the text above."
    return report("missing-colon", mistake.span(line, start), message, help)


def _line_without_colon(mistake: Mistake) -> int | None:
    if "could not find expected ':'" in mistake.problem and mistake.opened:
        return mistake.opened[0]
    if "mapping values are not allowed" not in mistake.problem:
        return None
    above = _line_above(mistake)
    same = above is not None and _indent(mistake.text(above)) == _indent(mistake.here)
    return above if same else None


def two_documents(mistake: Mistake) -> Diagnostic | None:
    """Text after `...`."""
    if "<document start>" not in mistake.problem:
        return None
    for line in range(mistake.line):
        if mistake.text(line).rstrip() == "...":
            message = "`...` ends the document here."
            return report("several-documents", mistake.span(line, 0, 3), message, "Delete this line.")
    return None


def bad_indentation(mistake: Mistake) -> Diagnostic | None:
    """A line that fits none of the lists and mappings that are open above it."""
    indent = _indent(mistake.here)
    if not mistake.here.strip() or mistake.line == 0 or not _is_at_start(mistake):
        return None
    choices = sorted(set(_open_indents(mistake)) - {indent})
    message = f"This line's indentation ({_spaces(indent)}) fits none of the lines above."
    if _is_deeper_than_a_value(mistake):
        message = "This line is indented under a line that already has a value."
    help = f"Indent it by {' or '.join(map(str, choices))} spaces." if choices else ""
    return report("bad-indentation", mistake.span(mistake.line, 0), message, help or _mixed_help(mistake))


def _is_at_start(mistake: Mistake) -> bool:
    return mistake.column <= mistake.value_at


def _mixed_help(mistake: Mistake) -> str:
    if mistake.here.lstrip().startswith("-"):
        return "Give this list a key of its own: a list and keys cannot stand side by side."
    return "Keys and list items cannot stand side by side; begin the line with `- ` or indent it."


def _is_deeper_than_a_value(mistake: Mistake) -> bool:
    above = _line_above(mistake)
    return (
        "mapping values are not allowed" in mistake.problem
        and above is not None
        and _indent(mistake.text(above)) < _indent(mistake.here)
    )


def _open_indents(mistake: Mistake) -> list[int]:
    """The indentations that this line could have, going by the lines above it."""
    if mistake.last is not None and mistake.last_style() and mistake.last_style() in "|>":
        return [_indent(mistake.text(mistake.last.start_mark.line + 1))]
    found: list[int] = []
    line: int | None = mistake.line
    while (line := _line_above(mistake, line)) is not None:
        text = mistake.text(line)
        indent = _indent(text)
        if not found or indent < min(found):
            marks = _ITEM_MARKS.match(text, indent)
            inner = marks.end() if marks else indent
            found.extend({indent, inner})
        if indent == 0:
            break
    return found


def _line_above(mistake: Mistake, below: int | None = None) -> int | None:
    """The next line up that is neither blank nor a comment."""
    start = mistake.line if below is None else below
    for line in range(start - 1, -1, -1):
        text = mistake.text(line).strip()
        if text and not text.startswith("#"):
            return line
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _spaces(count: int) -> str:
    return {0: "no spaces", 1: "1 space"}.get(count, f"{count} spaces")
