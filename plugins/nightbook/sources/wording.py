"""What the faults that `survey` finds say: message, place, and the line to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml.events import SequenceStartEvent

from ..diagnostics import Diagnostic, Related, Span
from .characters import kind_of, report_character
from .document import Comment, Extent
from .events import Event, is_scalar
from .faults import report
from .limits import span_at
from .quoting import quoted, quoted_line, value_column

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Source:
    """A text, its lines, and its path."""

    path: str
    text: str
    lines: tuple[str, ...]

    def span(self, extent: Extent) -> Span:
        return Span(self.path, *extent)


def shortened(text: str) -> str:
    """The text on one line, cut where a message would grow too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def span_of(source: Source, event: Event) -> Span:
    """From where an event starts to the end of that line: an end event may come many lines later."""
    line, column = event.start_mark.line, event.start_mark.column
    end = max(len(source.lines[line].rstrip()), column)
    return Span(source.path, line + 1, column + 1, line + 1, end + 1)


def eaten(source: Source, node: Event, comment: Comment) -> Diagnostic:
    """A comment that cuts the text of `node`."""
    line = source.lines[comment.line - 1]
    span = Span(source.path, comment.line, comment.column, comment.line, len(line) + 1)
    lost = shortened(line[comment.column - 1 :])
    left = f' and leaves "{shortened(node.value)}"' if is_scalar(node) and node.value else ""
    message = f"YAML reads `{lost}` as a comment{left}."
    return report("comment-eats-text", span, message, _uneaten(node, comment, line))


def _uneaten(node: Event, comment: Comment, line: str) -> str:
    start, hash_at = node.start_mark.column, comment.column - 1
    in_brackets = re.search(r"[\[{]", line[: hash_at + 1])
    if not is_scalar(node) or node.start_mark.line != comment.line - 1 or in_brackets:
        return "Put the value in double quotes, or two spaces before the `#` and one after it."
    value_at = start if node.value else hash_at
    as_text = f"{line[:value_at].lstrip()}{quoted(line[value_at:].rstrip())}"
    as_comment = f"{line[:hash_at].strip()}  # {comment.text}"
    return f"If it is text, quote it: `{as_text}`. If it is a comment, write: `{as_comment}`."


def duplicate_key(source: Source, key: str, extent: Extent, first: Extent) -> Diagnostic:
    related = (Related(source.span(first), "first written here"),)
    message = f'The key "{shortened(key)}" stands twice in this mapping.'
    help = f"Keep one of the two; the other is on line {first[0]}."
    return report("duplicate-key", source.span(extent), message, help, related)


def reserved_key(source: Source, key: str, extent: Extent) -> Diagnostic:
    """A key that is empty, null or `<<`."""
    span = source.span(extent)
    if key == "<<":
        message = "The merge key `<<` is not supported."
        return report("merge-key", span, message, "Write the keys out, or put shared values into a baseline.")
    message = "A key is null." if key else "A key is empty."
    return report("empty-key", span, message, 'Give it a name; quote it if the name is "null".')


def key_is_not_text(source: Source, mapping: Event, event: Event) -> Diagnostic:
    """A key that is a list, a mapping or an alias; mostly a template that was not quoted."""
    start = mapping.start_mark
    line = source.lines[start.line]
    if line.startswith("{{", start.column):
        return needs_quotes(source, start.line, start.column)
    message = "A key is a list or a mapping, not text."
    return report("key-is-not-text", span_of(source, event), message, "Write a plain key, or quote it.")


def needs_quotes(source: Source, line: int, column: int) -> Diagnostic:
    """A value, from a line and column (from 0) to the end of the line, that YAML does not take for text."""
    text = source.lines[line]
    value = text[column:].rstrip()
    span = Span(source.path, line + 1, column + 1, line + 1, column + len(value) + 1)
    return report(
        "needs-quotes", span, quotes_message(value), f"Quote this value: `{quoted_line(text, column)}`"
    )


