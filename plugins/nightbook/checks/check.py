"""What a check is: a fault, and a function from the Book to the places where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Related, Severity, Span
from ..model.book import Book
from ..model.settings import Policy
from ..sources.faults import Fault

Find = Callable[[Book, Policy], Iterator["Finding"]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a check found its fault. `severity` only where it is not the check's own."""

    message: str
    span: Span
    help: str = ""
    related: tuple[Related, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a code that is never reused, a name after the fault, its usual severity, one line, the function.

    The page of the check is the file `NBxxx-name.md` in `explained/`.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    find: Find

    @property
    def fault(self) -> Fault:
        return Fault(self.code, self.name, self.summary)

    def run(self, book: Book, policy: Policy) -> Iterator[Diagnostic]:
        for found in self.find(book, policy):
            severity = found.severity or self.severity
            yield Diagnostic(self.code, severity, found.message, found.span, found.help, found.related)
