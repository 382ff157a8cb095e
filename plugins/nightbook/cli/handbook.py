"""`nightbook handbook`: the book as files that open from a USB stick, and as a handbook to print."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .ask import UsageError, add_command, add_path, add_today, book_at
from .terminal import colour, progress

if TYPE_CHECKING:
    from ..pipeline import Compiled

_EPILOG = """\
examples:
  nightbook handbook --to /media/usb/runbooks
  nightbook handbook shop/mkdocs.yml --to handbook

Writes one file for each runbook, index.html, contacts.html and handbook.html, which is the whole book to print.
Each file brings all it needs and opens without a network. Only an absent or empty folder, or one that this
command wrote before, is replaced.

exit codes: 0 written, 1 errors in the book, 2 the command cannot run as called
"""


def add(commands: Any) -> None:
    parser = add_command(
        commands,
        "handbook",
        "write the book for a USB stick and for paper",
        "Check the book and write it as self-contained HTML files.",
        _EPILOG,
    )
    add_path(parser)
    parser.add_argument("--to", type=Path, metavar="FOLDER", required=True, help="where the files go")
    add_today(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from ..pages.templates import BadTemplate
    from ..pipeline import compile_book, render_stick
    from ..stick import CannotWrite, write

    compiled = compile_book(book_at(arguments.path), arguments.today, progress)
    _say(compiled)
    if not compiled.ok:
        return 1
    try:
        stick = render_stick(compiled)
        largest = write(compiled, stick, arguments.to)
    except BadTemplate as error:
        _say(replace(compiled, diagnostics=(error.diagnostic,)))
        return 1
    except CannotWrite as error:
        raise UsageError(str(error)) from error
    count = "1 runbook" if len(stick.runbooks) == 1 else f"{len(stick.runbooks):,} runbooks"
    print(
        f"Wrote {arguments.to}: {count}, the largest {largest / 1000:,.0f} KB. "
        f"Open {arguments.to / 'index.html'}; print {arguments.to / 'handbook.html'}."
    )
    return 0


def _say(compiled: Compiled) -> None:
    from .findings import report

    if compiled.diagnostics:
        print(report(compiled, colour=colour(sys.stderr)), end="", file=sys.stderr)
