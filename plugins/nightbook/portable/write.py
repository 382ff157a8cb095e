"""The folder on the disk: made beside its place, then renamed into it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..pages.page import Output
from ..pipeline import Compiled
from ..swap import CannotWrite, replaced_if_ours
from .config import config_text
from .markdown import page_text

__all__ = ["CannotWrite", "write"]

_MAY_GO = ("mkdocs.yml", "docs", "site", ".cache")
"""Ours, and what the builders add to it."""
_SOURCES = (".yaml", ".yml")


def write(compiled: Compiled, output: Output, to: Path) -> None:
    """Writes the folder `to`; one that we wrote before, or an empty one, is replaced.

    Raises CannotWrite when something else stands there, OSError when the disk refuses; `to` is as it was.
    """
    with replaced_if_ours(to, compiled.site.docs, "build --to", _MAY_GO) as fresh:
        docs = _Folder(fresh / "docs")
        for name, source in _copied(compiled.site.docs):
            docs.put(name, source.read_bytes())
        for page in output.pages:
            docs.put(f"{page.uri}.md", page_text(page).encode())
        for name, content in output.files.items():
            docs.put(name, content)
        (fresh / "mkdocs.yml").write_bytes(config_text(compiled, output).encode())


class _Folder:
    """Puts files into a folder by their path; remembers which folders there are."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.made: set[str] = set()

    def put(self, name: str, content: bytes) -> None:
        path = os.path.join(self.root, *name.split("/"))  # noqa: PTH118 - a Path for each file costs more than the file
        folder = os.path.dirname(path)  # noqa: PTH120
        if folder not in self.made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.made.add(folder)
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(content)


def _copied(docs: Path) -> Iterator[tuple[str, Path]]:
    """What the author wrote beside the sources: pages, images. No hidden files, no links to elsewhere."""
    root = docs.resolve()
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if name.startswith(".") or name.lower().endswith(_SOURCES):
                continue
            if path.is_file() and path.resolve().is_relative_to(root):
                yield path.relative_to(root).as_posix(), path
