"""The options of the plugin, typed, with their defaults: what mkdocs.yml may say about checks and pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, convert

from .units import duration

Sections = Mapping[str, tuple[str, ...]]

REQUIRED: Mapping[str, Sections] = {
    "incident": {
        "SEV1": (
            "signals",
            "do_first",
            "contacts",
            "backup",
            "escalation",
            "messages",
            "rollback",
            "evidence",
        ),
        "SEV2": ("signals", "do_first", "contacts", "escalation"),
        "SEV3": ("signals", "contacts"),
    },
    "maintenance": {"SEV1": ("contacts", "options", "rollback"), "SEV2": ("contacts", "options")},
}
"""What a runbook must have, by kind and severity, unless mkdocs.yml says otherwise."""


class ReviewWindows(Struct, frozen=True, kw_only=True):
    soon: str = "14d"
    far: str = "90d"
    error_for: tuple[str, ...] = ("SEV1",)

    @property
    def soon_days(self) -> dt.timedelta:
        return duration(self.soon)

    @property
    def far_days(self) -> dt.timedelta:
        return duration(self.far)


class Settings(Struct, frozen=True, kw_only=True):
    """`templates` is relative to the folder of mkdocs.yml; `offline`: whether devices keep the runbooks."""

    templates: str | None = None
    required: dict[str, dict[str, tuple[str, ...]]] = {}
    review: ReviewWindows = ReviewWindows()
    report: str = "issue"
    offline: bool = True

    def sections_for(self, kind: str, severity: str) -> tuple[str, ...]:
        """The sections that a runbook of this kind and severity must have."""
        written = self.required.get(kind, {})
        return tuple(written[severity]) if severity in written else REQUIRED.get(kind, {}).get(severity, ())


def settings(data: Mapping[str, Any]) -> Settings:
    """Options that passed the schema -> Settings."""
    return convert(data, Settings)


class Policy(Struct, frozen=True, kw_only=True):
    """What a check may depend on besides the book: the settings, and the day that counts as today."""

    today: dt.date
    settings: Settings = Settings()
