"""The mkdocs.yml of the folder: what the book's own says in plain data, and what our pages need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..pages import assets
from ..pages.page import NavItem, Output
from ..pipeline import Compiled
from ..sources.config import read_config
from ..sources.document import Document, Json, Route
from .emit import emit

_HEAD = """\
# Written by `nightbook build --to`, which replaces this folder: change the book instead.
# MkDocs with its Material theme, ProperDocs and Zensical build it as it is; the plugin is not needed.
"""
# `repo_url` is left out: with it the theme asks its host for stars, unasked, on every page.
_SITE = ("site_name", "site_url", "site_description", "site_author", "copyright")
_THEME = ("language", "direction", "features", "palette", "icon", "logo", "favicon")
_SEARCH = ("lang", "separator", "pipeline", "fields")
_OUR_SEARCH: dict[str, Json] = {
    # Splits alert names and error strings: ModelLatencyHigh, CUDA_ERROR, kube-system/scorer.
    "separator": r"""[\s\-_,:!=\[\]()"'`/.]+|&[lg]t;|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])""",
    "fields": {"title": {"boost": 3}},  # the theme's 1000 lets one common word in a title win over everything
}
_TOC = ("title", "toc_depth", "separator")
_TAGGED = re.compile(r"(&\S+\s+)?!")

Config = dict[str, Json]


def config_text(compiled: Compiled, output: Output) -> str:
    """The whole file."""
    source = _source(compiled)
    theme, extra = _mapping(source.get("theme")), _mapping(source.get("extra"))
    data: Config = {
        "site_name": compiled.site.name,
        **_some(source, _SITE),
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"name": "material", "font": False, **_some(theme, _THEME)},
        "plugins": _plugins(source.get("plugins")),
        "markdown_extensions": _extensions(source.get("markdown_extensions")),
        "extra_css": [assets.style_address(), *_names(source.get("extra_css"))],
        "extra_javascript": [assets.script_address(), *_names(source.get("extra_javascript"))],
        "extra": {name: value for name, value in extra.items() if name != "version"},
        "nav": source.get("nav") or nav(output.nav),
    }
    return _HEAD + emit({name: value for name, value in data.items() if value or name == "plugins"})


def nav(items: Iterable[NavItem]) -> list[Json]:
    """The navigation as mkdocs.yml has it; a line without a title takes its page's."""
    return [_nav_line(item) for item in items]


def _nav_line(item: NavItem) -> Json:
    if item.items:
        return {item.title: nav(item.items)}
    return {item.title: f"{item.uri}.md"} if item.title else f"{item.uri}.md"


def _plugins(source: Json) -> list[Json]:
    """The builder's own search, as the book has it if it names one: ours comes with the MkDocs plugin alone."""
    options = _listed(source)
    named = _some(options.get("search") or options.get("material/search") or {}, _SEARCH)
    return [{"search": named or _OUR_SEARCH}]


def _extensions(source: Json) -> list[Json]:
    """The book's, which its Markdown pages may need, and those that our pages and headings need."""
    listed = _listed(source)
    toc = {"permalink": True, "permalink_title": "Permanent link", **_some(listed.get("toc", {}), _TOC)}
    needed: dict[str, Config] = {"attr_list": {}, "tables": {}, "fenced_code": {}, **listed, "toc": toc}
    return [{name: options} if options else name for name, options in needed.items()]


def _listed(source: Json) -> dict[str, Config]:
    """Names with options, as a list of either or as a mapping."""
    items = source if isinstance(source, list) else [source]
    found: dict[str, Config] = {}
    for item in items:
        named = item if isinstance(item, dict) else {item: {}} if isinstance(item, str) else {}
        found |= {name: _mapping(options) for name, options in named.items()}
    return found


def _some(data: Mapping[str, Json], names: Sequence[str]) -> Config:
    return {name: data[name] for name in names if data.get(name) is not None}


def _names(value: Json) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _mapping(value: Json) -> Config:
    return value if isinstance(value, dict) else {}


# What of the book's file is plain data.


def _source(compiled: Compiled) -> Config:
    """The book's own mkdocs.yml, or {}: the one text whose path has no folder."""
    for name in compiled.texts:
        path = compiled.site.base / name
        if "/" not in name and path.is_file():
            document, _ = read_config(path)
            if document:
                return _plain_document(document)
    return {}


def _plain_document(document: Document) -> Config:
    lines = document.text.split("\n")
    tagged = {route for route, extent in document.values.items() if _is_tagged(lines, extent[0], extent[1])}
    # An extension without one of its options is another: emoji would come from a CDN.
    tagged |= {route[:2] for route in tagged if route[:1] == ("markdown_extensions",)}
    return _mapping(_untagged(document.data, (), tagged))


def _is_tagged(lines: Sequence[str], line: int, column: int) -> bool:
    return line <= len(lines) and _TAGGED.match(lines[line - 1][column - 1 :]) is not None


def _untagged(value: Json, route: Route, tagged: set[Route]) -> Json:
    if isinstance(value, dict):
        named = {name: (*route, name) for name in value if name != "<<"}
        return {name: _untagged(value[name], at, tagged) for name, at in named.items() if at not in tagged}
    if isinstance(value, list):
        places = [(item, (*route, i)) for i, item in enumerate(value)]
        return [_untagged(item, at, tagged) for item, at in places if at not in tagged]
    return value
