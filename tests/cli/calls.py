"""The command line as a person calls it: a process, its exit code and what it said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

BASE = Path(__file__).parents[1] / "cases" / "_base"
PROJECT = Path(__file__).parents[2]
EXAMPLE = "runbooks/serving/example.yaml"
TODAY = ("--today", "2026-11-20")
COMMAND = (sys.executable, "-m", "nightbook")


class Said(NamedTuple):
    code: int
    out: str
    err: str


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours without what would change the output."""
    unwanted = ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "GITHUB_WORKSPACE", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", **(more or {})}


def nightbook(*arguments: str, at: Path, env: Mapping[str, str] | None = None) -> Said:
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=at, env=environment(env), capture_output=True, text=True, timeout=120
    )
    return Said(done.returncode, done.stdout, done.stderr)


def book(home: Path) -> Path:
    """A copy of the small book without a fault."""
    shutil.copytree(BASE, home / "book")
    config = home / "book" / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "theme: {name: material, font: false}\n", "utf-8")
    return home / "book"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
