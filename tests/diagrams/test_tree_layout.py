"""Where the steps of a decision tree stand."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from triage_trees import any_graph, graph_of, slow_scores, triage_tree

from nightbook.diagrams.layout import lay_out
from nightbook.diagrams.places import FONT, LINE, MAX_WIDTH, Box, Picture, Place
from nightbook.model.graph import Graph


def place_of(picture: Picture, name: str) -> Place:
    return next(place for place in picture.places if place.node.id == name)


def downward(picture: Picture) -> list[tuple[str, str]]:
    """Pairs of steps that a line downwards joins."""
    tops = {(place.box.x + 20, place.box.y): place.node.id for place in picture.places}
    return [(place.node.id, tops[down.x, down.bottom]) for place in picture.places for down in place.downs]


def boxes(picture: Picture) -> list[Box]:
    beside = [exit_.box for place in picture.places for exit_ in place.exits]
    return [place.box for place in picture.places] + beside


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def test_the_heaviest_branch_goes_straight_down_and_a_side_branch_is_indented_above_it() -> None:
    picture = lay_out(slow_scores())
    assert [place.node.number for place in picture.places] == [1, 2, 4, 3, 5, 6, 9]
    assert downward(picture) == [
        ("slow", "deploy"),
        ("deploy", "queue"),
        ("deploy", "roll-back"),
        ("queue", "shift"),
        ("shift", "recovered"),
    ]
    assert [place.node.id for place in picture.places if place.box.x > 8] == ["roll-back"]


def test_an_end_that_one_step_leads_to_stands_beside_it() -> None:
    (way, chip) = place_of(lay_out(slow_scores()), "slow").exits
    assert (way.target.id, way.label, way.is_step) == ("false-alarm", "No", True)
    assert (chip.target.id, chip.label, chip.is_step) == ("call", "Cannot tell", False)


def test_an_end_that_many_steps_lead_to_stands_once_at_the_bottom_and_names_them() -> None:
    last = lay_out(slow_scores()).places[-1]
    assert (last.node.id, last.note) == ("call", ("from 1, 2, 3, 6",))


def test_a_join_says_which_other_steps_lead_to_it() -> None:
    picture = lay_out(slow_scores())
    assert (place_of(picture, "recovered").phase, place_of(picture, "recovered").origin) == (
        "Verify",
        "also from 4",
    )


def test_a_bounded_way_back_is_a_chip_that_points_up_and_says_how_often() -> None:
    exits = place_of(lay_out(slow_scores()), "recovered").exits
    assert [(e.label, e.target.number, e.upwards) for e in exits] == [
        ("Yes", 7, False),
        ("No, at most 2×", 5, True),
        ("No, after 2× / Cannot tell", 9, False),
    ]


def test_a_straight_runbook_is_a_straight_line_without_words() -> None:
    picture = lay_out(graph_of("a action", "b action", "c action", ways=["a  b", "b  c"]))
    assert downward(picture) == [("a", "b")]
    assert [down.label_lines for place in picture.places for down in place.downs] == [()]


def test_a_way_from_a_step_to_itself_is_a_chip() -> None:
    (place,) = lay_out(graph_of("a question", ways=["a No a"])).places
    assert [(exit_.target.id, exit_.upwards, exit_.is_step) for exit_ in place.exits] == [("a", True, False)]


def test_a_step_that_no_way_leads_to_says_so() -> None:
    picture = lay_out(graph_of("a end", "b end"))
    assert [place.origin for place in picture.places] == ["", "no way leads here"]


def test_a_branch_that_would_be_indented_too_far_gets_a_block_of_its_own() -> None:
    sides = [f"{name} question" for name in "bcdefghij"]
    ways = [f"a Answer-{name} {name}" for name in "bcdefghij"] + [
        f"{name} Again {name}" for name in "bcdefghij"
    ]
    picture = lay_out(graph_of("a question", *sides, ways=ways))
    assert picture.width <= MAX_WIDTH
    assert {place.node.id for place in picture.places} == set("abcdefghij")
    assert "from 1" in {place.origin for place in picture.places}


def test_no_steps_make_an_empty_picture() -> None:
    assert lay_out(Graph((), ())).places == ()


def test_a_chain_longer_than_the_stack_is_drawn() -> None:
    names = [f"s{n}" for n in range(3000)]
    ways = [f"{one} Yes {other}" for one, other in pairwise(names)]
    picture = lay_out(graph_of(*(f"{name} action" for name in names), ways=ways))
    assert len(boxes(picture)) == 3000


@pytest.mark.parametrize("size", [15, 25, 40, 60])
@pytest.mark.parametrize("seed", range(8))
def test_a_letter_keeps_12_px_in_a_column_of_690(size: int, seed: int) -> None:
    assert FONT * min(1, 690 / lay_out(triage_tree(size, seed)).width) >= 12


@settings(max_examples=150, deadline=None)
@given(any_graph())
def test_any_graph_has_each_step_once_and_each_way_once(graph: Graph) -> None:
    picture = lay_out(graph)
    steps = [place.node.id for place in picture.places]
    steps += [exit_.target.id for place in picture.places for exit_ in place.exits if exit_.is_step]
    assert Counter(steps) == Counter(node.id for node in graph.nodes)
    ways = downward(picture) + [(p.node.id, e.target.id) for p in picture.places for e in p.exits]
    assert Counter(ways) == Counter({(edge.source, edge.target) for edge in graph.edges})


@settings(max_examples=150, deadline=None)
@given(any_graph())
def test_in_any_graph_nothing_overlaps_or_leaves_the_picture(graph: Graph) -> None:
    picture = lay_out(graph)
    assert not [pair for pair in combinations(boxes(picture), 2) if overlap(*pair)]
    for box in boxes(picture):
        assert box.x >= 0
        assert box.right <= picture.width <= MAX_WIDTH
        assert box.y >= 0
        assert box.bottom <= picture.height
        assert len(box.lines) * LINE < box.height


@settings(max_examples=150, deadline=None)
@given(any_graph())
def test_in_any_graph_no_line_downwards_runs_through_a_box_or_a_label(graph: Graph) -> None:
    picture = lay_out(graph)
    downs = [down for place in picture.places for down in place.downs]
    for down in downs:
        assert not [
            b
            for b in boxes(picture)
            if b.x <= down.x <= b.right and b.y < down.bottom and b.bottom > down.top
        ]
    for place in picture.places:
        for left, right in pairwise(place.downs):
            assert right.x - left.x >= 44
