"""`nightbook`: arguments in, exit code out: 0 is good, 1 a book with errors, 2 a call that cannot work."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from .. import __version__
from . import build, check, explain, handbook, incident, new, rotation, schema, serve
from .ask import UsageError

COMMANDS = (check, build, serve, new, rotation, explain, schema, incident, handbook)

EPILOG = """\
examples:
  nightbook new --book .                 start a book in this folder
  nightbook new disk-full --area storage add a runbook to it
  nightbook check                        find what is wrong
  nightbook serve                        read it at http://127.0.0.1:8000
  nightbook build                        write the site
  nightbook explain NB501                what a finding means and what to write instead

exit codes: 0 nothing wrong, 1 errors in the book, 2 the command cannot run as called
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Never raises for what a person can cause."""
    _survive_any_encoding()
    try:
        code = _run(parser().parse_args(arguments))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return _reader_left()
    except UsageError as error:
        return _fail(str(error))
    except ValueError as error:
        from ..pipeline import ClockError

        if not isinstance(error, ClockError):
            raise
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.filename or 'a file'}: {error.strerror or error}.")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="nightbook",
        description="Compile runbooks written as YAML into the site an on-call engineer opens.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"nightbook {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return top


def _run(arguments: argparse.Namespace) -> int:
    code: int = arguments.run(arguments)
    return code


def _fail(message: str) -> int:
    print(f"nightbook: {message}", file=sys.stderr)
    return 2


def _survive_any_encoding() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _reader_left() -> int:
    """`nightbook check | head`: nobody reads on, and the last flush must not complain either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141
