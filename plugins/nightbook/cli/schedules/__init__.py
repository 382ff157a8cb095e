"""Schedules of other systems: the text of a file in, shifts out. Knows nothing of the catalog."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ...sources.characters import blanked


def flat(text: str) -> str:
    """Foreign text on one line, without what commands a terminal or turns text around."""
    return " ".join(blanked(text).split())


class BadSchedule(Exception):  # noqa: N818
    """The file cannot be used: what is wrong, what to do, and the text that is to blame, for its line.

    Message and help may quote the file: what a terminal would obey is taken out of them.
    """

    def __init__(
        self, message: str, help: str, blame: str = "", place: tuple[int, int] | None = None
    ) -> None:
        super().__init__(message)
        self.message, self.help, self.blame, self.place = flat(message), blanked(help), blame, place

    def at(self, text: str) -> tuple[int, int]:
        """Line and column in the text of the file, from 1."""
        if self.place:
            return self.place
        offset = max(text.find(self.blame), 0)
        return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@dataclass(frozen=True, slots=True)
class Shift:
    """Both moments have a time zone, the second is exclusive. `says` is all that the file calls the person."""

    begins: dt.datetime
    ends: dt.datetime
    email: str
    says: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """`zone` is "" where the file names none."""

    name: str
    zone: str
    source: str
    shifts: tuple[Shift, ...]
