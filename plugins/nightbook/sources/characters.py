"""Bytes or text in, clean text out: UTF-8, `\\n` line ends, and no character that hides or reorders text."""

from __future__ import annotations

import re
import unicodedata

from ..diagnostics import Diagnostic, Span
from .faults import report

_BREAKS = "\r\x85\u2028\u2029"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff"
_SURROGATE = "\ud800-\udfff"
BAD = re.compile(f"[{_BREAKS}{_BIDI}{_CONTROL}{_SURROGATE}]")
_RUNS = re.compile(f"[{_BREAKS}]+|[{_BIDI}]+|[{_CONTROL}]+|[{_SURROGATE}]+")
_KINDS = (
    (re.compile(f"[{_BREAKS}]"), "odd-line-break"),
    (re.compile(f"[{_BIDI}]"), "bidi-control"),
    (re.compile(f"[{_SURROGATE}]"), "lone-surrogate"),
)
_PLAIN_ASCII = bytes([9, 10, *range(32, 127)])
_HELP = {
    "odd-line-break": "End the line with a plain line feed; most editors can convert line ends.",
    "bidi-control": "Delete it: it can make a command read differently from what it does.",
    "lone-surrogate": "Delete it, or write the whole character.",
    "control-character": "Delete it; it usually comes from a copy out of a terminal, a chat or a PDF.",
}
_NAMES = {"\x00": "NUL", "\x1b": "ESCAPE", "\x7f": "DELETE", "\r": "CARRIAGE RETURN", "\x85": "NEXT LINE",
          "\x07": "BELL", "\x08": "BACKSPACE", "\x0b": "VERTICAL TAB", "\x0c": "FORM FEED"}  # fmt: skip


def decode(raw: bytes, path: str) -> tuple[str, Diagnostic | None]:
    """The text of UTF-8 bytes, or a fault at the first byte that is none."""
    if _looks_like_utf16(raw):
        return "", _not_utf8(Span(path, 1, 1, 1, 2), "The file is not UTF-8; it looks like UTF-16.")
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return "", _undecodable(raw, error.start, path)


def normalise(text: str) -> str:
    """Without a byte order mark, and with `\\n` for CRLF; no column changes by it."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n") if "\r" in text else text


def character_faults(text: str, path: str) -> tuple[Diagnostic, ...]:
    """One fault for each line and kind of bad character, at the first run of it."""
    if not has_bad(text):
        return ()
    first: dict[tuple[int, str], Diagnostic] = {}
    line, start, seen = 1, 0, 0
    for run in _RUNS.finditer(text):
        line += text.count("\n", seen, run.start())
        start = text.rfind("\n", 0, run.start()) + 1
        seen = run.start()
        column = seen - start + 1
        name = kind_of(run[0])
        if (line, name) not in first:
            span = Span(path, line, column, line, column + len(run[0]))
            first[line, name] = report_character(name, run[0], span)
    return tuple(first.values())


def report_character(name: str, characters: str, span: Span, where: str = "here") -> Diagnostic:
    """The fault of one run of bad characters."""
    return report(name, span, f"{_described(characters)} stands {where}.", _HELP[name])


def kind_of(character: str) -> str:
    """The name of the fault that a bad character is."""
    return next((name for kind, name in _KINDS if kind.match(character)), "control-character")


def has_bad(text: str) -> bool:
    """Whether any bad character occurs. Plain ASCII is dropped first: eight times faster than a search."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_ASCII)
    return bool(rest) and BAD.search(rest.decode("utf-8", "surrogatepass")) is not None


def blanked(text: str) -> str:
    """The text with U+FFFD for each bad character, so that a parser can go on and columns stay."""
    return BAD.sub("\ufffd", text)


def _described(characters: str) -> str:
    first = characters[0]
    name = _NAMES.get(first) or unicodedata.name(first, "")
    code = f"U+{ord(first):04X}"
    return " ".join(filter(None, ("The character", code, f"({name})" if name else "")))


def _looks_like_utf16(raw: bytes) -> bool:
    return raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw.count(0) > max(1, len(raw) // 4)


def _undecodable(raw: bytes, offset: int, path: str) -> Diagnostic:
    before = raw[:offset].decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    byte = raw[offset]
    message = f"The file is not UTF-8: byte {offset:,} is 0x{byte:02X}{_likely(raw, offset)}."
    return _not_utf8(Span(path, line, column, line, column + 1), message)


def _likely(raw: bytes, offset: int) -> str:
    """What the byte probably was, when it stands among plain letters."""
    if raw[offset + 1 : offset + 2] >= b"\x80":
        return ""
    try:
        letter = raw[offset : offset + 1].decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return f', which is "{letter}" in Latin-1 and Windows-1252'


def _not_utf8(span: Span, message: str) -> Diagnostic:
    return report("not-utf8", span, message, "Save the file as UTF-8 in your editor.")
