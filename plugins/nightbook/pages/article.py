"""A page's blocks -> the article, as a theme takes it."""

from __future__ import annotations

from html import escape

from .page import Page


def article(page: Page) -> str:
    """Headings with their ids and permanent links, each followed by its block."""
    parts: list[str] = []
    for block in page.blocks:
        heading = escape(block.heading)
        parts.append(
            f'<h{block.level} id="{block.anchor}">{heading}'
            f'<a class="headerlink" href="#{block.anchor}" title="Permanent link">&para;</a></h{block.level}>'
        )
        parts.append(block.html)
    return "\n".join(parts)
