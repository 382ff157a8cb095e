"""The MkDocs adapter: arguments translated, the core called, its finished pages handed over.

Our pages skip Markdown: `Page.render` is replaced for them, and what search finds them by goes straight to its index.
Everything that can be wrong is found in `on_pre_build`, before MkDocs clears the last site.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from . import offline
from .diagnostics import has_errors
from .mkdocs_search import search_files, with_control, without_theme_search, written_page
from .mkdocs_theme import lean, one_sheet
from .model.site import Site
from .pages.article import article
from .pages.links import edit_link
from .pages.page import NavItem, Output, Page
from .pages.search_index import Found
from .pages.templates import BadTemplate
from .pipeline import ClockError, Compiled, all_faults, collector_off, compile_book, render_book
from .reports import text

_LOST = (
    '<p>There is no such page. <a href="{root}">Start at home</a>, <a href="{root}by/alert/">find your alert</a>, '
    '<a href="{root}by/symptom/">say what you see</a>, or <a href="{root}contacts/">call someone</a>.</p>'
)


class NightbookPlugin(BasePlugin):  # type: ignore[type-arg]
    def __init__(self) -> None:
        self.output: Output | None = None
        self.pages: dict[str, Page] = {}
        self.serving = False
        self.refused = False
        self.sheet, self.sheet_content = "", b""
        self.written: list[Found] = []
        self.has_worker = False

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """The core checks the options, with file and line; MkDocs need not."""
        self.config = options
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being here keeps this object between the rebuilds of `serve`, and with it the last good pages."""
        self.serving = command == "serve"

    def on_config(self, config: Any) -> Any:
        if not config.use_directory_urls:
            raise PluginError(
                "nightbook needs `use_directory_urls: true`: alerts link to addresses like alerts/Name/."
            )
        if config.theme.name != "material":
            raise PluginError(
                "nightbook needs `theme: {name: material, font: false}`: its pages are made for it."
            )
        without_theme_search(config)
        config.theme["font"] = False  # a web font is a request to another host
        self.sheet, self.sheet_content = one_sheet(config.theme.dirs, "palette" in config.theme)
        self.has_worker = Path(config.docs_dir, offline.WORKER).exists()  # one of the site's own: hands off
        return config

    def on_pre_build(self, *, config: Any) -> None:
        with collector_off():
            output = _rendered(Path(config.config_file_path), config.site_url or "")
        self.refused = output is None
        if output is None:
            if not (self.serving and self.output):
                raise PluginError("The book has errors; the last good site is untouched.")
            print("The last good pages stay up.", file=sys.stderr)
            return
        self.pages = {f"{page.uri}.md": page for page in output.pages}
        # A page's blocks are given away when it is written, so that a build never holds every article twice.
        self.output = (
            output if self.serving else replace(output, pages=tuple(map(_without_html, output.pages)))
        )

    def on_files(self, files: Files, *, config: Any) -> Files:
        assert self.output
        self.written = []
        for file in list(files):
            if file.src_uri.lower().endswith((".yaml", ".yml")) and not file.generated_by:
                files.remove(file)
        in_nav = set(_uris(self.output.nav))
        for page in self.output.pages:
            level = (
                InclusionLevel.UNDEFINED if page.uri in in_nav or config.nav else InclusionLevel.NOT_IN_NAV
            )
            files.append(File.generated(config, f"{page.uri}.md", content="", inclusion=level))
        if config.nav is None:
            config.nav = _nav(self.output.nav)
        return files

    def on_pre_page(self, page: MkDocsPage, *, config: Any, files: Files) -> MkDocsPage:
        ours = self.pages.get(page.file.src_uri)
        if ours:
            page.render = _known_already(page, ours)  # type: ignore[method-assign]
            page.edit_url = _edit_url(config, ours)
        return page

    @event_priority(-100)  # after plugins that would read through every article
    def on_page_context(self, context: Any, *, page: MkDocsPage, config: Any, nav: Any) -> Any:
        name = page.file.src_uri
        ours = self.pages.get(name) if self.serving else self.pages.pop(name, None)
        if ours:
            page.content = article(ours)
        elif found := written_page(page):
            self.written.append(found)
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: Any) -> str:
        to_root = "../" * page.url.count("/")
        assert self.output
        if not self.has_worker:
            output = offline.with_place(output, keeps=self.output.shelf is not None)
        output = with_control(output, to_root)
        return lean(output, to_root, self.sheet, theme_waits=not config.extra_javascript)

    def on_post_template(self, output: str, *, template_name: str, config: Any) -> str:
        if template_name != "404.html":
            return output
        root = urlsplit(config.site_url or "").path.rstrip("/") + "/"  # it answers for any address
        lost = output.replace("</h1>", f"</h1>{_LOST.format(root=root)}", 1)
        return lean(with_control(lost, root), root, self.sheet, theme_waits=not config.extra_javascript)

    @event_priority(100)
    def _write_files(self, *, config: Any) -> None:
        assert self.output
        found = search_files(self.output.search, self.written)
        _write({**self.output.files, self.sheet: self.sheet_content, **found}, Path(config.site_dir))

    @event_priority(-100)  # when everything is written that a device can keep
    def _write_worker(self, *, config: Any) -> None:
        assert self.output
        if self.has_worker:
            return
        if self.output.shelf is None:
            offline.write_kill(Path(config.site_dir))
        elif left := offline.write(Path(config.site_dir), self.output.shelf):
            print(offline.left_words(left), file=sys.stderr)

    on_post_build = CombinedEvent(_write_files, _write_worker)

    def on_serve(self, server: Any, *, config: Any, builder: Any) -> Any:
        folder = self.config.get("templates")
        if folder:
            server.watch(str(Path(config.config_file_path).parent / folder))
        return server


