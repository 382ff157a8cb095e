"""One runbook's page: an Entry of the Book -> Page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from ..diagrams.listmap import list_map
from ..diagrams.svg import render_svg
from ..model import incident
from ..model.book import PHASE_TITLES, Book, Entry
from ..model.freshness import freshness
from ..model.graph import Graph
from ..model.runbook import PHASES
from ..model.settings import Policy
from ..model.site import Site
from . import contacts, messages
from .links import edit_link, relative, report_link
from .oncall import on_call_plans, with_plans
from .page import Page
from .parameters import environment_views, parameter_views
from .search import search_entries
from .steps import command_view, step_view, threshold_words, titles
from .templates import blocks_of


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
        "page_address": f"{site.url.rstrip('/')}/{entry.url}" if site.url else "",
        "source_hash": source_hash(entry),
        "alerts": [signal for signal in runbook.signals if signal.alert],
        "symptoms": [signal for signal in runbook.signals if signal.source == "human"],
        "replaced_by": _link(entry, book, runbook.replaced_by),
        "parameters": parameter_views(entry, book, policy),
        "environments": environment_views(entry, book),
        "rows": list_map(graph),
        "tree": Markup(render_svg(graph, runbook.title)),
        "phases": [
            (phase, PHASE_TITLES[phase], [views[p.step.id] for p in entry.steps if p.phase == phase])
            for phase in PHASES
            if getattr(runbook.steps, phase)
        ],
        "matrix": contacts.matrix(book, entry, policy.today),
        "tiers": contacts.TIERS,
        "ladder": contacts.ladder(entry, catalog, policy.today),
        "messages": messages.message_views(entry, book),
        "postmortem": messages.postmortem_text(entry, book),
        "timeline_form": incident.FORM,
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
    plans = on_call_plans(contacts.called_in(entry, catalog), catalog, policy.today)
    return Page(
        uri=entry.url.rstrip("/"),
        title=runbook.title,
        blocks=with_plans(blocks_of(env, "runbook/page.html.j2", site.base, **context), plans),
        search=search_entries(entry, book, names),
        description=" ".join(runbook.summary.split()),
        source=entry.path,
    )


def source_hash(entry: Entry) -> str:
    """Which text this page was made of: 12 hex digits, the same wherever the page is shown or printed."""
    return entry.source_hash


def _named(graph: Graph, names: Mapping[str, str]) -> Graph:
    return Graph(tuple(replace(node, title=names[node.id]) for node in graph.nodes), graph.edges)


def _stamp(entry: Entry) -> str:
    """What stands under every step: whose, which version, how old."""
    runbook = entry.runbook
    return f"v{runbook.version} · {runbook.owner} · reviewed {runbook.review.last.isoformat()}"


def _link(entry: Entry, book: Book, name: str | None) -> tuple[str, str] | None:
    other = book.by_id.get(name or "")
    return (relative(entry.url, other.url), other.runbook.title) if other else None


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
