"""What may be called a version, which of two is newer, and what versions.json says is published."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LATEST = "latest"
_NUMBERS = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){1,2}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ALIAS = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Published:
    """One version on the branch; each alias is a folder with a copy of it."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


def is_version(name: str) -> bool:
    """`1.2`, `1.2.3` or a day such as `2026-11-20`. mike itself would take any word, a typing mistake too."""
    return bool(_NUMBERS.fullmatch(name)) or is_day(name)


def is_day(name: str) -> bool:
    if not _DATE.fullmatch(name):
        return False
    try:
        dt.date.fromisoformat(name)
    except ValueError:
        return False
    return True


def is_alias(name: str) -> bool:
    return bool(_ALIAS.fullmatch(name))


def age(name: str) -> tuple[float, ...]:
    """Sorts versions, the oldest first. A name without numbers (`dev`) counts as the newest, as in mike."""
    numbers = tuple(float(number) for number in re.findall(r"[0-9]+", name))
    # 1.2 and 1.2.0 are one age, so that neither is taken to have come before the other.
    return (*numbers, 0.0, 0.0)[: max(3, len(numbers))] if numbers else (float("inf"),)


def read_versions(text: str) -> tuple[Published, ...]:
    """mike's versions.json, "" where there is none; oldest first. Raises ValueError when it is not mike's."""
    try:
        found = [Published(str(v["version"]), tuple(sorted(v["aliases"]))) for v in json.loads(text or "[]")]
    except (KeyError, TypeError) as error:
        raise ValueError(f"an entry lacks {error}") from error
    return tuple(sorted(found, key=lambda version: age(version.name)))


def holder(versions: Sequence[Published], alias: str = LATEST) -> Published | None:
    """The version that an alias points at."""
    return next((version for version in versions if alias in version.aliases), None)


def becomes_latest(name: str, versions: Sequence[Published]) -> bool:
    """Whether a version is `latest` when nobody says: a new one is, unless a newer one is out."""
    if not holder(versions):
        return True
    known = {version.name for version in versions}
    return name not in known and all(age(version.name) < age(name) for version in versions)


def next_after(name: str, versions: Sequence[Published]) -> str:
    """The version that came after one; the version itself when there is none. Versions are sorted by age."""
    return next((later.name for earlier, later in pairwise(versions) if earlier.name == name), name)
