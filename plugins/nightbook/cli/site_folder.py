"""Which folders `nightbook build` may replace."""

from __future__ import annotations

from pathlib import Path

from .ask import UsageError

_SITE = ("404.html", "sitemap.xml")
"""MkDocs writes both with every site, whatever its pages."""
_NOT_A_SITE = (".git", "mkdocs.yml", "pyproject.toml", "catalog")


def refuse_what_is_no_site(place: Path, source: Path) -> None:
    """A folder may be replaced when it is absent, empty or a built site. Raises UsageError."""
    if place.exists() and not place.is_dir():
        raise UsageError(f"{place} is a file, and a site is a folder.")
    names = {entry.name for entry in place.iterdir()} if place.exists() else set()
    if not names:
        return
    holds_source = source.resolve().is_relative_to(place.resolve())
    if holds_source or names.intersection(_NOT_A_SITE) or not names.intersection(_SITE):
        raise UsageError(f"{place} holds files that are not a built site; empty it, or name another folder.")
