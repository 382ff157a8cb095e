"""A small valid document of each kind, with one part of it written by a test at its top."""

from __future__ import annotations

import re

from nightbook.sources.document import Document
from nightbook.sources.parse import parse

RUNBOOK = """\
title: Scores arrive late
summary: Scores arrive late.
version: 1.0.0
severity: SEV3
owner: ml-platform
review: {last: 2026-11-01, every: 90d}
steps: {end: [{id: close, end: Close the incident.}]}
changelog: [{version: 1.0.0, date: 2026-05-04, by: amira-k, change: First version.}]
"""


def document(schema: str, written: str) -> Document:
    """The document that begins with `written`; what it writes, or misspells, is not there a second time."""
    names = {name[:3] for name in re.findall(r"^(\w+):", written, re.MULTILINE)}
    rest = [line for line in RUNBOOK.splitlines() if line[:3] not in names] if schema == "runbook" else []
    found, faults = parse("\n".join([written, *rest, ""]), "x.yaml")
    assert faults == ()
    assert found
    return found
