"""One runbook's page: an Entry of the Book -> Page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from ..diagrams.listmap import list_map
from ..diagrams.svg import render_svg
from ..model.book import PHASE_TITLES, Book, Entry
from ..model.catalog import KnownGood
from ..model.freshness import freshness
from ..model.graph import Graph
from ..model.runbook import PHASES
from ..model.settings import Policy
from ..model.site import Site
from . import contacts, messages
from .links import edit_link, relative, report_link
from .page import Page
from .search import search_entries
from .steps import command_view, step_view, threshold_words, titles
from .templates import blocks_of


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A placeholder of the commands: what to put in, and where that is known from."""

    name: str
    ask: str
    values: tuple[tuple[str, str, bool], ...]
    known_good: tuple[tuple[KnownGood, bool], ...]
    default: str
    example: str
    label: str


def runbook_page(entry: Entry, book: Book, site: Site, policy: Policy, env: Environment) -> Page:
    """Raises BadTemplate when a template of the site's own fails."""
    runbook, catalog = entry.runbook, book.catalog
    names = titles(entry, book)
    graph = _named(entry.graph, names)
    views = {placed.step.id: step_view(placed, entry, book, site, names) for placed in entry.steps}
    context: dict[str, Any] = {
        "entry": entry,
        "runbook": runbook,
        "catalog": catalog,
        "owner": catalog.teams[runbook.owner],
        "severity": catalog.severities[runbook.severity],
        "review": freshness(runbook.review, policy.today, policy.settings.review),
        "stamp": _stamp(entry),
        "alerts": [signal for signal in runbook.signals if signal.alert],
        "symptoms": [signal for signal in runbook.signals if signal.source == "human"],
        "replaced_by": _link(entry, book, runbook.replaced_by),
        "parameters": [_parameter(name, entry, book, policy) for name in runbook.parameters],
        "rows": list_map(graph),
        "tree": Markup(render_svg(graph, runbook.title)),
        "phases": [
            (phase, PHASE_TITLES[phase], [views[p.step.id] for p in entry.steps if p.phase == phase])
            for phase in PHASES
            if getattr(runbook.steps, phase)
        ],
        "matrix": contacts.matrix(book, entry),
        "tiers": contacts.TIERS,
        "ladder": [(rung, contacts.card_in(entry, catalog, rung.to)) for rung in runbook.escalation],
        "messages": messages.message_views(entry, book),
        "postmortem": messages.postmortem_text(entry, book),
        "changes": runbook.changelog,
        "report": report_link(site, entry.path, entry.id, runbook.version, "", runbook.title),
        "edit": edit_link(site, entry.path),
        "command": lambda command, label="Copy": command_view(command, entry, label),
        "threshold": threshold_words,
        "step": lambda name: views.get(name),
        "contact": lambda name: contacts.card_in(entry, catalog, name),
        "person": lambda name: catalog.people[name].name if name in catalog.people else name,
        "called": lambda name: _called(book, name),
        "inherited": _inherited(entry),
    }
    return Page(
        uri=entry.url.rstrip("/"),
        title=runbook.title,
        blocks=blocks_of(env, "runbook/page.html.j2", site.base, **context),
        search=search_entries(entry, book, names),
        description=" ".join(runbook.summary.split()),
        source=entry.path,
    )


def _named(graph: Graph, names: Mapping[str, str]) -> Graph:
    return Graph(tuple(replace(node, title=names[node.id]) for node in graph.nodes), graph.edges)


def _stamp(entry: Entry) -> str:
    """What stands under every step: whose, which version, how old."""
    runbook = entry.runbook
    return f"v{runbook.version} · {runbook.owner} · reviewed {runbook.review.last.isoformat()}"


def _link(entry: Entry, book: Book, name: str | None) -> tuple[str, str] | None:
    other = book.by_id.get(name or "")
    return (relative(entry.url, other.url), other.runbook.title) if other else None


def _parameter(name: str, entry: Entry, book: Book, policy: Policy) -> ParameterView:
    parameter, catalog = entry.runbook.parameters[name], book.catalog
    wanted = entry.runbook.applies_to.environments or tuple(catalog.environments)
    environments = [catalog.environments[env] for env in wanted if env in catalog.environments]
    model = catalog.models.get(parameter.known_good or "")
    return ParameterView(
        name=name,
        ask=parameter.ask or "",
        values=tuple(
            (env.name, env.values[parameter.environment], env.production)
            for env in environments
            if parameter.environment in env.values
        ),
        known_good=tuple((good, good.until < policy.today) for good in model.known_good) if model else (),
        default=parameter.default or "",
        example=parameter.example or "",
        label=parameter.from_label or "",
    )


def _called(book: Book, name: str) -> str:
    """An id of the catalog in words, whatever its kind."""
    for kind in (
        "teams",
        "roles",
        "rotations",
        "people",
        "services",
        "models",
        "failure_modes",
        "environments",
    ):
        entries = book.catalog.of(kind)
        if name in entries:
            return str(entries[name].name)
    return name


def _inherited(entry: Entry) -> tuple[str, ...]:
    """The parts that come from a baseline, as short routes: `contacts.communicator`, `evidence pod-logs`."""
    found = []
    for route in entry.document.origins:
        parts = [str(part) for part in route if isinstance(part, str)]
        here: Any = entry.document.data
        for part in route:
            here = here[part]
        named = f" {here['id']}" if isinstance(here, dict) and "id" in here else ""
        found.append(".".join(parts) + named)
    return tuple(dict.fromkeys(found))