def quotes_message(value: str) -> str:
    start = value[:2] if value.startswith(("{{", "{%")) else value[:1]
    shown = "a backtick" if start == "`" else f"`{start}`"
    return f"A value that begins with {shown} needs quotes."


def anchor(source: Source, event: Event) -> Diagnostic:
    span = _property_span(source, event, rf"&{re.escape(event.anchor)}")
    return report(
        "anchor", span, f"The anchor `&{event.anchor}` is not supported.", _property_help(source, span)
    )


def tag(source: Source, event: Event) -> Diagnostic:
    span = _property_span(source, event, r"![^\s,\[\]{}]*")
    written = source.lines[span.line - 1][span.column - 1 : span.end_column - 1]
    return report("tag", span, f"The tag `{written}` is not supported.", _property_help(source, span))


def _property_span(source: Source, event: Event, pattern: str) -> Span:
    found = re.compile(pattern).search(source.text, event.start_mark.index)
    if found is None:
        return span_of(source, event)
    return span_at(source.text, found.start(), source.path, len(found[0]))


def _property_help(source: Source, span: Span) -> str:
    line = source.lines[span.line - 1]
    if value_column(line) != span.column - 1:
        return "Delete it."
    return f"Delete it, or quote the value if it is text: `{quoted_line(line, span.column - 1)}`"


def alias(source: Source, event: Event, known: bool) -> Diagnostic:
    """An alias; without an anchor of that name it was most likely meant as text."""
    start, end = event.start_mark, event.end_mark
    span = Span(source.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    help = "Write the value out, or put shared values into a baseline."
    if not known:
        help = f"Quote this value: `{_item_quoted(source.lines[start.line], start.column)}`"
    return report("alias", span, f"The alias `*{event.anchor}` is not supported.", help)


def _item_quoted(line: str, column: int) -> str:
    """The line with its value quoted, or only the item if it stands in a list in brackets."""
    if column == value_column(line):
        return quoted_line(line, column)
    return quoted(re.split(r"[,\]}]| #", line[column:])[0].rstrip())


def escaped_character(source: Source, character: str, extent: Extent) -> Diagnostic:
    """A bad character that an escape in double quotes would make."""
    return report_character(kind_of(character), character, source.span(extent), "in this text, as an escape")


def empty(source: Source) -> Diagnostic:
    return report("empty-file", Span(source.path), "The file is empty.", "Write the file, or delete it.")


def directive(source: Source, start: Event) -> Diagnostic:
    line = next((n for n, text in enumerate(source.lines) if text.startswith("%")), start.start_mark.line)
    return directive_at(source, line)


def directive_at(source: Source, line: int) -> Diagnostic:
    """The directive on a line, counted from 0."""
    text = source.lines[line].rstrip()
    span = Span(source.path, line + 1, 1, line + 1, len(text) + 1)
    return report(
        "directive", span, f"The directive `{shortened(text)}` is not supported.", "Delete this line."
    )


def several_documents(source: Source, event: Event) -> Diagnostic:
    help = "Put each document into a file of its own."
    return report("several-documents", span_of(source, event), "A second document starts here.", help)


def document_end(source: Source, event: Event) -> Diagnostic:
    return report(
        "several-documents", span_of(source, event), "`...` ends the document here.", "Delete this line."
    )


def not_a_mapping(source: Source, root: Event) -> Diagnostic:
    """The whole file is a list, a text or an alias."""
    if is_scalar(root) and not root.value and not root.style:
        return empty(source)
    kind = "list" if type(root) is SequenceStartEvent else "text"
    message = f"The file is a {kind}, not a mapping of keys to values."
    return report("not-a-mapping", span_of(source, root), message, _mapping_help(source, root))


def _mapping_help(source: Source, root: Event) -> str:
    line = source.lines[root.start_mark.line].strip()
    if is_scalar(root) and (found := re.match(r"([\w.-]+):(\S.*)", line)):
        return f"Put a space after the colon: `{found[1]}: {found[2]}`"
    return "Begin each line with a key and a colon, such as `title: What has happened`."
