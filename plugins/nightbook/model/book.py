"""The Book: everything in the folder of runbooks, frozen. The only thing that later stages read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath

from ..diagnostics import Span
from ..sources.document import Document, Route
from .catalog import Catalog
from .graph import Graph
from .runbook import PHASES, Command, Runbook, Step
from .ways import graph_of

PHASE_TITLES: Mapping[str, str] = {
    "triage": "Triage: find out what it is",
    "contain": "Contain: stop the harm",
    "mitigate": "Mitigate: put it right",
    "verify": "Verify: see that it worked",
    "end": "End: every way out",
}


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step, its phase, its number in reading order (from 1 over all phases), its route in the source."""

    step: Step
    phase: str
    number: int
    route: Route

    @property
    def anchor(self) -> str:
        return f"step-{self.step.id}"


@dataclass(frozen=True, slots=True)
class PlacedCommand:
    """A command and the route of its mapping; `step` is where it stands; `role` is run, undo, query …"""

    command: Command
    route: Route
    role: str
    step: Step | None

    @property
    def text_route(self) -> Route:
        return (*self.route, self.command.language)


@dataclass(frozen=True)
class Entry:
    """One runbook of the book: its id, its place, what it says, where it says it."""

    id: str
    area: str
    document: Document
    runbook: Runbook

    @property
    def path(self) -> str:
        """The source file, relative to the folder of mkdocs.yml."""
        return self.document.path

    @property
    def url(self) -> str:
        """The page's address below the site's root: `serving/model-serving-outage/`."""
        return f"{self.area}/{self.id}/" if self.area else f"{self.id}/"

    @property
    def source_hash(self) -> str:
        """The beginning of the source's SHA-256: whether a record and a page are of the same text."""
        return sha256(self.document.text.encode("utf-8", "replace")).hexdigest()[:12]

    def span(self, route: Route = (), *, key: bool = False) -> Span:
        return self.document.span(route, key=key)

    def inherited_from(self, route: Route) -> str | None:
        """Id of the baseline that wrote this value, or None."""
        owner = self.document.owner(route)
        return None if owner is self.document else PurePosixPath(owner.path).stem

    @cached_property
    def steps(self) -> tuple[PlacedStep, ...]:
        """Every step in reading order."""
        placed: list[PlacedStep] = []
        for phase in PHASES:
            for index, step in enumerate(getattr(self.runbook.steps, phase)):
                placed.append(PlacedStep(step, phase, len(placed) + 1, ("steps", phase, index)))
        return tuple(placed)

    @cached_property
    def by_step_id(self) -> Mapping[str, PlacedStep]:
        return {placed.step.id: placed for placed in reversed(self.steps)}

    @cached_property
    def graph(self) -> Graph:
        return graph_of(self.steps)

    @cached_property
    def commands(self) -> tuple[PlacedCommand, ...]:
        """Every command of the runbook, those of the steps first."""
        found: list[PlacedCommand] = []

        def add(command: Command | None, route: Route, role: str, step: Step | None = None) -> None:
            if command:
                found.append(PlacedCommand(command, (*route, role), role, step))

        runbook = self.runbook
        for placed in self.steps:
            add(placed.step.run, placed.route, "run", placed.step)
            add(placed.step.undo, placed.route, "undo", placed.step)
        for i, signal in enumerate(runbook.signals):
            add(signal.query, ("signals", i), "query")
        for i, remedy in enumerate(runbook.remedies):
            add(remedy.run, ("remedies", i), "run")
            add(remedy.undo, ("remedies", i), "undo")
        for i, hypothesis in enumerate(runbook.hypotheses):
            for j, test in enumerate(hypothesis.tests):
                add(test.run, ("hypotheses", i, "tests", j), "run")
        for i, evidence in enumerate(runbook.evidence):
            add(evidence.run, ("evidence", i), "run")
        if runbook.acceptance:
            for i, criterion in enumerate(runbook.acceptance.criteria):
                add(criterion.run, ("acceptance", "criteria", i), "run")
        if runbook.lineage:
            add(runbook.lineage.trace, ("lineage",), "trace")
        return tuple(found)


@dataclass(frozen=True)
class Book:
    """Entries by path; baselines and catalog files as documents beside them.

    `known` has the ids of every kind, those of rejected files included, so that one fault never makes a
    second. When `catalog_is_whole` is False, a file of the catalog could not be read and an unknown id proves
    nothing. `markdown` are the plain pages' addresses, by source path.
    """

    entries: tuple[Entry, ...]
    baselines: Mapping[str, Document]
    catalog: Catalog
    catalog_documents: tuple[Document, ...]
    known: Mapping[str, frozenset[str]]
    catalog_is_whole: bool
    markdown: Mapping[str, str]

    @classmethod
    def empty(cls) -> Book:
        return cls((), {}, Catalog(), (), {}, False, {})

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every readable source, each once."""
        return (
            *(entry.document for entry in self.entries),
            *self.baselines.values(),
            *self.catalog_documents,
        )
