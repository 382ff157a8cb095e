"""`nightbook incident`: what a phone recorded, as the first half of the postmortem."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .ask import add_command, add_today, book_at
from .terminal import colour

if TYPE_CHECKING:
    from ..diagnostics import Diagnostic
    from ..incidents.read import Reading
    from ..model.incident import Incident

_FORMATS = ("markdown", "json")
_EPILOG = """\
examples:
  nightbook incident incident-20261120T031207Z.json > postmortem.md
  nightbook incident *.json --book .             say what has changed in the book since
  nightbook incident *.json --format json | jq '.incidents[].seconds_to_restore'

exit codes: 0 every file is a record, 1 a file is none or is broken, 2 the command cannot run as called
"""


def add(commands: Any) -> None:
    parser = add_command(
        commands,
        "incident",
        "turn recorded incidents into Markdown",
        "Read the records that “Download record” on a runbook's page saves, and print the first half of each "
        "postmortem: versions, path taken, timings, timeline. What is wrong with a record is said on stderr.",
        _EPILOG,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a record; one incident each")
    parser.add_argument(
        "--book",
        type=Path,
        metavar="PATH",
        help="a book to compare with: what has changed since, what has gone",
    )
    parser.add_argument(
        "--format", choices=_FORMATS, default="markdown", help="form of the result (default: markdown)"
    )
    add_today(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from ..diagnostics import has_errors
    from ..incidents.read import read
    from ..pipeline import this_day

    today = arguments.today or this_day()
    readings = [read(file, Path.cwd(), today) for file in arguments.files]
    found = [each for reading in readings for each in reading.diagnostics]
    if arguments.book:
        found += _compared(readings, book_at(arguments.book), arguments.today)
    incidents = [
        (str(file), reading.incident) for file, reading in zip(arguments.files, readings, strict=True)
    ]
    if arguments.format == "json":
        print(_json(incidents, found), end="")
    else:
        print(_markdown(incidents), end="")
        sys.stdout.flush()
        print(_text(found, readings), end="", file=sys.stderr)
    return int(has_errors(found))


def _markdown(incidents: Sequence[tuple[str, Incident | None]]) -> str:
    from ..incidents.timeline import markdown

    return "\n---\n\n".join(markdown(incident) for _, incident in incidents if incident)


def _json(incidents: Sequence[tuple[str, Incident | None]], found: Sequence[Diagnostic]) -> str:
    """{"version": 1, "incidents": [{file, id, began, …, seconds_to_restore}], "diagnostics": as `check` has them}"""
    from ..pipeline import all_faults
    from ..reports import json as report

    names = {fault.code: fault.name for fault, _ in all_faults()}
    diagnostics = json.loads(report.report(found, {}, names))["diagnostics"]
    summaries = [_summary(file, incident) for file, incident in incidents if incident]
    return json.dumps({"version": 1, "incidents": summaries, "diagnostics": diagnostics}, indent=2) + "\n"


def _summary(file: str, incident: Incident) -> dict[str, Any]:
    restored = incident.restored
    return {
        "file": file,
        "id": incident.id,
        "began": incident.began,
        "restored": restored.at if restored else None,
        "last": incident.entries[-1].at if incident.entries else None,
        "responder": incident.who,
        "environment": incident.environment,
        "runbooks": {name: book.version for name, book in incident.runbooks.items()},
        "severities": sorted({book.severity for book in incident.runbooks.values()}),
        "path": [{"step": way.step, "answer": way.answer, "to": way.to} for way in incident.path],
        "escalations": sum(entry.kind == "called" for entry in incident.entries),
        "seconds_to_diagnose": incident.seconds_to(incident.diagnosed),
        "seconds_to_restore": incident.seconds_to(restored),
    }


def _text(found: Sequence[Diagnostic], readings: Sequence[Reading]) -> str:
    from ..pipeline import all_faults
    from ..reports import text

    names = {fault.code: fault.name for fault, _ in all_faults()}
    texts = {each.document.path: each.document.text for each in readings if each.document}
    return text.report(found, texts, names, colour=colour(sys.stderr)) if found else ""


def _compared(readings: Sequence[Reading], book: Path, today: Any) -> list[Diagnostic]:
    from ..incidents.compare import compare
    from ..pipeline import compile_book

    compiled = compile_book(book, today)
    if not compiled.ok:
        print("nightbook: the book has errors; `nightbook check` says which.", file=sys.stderr)
    return [
        each
        for reading in readings
        if reading.incident and reading.document
        for each in compare(reading.incident, reading.document, compiled.book)
    ]
