"""What mkdocs.yml says of the site around the book: Document -> Site."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity
from ..schema.validate import validate
from ..sources.document import Document, Json, Route
from .settings import Settings, settings


@dataclass(frozen=True)
class Site:
    """`base` is the folder of mkdocs.yml, `docs` that of the runbooks, `folder` the same as paths show it."""

    base: Path
    docs: Path
    folder: str
    name: str = "Runbooks"
    url: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    settings: Settings = field(default_factory=Settings)

    @property
    def templates(self) -> Path | None:
        """The folder of templates that replace ours, if there is one."""
        return self.base / self.settings.templates if self.settings.templates else None


def bare_site(docs: Path) -> Site:
    """A folder of runbooks without a mkdocs.yml: all defaults."""
    return Site(base=docs.parent, docs=docs, folder=docs.name)


def site_of(config: Document, base: Path) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The Site that a mkdocs.yml describes, and what is wrong with the plugin's options."""
    data: Mapping[str, Any] = config.data if isinstance(config.data, dict) else {}
    docs = base / _text(data, "docs_dir", "docs")
    folder = os.path.relpath(docs, base).replace(os.sep, "/")
    inside = not folder.startswith("..")
    options, route = _options(data)
    part = _part(config, options, route)
    found = validate(part, "settings")
    if not found and isinstance(options, dict):
        found = _no_templates(part, options.get("templates"), base)
    site = Site(
        base=base if inside else docs.parent,
        docs=docs,
        folder=folder if inside else docs.name,
        name=_text(data, "site_name", "Runbooks"),
        url=_text(data, "site_url", ""),
        repo_url=_text(data, "repo_url", "").rstrip("/"),
        edit_uri=_text(data, "edit_uri", ""),
        settings=settings(options) if isinstance(options, dict) and not found else Settings(),
    )
    return site, found


def _text(data: Mapping[str, Any], name: str, default: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) and value else default


def _no_templates(part: Document, folder: Json, base: Path) -> tuple[Diagnostic, ...]:
    if not isinstance(folder, str) or (base / folder).is_dir():
        return ()
    message = f'there is no folder of templates "{folder}" beside {part.path}'
    help_text = "Correct the path, or remove `templates` to use the ones that come with nightbook."
    return (Diagnostic("NB113", Severity.ERROR, message, part.span(("templates",)), help_text),)


def _options(data: Mapping[str, Any]) -> tuple[Json, Route]:
    """The plugin's options in `plugins:`, a list or a mapping, and where they stand."""
    plugins = data.get("plugins")
    if isinstance(plugins, dict) and plugins.get("nightbook") is not None:
        return plugins["nightbook"], ("plugins", "nightbook")
    for index, plugin in enumerate(plugins if isinstance(plugins, list) else ()):
        if isinstance(plugin, dict) and plugin.get("nightbook") is not None:
            return plugin["nightbook"], ("plugins", index, "nightbook")
    return {}, ()


def _part(config: Document, data: Json, route: Route) -> Document:
    """The document of a part: its data, with routes that begin there."""
    cut = len(route)
    values = {at[cut:]: extent for at, extent in config.values.items() if at[:cut] == route}
    keys = {at[cut:]: extent for at, extent in config.keys.items() if at[:cut] == route}
    return replace(config, data=data, values=values, keys=keys)
