"""Findings in, findings out: what a comment in the source allows, for a reason and until a day, is left out.

    # nightbook: allow NB305 until 2027-01-31 because the command's own name is long

The comment stands at the end of the finding's line or on lines of its own directly above it. It may give
several codes or names, separated by commas. Only what a check finds can be allowed, and nothing for ever.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Severity, Span, did_you_mean
from ..model import faults as model_faults
from ..schema import faults as schema_faults
from ..sources import faults as source_faults
from ..sources.document import Comment, Document
from ..sources.faults import Fault
from . import ALL
from .written import days

FAULTS: tuple[Fault, ...] = (
    Fault("NB901", "expired-suppression", "A comment allows a finding until a day that is past."),
    Fault("NB902", "unused-suppression", "A comment allows a finding that is not there."),
    Fault(
        "NB903",
        "malformed-suppression",
        "A comment that begins with `nightbook:` and allows nothing.",
    ),
)
LONGEST = dt.timedelta(days=400)
"""How far ahead a finding may be allowed: past the next yearly review, and no further."""

# A forgotten colon changes nothing about what is meant.
_ADDRESSED = re.compile(r"nightbook(?:\s*:|(?=\s+allow\b))\s*(?P<said>.*)", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODES: Mapping[str, str] = {name: check.code for check in ALL for name in (check.code, check.name)}
_NAMES = tuple(check.name for check in ALL)
_LOOK_UP = "Every finding shows its code and its name."
_FIRM = frozenset(
    name
    for fault in (*source_faults.FAULTS, *schema_faults.FAULTS, *model_faults.FAULTS, *FAULTS)
    for name in (fault.code, fault.name)
)
"""Codes and names of what no comment can allow: without the data there is no book."""

_Place = tuple[str, int]
"""A file and a line."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one comment allows: codes as they were written and as codes, on which line, until when."""

    span: Span
    line: int
    codes: Mapping[str, str]
    until: dt.date


def apply(
    diagnostics: Iterable[Diagnostic], documents: Iterable[Document], today: dt.date
) -> tuple[Diagnostic, ...]:
    """What the checks found, without what is allowed, and what is wrong with the allowances.

    `documents` are those that the checks have seen: in others every allowance would look unused.
    """
    found = tuple(dict.fromkeys(diagnostics))
    allowances, faults = _read(documents, today)
    if not allowances:
        return (*found, *faults)
    at_line = _by_place(found)
    hidden: set[Diagnostic] = set()
    for allowance in allowances:
        here = at_line.get((allowance.span.file, allowance.line), ())
        faults.extend(_judge(allowance, {each.code for each in here}, today))
        if allowance.until >= today:
            hidden.update(each for each in here if each.code in allowance.codes.values())
    return (*(each for each in found if each not in hidden), *faults)


def _by_place(found: Iterable[Diagnostic]) -> Mapping[_Place, list[Diagnostic]]:
    places: dict[_Place, list[Diagnostic]] = {}
    for each in found:
        places.setdefault((each.span.file, each.span.line), []).append(each)
    return places


def _judge(allowance: Allowance, here: set[str], today: dt.date) -> Iterator[Diagnostic]:
    for written, code in allowance.codes.items():
        if code not in here:
            message = f"{written} is allowed here, and line {allowance.line} does not have it"
            yield _fault("unused-suppression", Severity.WARNING, message, allowance.span, _UNUSED)
    if allowance.until < today and here & set(allowance.codes.values()):
        ago = days((today - allowance.until).days)
        message = f"this was allowed until {allowance.until}, {ago} ago"
        yield _fault("expired-suppression", Severity.ERROR, message, allowance.span, _EXPIRED)


_UNUSED = "Remove it, or move it to the finding's line or directly above it."
_EXPIRED = "Mend what it allows, or find out why it is still right and give it another day."


# Reading the comments.


def _read(documents: Iterable[Document], today: dt.date) -> tuple[list[Allowance], list[Diagnostic]]:
    allowances: list[Allowance] = []
    faults: list[Diagnostic] = []
    for document in documents:
        for comment in document.comments:
            if match := _ADDRESSED.match(comment.text):
                read = _allowance(match["said"], comment, document, today)
                if isinstance(read, Allowance):
                    allowances.append(read)
                else:
                    faults.append(read)
    return allowances, faults


def _allowance(said: str, comment: Comment, document: Document, today: dt.date) -> Allowance | Diagnostic:
    lines = document.text.split("\n")
    line, column = comment.line, comment.column
    span = Span(document.path, line, column, line, len(lines[line - 1].rstrip()) + 1)
    read = _parts(said)
    if wrong := _wrong(read, today):
        message, help = wrong
        return _fault("malformed-suppression", Severity.ERROR, message, span, help)
    until = dt.date.fromisoformat(read.day)
    return Allowance(span, _target(comment, lines), {name: _CODES[name] for name in read.codes}, until)


@dataclass(frozen=True, slots=True)
class _Said:
    """The parts of a comment as they were written; "" for one that is missing."""

    verb: str
    codes: tuple[str, ...]
    day: str
    reason: str

    def form(self, today: dt.date, **better: str) -> str:
        """How to write it, with what is already right."""
        parts = {
            "codes": ", ".join(self.codes) or "NB305",
            "day": self.day if _day(self.day) else str(today + dt.timedelta(days=90)),
            "reason": self.reason or "...",
        }
        return "Write: # nightbook: allow {codes} until {day} because {reason}".format(**{**parts, **better})


def _parts(said: str) -> _Said:
    head, _, reason = f"{said} ".partition(" because ")
    listed, _, day = head.strip().partition(" until ")
    verb, _, names = listed.partition(" ")
    codes = tuple(name.strip() for name in names.split(",") if name.strip())
    return _Said(verb, codes, day.strip(), reason.strip())


def _wrong(read: _Said, today: dt.date) -> tuple[str, str] | None:
    """What is wrong with a comment, and what to write."""
    if read.verb != "allow":
        return "this comment is addressed to nightbook and does not say `allow`", read.form(today)
    if not read.codes:
        return "this allows nothing: it names no code", read.form(today)
    for name in read.codes:
        if name in _FIRM:
            return f"{name} cannot be allowed", "Only what a check finds can be, from NB300 to NB899."
        if name not in _CODES:
            return f'no check has the code or name "{name}"', did_you_mean(name, _NAMES) or _LOOK_UP
    gives_reason = any(map(str.isalpha, read.reason))
    return _wrong_day(read, today) or (None if gives_reason else ("this gives no reason", read.form(today)))


def _wrong_day(read: _Said, today: dt.date) -> tuple[str, str] | None:
    day, last = _day(read.day), today + LONGEST
    if day and day > last:
        return f"{day} is more than {LONGEST.days} days ahead", read.form(today, day=str(last))
    if day:
        return None
    message = f'"{read.day}" is not a day' if read.day else "this allows something for ever: it names no day"
    return message, read.form(today)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _target(comment: Comment, lines: Sequence[str]) -> int:
    """The line that a comment speaks of: its own, or the first one below it that is not a comment."""
    line = comment.line
    while line < len(lines) and lines[line - 1].lstrip().startswith("#"):
        line += 1
    return line


def _fault(name: str, severity: Severity, message: str, span: Span, help: str) -> Diagnostic:
    code = next(fault.code for fault in FAULTS if fault.name == name)
    return Diagnostic(code, severity, message, span, help)
