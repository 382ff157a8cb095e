"""The handbook: which page holds which cards, in which order, and how large books are cut."""

from __future__ import annotations

import re
from pathlib import Path

from nightbook.pages.card import card
from nightbook.pages.page import Block, Page

from .tiny import runbook, site

PAGE = Page(
    "a/one",
    "One & more",
    (
        Block("One & more", 1, "top", '<p class="nb-imprint">v1</p><p class="nb-summary">long</p>'),
        Block(
            "Tree", 2, "decision-tree", '<svg id="x"></svg><ol class="nb-map"><a href="#step-go">1</a></ol>'
        ),
        Block(
            "1. Go", 3, "step-go", '<p id="why">why</p><a href="#evidence-x">x</a><p class="nb-stamp">v1</p>'
        ),
        Block("2. On", 3, "step-on", '<a href="../two/">Two</a> <a href="../../b/far/#top">Far</a>'),
        Block("Evidence", 2, "evidence", "<p>kept elsewhere</p>"),
    ),
)


def test_a_card_is_what_paper_holds_with_ids_and_links_of_its_own() -> None:
    assert card(PAGE, "handbook/", {"a/one/": "one", "a/two/": "two"}).splitlines() == [
        '<section class="nb-sheet nb-sheet-one">',
        '<h3 id="one--top">One &amp; more</h3>',
        '<p class="nb-imprint">v1</p>',
        '<h4 id="one--decision-tree">Tree</h4>',
        '<ol class="nb-map"><a href="#one--step-go">1</a></ol>',
        '<h5 id="one--step-go">1. Go</h5>',
        '<p id="one--why">why</p><a href="../a/one/#evidence-x">x</a>',
        '<h5 id="one--step-on">2. On</h5>',
        '<a href="#two--top">Two</a> <a href="../b/far/#top">Far</a>',
        "</section>",
    ]


def test_a_book_of_a_hundred_runbooks_has_one_handbook(tmp_path: Path) -> None:
    files = {f"area{n % 3}/r{n}.yaml": runbook(f"Runbook {n}") for n in range(100)}
    pages = {page.uri: page for page in site(files, tmp_path).pages if page.uri.startswith("handbook")}
    assert list(pages) == ["handbook/index"]
    cards = re.findall(r'nb-sheet-([\w-]+)"', "".join(block.html for block in pages["handbook/index"].blocks))
    assert sorted(cards) == sorted(f"r{n}" for n in range(100))
    assert not pages["handbook/index"].search


def test_a_larger_book_has_one_for_each_area_and_a_page_that_says_so(tmp_path: Path) -> None:
    files = {f"area{n % 3}/r{n}.yaml": runbook(f"Runbook {n}") for n in range(100)}
    output = site({**files, "top.yaml": runbook("Top")}, tmp_path)
    pages = {page.uri: page for page in output.pages if page.uri.startswith("handbook")}
    assert list(pages) == [
        "handbook/index",
        "handbook/no-area",
        "handbook/area/area0",
        "handbook/area/area1",
        "handbook/area/area2",
    ]
    front = pages["handbook/index"].blocks[0].html
    assert "This book has 101 runbooks: too many for one page." in front
    assert 'href="area/area0/"' in front
    assert "nb-sheet-top" in "".join(block.html for block in pages["handbook/no-area"].blocks)


def test_each_card_has_a_sheet_of_paper_that_names_it_and_its_failure_mode(tmp_path: Path) -> None:
    output = site({"a.yaml": runbook("Ant </style>")}, tmp_path)
    [sheet] = [text.decode() for name, text in output.files.items() if "handbook." in name]
    assert '@page nb-a { @top-left { content: "Ant \\00003c\\00002fstyle\\00003e · version' in sheet
    assert '@right-top { content: "Something else";' in sheet
    assert ".nb-sheet-a { page: nb-a }" in sheet
