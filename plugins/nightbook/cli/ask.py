"""What several commands ask of a person: a path, a day."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any


class UsageError(Exception):
    """The command cannot run as called, or not on this machine. Says why in one sentence."""


def add_command(
    commands: Any, name: str, help: str, description: str, epilog: str = ""
) -> argparse.ArgumentParser:
    """A subcommand with its help; `epilog` keeps its lines."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=help,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def add_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        nargs="?",
        default=".",
        type=Path,
        metavar="PATH",
        help="a mkdocs.yml, a folder in its project, or a bare folder of runbooks (default: this folder)",
    )


def add_today(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--today",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day that counts as today (default: SOURCE_DATE_EPOCH, or today in UTC)",
    )


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day, written like 2026-11-20")
    return day


def book_at(path: Path) -> Path:
    """The mkdocs.yml or bare folder that a path means. Raises UsageError."""
    from ..pipeline import locate

    if not path.exists():
        raise UsageError(f"{path} does not exist.")
    if path.is_file() and not path.name.startswith("mkdocs"):
        raise UsageError(f"{path} is not a mkdocs.yml; give the folder of the book instead.")
    return locate(path)


def project_at(path: Path) -> Path:
    """The mkdocs.yml that a path means. Raises UsageError where there is none."""
    config = book_at(path)
    if config.is_dir():
        raise UsageError(f"{path} has no mkdocs.yml; `nightbook new --book {path}` writes one.")
    return config
