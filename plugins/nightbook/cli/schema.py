"""`nightbook schema`: the JSON Schemas, printed, or written where editors find them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from .ask import add_command

NAMES = ("runbook", "catalog", "settings", "incident")
_EPILOG = """\
examples:
  nightbook schema catalog
  nightbook schema --write schema        files for `# yaml-language-server: $schema=…` lines to point at
"""


def add(commands: Any) -> None:
    parser = add_command(
        commands,
        "schema",
        "print or write the JSON Schemas",
        "Print the JSON Schema of a runbook, a catalog file, the settings or a recorded incident, or write all.",
        _EPILOG,
    )
    parser.add_argument(
        "name", nargs="?", choices=NAMES, default="runbook", help="which one (default: runbook)"
    )
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="write all of them there, anew if they are there already"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from ..schema import contract

    if arguments.write:
        write(arguments.write)
        print(f"Wrote {arguments.write}: {', '.join(map(file_name, NAMES))}.")
    else:
        sys.stdout.write(contract.text(arguments.name))
    return 0


def write(folder: Path) -> None:
    """All schemas, so that an editor completes and checks without a network."""
    from ..schema import contract

    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (folder / file_name(name)).write_text(contract.text(name), "utf-8", newline="\n")


def file_name(name: str) -> str:
    return f"{name}.schema.json"
