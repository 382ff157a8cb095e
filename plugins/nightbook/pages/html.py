"""Text -> HTML: prose with `code` in it, and commands that come out of the page byte for byte."""

from __future__ import annotations

import re
from collections.abc import Collection

from markupsafe import Markup, escape

PLACEHOLDER = re.compile(r"<([a-z][a-z0-9_-]*)>")
_SPACES = re.compile(r"(\s+)")
_PHONE_COLUMNS = 34
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
    """Text that no Markdown extension, template or browser changes: the `textContent` is the text, byte for byte."""
    return Markup(text.translate(_ENTITIES))


def command(text: str, parameters: Collection[str] = ()) -> Markup:
    """A command for the inside of `<code>`; each declared `<name>` in a `<var>` that a page can fill in.

    Words with a hyphen are kept in one piece, since browsers break a line inside `--timeout`; one that is longer than
    a phone is wide must break somewhere.
    """
    return Markup("").join(_word(part, parameters) for part in _SPACES.split(text) if part)


def _word(part: str, parameters: Collection[str]) -> Markup:
    encoded = _fill(part, parameters) if "<" in part else encode(part)
    if "-" in part and len(part) <= _PHONE_COLUMNS:
        return Markup('<span class="nb-word">{}</span>').format(encoded)
    return encoded


def _fill(part: str, parameters: Collection[str]) -> Markup:
    parts: list[Markup] = []
    end = 0
    for found in PLACEHOLDER.finditer(part):
        if found[1] in parameters:
            parts.append(encode(part[end : found.start()]))
            parts.append(Markup('<var class="nb-var" data-name="{}">{}</var>').format(found[1], encode(found[0])))
            end = found.end()
    return Markup("").join([*parts, encode(part[end:])])


def prose(text: object) -> Markup:
    """A sentence of the source, escaped; what stands between backticks becomes code."""
    if isinstance(text, Markup):
        return text
    parts = _CODE.split(str(text))
    if len(parts) == 1:
        return escape(parts[0])
    return Markup("").join(
        Markup("<code>{}</code>").format(encode(part)) if i % 2 else escape(part) for i, part in enumerate(parts)
    )


def words_of(name: str) -> str:
    """`ModelLatencyHigh` -> `Model Latency High`: the words that search must find."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.sub(r"[\s_:.-]+", " ", spaced).strip()