def _rendered(config_file: Path, site_url: str) -> Output | None:
    """Every page, or None when something is wrong, which has been said.

    The address is MkDocs', not the file's: a published version stands below the one in mkdocs.yml.
    """
    try:
        compiled = compile_book(config_file)
    except ClockError as error:
        raise PluginError(str(error)) from error
    compiled = replace(compiled, site=replace(compiled.site, url=site_url))
    diagnostics, output = compiled.diagnostics, None
    if compiled.ok:
        try:
            output = render_book(compiled)
        except BadTemplate as error:
            diagnostics = (*diagnostics, error.diagnostic)
    _say(compiled, diagnostics)
    return output


def _say(compiled: Compiled, diagnostics: Sequence[Any]) -> None:
    names = {fault.code: fault.name for fault, _ in all_faults()}
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    if has_errors(diagnostics) or diagnostics:
        print(text.report(diagnostics, compiled.texts, names, colour=colour), end="", file=sys.stderr)


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Redirects, style sheets, the feed. As files of MkDocs, thousands of redirects would take a second of its own."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _without_html(page: Page) -> Page:
    return replace(page, blocks=())


def _known_already(page: MkDocsPage, ours: Page) -> Any:
    """What MkDocs calls in place of its Markdown renderer. The article follows when its page is written."""

    def render(config: Any, files: Files) -> None:
        page.meta = {"title": ours.title, "search": {"exclude": True}}
        if ours.description:
            page.meta["description"] = ours.description
        page.content = ""
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
    return [
        {item.title: _nav(item.items) if item.items else f"{item.uri}.md"} if item.title else f"{item.uri}.md"
        for item in items
    ]


def _uris(items: Iterable[NavItem]) -> Iterable[str]:
    for item in items:
        yield item.uri
        yield from _uris(item.items)


def _edit_url(config: Any, page: Page) -> str | None:
    if not (config.repo_url and config.edit_uri):
        return None
    docs, repo = Path(config.docs_dir), config.repo_url.rstrip("/")
    site = Site(docs.parent, docs, docs.name, repo_url=repo, edit_uri=config.edit_uri.lstrip("/"))
    return edit_link(site, page.source) or None
