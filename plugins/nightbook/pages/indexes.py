"""The ways to find a runbook: by alert, symptom, service, model, failure mode, severity and team."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.book import Book, Entry
from ..model.freshness import freshness
from ..model.settings import Policy
from ..model.units import spoken
from . import alerts
from .contacts import Channel, channels
from .lines import Line, counted, line, severity_words, worst_first
from .page import Page
from .whole import Whole

MANY = 40
"""From here on a list of alerts is cut by first letter."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of an index: what it stands for, how to reach it, its runbooks."""

    heading: str
    anchor: str
    said: str = ""
    channels: tuple[Channel, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """One way to find a runbook. `empty` is said under a group without one."""

    uri: str
    title: str
    short: str
    said: str
    groups: Callable[[Book, Policy], Iterator[Group]]
    empty: str = "No runbook yet."


def index_pages(whole: Whole) -> Iterator[Page]:
    for index in INDEXES:
        groups = tuple(index.groups(whole.book, whole.policy))
        yield whole.page(index.uri, index.title, "index/page.html.j2", index.said, index=index, groups=groups)


def _by_alert(book: Book, _policy: Policy) -> Iterator[Group]:
    found = alerts.by_alert(book)
    for heading, anchor, names in _cut(tuple(found)):
        yield Group(
            heading, anchor, lines=tuple(_alert_line(claim, book) for name in names for claim in found[name])
        )


def _alert_line(claim: alerts.Claim, book: Book) -> Line:
    return line(claim.entry, book, claim.means, label=claim.alert, url=claim.target)


def _cut(names: Sequence[str]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """A list of names as it is, or cut by first letter when it is long: heading, anchor, names."""
    if len(names) <= MANY:
        yield counted(len(names), "alert"), "alerts", names
        return
    letters: dict[str, list[str]] = {}
    for name in names:
        plain = name[0].isascii() and name[0].isalpha()
        letters.setdefault(name[0].upper() if plain else "Others", []).append(name)
    for letter, found in sorted(letters.items(), key=lambda item: (item[0] == "Others", item[0])):
        yield letter, f"alerts-{letter.lower()}", found


def _by_symptom(book: Book, _policy: Policy) -> Iterator[Group]:
    """A runbook stands under its first failure mode only, so that the list stays short."""
    modes: dict[str, list[Entry]] = {}
    for entry in worst_first(book.entries, book):
        modes.setdefault(next(iter(entry.runbook.applies_to.failure_modes), ""), []).append(entry)
    for name, entries in modes.items():
        mode = book.catalog.failure_modes.get(name)
        heading, said = (mode.name, mode.means) if mode else ("Something else", "")
        lines = tuple(_symptoms(entry, book) for entry in entries)
        yield Group(heading, f"symptom-{name or 'other'}", said, lines=lines)


def _symptoms(entry: Entry, book: Book) -> Line:
    said = [signal.means for signal in entry.runbook.signals if signal.source == "human"]
    return line(entry, book, more=tuple(dict.fromkeys([*said, *entry.runbook.also_known_as])))


def _by_service(book: Book, _policy: Policy) -> Iterator[Group]:
    for name, service in _named(book.catalog.services):
        links = (("Dashboard", service.dashboard),) if service.dashboard else ()
        channel = (Channel("Chat", service.incident_channel, ""),) if service.incident_channel else ()
        lines = _applying(book, "services", name, _shows_as)
        yield Group(service.name, f"service-{name}", service.does or "", channel, links, lines)


def _by_model(book: Book, policy: Policy) -> Iterator[Group]:
    for name, model in _named(book.catalog.models):
        known = [version for version in model.known_good if version.until >= policy.today]
        good = [f"{version.version} (until {version.until})" for version in known]
        said = [model.does or "", f"Known good: {', '.join(good)}." if good else ""]
        links = (("Model card", model.card),) if model.card else ()
        lines = _applying(book, "models", name, _shows_as)
        yield Group(model.name, f"model-{name}", " ".join(filter(None, said)), (), links, lines)


def _by_failure_mode(book: Book, _policy: Policy) -> Iterator[Group]:
    for name, mode in _named(book.catalog.failure_modes):
        lines = _applying(book, "failure_modes", name, _definition)
        yield Group(mode.name, f"failure-mode-{name}", mode.means, lines=lines)


def _by_severity(book: Book, _policy: Policy) -> Iterator[Group]:
    for name, level in book.catalog.severities.items():
        within = f" Somebody has it within {spoken(level.respond_within)}." if level.respond_within else ""
        entries = [entry for entry in book.entries if entry.runbook.severity == name]
        heading = severity_words(name, book.catalog)
        yield Group(heading, f"severity-{name}", f"{level.means}{within}", lines=_lines(entries, book))


def _by_team(book: Book, policy: Policy) -> Iterator[Group]:
    for name, team in _named(book.catalog.teams):
        entries = [entry for entry in book.entries if entry.runbook.owner == name]
        lines = tuple(line(entry, book, _review(entry, policy)) for entry in worst_first(entries, book))
        yield Group(team.name, f"team-{name}", team.does or "", channels(team), lines=lines)


def _review(entry: Entry, policy: Policy) -> str:
    review = entry.runbook.review
    return f"Reviewed {review.last}, {freshness(review, policy.today, policy.settings.review).age}."


def _named(entries: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(entries.items(), key=lambda item: (item[1].name.casefold(), item[0]))


def _applying(book: Book, kind: str, name: str, said: Callable[[Entry], str]) -> tuple[Line, ...]:
    entries = [entry for entry in book.entries if name in getattr(entry.runbook.applies_to, kind)]
    return tuple(line(entry, book, said(entry)) for entry in worst_first(entries, book))


def _lines(entries: Sequence[Entry], book: Book) -> tuple[Line, ...]:
    return tuple(line(entry, book) for entry in worst_first(entries, book))


def _shows_as(entry: Entry) -> str:
    problem = entry.runbook.problem
    return (problem.shows_as or "") if problem else ""


def _definition(entry: Entry) -> str:
    problem = entry.runbook.problem
    return (problem.definition or "") if problem else ""


INDEXES: tuple[Index, ...] = (
    Index("by/alert", "Which alert?", "Alert", "Every alert and the runbook that answers it.", _by_alert),
    Index("by/symptom", "What do you see?", "Symptom", "Runbooks by what people say and see.", _by_symptom),
    Index("by/service", "Which service?", "Service", "Runbooks by the service that fails.", _by_service),
    Index("by/model", "Which model?", "Model", "Runbooks by the model that fails.", _by_model),
    Index(
        "by/failure-mode",
        "How does it fail?",
        "Failure mode",
        "Runbooks by the kind of failure.",
        _by_failure_mode,
    ),
    Index(
        "by/severity",
        "How bad is it?",
        "Severity",
        "Runbooks by how bad it usually is.",
        _by_severity,
        "None.",
    ),
    Index("by/team", "Whose is it?", "Team", "Runbooks by the team that owns them.", _by_team, "None."),
)
