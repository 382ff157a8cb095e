"""What search finds a runbook by: its title, its alerts, how people say it, its steps. Boilerplate stays out."""

from __future__ import annotations

import re

from ..model.book import Book, Entry
from .html import words_of
from .page import SearchEntry

_INNER_CAPITAL = re.compile(r"\b[A-Za-z]+[a-z][A-Z][A-Za-z]*|\b[A-Z]{2,}[a-z]+|\b[A-Z][a-z][A-Z]\b")
PAGE_BOOST = 10.0
STEP_BOOST = 1.0


def search_entries(entry: Entry, book: Book, names: dict[str, str]) -> tuple[SearchEntry, ...]:
    """One entry for the page and one for each alert, strong, and one for each step, weak.

    `names` are the steps' titles by id.
    """
    steps = tuple(
        SearchEntry(
            placed.anchor,
            names[placed.step.id],
            " ".join(filter(None, (placed.step.expect, placed.step.or_else))),
            STEP_BOOST,
        )
        for placed in entry.steps
        if not placed.step.is_way_out
    )
    alerts = tuple(
        SearchEntry(f"signal-{signal.id}", signal.alert, signal.means, PAGE_BOOST)
        for signal in entry.runbook.signals
        if signal.alert
    )
    return (SearchEntry("", entry.runbook.title, _found_by(entry, book), PAGE_BOOST), *alerts, *steps)


def _found_by(entry: Entry, book: Book) -> str:
    runbook, catalog = entry.runbook, book.catalog
    said: list[str] = [*alert_line(entry), *runbook.also_known_as]
    modes = [
        catalog.failure_modes[name]
        for name in runbook.applies_to.failure_modes
        if name in catalog.failure_modes
    ]
    for mode in modes:
        said += [mode.name, mode.means, *mode.also_known_as]
    said.append(runbook.summary)
    if runbook.problem:
        said += filter(None, (runbook.problem.definition, runbook.problem.shows_as))
    for signal in runbook.signals:
        said += filter(None, (signal.means, signal.real_when, signal.logs))
    said += [hypothesis.cause for hypothesis in runbook.hypotheses]
    said += [catalog.services[name].name for name in runbook.applies_to.services if name in catalog.services]
    said += [catalog.models[name].name for name in runbook.applies_to.models if name in catalog.models]
    text = ". ".join(dict.fromkeys(" ".join(text.split()).rstrip(".") for text in said))
    return f"{text}. {_plain_spellings(text)}"


def _plain_spellings(text: str) -> str:
    """`MLflow` is indexed as `m` and `lflow`; whoever types `mlflow` must find it too."""
    return " ".join(dict.fromkeys(name.lower() for name in _INNER_CAPITAL.findall(text)))


def alert_line(entry: Entry) -> list[str]:
    """Every alert as it fires and split into words: pasted or half remembered, it must be found."""
    said: list[str] = []
    for signal in entry.runbook.signals:
        if signal.alert:
            said += [signal.alert, words_of(signal.alert)]
    return said
