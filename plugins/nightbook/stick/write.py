"""The folder: which page becomes which file, and all of them written in one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..pages.page import Page
from ..pages.stick import Stick
from ..pipeline import Compiled
from ..swap import CannotWrite, replaced_if_ours
from .file import Around, file_html

__all__ = ["CannotWrite", "file_names", "write"]


def write(compiled: Compiled, stick: Stick, to: Path) -> int:
    """Writes the folder `to`; returns the size of the largest runbook's file in bytes.

    Raises CannotWrite when something else stands there, OSError when the disk refuses; `to` is as it was.
    """
    names = file_names(stick)
    around = Around(
        site=compiled.site.name,
        address=compiled.site.url,
        made=compiled.policy.today.isoformat(),
        names=names,
        sheets=stick.sheets,
    )
    with replaced_if_ours(to, compiled.site.docs, "handbook") as fresh:
        for page in stick.pages:
            (fresh / names[page.url]).write_bytes(file_html(page, around).encode())
        return max((fresh.joinpath(names[page.url]).stat().st_size for page in stick.runbooks), default=0)


def file_names(stick: Stick) -> Mapping[str, str]:
    """The file of each page by the page's address: `contacts/` -> `contacts.html`, a runbook by its id."""
    names: dict[str, str] = {}
    ours = (stick.front, stick.everyone, *stick.handbook)
    _name(ours, (page.uri.removesuffix("/index").replace("/", "-") for page in ours), names)
    _name(stick.runbooks, (page.uri.rpartition("/")[2] for page in stick.runbooks), names)
    return names


def _name(pages: Iterable[Page], wanted: Iterable[str], names: dict[str, str]) -> None:
    """Gives each page its name, or where another has it, one like it. A stick may not tell upper from lower case."""
    taken = {name.casefold() for name in names.values()}
    for page, name in zip(pages, wanted, strict=True):
        file = f"{name}.html"
        while file.casefold() in taken:
            name += "-runbook"
            file = f"{name}.html"
        taken.add(file.casefold())
        names[page.url] = file
