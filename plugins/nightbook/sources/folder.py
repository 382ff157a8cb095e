"""A folder of YAML files -> documents. With `git`, the only module of the core that touches the disk."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ..diagnostics import Diagnostic, Span, in_order
from .characters import BAD
from .document import Document
from .faults import report
from .limits import MAX_BYTES, too_large
from .parse import parse, text_of

Progress: TypeAlias = Callable[[Iterable[Path], int], Iterable[Path]]
"""Wraps the loop over the files, given their number: room for a progress bar."""

_SUFFIXES = (".yaml", ".yml")
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_LOOPS = (errno.ELOOP, getattr(errno, "WSAELOOP", errno.ELOOP))


@dataclass(frozen=True, slots=True)
class FolderContents:
    """What a folder holds. Paths are relative to the base, with `/`, and sorted.

    `rejected` are YAML files that gave no document, so that their ids still count as known; `ignored` are the
    files that are not YAML, and links to a folder that is read at its own place. `texts` are those of the rejected
    files that could be decoded, as a document's text would be, so that a report can show the lines at fault.
    """

    documents: tuple[Document, ...] = ()
    rejected: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    ignored: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a walk has found so far."""

    root: Path
    base: Path
    files: list[Path]
    rejected: list[str]
    faults: list[Diagnostic]
    ignored: list[str]

    def reject(self, path: Path, name: str, message: str, help: str) -> None:
        shown = shown_path(path, self.base)
        self.faults.append(report(name, Span(shown), message, help))
        if path.name.lower().endswith(_SUFFIXES):
            self.rejected.append(shown)


def read_folder(root: Path, base: Path, progress: Progress | None = None) -> FolderContents:
    """Every `*.yaml` and `*.yml` below `root`, read and parsed. Hidden files and folders are left out.

    Never raises for anything on the disk: each trouble is a diagnostic.
    """
    listing = _list(root, base)
    files = sorted(listing.files, key=lambda path: shown_path(path, base))
    documents: list[Document] = []
    texts: dict[str, str] = {}
    rejected, faults = list(listing.rejected), list(listing.faults)
    for path in progress(files, len(files)) if progress else files:
        raw, document, found = _read(path, base)
        faults.extend(found)
        if document:
            documents.append(document)
            continue
        shown = shown_path(path, base)
        rejected.append(shown)
        if text := text_of(raw):
            texts[shown] = text
    ignored = tuple(sorted(listing.ignored))
    return FolderContents(tuple(documents), tuple(sorted(rejected)), in_order(faults), ignored, texts)


def _read(path: Path, base: Path) -> tuple[bytes, Document | None, tuple[Diagnostic, ...]]:
    raw, fault = read_bytes(path, base)
    if raw is None:
        return b"", None, (fault,) if fault else ()
    return raw, *parse(raw, shown_path(path, base))


def read_bytes(path: Path, base: Path, most: int = MAX_BYTES) -> tuple[bytes | None, Diagnostic | None]:
    """The bytes of a regular file of at most `most` bytes, or the fault. Opens nothing that could block."""
    shown = shown_path(path, base)
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            return None, _not_a_file(shown)
        if large := too_large(before.st_size, shown, most):
            return None, large
        raw = _first_bytes(path, most)
    except (OSError, ValueError) as error:
        return None, _unreadable(shown, error)
    return (None, large) if (large := too_large(len(raw), shown, most)) else (raw, None)


def shown_path(path: Path, base: Path) -> str:
    """The path relative to the base, with `/`; characters that cannot be printed are escaped."""
    try:
        relative = os.path.relpath(path, base)
    except ValueError:  # another drive, on Windows
        relative = str(path)
    printable = relative.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(each if _printable(each) else ascii(each)[1:-1] for each in printable)


def _printable(text: str) -> bool:
    return BAD.search(text) is None and "\n" not in text and "\t" not in text


def _first_bytes(path: Path, most: int) -> bytes:
    """At most one byte over the cap: the file may have grown since its size was asked for."""
    with os.fdopen(os.open(path, os.O_RDONLY | _NO_WAIT), "rb") as file:
        return file.read(most + 1)


def _list(root: Path, base: Path) -> _Listing:
    listing = _Listing(root, base, [], [], [], [])
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "does not exist"
        message = f"The folder {shown_path(root, base)} {what}."
        listing.faults.append(
            report("missing-folder", Span(shown_path(root, base)), message, "Check the path.")
        )
        return listing
    waiting = [root]
    while waiting:
        waiting.extend(_list_one(waiting.pop(), listing))
    return listing


