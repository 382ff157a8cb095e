"""A small book without a fault, and cases that differ from it: files in, diagnostics out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from nightbook import checks
from nightbook.checks import suppressions
from nightbook.diagnostics import Diagnostic
from nightbook.model import faults as model_faults
from nightbook.pipeline import Compiled, compile_book
from nightbook.reports.text import report
from nightbook.schema import faults as schema_faults
from nightbook.sources import faults as source_faults

TODAY = dt.date(2026, 11, 20)
CASES = Path(__file__).parents[1] / "cases"
BASE = CASES / "_base"
EXAMPLE = "runbooks/serving/example.yaml"

FAULTS = (
    *source_faults.FAULTS,
    *schema_faults.FAULTS,
    *model_faults.FAULTS,
    *(check.fault for check in checks.ALL),
    *suppressions.FAULTS,
)
NAMES: Mapping[str, str] = {fault.code: fault.name for fault in FAULTS}

Files = dict[str, str]
"""Texts by path, relative to the folder of mkdocs.yml."""


def folder(path: Path) -> Files:
    """Every file below a folder."""
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return {file.relative_to(path).as_posix(): file.read_text("utf-8") for file in files}


def base() -> Files:
    return folder(BASE)


def overlaid(changes: Iterable[tuple[str, str]]) -> Files:
    """The base book with top-level keys replaced or added; a file that the base does not have is new."""
    files = base()
    for path, text in changes:
        files[path] = _overlaid(files[path], text) if path in files else text
    return files


def _overlaid(old: str, new: str) -> str:
    replaced = _blocks(new)
    kept = [block for key, block in _blocks(old).items() if key not in replaced]
    return "".join(block if block.endswith("\n") else f"{block}\n" for block in (*kept, *replaced.values()))


def _blocks(text: str) -> Mapping[str, str]:
    """Top-level keys with their text. Comments before a key belong to it."""
    blocks: dict[str, str] = {}
    waiting, key = "", ""
    for line in text.splitlines(keepends=True):
        if match := re.match(r"([\w-]+):", line):
            key = match[1]
            blocks[key] = waiting + line
            waiting = ""
        elif line.startswith("#"):
            waiting += line
        else:
            blocks[key] += line
    return blocks


def edited(*edits: tuple[str, str], path: str = EXAMPLE) -> Files:
    """The base book with texts of one file replaced; each must stand there once."""
    files = base()
    for old, new in edits:
        assert files[path].count(old) == 1, f"{old!r} stands {files[path].count(old)} times in {path}"
        files[path] = files[path].replace(old, new)
    return files


def compiled(files: Files, home: Path, today: dt.date = TODAY) -> Compiled:
    for path, text in files.items():
        file = home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
    return compile_book(home / "mkdocs.yml", today)


def found(files: Files, home: Path, today: dt.date = TODAY) -> tuple[Diagnostic, ...]:
    return compiled(files, home, today).diagnostics


def codes(files: Files, home: Path, today: dt.date = TODAY) -> list[str]:
    return [each.code for each in found(files, home, today)]


def text_report(files: Files, home: Path, today: dt.date = TODAY) -> str:
    result = compiled(files, home, today)
    return report(result.diagnostics, result.texts, NAMES)


def said(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """`file:line severity code message`, to be compared with an exact list."""
    for each in diagnostics:
        yield f"{each.span.file}:{each.span.line} {each.severity} {each.code} {each.message}"
