"""PyYAML's event stream: from the C library, or from the pure parser where that is not built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

Event: TypeAlias = Any
"""A `yaml.events.Event`; its stubs leave out what a kind of event adds, and call every mark optional."""
NextEvent: TypeAlias = Callable[[], Event]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def events_of(text: str) -> NextEvent:
    """A function that gives one event a call. Raises `yaml.YAMLError` at a syntax error."""
    next_event: NextEvent = _LOADER(text).get_event
    return next_event


def has_directive(text: str, start: Event) -> bool:
    """Whether a document starts with a `%` line; the pure parser tells nothing of unknown ones."""
    return text.startswith("%", start.start_mark.index)


def is_scalar(event: Event) -> bool:
    """Whether an event is a text, number or word, and not a list or a mapping."""
    return type(event) is yaml.events.ScalarEvent
