"""The page of a fault: its Markdown -> sections of finished parts.

Not Markdown as a whole, but the grammar that these pages keep to: headings, paragraphs with `code` and
**bold**, lists with `-`, fenced code with a title. The page must not depend on a site builder's Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup, escape

from . import html

_INLINE = re.compile(r"(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|\*\*(?P<bold>.+?)\*\*")
_FENCE = re.compile(r'```(?P<language>\w*)(?: title="(?P<title>[^"]*)")?')


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph (`texts` has one), a list, or code with its language and title."""

    kind: Literal["paragraph", "list", "code"]
    texts: tuple[Markup, ...]
    language: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    anchor: str
    parts: tuple[Part, ...]


@dataclass(slots=True)
class _Open:
    """A section while its lines are read."""

    heading: str
    lines: list[str] = field(default_factory=list)


def sections(markdown: str) -> tuple[Section, ...]:
    """The sections below the title; what stands before the first heading has the heading ""."""
    found = [_Open("")]
    fenced = False
    for line in markdown.split("\n"):
        fenced ^= line.startswith("```")
        if not fenced and line.startswith("## "):
            found.append(_Open(line[3:].strip()))
        elif fenced or not line.startswith("# "):
            found[-1].lines.append(line)
    closed = (Section(one.heading, _anchor(one.heading), tuple(_parts(one.lines))) for one in found)
    return tuple(section for section in closed if section.parts)


def inline(text: str) -> Markup:
    """A sentence, escaped, with its code and bold words."""
    parts: list[Markup] = []
    end = 0
    for found in _INLINE.finditer(text):
        parts.append(escape(text[end : found.start()]))
        parts.append(_code_span(found["code"]) if found["code"] else _bold(found["bold"]))
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def _code_span(code: str) -> Markup:
    return Markup("<code>{}</code>").format(html.encode(_trimmed(code)))


def _bold(text: str) -> Markup:
    return Markup("<b>{}</b>").format(inline(text))


def _trimmed(code: str) -> str:
    """One space on both sides only keeps backticks apart."""
    return code[1:-1] if len(code) > 2 and code[0] == code[-1] == " " else code


def _parts(lines: list[str]) -> Iterator[Part]:
    rest = iter(lines)
    chunk: list[str] = []
    for line in rest:
        fence = _FENCE.match(line)
        if fence or not line.strip():
            yield from _closed(chunk)
            chunk = []
        else:
            chunk.append(line.strip())
        if fence:
            yield Part("code", (_code(rest),), fence["language"], fence["title"] or "")
    yield from _closed(chunk)


def _code(lines: Iterator[str]) -> Markup:
    """The lines up to the end of the fence."""
    inside: list[str] = []
    for line in lines:
        if line.startswith("```"):
            break
        inside.append(line)
    return html.encode("\n".join(inside))


def _closed(chunk: list[str]) -> Iterator[Part]:
    """A complete paragraph or list; in a list, a line without `-` goes on with the item before it."""
    if chunk and chunk[0].startswith("- "):
        items = re.split(r"\n- ", "\n".join(chunk).removeprefix("- "))
        yield Part("list", tuple(inline(item.replace("\n", " ")) for item in items))
    elif chunk:
        yield Part("paragraph", (inline(" ".join(chunk)),))


def _anchor(heading: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", heading.lower()))
