"""Tiny books: a catalog, runbooks of a few lines, and the pages that come out."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from pathlib import Path

from nightbook.pages.article import article
from nightbook.pages.page import Output, Page
from nightbook.pipeline import Compiled, compile_book, render_book

TODAY = dt.date(2026, 11, 20)
ROOT = Path(__file__).parents[2]

MKDOCS = """\
site_name: Tiny
site_url: https://tiny.example/docs/
docs_dir: runbooks
plugins: [search, nightbook]
"""

CATALOG = """\
severities:
  SEV1: {name: Critical, means: Customers are harmed., respond_within: 5m}
  SEV2: {name: High, means: Customers notice.}
  SEV3: {name: Low, means: Nobody notices.}
teams:
  core: {name: Core, chat: "#core", chat_url: https://chat.example/core}
  edge: {name: Edge}
people:
  ada: {name: Ada Byron, team: core, phone: "+49 30 1", time_zone: Europe/Berlin}
  eve: {name: Eve Dor, team: edge, email: eve@tiny.example}
  gone: {name: Gone Person, team: core, phone: "+49 30 9", left: 2026-01-01}
roles:
  incident-commander: {name: Incident commander, does: Leads., decides: [Close the incident.]}
  investigator: {name: Investigator, does: Runs the steps.}
rotations:
  core-primary:
    name: Core on call
    team: core
    members: [ada, eve]
    time_zone: Europe/Berlin
    hand_over: {day: Monday, time: "10:00"}
    phone: "+49 30 2"
    pager_url: https://pager.example/core
services:
  api: {name: The API, owner: core}
  lonely: {name: Lonely service, owner: edge}
models:
  scorer: {name: Scorer, owner: core}
failure_modes:
  slow: {name: Slow, means: Answers come late.}
  odd: {name: Odd, means: Answers are odd.}
"""

STEPS = """\
steps:
  triage:
    - {id: look, ask: Is it down?, within: 2m, answers: {"Yes": fix, "No": close, Cannot tell: call}}
  mitigate:
    - id: fix
      do: Restart it
      run: {shell: restart}
      expect: done
      within: 2m
      effect: read-only
      then: close
  end:
    - {id: close, end: Close the incident.}
    - {id: call, escalate: core-primary}
"""

CONTACTS = """\
contacts:
  incident-commander: {primary: core-primary, backup: ada}
"""

CHANGELOG = (
    "changelog: [{version: 1.0.0, date: 2026-11-01, by: ada, change: First version., reviewed_by: [eve]}]"
)


def runbook(
    title: str, severity: str = "SEV3", *, alerts: tuple[str, ...] = (), more: str = "", **parts: str
) -> str:
    """A runbook's text. `parts` replace its fields (`version`, `review` ...), `more` is added."""
    signals = "".join(
        f'  - {{id: s{i}, source: alert, alert: "{alert}", means: It fires., leads_to: look}}\n'
        for i, alert in enumerate(alerts)
    )
    fields = {
        "title": f'title: "{title}"',
        "version": "version: 1.0.0",
        "summary": f"summary: {title} hurts. More is said here.",
        "severity": f"severity: {severity}",
        "owner": "owner: core",
        "review": "review: {last: 2026-11-01, every: 90d, by: ada}",
        "signals": f"signals:\n{signals}" if signals else "",
        "contacts": CONTACTS,
        "steps": STEPS,
        "changelog": CHANGELOG,
        **parts,
        "more": more,
    }
    return "\n".join(text for text in fields.values() if text) + "\n"


Files = dict[str, str]


def book(runbooks: Files, home: Path, mkdocs: str = MKDOCS, catalog: str = CATALOG) -> Compiled:
    """Files below `runbooks/` -> what was compiled. They must be readable; checks are not asked."""
    files = {"mkdocs.yml": mkdocs, "runbooks/catalog/all.yaml": catalog}
    files |= {f"runbooks/{path}": text for path, text in runbooks.items()}
    for path, text in files.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, "utf-8")
    compiled = compile_book(home / "mkdocs.yml", TODAY)
    unreadable = [
        f"{d.span.file}:{d.span.line} {d.message}" for d in compiled.diagnostics if d.code < "NB300"
    ]
    assert not unreadable, "\n".join(unreadable)
    return compiled


def site(runbooks: Files, home: Path, mkdocs: str = MKDOCS, catalog: str = CATALOG) -> Output:
    return render_book(book(runbooks, home, mkdocs, catalog))


def example() -> Output:
    """The site of the example book."""
    return render_book(compile_book(ROOT / "mkdocs.yml", TODAY))


def page(output: Output, uri: str) -> Page:
    """The page at this place; fails unless there is exactly one."""
    (found,) = [page for page in output.pages if page.uri == uri]
    return found


def headings(page: Page) -> list[str]:
    return [block.heading for block in page.blocks]


def text(html: str) -> str:
    """What a reader reads, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def said(page: Page, anchor: str = "top") -> str:
    """The text of one block."""
    return text(next(block.html for block in page.blocks if block.anchor == anchor))


def links(html: str) -> list[tuple[str, str]]:
    """Address and text of every link."""
    return [
        (unescape(href), text(label))
        for href, label in re.findall(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', html, re.S)
    ]


def html(page: Page) -> str:
    return article(page)
