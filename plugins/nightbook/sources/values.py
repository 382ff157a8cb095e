"""Explanations of grammar errors that lie in one value: quotes, brackets and characters with a meaning."""

from __future__ import annotations

import re

from ..diagnostics import Diagnostic
from .faults import report
from .mistake import Mistake
from .quoting import quoted, quoted_line, unquoted
from .wording import directive_at, needs_quotes, quotes_message

_MEANING = frozenset("@`%*&!|>[]{},?-#")
_WHOLE_QUOTED = re.compile(r"""\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_ITEM = re.compile(r"[^,\]}]*")


def directive(mistake: Mistake) -> Diagnostic | None:
    """`%YAML`, or any line that begins with `%`."""
    for line in (mistake.line, mistake.opened[0] if mistake.opened else mistake.line):
        if mistake.text(line).startswith("%"):
            return directive_at(mistake.source, line)
    return None


def bad_escape(mistake: Mistake) -> Diagnostic | None:
    """`"\\d"`: a backslash in double quotes that starts nothing."""
    if "quoted scalar" not in mistake.context and "double-quoted" not in mistake.context:
        return None
    if not re.search(r"escape|hexdecimal|hexadecimal", mistake.problem):
        return None
    at = mistake.here.rfind("\\", 0, mistake.column + 1)
    at = max(at, 0)
    written = mistake.here[at : at + 2]
    help = "Write two backslashes, or put the value in single quotes, where a backslash is only a backslash."
    message = f"YAML cannot read the escape `{written}`."
    return report("bad-escape", mistake.span(mistake.line, at, at + 2), message, help)


def unclosed_quote(mistake: Mistake) -> Diagnostic | None:
    """A quotation mark without its other half, or one that a later line's mark has closed."""
    if "quoted scalar" in mistake.context or "double-quoted" in mistake.context:
        return _unclosed_quote_at(mistake, *mistake.opened) if mistake.opened else None
    last = mistake.last
    if last is None or not mistake.last_style() or mistake.last_style() not in "\"'":
        return None
    if last.end_mark.line != mistake.line or last.start_mark.line == mistake.line:
        return None
    return _unclosed_quote_at(mistake, last.start_mark.line, last.start_mark.column)


def _unclosed_quote_at(mistake: Mistake, line: int, column: int) -> Diagnostic:
    text = mistake.text(line).rstrip()
    mark = text[column : column + 1]
    value = text[column + 1 :]
    help = f"Close it at the end of the value: `{text[:column].lstrip()}{mark}{value}{mark}`"
    if mark == "'":
        help += " Write an apostrophe inside single quotes twice."
    return report("unclosed-quote", mistake.span(line, column), f"The quote `{mark}` is never closed.", help)


def text_after_quote(mistake: Mistake) -> Diagnostic | None:
    """`say: "now" or later`, `say: 'it's'`."""
    at = mistake.value_at
    found = _WHOLE_QUOTED.match(mistake.here, at)
    if not mistake.is_inside_value or found is None or mistake.column < found.end():
        return None
    value = mistake.here[at:].rstrip()
    fixed = f"{mistake.here[:at].lstrip()}{quoted(unquoted(value))}"
    message = "Text follows the closing quotation mark."
    span = mistake.span(mistake.line, mistake.column)
    return report("text-after-quote", span, message, f"Put quotes around the whole value: `{fixed}`")


def unclosed_bracket(mistake: Mistake) -> Diagnostic | None:
    """`[` or `{` without its other half on its line."""
    if "flow" not in mistake.context or mistake.opened is None:
        return None
    line, column = mistake.opened
    text = mistake.text(line)
    bracket = text[column : column + 1]
    if bracket not in ("[", "{") or text.startswith(("{{", "{%"), column):
        return _bracket_of_last(mistake)
    if mistake.line == line or _is_closed(text[column:]):
        return None
    closing = "]" if bracket == "[" else "}"
    help = f"Close it with `{closing}`, or quote the value if it is text: `{quoted_line(text, column)}`"
    span = mistake.span(line, column, column + 1)
    return report("unclosed-bracket", span, f"The bracket `{bracket}` is never closed.", help)


def _bracket_of_last(mistake: Mistake) -> Diagnostic | None:
    """The same when PyYAML ran into the end of the file and names no bracket."""
    if mistake.here.strip():
        return None
    for line in range(mistake.line, -1, -1):
        text = mistake.text(line)
        column = max(text.rfind("["), text.rfind("{"))
        if column >= 0 and not _is_closed(text[column:]):
            message = f"The bracket `{text[column]}` is never closed."
            return report("unclosed-bracket", mistake.span(line, column, column + 1), message, "Close it.")
    return None


def _is_closed(text: str) -> bool:
    return len(re.findall(r"[\[{]", text)) <= len(re.findall(r"[\]}]", text))


def unquoted_value(mistake: Mistake) -> Diagnostic | None:
    """`say: @here look`: a value whose first character has a meaning."""
    at = mistake.value_at
    value = mistake.here[at:]
    if not mistake.is_inside_value or value[:1] not in _MEANING:
        return None
    if value[0] == "-" and mistake.column > at:
        return None
    if value[0] in "[{" and not value.startswith(("{{", "{%")) and _is_reading_inside(mistake, at):
        return None
    return needs_quotes(mistake.source, mistake.line, at)


def _is_reading_inside(mistake: Mistake, at: int) -> bool:
    """Whether PyYAML gave up before the list or mapping that begins at this column was closed."""
    return not _is_closed(mistake.here[at : mistake.column])


def unquoted_item(mistake: Mistake) -> Diagnostic | None:
    """`[@here, @all]`: an item of a list in brackets whose first character has a meaning."""
    found = _ITEM.match(mistake.here, _item_at(mistake))
    if found is None or found[0][:1] not in _MEANING or not mistake.is_inside_value:
        return None
    item = found[0].rstrip()
    span = mistake.span(mistake.line, found.start(), found.start() + len(item))
    return report("needs-quotes", span, quotes_message(item), f"Quote this value: `{quoted(item)}`")


def _item_at(mistake: Mistake) -> int:
    """Where the token that PyYAML was reading begins, on its line."""
    if mistake.opened and mistake.opened[0] == mistake.line and "scanning" in mistake.context:
        return mistake.opened[1]
    return mistake.column
