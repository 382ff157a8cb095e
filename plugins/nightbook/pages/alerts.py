"""The entrance: an alert's name -> the runbook that answers it, or a page that asks which one.

Every alert has the address `alerts/<name>/`. Names that would share an address share the page: two that make
one slug, and two that differ only in case, since a disk may not tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..model.book import Book, Entry
from ..model.runbook import Signal
from .lines import first_sentence, severity_words, worst_first
from .links import slug
from .page import Page
from .redirects import Redirect
from .whole import Whole


@dataclass(frozen=True)
class Claim:
    """One alert that one runbook answers: the signals in which it does."""

    alert: str
    entry: Entry
    signals: tuple[Signal, ...]

    @property
    def target(self) -> str:
        """Where to begin: the step that its signals lead to, if they agree; else the top of the page."""
        steps = {signal.leads_to for signal in self.signals}
        placed = self.entry.by_step_id.get(steps.pop() or "") if len(steps) == 1 else None
        return f"{self.entry.url}#{placed.anchor}" if placed else self.entry.url

    @property
    def in_use(self) -> bool:
        return self.entry.runbook.status != "deprecated"

    @property
    def means(self) -> str:
        return self.signals[0].means

    @property
    def real_when(self) -> str:
        return next((signal.real_when for signal in self.signals if signal.real_when), "")


@dataclass(frozen=True)
class Place:
    """One address below `alerts/`, in every spelling that alerts give it, and who claims it."""

    slugs: tuple[str, ...]
    claims: tuple[Claim, ...]

    @cached_property
    def target(self) -> str:
        """Where all claims lead, or "" when the reader must choose."""
        targets = {claim.target for claim in self.claims}
        return targets.pop() if len(targets) == 1 else ""

    @property
    def alerts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(claim.alert for claim in self.claims))


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to "which one?"."""

    alert: str
    title: str
    url: str
    severity: str
    rank: int
    means: str
    real_when: str
    summary: str


def claims(book: Book) -> tuple[Claim, ...]:
    """Every alert with every runbook that answers it, the worst first, in the order of the runbook's signals.

    A runbook out of use answers only where no other does.
    """
    found = [claim for entry in worst_first(book.entries, book) for claim in _claims(entry)]
    answered = {claim.alert for claim in found if claim.in_use}
    return tuple(claim for claim in found if claim.in_use or claim.alert not in answered)


def places(book: Book) -> tuple[Place, ...]:
    """Every address below `alerts/`, in alphabetical order."""
    shared: dict[str, list[Claim]] = {}
    for claim in claims(book):
        shared.setdefault(slug(claim.alert).casefold(), []).append(claim)
    return tuple(
        Place(tuple(sorted({slug(claim.alert) for claim in found})), tuple(found))
        for _, found in sorted(shared.items())
    )


def address(alert: str) -> str:
    """The address of an alert below the root."""
    return f"alerts/{slug(alert)}/"


def redirects(book: Book) -> Iterator[Redirect]:
    """For every alert with one place to go to, and for `alerts/` itself, which people try."""
    yield Redirect("alerts/", "by/alert/", "Runbooks by alert")
    for place in places(book):
        if place.target:
            title = place.claims[0].entry.runbook.title
            yield from (Redirect(f"alerts/{name}/", place.target, title) for name in place.slugs)


def chooser_pages(whole: Whole) -> Iterator[Page]:
    """For every alert that leads to more than one place, the same page at each of its spellings."""
    for place in places(whole.book):
        if not place.target:
            yield from (_chooser(name, place, whole) for name in place.slugs)


def by_alert(book: Book) -> Mapping[str, tuple[Claim, ...]]:
    """The claims of each alert, by the alert's name in alphabetical order."""
    found: dict[str, list[Claim]] = {}
    for claim in claims(book):
        found.setdefault(claim.alert, []).append(claim)
    names = sorted(found, key=lambda name: (name.casefold(), name))
    return {name: tuple(found[name]) for name in names}


def _claims(entry: Entry) -> Iterator[Claim]:
    named: dict[str, list[Signal]] = {}
    for signal in entry.runbook.signals:
        if signal.alert:
            named.setdefault(signal.alert, []).append(signal)
    yield from (Claim(alert, entry, tuple(signals)) for alert, signals in named.items())


def _chooser(name: str, place: Place, whole: Whole) -> Page:
    alerts = " or ".join(place.alerts)
    uri = f"alerts/{name}/index" if name.casefold() in ("index", "readme") else f"alerts/{name}"
    return whole.page(
        uri,
        f"{alerts}: which one?",
        "alert/page.html.j2",
        f"The alert {alerts} has more than one runbook: what tells them apart.",
        alerts=place.alerts,
        choices=[_choice(claim, whole.book) for claim in place.claims],
    )


def _choice(claim: Claim, book: Book) -> Choice:
    runbook = claim.entry.runbook
    return Choice(
        alert=claim.alert,
        title=runbook.title,
        url=claim.target,
        severity=severity_words(runbook.severity, book.catalog),
        rank=book.catalog.rank(runbook.severity),
        means=claim.means,
        real_when=claim.real_when,
        summary=first_sentence(runbook.summary),
    )
