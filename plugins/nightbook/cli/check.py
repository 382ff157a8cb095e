"""`nightbook check`: what is wrong with a book."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from .ask import add_command, add_path, add_today, book_at
from .terminal import colour, progress

_FORMATS = ("text", "json", "github")
_EPILOG = """\
examples:
  nightbook check
  nightbook check docs/runbooks --strict
  nightbook check --format github        annotations in GitHub Actions
  nightbook check --format json | jq '.diagnostics[].code'

exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 the command cannot run as called
"""


def add(commands: Any) -> None:
    parser = add_command(
        commands,
        "check",
        "find what is wrong with a book",
        "Read every runbook and the catalog, and say what is wrong, where, and what to write instead.",
        _EPILOG,
    )
    add_path(parser)
    parser.add_argument(
        "--format", choices=_FORMATS, default="text", help="form of the findings (default: text)"
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 for warnings too")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing when there is no finding")
    add_today(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from ..diagnostics import Severity
    from ..pipeline import compile_book
    from .findings import report

    compiled = compile_book(book_at(arguments.path), arguments.today, progress)
    if compiled.diagnostics or not arguments.quiet or arguments.format == "json":
        print(report(compiled, arguments.format, colour=colour(sys.stdout)), end="")
    counted = (Severity.ERROR, Severity.WARNING) if arguments.strict else (Severity.ERROR,)
    return int(any(found.severity in counted for found in compiled.diagnostics))
