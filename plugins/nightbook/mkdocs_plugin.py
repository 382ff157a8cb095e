"""The MkDocs adapter: arguments translated, the core called, its finished pages handed over.

Runbook pages skip Markdown: `Page.render` is replaced for them, and their search entries go straight to the index.
Everything that can be wrong is found in `on_pre_build`, before MkDocs clears the last site.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from .diagnostics import has_errors
from .pages.article import article
from .pages.page import NavItem, Output, Page
from .pages.templates import BadTemplate
from .pipeline import Compiled, all_faults, compile_book, render_book
from .reports import text

_STYLES = ("assets/nightbook/nightbook.css", "assets/nightbook/tree.css")
_SCRIPTS = ("assets/nightbook/nightbook.js",)
_EARLY = "assets/nightbook/early.js"


class NightbookPlugin(BasePlugin):
    def __init__(self) -> None:
        self.output: Output | None = None
        self.by_source: dict[str, Page] = {}
        self.serving = False

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """The core checks the options, with file and line; MkDocs need not."""
        self.config = options
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being here keeps this object between the rebuilds of `serve`, and with it the last good pages."""
        self.serving = command == "serve"

    def on_config(self, config: Any) -> Any:
        config.extra_css = [*_STYLES, *config.extra_css]
        config.extra_javascript = [*_SCRIPTS, *config.extra_javascript]
        return config

    def on_pre_build(self, *, config: Any) -> None:
        compiled = compile_book(Path(config.config_file_path))
        diagnostics = compiled.diagnostics
        output = None
        if compiled.ok:
            try:
                output = render_book(compiled)
            except BadTemplate as error:
                diagnostics = (*diagnostics, error.diagnostic)
        _say(compiled, diagnostics)
        if output is None:
            if not (self.serving and self.output):
                raise PluginError("The book has errors; the last good site is untouched.")
            print("The last good pages stay up.", file=sys.stderr)
            return
        self.output = output
        self.by_source = {f"{page.uri}.md": page for page in output.pages}

    def on_files(self, files: Files, *, config: Any) -> Files:
        assert self.output
        for file in list(files):
            if file.src_uri.lower().endswith((".yaml", ".yml")) and not file.generated_by:
                files.remove(file)
        in_nav = set(_uris(self.output.nav))
        for page in self.output.pages:
            level = InclusionLevel.UNDEFINED if page.uri in in_nav or config.nav else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, f"{page.uri}.md", content="", inclusion=level))
        for name, content in self.output.files.items():
            files.append(File.generated(config, name, content=content))
        if config.nav is None:
            config.nav = _nav(self.output.nav)
        return files

    def on_pre_page(self, page: MkDocsPage, *, config: Any, files: Files) -> MkDocsPage:
        ours = self.by_source.get(page.file.src_uri)
        if ours:
            page.render = _finished(page, ours)  # type: ignore[method-assign]
            page.edit_url = _edit_url(config, ours)
        return page

    def on_post_page(self, output: str, *, page: MkDocsPage, config: Any) -> str:
        return _quiet(output, "../" * page.url.count("/"))

    def on_post_template(self, output: str, *, template_name: str, config: Any) -> str:
        if template_name != "404.html":
            return output
        return _quiet(output, "/")

    @event_priority(100)  # before the search plugin writes its index
    def on_post_build(self, *, config: Any) -> None:
        search = config.plugins.get("material/search") or config.plugins.get("search")
        index = getattr(search, "search_index", None)
        entries = getattr(index, "entries", None)
        if entries is None or not self.output:
            return
        for page in self.output.pages:
            url = page.url if config.use_directory_urls else f"{page.uri}.html"
            for entry in page.search:
                location = f"{url}#{entry.anchor}" if entry.anchor else url
                entries.append(
                    {"location": location, "title": _escape(entry.title), "text": _escape(entry.text), "boost": entry.boost}
                )

    def on_serve(self, server: Any, *, config: Any, builder: Any) -> Any:
        folder = self.config.get("templates")
        if folder:
            server.watch(str(Path(config.config_file_path).parent / folder))
        return server


def _say(compiled: Compiled, diagnostics: Sequence[Any]) -> None:
    names = {fault.code: fault.name for fault, _ in all_faults()}
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    if has_errors(diagnostics) or diagnostics:
        print(text.report(diagnostics, compiled.texts, names, colour=colour), end="", file=sys.stderr)


def _finished(page: MkDocsPage, ours: Page) -> Any:
    def render(config: Any, files: Files) -> None:
        page.meta = {"title": ours.title, "search": {"exclude": True}}
        if ours.description:
            page.meta["description"] = ours.description
        page.content = article(ours)
        page.toc = _toc(ours)
        page.present_anchor_ids = {block.anchor for block in ours.blocks}
        page.links_to_anchors = {}

    return render


def _toc(page: Page) -> TableOfContents:
    top: list[AnchorLink] = []
    open_links: list[AnchorLink] = []
    for block in page.blocks:
        link = AnchorLink(block.heading, block.anchor, block.level)
        while open_links and open_links[-1].level >= block.level:
            open_links.pop()
        (open_links[-1].children if open_links else top).append(link)
        open_links.append(link)
    return TableOfContents(top)


def _nav(items: Iterable[NavItem]) -> list[Any]:
    return [{item.title: _nav(item.items) if item.items else f"{item.uri}.md"} if item.title else f"{item.uri}.md" for item in items]


def _uris(items: Iterable[NavItem]) -> Iterable[str]:
    for item in items:
        yield item.uri
        yield from _uris(item.items)


def _edit_url(config: Any, page: Page) -> str | None:
    if not (config.repo_url and config.edit_uri and page.source):
        return None
    folder = Path(config.docs_dir).name
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri.strip('/')}/{page.source.removeprefix(folder + '/')}"


def _quiet(output: str, to_root: str) -> str:
    """The page without what the theme would fetch unasked.

    A script that runs before the theme's holds the search index back until somebody searches; the link to the
    repository stays and no longer asks its host for stars and forks.
    """
    early = f'<script src="{to_root or "./"}{_EARLY}"></script></head>'
    return output.replace("</head>", early, 1).replace(' data-md-component="source"', "")


def _escape(said: str) -> str:
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
