"""Wrapping text without a font: in, a string and a width in px; out, lines that fit in any usual sans serif.

Build machines have different fonts. Asking one of them for widths would give other bytes on another machine;
so widths are averages per class of letter, rounded up: a box may be a little wide, a text is never too long.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

ELLIPSIS = "…"
_NARROW = frozenset("ijlIftr.,:;'|!()[]{}/\\-` \"")
_WIDE = frozenset("mwMW@%&—…")
_FIRST_EAST_ASIAN = 0x1100


def _letter_width(letter: str) -> int:
    if letter in _NARROW:
        return 36
    if letter in _WIDE or ord(letter) >= _FIRST_EAST_ASIAN:
        return 100
    return 74 if letter.isupper() else 59


_ASCII = {chr(code): _letter_width(chr(code)) for code in range(128)}


def width(text: str, size: int) -> int:
    """Width of a line in px, rounded up, at a font size of `size` px."""
    return -(-_hundredths(text) * size // 100)


@lru_cache(maxsize=4096)
def _hundredths(text: str) -> int:
    """Width in hundredths of an em: whole numbers, so that no sum depends on its order."""
    try:
        return sum([_ASCII[letter] for letter in text])
    except KeyError:
        return sum(map(_letter_width, text))


@lru_cache(maxsize=8192)  # a page names the same few steps again and again
def wrap(text: str, room: int, most: int, size: int) -> tuple[str, ...]:
    """At most `most` lines, each at most `room` px wide; what does not fit ends in an ellipsis."""
    limit = room * 100 // size
    space = _hundredths(" ")
    lines: list[str] = []
    line, used = "", 0
    for word, wide in _words(text, limit):
        if line and used + space + wide <= limit:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line and len(lines) == most - 1:
            return (*lines, _shortened(f"{line} {word}", limit))
        if line:
            lines.append(line)
        line, used = word, wide
    return (*lines, line) if line else tuple(lines)


def wrap_label(label: str, room: int, most: int, size: int) -> tuple[str, ...]:
    """Like `wrap`, but "No / Cannot tell" breaks after the stroke if it has to break, and no answer is left out.

    Several answers take as many lines as they need: a way that the picture does not name is a way not taken.
    """
    *parts, last = label.split(" / ")
    if not parts or width(label, size) <= room:
        return wrap(label, room, most, size)
    parts = [*(f"{part} /" for part in parts), last]
    return tuple(line for part in parts for line in wrap(part, room, most, size))


def _words(text: str, limit: int) -> Iterator[tuple[str, int]]:
    """Words with their widths; one that is wider than a line is cut into pieces that are not."""
    for word in text.split():
        wide = _hundredths(word)
        if wide <= limit:
            yield word, wide
        else:
            yield from _pieces(word, limit)


def _pieces(word: str, limit: int) -> Iterator[tuple[str, int]]:
    piece, used = "", 0
    for letter in word:
        wide = _letter_width(letter)
        if piece and used + wide > limit:
            yield piece, used
            piece, used = "", 0
        piece, used = piece + letter, used + wide
    yield piece, used


def _shortened(text: str, limit: int) -> str:
    used = _letter_width(ELLIPSIS)
    for end, letter in enumerate(text):
        used += _letter_width(letter)
        if used > limit:
            return text[:end].rstrip() + ELLIPSIS
    return text + ELLIPSIS
