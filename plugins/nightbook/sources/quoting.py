"""How a line reads once its value stands in quotes: the corrected line that a fault's help shows."""

from __future__ import annotations

import re

_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s:#"'\[\]{},&*!|>%@`-][^:#]*?|-[^\s:#][^:#]*?)"""
_BEFORE_VALUE = re.compile(rf"\s*(?:[-?][ \t]+)*(?:{_KEY}[ \t]*:(?:[ \t]+|$))?")
_MEANT_COMMENT = re.compile(r"  # .*$")


def value_column(line: str) -> int:
    """The offset in a line where its value starts, after the indentation, `- ` and a key."""
    found = _BEFORE_VALUE.match(line)
    return found.end() if found else 0


def quoted(text: str) -> str:
    """The text as a YAML scalar in quotes, in the form that needs the fewest escapes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quoted_line(line: str, start: int) -> str:
    """The line with everything from `start` on in quotes, but for a comment that is meant as one."""
    value = _MEANT_COMMENT.sub("", line[start:]).rstrip()
    return f"{line[:start].lstrip()}{quoted(value)}"


def unquoted(value: str) -> str:
    """The value without marks around the whole of it: `'it's'` was meant as `it's`, `"x" y` as it stands."""
    if len(value) > 1 and value[0] == value[-1]:
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1]
    return value
