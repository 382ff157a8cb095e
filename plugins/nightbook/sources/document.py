"""A parsed source file: JSON-typed data, the text, and a span for every route into the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..diagnostics import Span

Route: TypeAlias = tuple[str | int, ...]
"""A path into the data: `("steps", "triage", 0, "run")`; `()` is the whole file."""

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

Extent: TypeAlias = tuple[int, int, int, int]
"""Line, column, end line, end column; all from 1, the end exclusive."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of its own or at the end of a line, without the `#`, stripped."""

    line: int
    column: int
    text: str


@dataclass(frozen=True)
class Document:
    """One YAML file, read. `path` is relative to the folder of mkdocs.yml, with `/`.

    `values[route]` is the extent of the value, `keys[route]` of the key that leads to it (a list's item has none).
    `origins[route]` names the document that wrote a value that this one inherited (filled in by the merge);
    a route without an entry has its nearest ancestor's.
    """

    path: str
    text: str
    data: Json
    values: Mapping[Route, Extent]
    keys: Mapping[Route, Extent]
    comments: tuple[Comment, ...] = ()
    origins: Mapping[Route, Document] = field(default_factory=dict)

    def owner(self, route: Route) -> Document:
        """The document that wrote the value at this route: this one, or the baseline it was inherited from."""
        for end in range(len(route), 0, -1):
            if route[:end] in self.origins:
                return self.origins[route[:end]]
        return self

    def span(self, route: Route = (), *, key: bool = False) -> Span:
        """Where a route was written; the nearest ancestor's place for a route that is not in the file.

        With `key`, the place of the key that leads to the value, for faults of naming.
        """
        for end in range(len(route), -1, -1):
            at = route[:end]
            extent = (self.keys.get(at) if key and end == len(route) else None) or self.values.get(at)
            if extent:
                return Span(self.owner(at).path, *extent)
        return Span(self.path)
