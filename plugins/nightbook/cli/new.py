"""`nightbook new`: a runbook to begin with, or a whole book. Asks nothing, and never writes over a file."""

from __future__ import annotations

import argparse
import os
import re
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .ask import UsageError, add_command, add_path, book_at

if TYPE_CHECKING:
    from ..pipeline import Compiled

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S*runbook\.schema\.json)\s*\n")
_WRITTEN_ON = "2026-01-01"
"""The day that stands in the starter book's files."""
_EPILOG = """\
examples:
  nightbook new disk-full --area storage --title "A disk is full"
  nightbook new retraining --kind maintenance --owner applied-ml
  nightbook new --book .                 mkdocs.yml, a small catalog, one example

The runbook is a draft: `nightbook check` names each TODO that is left in it.
"""


def add(commands: Any) -> None:
    parser = add_command(
        commands,
        "new",
        "begin a runbook or a book",
        "Write the smallest valid runbook, or a small whole book.",
        _EPILOG,
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("id", nargs="?", metavar="ID", help="the runbook's id and file name, such as disk-full")
    what.add_argument("--book", type=Path, metavar="FOLDER", help="write a starter book there instead")
    add_path(parser)
    parser.add_argument("--title", help="the failure as a person would say it (default: from the id)")
    parser.add_argument("--owner", metavar="TEAM", help="a team of the catalog (default: the first)")
    parser.add_argument(
        "--severity", help="a severity of the catalog (default: the last, which asks for least)"
    )
    parser.add_argument(
        "--kind", choices=("incident", "maintenance"), default="incident", help="default: incident"
    )
    parser.add_argument("--area", help="the folder it goes to (default: that of PATH)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.book:
        return _book(arguments.book)
    return _runbook(arguments)


# A runbook.


def _runbook(arguments: argparse.Namespace) -> int:
    from ..pipeline import compile_book, this_day
    from . import draft

    book = book_at(arguments.path)
    compiled = compile_book(book)
    place = _place(arguments, compiled)
    wishes = draft.Wishes(
        arguments.id, arguments.kind, this_day(), arguments.title, arguments.owner, arguments.severity
    )
    text = draft.text(wishes, compiled.book.catalog, compiled.policy.settings)
    _write_new(place, _modeline(place, compiled) + text)
    _refuse_errors(place, book)
    print(f"Wrote {_shown(place)}. Fill in its TODOs; `nightbook check` lists them.")
    return 0


def _place(arguments: argparse.Namespace, compiled: Compiled) -> Path:
    """Where the file goes. Raises UsageError when the id or the area cannot be one, or the id is taken."""
    known = compiled.book.known.get("runbooks", frozenset()) | compiled.book.known.get(
        "baselines", frozenset()
    )
    docs = compiled.site.docs.resolve()
    area = arguments.area if arguments.area is not None else _area_of(arguments.path.resolve(), docs)
    for part in filter(None, (arguments.id, *area.split("/"))):
        if not _ID.fullmatch(part) or len(part) > 60:
            raise UsageError(
                f"{part!r} is not an id: lower-case letters, digits and single hyphens, at most 60."
            )
    if area.split("/")[0] == "catalog":
        raise UsageError("the folder catalog is for the catalog; choose another --area.")
    if arguments.id in known:
        raise UsageError(f"there is a runbook {arguments.id!r} already; choose another id.")
    return docs / area / f"{arguments.id}.yaml"


def _area_of(path: Path, docs: Path) -> str:
    inside = path.is_dir() and path.is_relative_to(docs)
    return path.relative_to(docs).as_posix().removeprefix(".") if inside else ""


def _refuse_errors(place: Path, book: Path) -> None:
    """Takes the new file back when the options make no valid runbook: an unknown team, too short a title."""
    from ..diagnostics import Severity
    from ..pipeline import compile_book

    compiled = compile_book(book)
    shown = place.relative_to(compiled.site.docs.parent.resolve()).as_posix()
    for found in compiled.diagnostics:
        if found.severity is Severity.ERROR and found.span.file.endswith(shown):
            place.unlink()
            with suppress(OSError):  # the area is not empty, which is well
                place.parent.rmdir()
            raise UsageError(f"{found.message}. {found.help}".strip())


def _modeline(place: Path, compiled: Compiled) -> str:
    """Points at the schema that the other runbooks use, or at `schema/`, written when it is not there."""
    from . import schema

    for path, text in compiled.texts.items():
        if match := _MODELINE.match(text):
            return _pointing_at(match[1], (compiled.site.base / path).parent, place)
    folder = compiled.site.base / "schema"
    if not (folder / schema.file_name("runbook")).is_file():
        schema.write(folder)
        print(f"Wrote {_shown(folder)}: the schemas, for your editor.")
    return _pointing_at(f"{folder.resolve().as_posix()}/{schema.file_name('runbook')}", folder, place)


def _pointing_at(target: str, seen_from: Path, place: Path) -> str:
    if "://" not in target:
        target = os.path.relpath((seen_from / target).resolve(), place.parent).replace(os.sep, "/")
    return f"# yaml-language-server: $schema={target}\n"


# A book.


def _book(folder: Path) -> int:
    from ..pipeline import this_day
    from . import schema

    starter = files(__package__).joinpath("starter")
    texts = {path: source.read_text("utf-8") for path, source in _below(starter, "")}
    taken = [path for path in ("mkdocs.yml", "runbooks", "schema") if (folder / path).exists()]
    if taken:
        raise UsageError(f"{folder / taken[0]} is there already, and nothing is written over.")
    for path, text in texts.items():
        _write_new(folder / path, text.replace(_WRITTEN_ON, this_day().isoformat()))
    schema.write(folder / "schema")
    if not (folder / ".gitignore").exists():
        _write_new(folder / ".gitignore", "site/\n")
    print(f"Wrote mkdocs.yml, runbooks/ and schema/ to {folder}.")
    print("Put your own people into runbooks/catalog, then:")
    print(f"  nightbook check {folder}\n  nightbook serve {folder}")
    return 0


def _below(folder: Traversable, above: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{above}{entry.name}"
        found.extend(_below(entry, f"{path}/") if entry.is_dir() else [(path, entry)])
    return found


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{_shown(path)} is there already, and nothing is written over.") from None


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
