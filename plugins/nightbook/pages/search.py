"""What search finds a runbook by: its title, its alerts, how people say it, its steps. Boilerplate stays out.

The words of a failure mode are no runbook's own: they are indexed once for the mode (`mode_entries`), and every
runbook of that mode is found by them.
"""

from __future__ import annotations

from ..model.book import Book, Entry
from ..model.catalog import FailureMode
from .page import SearchEntry

TITLE, ALERT, PHRASE, TEXT, STEP = 3.0, 3.0, 2.0, 1.0, 0.3
"""How much a word counts by where it stands. A runbook has many steps, and they say much that all runbooks say."""


def search_entries(entry: Entry, book: Book, names: dict[str, str]) -> tuple[SearchEntry, ...]:
    """The title first. `names` are the steps' titles by id. An entry with a title can be shown as what was found."""
    runbook = entry.runbook
    alerts = (
        SearchEntry(f"signal-{signal.id}", signal.alert, "", ALERT)
        for signal in runbook.signals
        if signal.alert
    )
    phrases = (SearchEntry("", phrase, "", PHRASE) for phrase in runbook.also_known_as)
    steps = (
        SearchEntry(
            placed.anchor,
            names[placed.step.id],
            " ".join(filter(None, (placed.step.expect, placed.step.or_else))),
            STEP,
        )
        for placed in entry.steps
        if not placed.step.is_way_out
    )
    return (
        SearchEntry("", runbook.title, "", TITLE),
        *alerts,
        *phrases,
        SearchEntry("", "", _text(entry, book), TEXT),
        *steps,
    )


def mode_entries(mode: FailureMode) -> tuple[SearchEntry, ...]:
    phrases = (SearchEntry("", phrase, "", TEXT) for phrase in mode.also_known_as)
    return (SearchEntry("", mode.name, "", TITLE), SearchEntry("", "", mode.means, TEXT), *phrases)


def _text(entry: Entry, book: Book) -> str:
    runbook, catalog = entry.runbook, book.catalog
    said: list[str | None] = [runbook.summary]
    if runbook.problem:
        said += (runbook.problem.definition, runbook.problem.shows_as)
    for signal in runbook.signals:
        said += (signal.means, signal.real_when, signal.logs)
    said += [hypothesis.cause for hypothesis in runbook.hypotheses]
    said += [catalog.services[name].name for name in runbook.applies_to.services if name in catalog.services]
    said += [catalog.models[name].name for name in runbook.applies_to.models if name in catalog.models]
    return " ".join(dict.fromkeys(filter(None, said)))
