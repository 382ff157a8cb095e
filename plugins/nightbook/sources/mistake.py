"""A grammar error, as the explanations look at it."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Span
from .events import Event, is_scalar
from .quoting import value_column
from .wording import Source


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where PyYAML gave up (`line`, `column`), where what it was reading began (`opened`); all from 0.

    `context` and `problem` are its words, `last` the event of the last node before.
    """

    source: Source
    context: str
    problem: str
    line: int
    column: int
    opened: tuple[int, int] | None
    last: Event | None

    def text(self, line: int) -> str:
        lines = self.source.lines
        return lines[line] if 0 <= line < len(lines) else ""

    @property
    def here(self) -> str:
        return self.text(self.line)

    @property
    def value_at(self) -> int:
        """The column at which the value on this line begins."""
        return value_column(self.here)

    @property
    def is_inside_value(self) -> bool:
        """Whether PyYAML gave up at or after the start of the value on its line."""
        return bool(self.here.strip()) and self.column >= self.value_at and self.value_at < len(self.here)

    def last_style(self) -> str:
        """`"`, `'`, `|`, `>`, or nothing, of the last node."""
        return (self.last.style or "") if self.last is not None and is_scalar(self.last) else ""

    def span(self, line: int, column: int, end: int | None = None) -> Span:
        """A place on one line, to its end if no end is given; all from 0."""
        stop = len(self.text(line).rstrip()) if end is None else end
        return Span(self.source.path, line + 1, column + 1, line + 1, max(stop, column + 1) + 1)
