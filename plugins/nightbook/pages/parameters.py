"""The fields that fill the commands: what a reader is asked for, and what the environments say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ..model.book import Book, Entry
from ..model.catalog import Environment, KnownGood
from ..model.runbook import Parameter
from ..model.settings import Policy

_SIGNS = "only letters, digits and . _ : / @ % + , = - are safe here, with a letter, a digit, . _ or / first"


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A placeholder of the commands: what to put in, and where that is known from.

    `values` are (environment, value, serves customers); a parameter that has some is not asked for. `key` is the name
    under which an incident remembers the value: a version is remembered for its model alone. `wrong` is what the page
    says to a value that does not fit.
    """

    name: str
    key: str
    ask: str
    values: tuple[tuple[str, str, bool], ...]
    known_good: tuple[tuple[KnownGood, bool], ...]
    default: str
    example: str
    pattern: str
    label: str
    wrong: str


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    """A place that the commands can be meant for; `values` is a JSON object: parameter -> value."""

    id: str
    name: str
    production: bool
    values: str


def parameter_views(entry: Entry, book: Book, policy: Policy) -> list[ParameterView]:
    """The parameters in the order of the source."""
    return [_parameter(name, entry, book, policy) for name in entry.runbook.parameters]


def environment_views(entry: Entry, book: Book) -> list[EnvironmentView]:
    """The environments of this runbook; none when no parameter takes a value from them."""
    parameters = entry.runbook.parameters
    views = []
    for id, environment in _environments(entry, book).items():
        values = {
            name: environment.values[parameter.environment]
            for name, parameter in parameters.items()
            if parameter.environment in environment.values
        }
        text = json.dumps(values, separators=(",", ":"))
        views.append(EnvironmentView(id, environment.name, environment.production, text))
    return views if any(view.values != "{}" for view in views) else []


def _environments(entry: Entry, book: Book) -> Mapping[str, Environment]:
    known = book.catalog.environments
    return {id: known[id] for id in entry.runbook.applies_to.environments or known if id in known}


def _parameter(name: str, entry: Entry, book: Book, policy: Policy) -> ParameterView:
    parameter = entry.runbook.parameters[name]
    model = book.catalog.models.get(parameter.known_good or "")
    return ParameterView(
        name=name,
        key=f"{name}-of-{parameter.known_good}" if parameter.known_good else name,
        ask=parameter.ask or "",
        values=tuple(
            (environment.name, environment.values[parameter.environment], environment.production)
            for environment in _environments(entry, book).values()
            if parameter.environment in environment.values
        ),
        known_good=tuple((good, good.until < policy.today) for good in model.known_good) if model else (),
        default=parameter.default or "",
        example=parameter.example or "",
        pattern=parameter.pattern or "",
        label=parameter.from_label or "",
        wrong=_wrong(parameter),
    )


def _wrong(parameter: Parameter) -> str:
    if not parameter.pattern:
        return f"Not used yet: {_SIGNS}"
    if parameter.example:
        return f"Not used yet: it must look like {parameter.example}"
    return f"Not used yet: it must match {parameter.pattern}"
