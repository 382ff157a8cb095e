"""`nightbook rotation`: a schedule of PagerDuty or an iCalendar feed as a rotation of the catalog."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from .ask import UsageError, add_command, book_at
from .schedules import BadSchedule, Schedule, calendar_feed, pagerduty

if TYPE_CHECKING:
    from ..pipeline import Compiled
    from .schedules.imported import Imported

FILE = "imported-rotations.yaml"
_HEAD = "# Written by `nightbook rotation`. Name, team and channels are yours to change: the next import keeps them.\n"
_EPILOG = """\
examples:
  nightbook rotation schedule.json                    print it as YAML
  nightbook rotation schedule.json --write            to catalog/imported-rotations.yaml
  nightbook rotation on-call.ics --id ml-platform-primary --weeks 4

exit codes: 0 imported, 1 the file or the book has errors, 2 the command cannot run as called
"""


def add(commands: Any) -> None:
    parser = add_command(
        commands,
        "rotation",
        "import an on-call schedule",
        "Read who is on call when from PagerDuty's JSON of a schedule or from an iCalendar feed, and write it as a "
        "rotation of the catalog. People are found by mail address, then by name.",
        _EPILOG,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a schedule: .json, or .ics")
    parser.add_argument(
        "--book", type=Path, default=Path(), metavar="PATH", help="the book (default: this folder)"
    )
    parser.add_argument("--id", help="the rotation's id (default: that of the same name, or from the name)")
    parser.add_argument(
        "--team", help="the rotation's team (default: as before, or that of the first person)"
    )
    parser.add_argument("--time-zone", metavar="ZONE", help="its IANA time zone (default: as the file says)")
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="YYYY-MM-DD",
        help="when the file was exported (default: its last change)",
    )
    parser.add_argument(
        "--weeks", type=int, default=8, help="how far to look ahead in a calendar (default: 8)"
    )
    parser.add_argument("--write", action="store_true", help=f"write it to catalog/{FILE} of the book")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from ..pipeline import compile_book
    from .schedules.imported import imported

    compiled = compile_book(book_at(arguments.book))
    _refuse_broken(compiled)
    catalog = compiled.book.catalog
    if not 1 <= arguments.weeks <= 520:
        raise UsageError("--weeks is from 1 to 520.")
    if arguments.team and arguments.team not in catalog.teams:
        raise UsageError(f"there is no team {arguments.team!r} in the catalog.")
    found: list[Imported] = []
    bad = False
    for file in arguments.files:
        as_of = arguments.as_of or _changed(file)
        text = ""
        try:
            text = _text(file)
            schedules = _read(file, text, as_of, arguments.weeks)
            if arguments.id and len(schedules) * len(arguments.files) > 1:
                raise UsageError("--id names one rotation, and there are more schedules.")
            found += [
                imported(each, catalog, as_of, arguments.id, arguments.team, arguments.time_zone)
                for each in schedules
            ]
        except BadSchedule as error:
            bad = True
            line, column = error.at(text)
            print(f"{file}:{line}:{column}: error: {error.message}\n  help: {error.help}", file=sys.stderr)
    if bad:
        return 1
    ids = [each.id for each in found]
    if twice := next((id for id in ids if ids.count(id) > 1), ""):
        raise UsageError(f'two schedules would both be "{twice}": import them one by one with --id.')
    return _write(found, compiled, book_at(arguments.book)) if arguments.write else _print(found)


def _refuse_broken(compiled: Compiled) -> None:
    """What the catalog says cannot be kept where it cannot be read. Raises UsageError.

    What the checks find later is no hindrance: the import may be what mends it.
    """
    from ..diagnostics import Severity

    catalog = PurePosixPath(compiled.site.folder) / "catalog"
    for each in compiled.diagnostics:
        in_catalog = PurePosixPath(each.span.file).is_relative_to(catalog)
        if in_catalog and each.severity is Severity.ERROR and each.code < "NB2":
            where = f"{each.span.file}:{each.span.line}"
            raise UsageError(f"{where} has an error; correct it first: `nightbook check` says what it is.")
    if not compiled.book.catalog_documents:
        raise UsageError("the book's catalog cannot be read; `nightbook check` says why.")


# The file.


def _text(file: Path) -> str:
    raw = file.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadSchedule("this is not UTF-8 text", "Save the export as it is.", place=(line, 1)) from error


def _read(file: Path, text: str, as_of: dt.date, weeks: int) -> tuple[Schedule, ...]:
    if text.lstrip()[:15].upper() == "BEGIN:VCALENDAR" or file.suffix.lower() in (".ics", ".ical"):
        return calendar_feed.read(text, as_of - dt.timedelta(days=1), as_of + dt.timedelta(weeks=weeks))
    return pagerduty.read(text)


def _changed(file: Path) -> dt.date:
    return dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC).date()


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day, written like 2026-11-20") from None
    if not 1900 <= day.year < 3000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day from 1900 to 2999")
    return day


# Out.


def _print(found: Sequence[Imported]) -> int:
    from ..portable.emit import emit

    print(emit({"rotations": {each.id: each.fields for each in found}}), end="")
    return 0


def _write(found: Sequence[Imported], compiled: Compiled, book: Path) -> int:
    """Into the file of imports, where the others stay as they are; then what `check` says of that file."""
    from ..diagnostics import has_errors
    from ..pipeline import compile_book
    from ..portable.emit import emit
    from .findings import report

    place = compiled.site.docs / "catalog" / FILE
    data = _besides(found, compiled)
    data["rotations"] = {**data.get("rotations", {}), **{each.id: each.fields for each in found}}
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(_HEAD + emit(data), "utf-8", newline="\n")
    print(f"Wrote {place}.")
    again = compile_book(book)
    ours = tuple(each for each in again.diagnostics if each.span.file.endswith(f"catalog/{FILE}"))
    if ours:
        print(report(replace(again, diagnostics=ours)), end="")
    return int(has_errors(ours))


def _besides(found: Sequence[Imported], compiled: Compiled) -> dict[str, Any]:
    """What the file of imports holds already. Raises UsageError for a rotation that stands in another file."""
    data: dict[str, Any] = {}
    for document in compiled.book.catalog_documents:
        here: Any = document.data if isinstance(document.data, dict) else {}
        if document.path.endswith(f"catalog/{FILE}"):
            data = here
            continue
        for each in found:
            if each.id in here.get("rotations", {}):
                span = document.span(("rotations", each.id), key=True)
                raise UsageError(
                    f'"{each.id}" stands in {span.file}:{span.line}. Print it without --write and replace it there, or '
                    f"move what stands there to {FILE}: its channels are kept."
                )
    return dict(data)
