"""What can be wrong with a recorded incident; `explained/NBxxx-name.md` explains each of them."""

from __future__ import annotations

from ..diagnostics import Diagnostic, Severity, Span
from ..sources.faults import Fault

FAULTS: tuple[Fault, ...] = (
    Fault("NB951", "not-a-record", "The file is JSON, and no incident that Nightbook recorded."),
    Fault("NB952", "no-such-time", "A time that no calendar or clock has."),
    Fault("NB953", "time-goes-back", "An entry is older than the one before it."),
    Fault("NB954", "time-in-future", "An entry was made after today."),
    Fault("NB955", "other-version", "The runbook has changed since the incident was recorded."),
    Fault("NB956", "gone-from-the-book", "The record names a runbook or a step that the book no longer has."),
)
_CODES = {fault.name: fault.code for fault in FAULTS}


def report(name: str, severity: Severity, span: Span, message: str, help: str) -> Diagnostic:
    """A diagnostic for the fault of this name."""
    return Diagnostic(_CODES[name], severity, message, span, help)
