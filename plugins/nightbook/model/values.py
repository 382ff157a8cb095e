"""What may be filled into a command: the rules that the pages' scripts follow too.

`assets/scripts/parameters.js` says the same in JavaScript; a test compares the two.
"""

from __future__ import annotations

import re
from typing import Final

SAFE: Final = re.compile(r"(?!.*\.\.)[A-Za-z0-9_./][A-Za-z0-9_.:/@%+,=-]*")
"""What a parameter without `pattern` takes: signs that no shell reads, and no way up (`..`)."""

_PRINTABLE = re.compile(r"[!-~](?:[ -~]{0,398}[!-~])?")
_MINUS = re.compile(r"\^?-|.*-\?")
_NO_QUOTES = re.compile(r"[A-Za-z0-9_.:/@%+-]+")
_ADMITTED: Final = {
    "word": re.compile(r"[ -~]*"),
    "plain": re.compile(r"[ -~]*"),
    "inside": re.compile(r"(?:[A-Za-z0-9_.:/@%+]|-(?!-))*"),
    "text": re.compile(r"[A-Za-z0-9_.:/@%+,= -]*"),
    "token": re.compile(r"-?(?:[0-9]e-[0-9]|[A-Za-z0-9_]|\.(?=[A-Za-z0-9_]))*"),
}

_PORTABLE = re.compile(
    r"(?P<ok>\\(?:[^A-Za-z0-9]|[dDwWsSbBfnrtv]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})"
    r"|\[(?!\^?\])(?:\\.|[^\]\\])*\]|\((?:\?[:=!])?(?!\?)|[*+?}](?!\+)|\{(?!,)|[^\\\[({*+?}])",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?![^A-Za-z0-9]|[dDwWsSbBfnrtv]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})..?")


def fits(value: str, pattern: str | None) -> bool:
    """Whether a parameter with this pattern takes the value: printable ASCII, up to 400 signs, no space at the ends.

    A minus at the front, which programs read as an option, only where the pattern begins with one or has `-?`.
    """
    if not _PRINTABLE.fullmatch(value):
        return False
    if not pattern:
        return bool(SAFE.fullmatch(value))
    if value.startswith("-") and not _MINUS.match(pattern):
        return False
    return bool(re.compile(pattern, re.ASCII).fullmatch(value))


def put(value: str, place: str) -> str | None:
    """The value as it is written at this place of a command (see `slots`), or None: it could break out of it."""
    kind = place.removesuffix("-")
    if not _ADMITTED[kind].fullmatch(value) or (kind != place and value.startswith("-")):
        return None
    if kind == "word" and not _NO_QUOTES.fullmatch(value):
        return "'" + value.replace("'", "'\\''") + "'"
    return value


def unlike_elsewhere(pattern: str) -> str:
    """The first piece of a pattern that Python and a browser read in two ways, "" if there is none.

    >>> unlike_elsewhere("^(?P<a>[a-z]+)$")
    '(?P'
    """
    at = 0
    while at < len(pattern):
        part = _PORTABLE.match(pattern, at)
        if not part or not part[0].isascii():
            return pattern[at : at + 3]
        if part[0].startswith("[") and (odd := _ESCAPE.search(part[0])):
            return odd[0]
        at = part.end()
    return ""