def _list_one(folder: Path, listing: _Listing) -> Iterator[Path]:
    """Files a folder's entries in the listing; gives the folders in it."""
    try:
        entries = [Path(entry.path) for entry in os.scandir(folder)]
    except OSError as error:
        listing.faults.append(_unreadable(shown_path(folder, listing.base), error))
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        try:
            yield from _list_entry(path, listing)
        except (OSError, RuntimeError, ValueError) as error:
            listing.reject(path, *_trouble(path, error))


def _list_entry(path: Path, listing: _Listing) -> Iterator[Path]:
    """Files one entry; gives it back if it is a folder to walk. Raises `OSError` for a link to nowhere."""
    is_yaml = path.name.lower().endswith(_SUFFIXES)
    if path.is_symlink() and not _link_may_be_read(path, listing):
        return
    mode = path.stat().st_mode
    is_odd = not _printable(path.name) or _has_surrogates(path.name)
    if is_odd and (is_yaml or stat.S_ISDIR(mode)):
        message = f"The name {shown_path(path, listing.base)} is not plain UTF-8 text."
        listing.reject(path, "odd-file-name", message, "Rename it; use small letters, digits and hyphens.")
    elif is_yaml and stat.S_ISREG(mode):
        listing.files.append(path)
    elif stat.S_ISDIR(mode) and not is_yaml:
        yield path
    else:
        _list_other(path, mode, listing, is_yaml=is_yaml, is_odd=is_odd)


def _list_other(path: Path, mode: int, listing: _Listing, *, is_yaml: bool, is_odd: bool) -> None:
    """Files what is not read here. MkDocs copies or renders it, so it must be a file that can be opened."""
    shown = shown_path(path, listing.base)
    if not stat.S_ISREG(mode):
        listing.faults.append(_not_a_file(shown, is_yaml=is_yaml))
        listing.rejected.extend([shown] if is_yaml else ())
    elif not os.access(path, os.R_OK):
        listing.faults.append(_unreadable(shown, PermissionError(errno.EACCES, "Permission denied")))
    elif not is_odd:
        listing.ignored.append(shown)


def _link_may_be_read(path: Path, listing: _Listing) -> bool:
    """Whether a link leads to a file inside the root. Raises `OSError` or `RuntimeError` if nowhere.

    Every kind of file counts: what is not YAML is published as it is.
    """
    target, root = path.resolve(strict=True), listing.root.resolve()
    is_folder = target.is_dir()
    shown, folder = shown_path(path, listing.base), shown_path(listing.root, listing.base)
    help = "Copy what it leads to into the folder."
    if path.parent.resolve().is_relative_to(target):
        message = f"The link {shown} leads back to a folder around it."
        listing.reject(path, "link-loop", message, "Delete the link.")
    elif not target.is_relative_to(root):
        listing.reject(path, "link-leaves-folder", f"The link {shown} leads out of {folder}.", help)
    elif not is_folder:
        return True
    elif any(part.startswith(".") for part in target.relative_to(root).parts):  # nobody looks into it
        message = f"The link {shown} leads into a hidden folder of {folder}."
        listing.reject(path, "link-leaves-folder", message, help)
    else:  # its files are read at their own place
        listing.ignored.append(shown)
    return False


def _has_surrogates(name: str) -> bool:
    return any("\ud800" <= each <= "\udfff" for each in name)


def _trouble(path: Path, error: Exception) -> tuple[str, str, str]:
    """Fault, message and help for an entry that cannot be looked at."""
    number = getattr(error, "errno", None)
    if number in _LOOPS or isinstance(error, RuntimeError):
        return "link-loop", f"The link {path.name!r} leads back to itself.", "Delete the link."
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return "broken-link", f"The link {path.name!r} leads nowhere.", "Mend the link or delete it."
    return "unreadable-file", f"{path.name!r} cannot be read: {_reason(error)}.", "Check its permissions."


def _unreadable(shown: str, error: Exception) -> Diagnostic:
    message = f"{shown} cannot be read: {_reason(error)}."
    return report("unreadable-file", Span(shown), message, "Check that it exists and its permissions.")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _not_a_file(shown: str, *, is_yaml: bool = True) -> Diagnostic:
    yaml = "named like a YAML file, but it is a folder or a device"
    message = f"{shown} is {yaml if is_yaml else 'a pipe, a socket or a device'}."
    return report("not-a-file", Span(shown), message, "Rename it or delete it.")
