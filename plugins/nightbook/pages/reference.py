"""The reference for authors: every field, from the contract, and every fault, from its own page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..sources.faults import Fault
from . import explained
from .fields import sections
from .page import Page
from .whole import Whole


@dataclass(frozen=True, slots=True)
class Told:
    """A fault as the table shows it; `severity` is a check's usual one, or ""."""

    code: str
    name: str
    severity: str
    summary: str
    url: str


FILES: tuple[tuple[str, str, str], ...] = (
    (
        "runbook",
        "Runbook",
        "One file each: what is wrong, how bad it is, what to do, whom to call.",
    ),
    ("catalog", "Catalog", "What all runbooks share: severities, teams, people, services, models, messages."),
    ("settings", "Settings", "The options of the plugin in mkdocs.yml."),
    ("incident", "Incident record", "What the log on a phone saves, and `nightbook incident` reads."),
)
_CHECKS = "Everything that can be found wrong, by its code, and what to write instead."


def reference_pages(
    whole: Whole, faults: Sequence[tuple[Fault, str]], severities: Mapping[str, str]
) -> Iterator[Page]:
    """`faults` with the Markdown that explains each; `severities` of those that have one, by code."""
    yield _overview(whole)
    for name, title, said in FILES:
        uri, template, found = f"reference/{name}", "reference/fields.html.j2", sections(name)
        yield whole.page(uri, f"{title}: fields", template, said, sections=found)
    told = [_told(fault, severities) for fault, _ in faults]
    yield _fault_table(told, whole)
    for one, (_, markdown) in zip(told, faults, strict=True):
        yield _fault_page(one, markdown, whole)


def _overview(whole: Whole) -> Page:
    links = [(title, f"reference/{name}/", said) for name, title, said in FILES]
    links.append(("Checks", "reference/checks/", _CHECKS))
    said = "For authors: every field, every option, every check."
    template = "reference/overview.html.j2"
    return whole.page("reference/index", "Reference", template, said, said=said, links=links)


def _told(fault: Fault, severities: Mapping[str, str]) -> Told:
    url = f"reference/checks/{fault.code.lower()}-{fault.name}/"
    return Told(fault.code, fault.name, severities.get(fault.code, ""), fault.summary, url)


def _fault_table(told: Sequence[Told], whole: Whole) -> Page:
    graded = any(fault.severity for fault in told)
    uri, template = "reference/checks/index", "reference/checks.html.j2"
    return whole.page(uri, "Checks", template, _CHECKS, said=_CHECKS, faults=told, graded=graded)


def _fault_page(told: Told, markdown: str, whole: Whole) -> Page:
    return whole.page(
        told.url.rstrip("/"),
        f"{told.code} {told.name}",
        "reference/fault.html.j2",
        told.summary,
        fault=told,
        sections=explained.sections(markdown),
    )
