"""Small books: files by path, written to a folder or read from memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nightbook.diagnostics import Diagnostic
from nightbook.model.book import Book
from nightbook.model.build import build
from nightbook.sources.folder import FolderContents, read_folder

CATALOG = """\
severities: {SEV1: {name: Critical, means: Customers are harmed.}, SEV3: {name: Minor, means: Work is slowed.}}
teams: {ml-platform: {name: ML Platform}}
people:
  amira-k: {name: Amira Khalil, team: ml-platform, phone: "+49 30 5550101"}
  jonas-r: {name: Jonas Reuter, team: ml-platform, phone: "+49 30 5550103"}
roles: {investigator: {name: Investigator, does: Finds the cause.}}
rotations:
  ml-platform-primary:
    {name: On call, team: ml-platform, members: [amira-k, jonas-r], time_zone: UTC, phone: "+49 30 5550100"}
  ml-platform-secondary:
    {name: Second, team: ml-platform, members: [amira-k, jonas-r], time_zone: UTC, phone: "+49 30 5550102"}
"""
RUNBOOK = """\
title: Scores arrive late
summary: Scores arrive late. Checkout falls back to cached scores.
version: 1.0.0
severity: SEV3
owner: ml-platform
review: {last: 2026-11-01, by: amira-k, every: 90d}
signals: [{id: slow, source: human, means: Somebody says that scores are late.}]
contacts: {investigator: {primary: ml-platform-primary, backup: ml-platform-secondary}}
steps:
  contain:
    - id: restart
      do: Restart the scorer
      run: {shell: kubectl rollout restart deployment/scorer}
      expect: '"deployment.apps/scorer restarted"'
      effect: reversible
      undo: {shell: kubectl rollout undo deployment/scorer}
      verify: recovered
      if_it_fails: call
      within: 5m
  verify:
    - id: recovered
      ask: Is p99 under 300 ms?
      within: 5m
      answers: {"Yes": close, "No": call, Cannot tell: call}
  end:
    - {id: close, end: Close the incident.}
    - {id: call, escalate: ml-platform-secondary}
changelog: [{version: 1.0.0, date: 2026-05-04, by: amira-k, change: First version., reviewed_by: [jonas-r]}]
"""
CONFIG = "site_name: Runbooks\ndocs_dir: runbooks\nplugins: [search, nightbook]\n"

Files = dict[str, str | bytes]


def book(files: Mapping[str, str | bytes] | None = None) -> Files:
    """A book of one runbook and a catalog, with files replaced or added."""
    return {
        "runbooks/catalog/all.yaml": CATALOG,
        "runbooks/serving/late.yaml": RUNBOOK,
        **(files or {}),
    }


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def built(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Book, tuple[Diagnostic, ...]]:
    """The book of these files and what is wrong with it, the faults of reading left out."""
    return build(contents(folder, files), "runbooks")


def contents(folder: Path, files: Mapping[str, str | bytes]) -> FolderContents:
    write(folder, files)
    return read_folder(folder / "runbooks", folder)


def without(text: str, *fields: str) -> str:
    """A YAML text without some one-line top-level fields."""
    return "".join(line for line in text.splitlines(keepends=True) if line.split(":")[0] not in fields)
