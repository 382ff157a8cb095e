"""The fields that fill the commands, as a runbook's page holds them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from .tiny import CATALOG, STEPS, page, runbook, site, text

PLACES = """\
environments:
  dev: {name: Development, values: {cluster: dev-1, space: a}}
  live: {name: Live, production: true, values: {cluster: live-1}}
"""
SCORER = "scorer: {name: Scorer, owner: core}"
GOOD = """\
scorer:
    name: Scorer
    owner: core
    known_good:
      - {version: "7", since: 2026-10-01, until: 2027-01-01, note: Good.}
      - {version: "6", since: 2026-09-01, until: 2026-11-19}
"""
PARAMETERS = """\
parameters:
  cluster: {environment: cluster}
  pod: {ask: Which pod, example: a-1, pattern: "^[a-z0-9-]+$", from_label: pod}
  version: {ask: Which version, known_good: scorer, pattern: "^[0-9]$"}
  size: {ask: How many, default: "3"}
"""


def html_of(home: Path, more: str = PARAMETERS, environments: str = PLACES) -> str:
    steps = STEPS.replace("shell: restart", "shell: restart <cluster> <pod> <version> <size>")
    catalog = CATALOG.replace(SCORER, GOOD) + environments
    output = site({"core/slow.yaml": runbook("Slow", steps=steps, more=more)}, home, catalog=catalog)
    return "".join(
        str(block.html) for block in page(output, "core/slow").blocks if block.anchor == "parameters"
    )


def attributes(html: str, tag: str, named: str) -> dict[str, str]:
    """The attributes of the first tag that has this text in it."""
    found = next(each for each in re.findall(rf"<{tag}\b[^>]*>", html) if named in each)
    return {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', found)}


def test_each_environment_is_a_choice_that_carries_its_values(tmp_path: Path) -> None:
    html = html_of(tmp_path)
    assert attributes(html, "input", 'value="dev"')["data-values"] == '{"cluster":"dev-1"}'
    live = attributes(html, "input", 'value="live"')
    assert (live["data-values"], live["data-production"], live["data-name"]) == (
        '{"cluster":"live-1"}',
        "yes",
        "Live",
    )
    assert "data-production" not in attributes(html, "input", 'value="dev"')
    assert "Live serves customers" in text(html)
    assert " checked" not in html


def test_only_the_runbook_s_own_environments_are_offered(tmp_path: Path) -> None:
    html = html_of(tmp_path, PARAMETERS + "applies_to: {environments: [dev]}\n")
    assert re.findall(r'type="radio"[^>]* value="(\w+)"', html) == ["dev"]


def test_a_parameter_that_is_asked_for_has_a_labelled_field(tmp_path: Path) -> None:
    html = html_of(tmp_path)
    assert re.findall(r'<label for="fill-(\w+)">', html) == ["pod", "version", "size"]
    pod = attributes(html, "div", 'data-name="pod"')
    assert (pod["data-pattern"], pod["data-label"], pod["data-key"]) == ("^[a-z0-9-]+$", "pod", "pod")
    assert pod["data-wrong"] == "Not used yet: it must look like a-1"
    assert attributes(html, "div", 'data-name="size"')["data-start"] == "3"
    field = attributes(html, "input", 'id="fill-pod"')
    assert (field["autocapitalize"], field["autocorrect"], field["spellcheck"]) == ("off", "off", "false")
    assert field["aria-describedby"] == "hint-pod wrong-pod"


def test_a_version_is_remembered_for_its_model_and_offered_until_its_last_day(tmp_path: Path) -> None:
    html = html_of(tmp_path)
    assert attributes(html, "div", 'data-name="version"')["data-key"] == "version-of-scorer"
    assert re.findall(r'data-value="(\d)" data-until="([\d-]+)"', html) == [
        ("7", "2027-01-01"),
        ("6", "2026-11-19"),
    ]
    assert re.findall(r"<button[^>]*?( hidden)?>Use (\d)", html) == [("", "7"), (" hidden", "6")]
    assert re.findall(r"<b class=\"nb-expired\"( hidden)?>(Expired [^<]+)<", html) == [
        (" hidden", "Expired 2027-01-01: 7"),
        ("", "Expired 2026-11-19: 6"),
    ]


def test_without_environments_there_is_no_choice_and_everything_is_asked_for(tmp_path: Path) -> None:
    html = html_of(tmp_path, PARAMETERS.replace("{environment: cluster}", "{ask: Which cluster}"))
    assert "nb-environment" not in html
    assert re.findall(r'<label for="fill-(\w+)">', html) == ["cluster", "pod", "version", "size"]


def test_a_runbook_without_parameters_has_no_block(tmp_path: Path) -> None:
    assert html_of(tmp_path, "") == ""
