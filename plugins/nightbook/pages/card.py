"""A runbook's finished page -> its card, to stand with others on one page: the same blocks, ids and links made to fit.

Nothing is rendered a second time. What a template of the site's own writes in other words stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from .links import relative, resolved
from .page import Block, Page

_KEPT = frozenset(("top", "do-first", "options", "decision-tree", "parameters", "contacts"))
_DEEPER = 2
"""The title of the page stands above, and the failure mode."""

_LINES = re.compile(r'<(p|div) class="nb-(?:imprint|banner|overdue)[^>]*>.*?</\1>', re.DOTALL)
"""What the card keeps of what stands under the title."""
_FROM = {"decision-tree": '<ol class="nb-map"', "parameters": '<div class="nb-still"'}
"""Where the paper's half begins: a picture of the tree is too small to read there, and nobody types."""
_SCREEN = re.compile(
    r'<div class="nb-now\b.*?</div>|<p class="nb-(?:stamp|superseded-step|paper|start)\b.*?</p>'
    r'|<button\b[^>]*class="[^"]*\bnb-copy\b.*?</button>',
    re.DOTALL,
)
_LINK = re.compile(r'href="((?:#|\.\.?/)[^"]*)"')


def card(page: Page, here: str, together: Mapping[str, str]) -> str:
    """The blocks that paper holds, in a section of their own.

    `here` is the address of the page that the card stands on, `together` the names of all cards there by the
    addresses of their runbooks. A link to one of them stays on the page.
    """
    name = together[page.url]
    blocks = [block for block in page.blocks if block.anchor in _KEPT or block.anchor.startswith("step-")]
    inside = {block.anchor for block in blocks}

    def link(found: re.Match[str]) -> str:
        there = resolved(page.url, found[1])
        url, _, anchor = there.partition("#")
        if url == page.url and anchor in inside:
            return f'href="#{name}--{anchor}"'
        if url in together and (url != page.url or not anchor):
            return f'href="#{together[url]}--top"'
        return f'href="{relative(here, there)}"'

    html = "\n".join(f"{_heading(block, name)}\n{_html(block, name)}" for block in blocks)
    return f'<section class="nb-sheet nb-sheet-{name}">\n{_LINK.sub(link, html)}\n</section>'


def _heading(block: Block, name: str) -> str:
    level = min(block.level + _DEEPER, 5)
    return f'<h{level} id="{name}--{block.anchor}">{escape(block.heading)}</h{level}>'


def _html(block: Block, name: str) -> str:
    html = block.html
    if block.anchor == "top":
        html = "\n".join(found[0] for found in _LINES.finditer(html))
    elif block.anchor in _FROM:
        html = html[max(html.find(_FROM[block.anchor]), 0) :]
    return for_paper(html).replace(' id="', f' id="{name}--')


def for_paper(html: str) -> str:
    """Without what only a screen can use: buttons, links to report a mistake, who is on call at this moment."""
    return _SCREEN.sub("", html)
