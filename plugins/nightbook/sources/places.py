"""Where each value and key was written, worked out when somebody asks: most files are never asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Protocol

from .document import Extent, Route
from .survey import survey


class Found(Protocol):
    """What a reading of a text gives: the extents of its values and of its keys."""

    @property
    def values(self) -> Mapping[Route, Extent]: ...
    @property
    def keys(self) -> Mapping[Route, Extent]: ...


class _Text:
    """A text and, from the first question on, what a reading of it gives."""

    def __init__(self, text: str, read: Callable[[str], Found]) -> None:
        self.text = text
        self.read = read

    @cached_property
    def found(self) -> Found:
        return self.read(self.text)


class _Places(Mapping[Route, Extent]):
    """A mapping that reads the text again on first use; keeping 1,000 files' places would cost 300 MB."""

    def __init__(self, text: _Text, of_keys: bool) -> None:
        self._text = text
        self._of_keys = of_keys

    @property
    def _places(self) -> Mapping[Route, Extent]:
        return self._text.found.keys if self._of_keys else self._text.found.values

    def __getitem__(self, route: Route) -> Extent:
        return self._places[route]

    def __iter__(self) -> Iterator[Route]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _as_yaml(text: str) -> Found:
    return survey(text, "")


def places_of(
    text: str, read: Callable[[str], Found] = _as_yaml
) -> tuple[Mapping[Route, Extent], Mapping[Route, Extent]]:
    """The extents of the values and of the keys of a text without faults, as `read` finds them."""
    shared = _Text(text, read)
    return _Places(shared, False), _Places(shared, True)
