"""Text -> HTML: prose with `code` in it, and commands that come out of the page byte for byte."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from markupsafe import Markup, escape

from ..model import slots

PLACEHOLDER = slots.PLACEHOLDER
_PHONE_COLUMNS = 34
_WORD = re.compile(r"((?<!\S)(?:[^\s-]*+-\S*|\S{35,}+))")  # looks at each word only once
_BREAK = re.compile(r"&#(?:40|123|44|47|124);")  # ( { , / |
_CODE = re.compile(r"`([^`\n]+)`")


class _Entities(dict[int, str]):
    """Every character but ASCII letters and digits, as a numeric entity. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = character.isascii() and character.isalnum()
        self[code] = character if plain else f"&#{code};"
        return self[code]


_ENTITIES = _Entities()


def encode(text: str) -> Markup:
    """Text that no Markdown extension, template or browser changes: its `textContent` is the text."""
    return Markup(text.translate(_ENTITIES))


def command(text: str, parameters: Collection[str] = (), language: str = "config") -> Markup:
    """A command for the inside of `<code>`; each declared `<name>` in a `<var>` that a page can fill in.

    `data-place` says where it stands, which decides what may be filled in: see `model/slots.py`.
    Words with a hyphen are kept in one piece, since browsers break a line inside `--timeout`; one that is
    longer than a phone is wide breaks where a person would break it.
    """
    parts = _WORD.split(text)  # every second part is a word with a hyphen, or a long one
    places = iter(slots.places(text, language, parameters))
    return Markup(
        "".join(
            _word(part, parameters, places) if i % 2 else _fill(part, parameters, places)
            for i, part in enumerate(parts)
        )
    )


def _word(part: str, parameters: Collection[str], places: Iterator[str]) -> str:
    if len(part) <= _PHONE_COLUMNS:
        return f'<span class="nb-word">{_fill(part, parameters, places)}</span>'
    flag, sign, value = part.partition("=") if part.startswith("-") else ("", "", part)
    name = f'<span class="nb-word">{_fill(flag + sign, parameters, places)}</span>' if sign else ""
    return name + _BREAK.sub(r"\g<0><wbr>", _fill(value if sign or not flag else part, parameters, places))


def _fill(part: str, parameters: Collection[str], places: Iterator[str]) -> str:
    if "<" not in part:
        return part.translate(_ENTITIES)
    filled, end = "", 0
    for found in PLACEHOLDER.finditer(part):
        if found[1] in parameters:
            facts = f'data-name="{found[1]}" data-place="{next(places)}"'
            name = f'<var class="nb-var" {facts}>{found[0].translate(_ENTITIES)}</var>'
            filled += part[end : found.start()].translate(_ENTITIES) + name
            end = found.end()
    return filled + part[end:].translate(_ENTITIES)


def prose(text: object) -> Markup:
    """A sentence of the source, escaped; what stands between backticks becomes code."""
    if isinstance(text, Markup):
        return text
    parts = _CODE.split(str(text))
    if len(parts) == 1:
        return escape(parts[0])
    return Markup("").join(
        Markup("<code>{}</code>").format(encode(part)) if i % 2 else escape(part)
        for i, part in enumerate(parts)
    )


def words_of(name: str) -> str:
    """`ModelLatencyHigh` -> `Model Latency High`: the words that search must find."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.sub(r"[\s_:.-]+", " ", spaced).strip()
