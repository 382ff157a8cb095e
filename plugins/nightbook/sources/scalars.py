"""What an unquoted scalar means: JSON's types and nothing else."""

from __future__ import annotations

import math

_WORDS: dict[str, bool | None] = {"": None, "null": None, "true": True, "false": False}
_FIRST_OF_NUMBER = frozenset("-0123456789")
_LONGEST_NUMBER = 24
_LARGEST_EXACT = 2**53


def typed(text: str) -> str | int | float | bool | None:
    """The value of a plain scalar.

    Nothing is lost by it: a number becomes a number only if printing it gives the same characters back. So
    `30`, `-1`, `0.5` and `1.0` are numbers; `3.10`, `1.50`, `007`, `1e5`, `-0` and integers beyond 2**53 stay
    text, and so do `yes`, `NO`, `~`, `12:30`, `2026-02-30`, `0o17`, `1_000` and `.inf`.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _FIRST_OF_NUMBER and len(text) <= _LONGEST_NUMBER:
        return _number(text)
    return text


def _number(text: str) -> str | int | float:
    try:
        whole = int(text)
        return whole if str(whole) == text and abs(whole) <= _LARGEST_EXACT else text
    except ValueError:
        return _decimal(text)


def _decimal(text: str) -> str | float:
    try:
        number = float(text)
    except ValueError:
        return text
    return number if repr(number) == text and math.isfinite(number) else text
