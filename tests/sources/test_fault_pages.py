"""Each code has a page, and the page's examples do what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nightbook.sources import config, faults
from nightbook.sources.faults import FAULTS, Fault
from nightbook.sources.parse import parse

PAGES = Path(faults.__file__).with_name("explained")
SECTIONS = ["What it finds", "Why it hurts on call", "Example", "Instead"]


def page_of(fault: Fault) -> str:
    return (PAGES / f"{fault.code}-{fault.name}.md").read_text(encoding="utf-8")


def block(page: str, section: str) -> tuple[str, str]:
    found = re.search(rf"## {section}\n\n```(yaml|text)\n(.*?)```\n", page, re.DOTALL)
    assert found, section
    return found[1], found[2]


def codes(text: str) -> list[str]:
    return [found.code for found in parse(text, "x.yaml")[1]]


def test_codes_and_names_are_used_once_and_in_order() -> None:
    assert [fault.code for fault in FAULTS] == sorted({fault.code for fault in FAULTS})
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert all(re.fullmatch(r"NB0\d\d", fault.code) for fault in FAULTS)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fault.name) for fault in FAULTS)


def test_every_page_belongs_to_a_fault() -> None:
    known = [*FAULTS, *config.FAULTS]
    assert sorted(page.stem for page in PAGES.iterdir()) == [f"{each.code}-{each.name}" for each in known]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_page_has_its_heading_and_sections(fault: Fault) -> None:
    page = page_of(fault)
    assert page.startswith(f"# {fault.code} {fault.name}\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == SECTIONS


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_example_gives_the_code_and_instead_gives_none(fault: Fault) -> None:
    page = page_of(fault)
    kind, example = block(page, "Example")
    assert block(page, "Instead")[0] == "yaml"
    assert codes(block(page, "Instead")[1]) == []
    if kind == "yaml":
        assert codes(example) == [fault.code]
