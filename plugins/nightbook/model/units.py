"""The small units of the sources: durations and versions, as text that was checked by the schema."""

from __future__ import annotations

from datetime import timedelta

_WORDS = {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def duration(text: str) -> timedelta:
    """`"15m"` -> fifteen minutes. The text is a number and one of s, m, h, d, w."""
    return timedelta(seconds=int(text[:-1]) * _SECONDS[text[-1]])


def spoken(text: str) -> str:
    """`"15m"` -> `"15 minutes"`, for a page that is read aloud in the head at 3am."""
    number, unit = int(text[:-1]), _WORDS[text[-1]]
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def version_key(text: str) -> tuple[int, int, int]:
    """`"1.10.0"` -> `(1, 10, 0)`: versions compare by number."""
    major, minor, patch = text.split(".")
    return int(major), int(minor), int(patch)
