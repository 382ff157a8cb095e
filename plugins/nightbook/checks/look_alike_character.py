"""A character in a command that looks like another one, or like nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .places import place, texts

_MEANT = {
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        " ",
    ),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060", ""),
    **dict.fromkeys("‐‑‒–—―−﹘﹣", "-"),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # fullwidth forms
}
_CYRILLIC = zip("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijshdqwABEKMHOPCTYXIJS", strict=True)
_GREEK = zip("οαρυνικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oapuvikABEZHIKMNOPTYX", strict=True)
_LETTERS = dict((*_CYRILLIC, *_GREEK))
_SIGNS = re.compile(f"[{''.join(_MEANT)}]")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]+")
_COMMENT = re.compile(r"\s*(?:#|--\s)")


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for command, text in texts(entry):
            if not text.isascii() and not command.command.click:
                for at, more in _places(text):
                    span = place(entry, command, at, at + 1)
                    yield Finding(_message(text[at]), span, _help(text[at], more))


def _places(text: str) -> Iterator[tuple[int, int]]:
    """The first such character of each line, and how many more the line has; in a comment they do no harm."""
    start = 0
    for line in text.split("\n"):
        found = [] if line.isascii() or _COMMENT.match(line) else sorted(_in_line(line))
        if found:
            yield start + found[0], len(found) - 1
        start += len(line) + 1


def _in_line(line: str) -> Iterator[int]:
    is_east_asian = _EAST_ASIAN.search(line)  # wide forms are at home there
    for sign in _SIGNS.finditer(line):
        if not (is_east_asian and sign[0] >= "\u3000"):
            yield sign.start()
    for word in _WORD.finditer(line):
        letters = [at for at, letter in enumerate(word[0], word.start()) if letter in _LETTERS]
        # A whole word in another alphabet is a word of that language; a strange letter among ours is a trap.
        if letters and any(letter.isascii() and letter.isalpha() for letter in word[0]):
            yield letters[0]


def _message(character: str) -> str:
    name = f"U+{ord(character):04X} ({unicodedata.name(character, 'unnamed').lower()})"
    if not _MEANT.get(character, "?"):
        return f"{name} stands here, and nobody can see it"
    return f"{name if character.isspace() else f'`{character}` {name}'} is not what it looks like"


def _help(character: str, more: int) -> str:
    meant = _MEANT.get(character, _LETTERS.get(character, ""))
    sign = "a plain space" if meant == " " else f"`{meant}`"
    rest = f" This line has {more} more of the kind." if more else ""
    return f"Type {sign} (U+{ord(meant):04X}) in its place.{rest}" if meant else f"Delete it.{rest}"


CHECK = Check(
    "NB711",
    "look-alike-character",
    Severity.ERROR,
    "A character in a command that looks like another one, or like nothing.",
    find,
)
