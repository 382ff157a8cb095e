"""The SVG of a decision tree. `NIGHTBOOK_REWRITE=1` rewrites the golden files; read the diff."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from triage_trees import any_graph, graph_of, slow_scores, triage_tree

from nightbook.diagrams.svg import render_svg
from nightbook.model.graph import Graph, Node, NodeKind

GOLDEN = Path(__file__).parent / "golden"
STYLE = Path(__file__).parents[2] / "plugins" / "nightbook" / "assets" / "styles" / "tree.css"
SVG = "{http://www.w3.org/2000/svg}"


def links(svg: str, kind: str) -> list[ElementTree.Element]:
    return [a for a in ElementTree.fromstring(svg).iter(f"{SVG}a") if kind in a.get("class", "").split()]


def one(kind: NodeKind = NodeKind.ACTION, title: str = "Restart", danger: bool = False) -> str:
    return render_svg(Graph((Node("a", 1, title, kind, "contain", "a", danger),), ()), "Tree")


@pytest.mark.parametrize(
    ("name", "graph"), [("slow-scores", slow_scores()), ("triage-15", triage_tree(15, 1))], ids=str
)
def test_the_same_graph_gives_the_same_bytes_everywhere(name: str, graph: Graph) -> None:
    file = GOLDEN / f"{name}.svg"
    svg = render_svg(graph, "How this runbook decides").replace("><", ">\n<") + "\n"
    if os.environ.get("NIGHTBOOK_REWRITE"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(svg.encode())
    assert file.read_bytes() == svg.encode()


def test_the_picture_has_a_name_and_a_description_and_leaves_its_links_to_assistive_technology() -> None:
    root = ElementTree.fromstring(render_svg(slow_scores(), "How this runbook decides"))
    assert root.get("role") == "group"
    assert [root.get(key) for key in ("aria-labelledby", "aria-describedby")] == ["nbt-title", "nbt-desc"]
    assert root[0].text == "How this runbook decides"
    assert (root[1].text or "").startswith("9 steps: 4 questions")


def test_a_step_links_to_itself_on_the_page_under_its_full_name() -> None:
    steps = links(render_svg(slow_scores(), ""), "nb-tree-node")
    found = {step.get("aria-label"): step.get("href") for step in steps}
    assert found["Step 2: Did a model or configuration change ship in the last two hours?"] == "#deploy"
    assert found["Step 4: Danger: Roll back to the last good revision"] == "#roll-back"


def test_a_chip_says_its_answer_and_where_it_goes() -> None:
    names = [chip.get("aria-label") for chip in links(render_svg(slow_scores(), ""), "nb-tree-chip")]
    assert "No, at most 2×: go to Step 5: Send half of the traffic to the fallback model" in names


def test_every_kind_has_a_form_of_its_own_without_colour() -> None:
    drawn = {kind: re.sub(r"nb-tree-\w+", "", one(kind)) for kind in NodeKind}
    forms = {kind: re.findall(r'<path class="[^"]*"[^>]*>|rx="\d+"', svg) for kind, svg in drawn.items()}
    assert len({tuple(form) for form in forms.values()}) == len(NodeKind)


def test_danger_is_a_word_and_a_second_border() -> None:
    plain, danger = one(), one(danger=True)
    assert (plain.count('class="nb-tree-box"'), danger.count('class="nb-tree-box"')) == (1, 2)
    assert ">DANGER</text>" in danger


def test_titles_are_text_and_never_markup() -> None:
    svg = render_svg(
        Graph((Node("a", 1, '<b onx="1">&\x00\x0b', NodeKind.END, "<i>", 'a"b'),), ()), "<script>"
    )
    assert "<b" not in svg
    assert "<i>" not in svg
    assert "<script" not in svg
    (step,) = links(svg, "nb-tree-node")
    assert (step.get("href"), step.get("aria-label")) == ('#a"b', 'Step 1: <b onx="1">&')


def test_the_picture_brings_no_style_script_or_address_from_outside() -> None:
    svg = render_svg(triage_tree(40, 3), "Tree").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"<style|<script|style=|\son\w+=|://|url\(|fill=|stroke=", svg)
    assert set(re.findall(r'\bid="([^"]*)"', svg)) == {"nbt-title", "nbt-desc"}


def test_every_class_is_known_to_the_style_sheet_or_names_a_kind() -> None:
    used = set(
        re.findall(r"nb-tree[\w-]*", " ".join(re.findall(r'class="([^"]*)"', render_svg(slow_scores(), ""))))
    )
    known = set(re.findall(r"\.(nb-tree[\w-]*)", STYLE.read_text()))
    assert used - known == {"nb-tree-node", "nb-tree-action", "nb-tree-end"}


def test_a_graph_without_steps_is_still_a_picture() -> None:
    assert ElementTree.fromstring(render_svg(Graph((), ()), "Tree")).get("viewBox") == "0 0 8 8"


def test_a_graph_without_ways_is_a_column_of_steps() -> None:
    assert len(links(render_svg(graph_of("a end", "b end", "c end"), ""), "nb-tree-node")) == 3


@settings(max_examples=100, deadline=None)
@given(any_graph())
def test_any_graph_is_well_formed_and_links_to_each_step_once(graph: Graph) -> None:
    svg = render_svg(graph, "Tree")
    assert sorted(a.get("href", "") for a in links(svg, "nb-tree-node")) == sorted(
        f"#{n.anchor}" for n in graph.nodes
    )
