"""Help texts in, docs/cli.md out. `--write` writes it; `--check` exits with 1 when it is out of date."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ["COLUMNS"] = "100"  # argparse wraps its help to the terminal
os.environ["NO_COLOR"] = "1"

from nightbook.cli.main import parser

FILE = Path(__file__).parent.parent / "docs" / "cli.md"


def page() -> str:
    top = parser()
    parts = ["# The command line\n", "Written by `scripts/check --write` from the help texts.\n", _block(top)]
    for name, command in _commands(top).items():
        parts += [f"## nightbook {name}\n", _block(command)]
    return "\n".join(parts)


def _commands(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    actions = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return dict(next(actions).choices)


def _block(command: argparse.ArgumentParser) -> str:
    return f"```text\n{command.format_help().rstrip()}\n```\n"


def main(arguments: list[str]) -> int:
    if arguments == ["--write"]:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(page(), "utf-8", newline="\n")
        return 0
    if FILE.is_file() and FILE.read_text("utf-8") == page():
        return 0
    print(f"{FILE} is out of date; `scripts/check --write` writes it.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
