"""The whole tool on one screen: a folder of sources in, a checked Book and its diagnostics out."""

from __future__ import annotations

import datetime as dt
import gc
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from . import checks
from .checks.suppressions import FAULTS as SUPPRESSION_FAULTS
from .checks.suppressions import apply as suppress
from .diagnostics import Diagnostic, has_errors, in_order
from .incidents import faults as incident_faults
from .model import faults as model_faults
from .model.book import Book
from .model.build import build
from .model.settings import Policy
from .model.site import Site, bare_site, site_of
from .schema import faults as schema_faults
from .sources import faults as source_faults
from .sources.config import FAULTS as CONFIG_FAULTS
from .sources.config import read_config
from .sources.faults import Fault
from .sources.folder import Progress, read_folder

if TYPE_CHECKING:
    from .pages.page import Output
    from .pages.stick import Stick

_CHECKED = {
    "sources": (*source_faults.FAULTS, *CONFIG_FAULTS),
    "schema": schema_faults.FAULTS,
    "model": model_faults.FAULTS,
    "checks": (*(check.fault for check in checks.ALL), *SUPPRESSION_FAULTS),
}


@dataclass(frozen=True)
class Compiled:
    """What one run knows: the book, the site around it, the policy, the diagnostics in order, the sources' texts."""

    book: Book
    site: Site
    policy: Policy
    diagnostics: tuple[Diagnostic, ...]
    texts: dict[str, str]

    @property
    def ok(self) -> bool:
        """Whether it may be rendered."""
        return not has_errors(self.diagnostics)


@contextmanager
def collector_off() -> Iterator[None]:
    """A book is a large tree without cycles: looking for garbage in it again and again takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@collector_off()
def compile_book(path: Path, today: dt.date | None = None, progress: Progress | None = None) -> Compiled:
    """A mkdocs.yml, or a folder of runbooks without one -> everything later stages need. Never raises on bad input."""
    config, config_faults = (None, ()) if path.is_dir() else read_config(path)
    site, site_faults = (
        site_of(config, path.parent) if config else (bare_site(path if path.is_dir() else path.parent), ())
    )
    policy = Policy(today=today or this_day(), settings=site.settings)
    if config_faults:
        return Compiled(Book.empty(), site, policy, config_faults, {})
    contents = read_folder(site.docs, site.base, progress)
    book, faults = build(contents, site.folder)
    found = suppress(checks.run(book, policy), book.documents, policy.today)
    diagnostics = in_order([*site_faults, *contents.diagnostics, *faults, *found])
    documents = (*contents.documents, config) if config else contents.documents
    texts = {**{document.path: document.text for document in documents}, **contents.texts}
    return Compiled(book, site, policy, diagnostics, texts)


def locate(path: Path) -> Path:
    """What a person means by a path: its mkdocs.yml, the one beside or above it, or the bare folder itself."""
    if path.is_file() or not path.is_dir():
        return path
    for folder in (path, *path.resolve().parents):
        if (folder / "mkdocs.yml").is_file():
            return folder / "mkdocs.yml"
    return path


class ClockError(ValueError):
    """SOURCE_DATE_EPOCH is set and is no time. Says so in one sentence."""


def this_day() -> dt.date:
    """Today in UTC; SOURCE_DATE_EPOCH decides where it is set, so that a build can be repeated.

    Raises ClockError: a build that silently used the real clock would not be repeated.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).date()
    if not re.fullmatch("[0-9]{1,11}", epoch):
        raise ClockError(
            f"SOURCE_DATE_EPOCH must be seconds since 1970, such as 1795132800, and is {epoch!r}."
        )
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()


def render_book(compiled: Compiled) -> Output:
    """The pages of a book without errors. Raises BadTemplate when a template of the site's own fails."""
    from .pages.render import render  # brings Jinja in, which checking never needs

    severities = {check.code: check.severity for check in checks.ALL}
    return render(compiled.book, compiled.site, compiled.policy, all_faults(), severities)


def render_stick(compiled: Compiled) -> Stick:
    """The pages that a USB stick holds, of a book without errors. Raises BadTemplate as `render_book` does."""
    from .pages.stick import stick

    return stick(compiled.book, compiled.site, compiled.policy)


def fault_names() -> dict[str, str]:
    """The name by code of every fault that `compile_book` can find."""
    return {fault.code: fault.name for faults in _CHECKED.values() for fault in faults}


@cache
def all_faults() -> tuple[tuple[Fault, str], ...]:
    """Every fault that any stage can name, in the order of the codes, with the Markdown that explains it."""
    from .pages.templates import FAULTS as TEMPLATE_FAULTS

    stages = {**_CHECKED, "pages": TEMPLATE_FAULTS, "incidents": incident_faults.FAULTS}
    found = [(fault, _explained(stage, fault)) for stage, faults in stages.items() for fault in faults]
    return tuple(sorted(found, key=lambda pair: pair[0].code))


def _explained(stage: str, fault: Fault) -> str:
    file = files(__package__).joinpath(stage, "explained", f"{fault.code}-{fault.name}.md")
    return file.read_text("utf-8") if file.is_file() else ""
