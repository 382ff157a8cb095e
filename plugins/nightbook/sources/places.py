"""Where each value and key was written, worked out when somebody asks: most files are never asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from .document import Extent, Route
from .survey import Survey, survey


class _Text:
    """A text and, from the first question on, its survey."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def survey(self) -> Survey:
        return survey(self.text, "")


class _Places(Mapping[Route, Extent]):
    """A mapping that reads the text again on first use; keeping 1,000 files' places would cost 300 MB."""

    def __init__(self, text: _Text, of_keys: bool) -> None:
        self._text = text
        self._of_keys = of_keys

    @property
    def _places(self) -> Mapping[Route, Extent]:
        return self._text.survey.keys if self._of_keys else self._text.survey.values

    def __getitem__(self, route: Route) -> Extent:
        return self._places[route]

    def __iter__(self) -> Iterator[Route]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def places_of(text: str) -> tuple[Mapping[Route, Extent], Mapping[Route, Extent]]:
    """The extents of the values and of the keys of a text without faults."""
    shared = _Text(text)
    return _Places(shared, False), _Places(shared, True)
