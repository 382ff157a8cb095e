"""A page -> Markdown: headings, and under each its HTML, written so that no Markdown extension changes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..pages.page import Block, Page
from ..sources.document import Json
from .emit import emit

_BLOCK = re.compile(r"\s*<(blockquote|details|div|dl|figure|ol|p|pre|section|table|ul)[\s>]")
"""Elements that Markdown takes for a block of HTML when a line begins with them."""
_NOT_PLAIN = re.compile(r"[^\w ,.?:;-]|_|[,.?:;](?! |$)|(?<!\w)-|-(?!\w)")
"""What a heading holds but words, and what cannot begin anything where it stands."""
_TAG = re.compile(r"<[^<>]*>")
_IN_ATTRIBUTE = re.compile(r"""=(?:"[^"<>\n\t]*[\n\t][^"<>]*"|'[^'<>\n\t]*[\n\t][^'<>]*')""")
_PREFORMATTED = re.compile(r"<(pre|textarea)\b")
_LITERAL = re.compile(r"(<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>)", re.DOTALL | re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n\s*\n")
_OPENED = re.compile(r"(?!^)(<[a-z]+) (?=[a-z-]+=\")")
_LONG = 1000

_MEANS_SOMETHING = re.compile(r"[`~{}\[\]$*|^\\]")
"""What a fence, an include, a formula or a macro begins with. None of it is part of a tag."""


def page_text(page: Page) -> str:
    """The page as a file of Markdown."""
    parts = [
        f"---\n{emit(_front_matter(page))}---",
        *(part for block in page.blocks for part in _block(block)),
    ]
    return "\n\n".join(parts) + "\n"


def heading_line(block: Block) -> str:
    """`## Heading { #anchor }`, with everything in the heading that could mean something as an entity."""
    return f"{'#' * block.level} {_heading(block.heading)} {{ #{block.anchor} }}"


def raw_html(html: str) -> str:
    """HTML -> the same HTML without what Markdown reacts to: no empty line, no fence, no loose text."""
    if not html:
        return ""
    if "<!--" in html or "<script" in html or "<style" in html:
        parts = (part if i % 2 else _harmless(part) for i, part in enumerate(_LITERAL.split(html)))
        return _wrapped(_EMPTY_LINES.sub("\n", "".join(parts)))
    html = _harmless(html)
    return "\n".join(map(_lines_broken, _top_elements(html) or [_wrapped(html)]))


def _front_matter(page: Page) -> dict[str, Json]:
    data: dict[str, Json] = {"title": page.title}
    if page.description:
        data["description"] = page.description
    return {**data, "search": _search(page)}


def _search(page: Page) -> Json:
    """What search shall not show, such as lists of links, is left out; a runbook comes before prose."""
    if not page.search:
        return {"exclude": True}
    boost = max(entry.boost for entry in page.search)
    return {"boost": int(boost) if boost == int(boost) else boost}


def _block(block: Block) -> Iterator[str]:
    yield heading_line(block)
    if block.html.strip():
        yield raw_html(block.html.strip())


def _heading(text: str) -> str:
    return _NOT_PLAIN.sub(_entity, " ".join(text.split()))


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _harmless(html: str) -> str:
    """The same nodes, with entities for what means something to Markdown, in text and attributes."""
    html = _MEANS_SOMETHING.sub(_entity, html)
    html = _layout_kept(html)
    html = _IN_ATTRIBUTE.sub(lambda found: _spaces_encoded(found[0]), html)
    return _EMPTY_LINES.sub("\n", html)


def _lines_broken(element: str) -> str:
    """Long lines as several: one may end inside a start tag and change nothing, where a space could show.

    The first tag stays whole: Markdown knows a block by its name with a space or a bracket after it.
    """
    lines = element.split("\n")
    if max(map(len, lines)) < _LONG:
        return element
    return "\n".join(_OPENED.sub(r"\1\n", line) if len(line) >= _LONG else line for line in lines)


def _layout_kept(html: str) -> str:
    """Markdown makes spaces of tabs and drops those on empty lines; in preformatted text they count."""
    at, parts = 0, []
    for opened in _PREFORMATTED.finditer(html):
        end = html.find(f"</{opened[1]}", opened.start())
        if end > 0 and (html.find("\n", opened.start(), end) > 0 or html.find("\t", opened.start(), end) > 0):
            parts += [html[at : opened.start()], _text_encoded(html[opened.start() : end])]
            at = end
    return "".join([*parts, html[at:]]) if parts else html


def _text_encoded(html: str) -> str:
    at, parts = 0, []
    for tag in _TAG.finditer(html):
        parts += [_spaces_encoded(html[at : tag.start()]), tag[0]]
        at = tag.end()
    return "".join([*parts, _spaces_encoded(html[at:])])


def _spaces_encoded(text: str) -> str:
    return text.replace("\t", "&#9;").replace("\n", "&#10;")


def _wrapped(html: str) -> str:
    return f"<div>{html}</div>"


def _top_elements(html: str) -> list[str]:
    """The elements at the top, if Markdown takes each for raw HTML and nothing else stands there; else []."""
    found: list[str] = []
    at = 0
    while at < len(html):
        opened = _BLOCK.match(html, at)
        end = _end_of(opened[1], html, opened.end()) if opened else 0
        if not end:
            return []
        found.append(html[at:end].strip())
        at = end
    return found


def _end_of(name: str, html: str, at: int) -> int:
    """Where the element ends whose start tag has been read; 0 when it does not. Counts tags of its name."""
    closing, depth = f"</{name}>", 1
    while depth:
        end = html.find(closing, at)
        if end < 0:
            return 0
        depth += sum(html.count(f"<{name}{after}", at, end) for after in " >\n") - 1
        at = end + len(closing)
    return at
