"""A grammar error in PyYAML's words -> one fault in plain words, with the line to write instead.

PyYAML stops at the first character that cannot be right, often a line after the mistake. Each explanation
looks for one kind of mistake; the first that fits is told. The C and the pure parser word their errors
differently, so the explanations go by places, and by the few words that both use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import yaml

from ..diagnostics import Diagnostic, Span
from .events import Event
from .faults import report
from .layout import bad_indentation, colon_in_text, missing_colon, tab_indentation, two_documents
from .mistake import Mistake
from .values import (
    bad_escape,
    directive,
    text_after_quote,
    unclosed_bracket,
    unclosed_quote,
    unquoted_item,
    unquoted_value,
)
from .wording import Source

_EXPLANATIONS: tuple[Callable[[Mistake], Diagnostic | None], ...] = (
    tab_indentation,
    directive,
    bad_escape,
    unclosed_quote,
    text_after_quote,
    unclosed_bracket,
    unquoted_value,
    unquoted_item,
    colon_in_text,
    missing_colon,
    two_documents,
    bad_indentation,
)


def explain(source: Source, error: yaml.YAMLError, nodes: Sequence[Event]) -> Diagnostic:
    """The fault that most likely made PyYAML give up. `nodes` are the node events before it."""
    mistake = _mistake(source, error, nodes)
    for explanation in _EXPLANATIONS:
        if found := explanation(mistake):
            return found
    line, column = mistake.line, mistake.column
    span = Span(source.path, line + 1, column + 1, line + 1, column + 2)
    help = "Check the quotes, colons and indentation of this line and of the one above."
    return report("syntax-error", span, f"This is not YAML: {mistake.problem}.", help)


def _mistake(source: Source, error: yaml.YAMLError, nodes: Sequence[Event]) -> Mistake:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    last = nodes[-1] if nodes else None
    began = (opened.line, opened.column) if opened else None
    return Mistake(source, context, problem, line, column, began, last)
