"""The page of every fault: its form, and its examples, which must be found and must not be."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from .book import FAULTS, base, codes, overlaid

FORM = ("What it finds", "Why it hurts on call", "Example", "Instead")
FOLDERS = ("schema", "model", "checks")
PAGES = {
    page.name.removesuffix(".md"): page.read_text("utf-8")
    for folder in FOLDERS
    for page in sorted(files("nightbook").joinpath(folder, "explained").iterdir(), key=lambda page: page.name)
    if page.name.endswith(".md")
}
_FENCE = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
BESIDES = {"NB901": ["NB305"]}
"""What an example shows besides its own fault: an allowance that has run out gives the finding back."""

each_page = pytest.mark.parametrize("name", PAGES)


def section(page: str, heading: str) -> str:
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def examples(text: str) -> list[tuple[str, str]]:
    """Path and text of each fenced block."""
    return [(match[1], match[2]) for match in _FENCE.finditer(text)]


def test_the_base_book_has_no_finding(tmp_path: Path) -> None:
    assert codes(base(), tmp_path) == []


def test_every_fault_after_the_loader_s_has_a_page() -> None:
    assert sorted(PAGES) == sorted(f"{fault.code}-{fault.name}" for fault in FAULTS if fault.code >= "NB100")


@each_page
def test_a_page_has_the_form(name: str) -> None:
    page = PAGES[name]
    assert page.startswith(f"# {name.replace('-', ' ', 1)}\n\n")
    assert tuple(re.findall(r"^## (.+)$", _FENCE.sub("", page), re.MULTILINE)) == FORM
    assert all(section(page, heading).strip() for heading in FORM)


@each_page
def test_the_example_has_this_fault_and_no_other(name: str, tmp_path: Path) -> None:
    changes = examples(section(PAGES[name], "Example"))
    assert changes
    assert codes(overlaid(changes), tmp_path) == [name[:5], *BESIDES.get(name[:5], [])]


@each_page
def test_what_stands_instead_has_no_fault(name: str, tmp_path: Path) -> None:
    changes = examples(section(PAGES[name], "Instead"))
    assert changes
    assert codes(overlaid(changes), tmp_path) == []
