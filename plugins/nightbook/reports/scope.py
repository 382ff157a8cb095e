"""What a run looked at, for the last line of a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """How much was read, files that could not be understood included."""

    runbooks: int = 0
    catalog_files: int = 0
    baselines: int = 0

    def __str__(self) -> str:
        counts = [_count(self.runbooks, "runbook"), _count(self.catalog_files, "catalog file")]
        return ", ".join([*counts, *([_count(self.baselines, "baseline")] if self.baselines else [])])


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
