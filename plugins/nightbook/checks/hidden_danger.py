"""A command that destroys something, in a step that says it only reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book, PlacedCommand
from ..model.settings import Policy
from .check import Check, Finding
from .places import holding, place

_HINTS = (
    "delete",
    "drain",
    "drop",
    "truncate",
    "destroy",
    "rm ",
    "flush",
    "uninstall",
    "prune",
    "teardown",
    " rb ",
    "reset",
)
"""One of these stands in every text that a pattern finds; looking for them is quicker."""

_REST = r"\s(?:(?:[^\n|;&]|\\\n)*?\s)?"
_SQL = (
    r"drop\s+(?:table|database|schema|view|materialized\s+view|index|keyspace|column)\b"
    r"|truncate\s+(?:table\s+)?(?=[\w\"<])(?!table\b)|delete\s+from\b"
)
_SHELL = (
    rf"kubectl{_REST}(?:delete|drain)\s|helm{_REST}(?:uninstall|delete)\s|terraform{_REST}-?destroy\b"
    rf"|rm\s+(?:-\S+\s+)*(?:-[a-z]*r[a-z]*|--recursive)\s|flush(?:all|db)\b|dropdb\s"
    rf"|aws{_REST}s3\s+(?:rm|rb)\s|gsutil{_REST}rm\s|gcloud{_REST}delete\s|feast{_REST}teardown\b"
    rf"|airflow{_REST}(?:dags\s+delete|db\s+reset)\b|kafka-topics\S*{_REST}--delete\b"
    rf"|docker{_REST}(?:prune|volume\s+rm)\b|curl{_REST}(?:-X\s*|--request[ =])delete\b"
)
_DANGER = {
    "shell": re.compile(rf"(?<![\w-])(?:{_SHELL}|{_SQL})", re.IGNORECASE),
    "sql": re.compile(rf"\b(?:{_SQL})", re.IGNORECASE),
    "http": re.compile(r"^\s*delete\s", re.IGNORECASE),
}
_HARMLESS = re.compile(r"can-i|--dry-run(?!=none)|\b(?:grep|echo|rg)\s|^\s*(?:#|--)")
_SEGMENT = re.compile(r"[\n;&|]")


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for command, text in holding(entry, *_HINTS):
            danger = dangerous(command, text) if says_reading(command) else None
            if danger:
                what = " ".join(danger[0].replace("\\", " ").split())
                yield Finding(
                    f"`{what}` destroys something, and {_said(command)}",
                    place(entry, command, danger.start(), danger.end()),
                    _help(command),
                )


def says_reading(command: PlacedCommand) -> bool:
    """Whether a reader takes it for harmless: nothing says that it changes something."""
    if command.step:
        return command.role == "run" and not command.step.changes_something
    return command.route[0] != "remedies"


def dangerous(command: PlacedCommand, text: str) -> re.Match[str] | None:
    """The first place where a command obviously destroys something."""
    pattern = _DANGER.get(command.command.language)
    found = pattern.finditer(text) if pattern else ()
    return next((each for each in found if not _is_harmless(text, each)), None)


def _is_harmless(text: str, found: re.Match[str]) -> bool:
    """Whether it is only looked for, asked about or tried; read from the last separator to the next."""
    start = max((each.end() for each in _SEGMENT.finditer(text, 0, found.start())), default=0)
    end = _SEGMENT.search(text.replace("\\\n", "  "), found.end())
    return _HARMLESS.search(text[start : end.start() if end else len(text)]) is not None


def _said(command: PlacedCommand) -> str:
    if command.step and command.step.effect:
        return "`effect` says read-only"
    return "the step does not say so" if command.step else "a command in this place only reads"


def _help(command: PlacedCommand) -> str:
    if command.step and command.step.do:
        return "Write `effect: irreversible` with `approval` and `danger`, or `reversible` with `undo`."
    return "Move it to a `do` step with its `effect`; what is run here must change nothing."


CHECK = Check(
    "NB719",
    "hidden-danger",
    Severity.ERROR,
    "A command that destroys something where the reader expects one that reads.",
    find,
)
