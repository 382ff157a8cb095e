"""The list map and the words of the tree."""

from __future__ import annotations

import pytest
from triage_trees import graph_of, slow_scores

from nightbook.diagrams.listmap import Chip, Row, describe, list_map
from nightbook.model.graph import Edge, EdgeKind, Graph, Node, NodeKind


def test_a_row_holds_what_the_list_shows() -> None:
    call = Chip("Cannot tell", 9, "Call the ml-platform secondary", "call")
    yes = Chip("Yes", 5, "Send half of the traffic to the fallback model", "shift")
    no = Chip("No", 9, "Call the ml-platform secondary", "call")
    title = "Do more than 50 requests wait for a GPU?"
    row = Row(3, title, "queue", NodeKind.QUESTION, "triage", danger=False, chips=(yes, no, call))
    assert list_map(slow_scores())[2] == row


def test_rows_come_in_reading_order_whatever_leads_where() -> None:
    assert [row.number for row in list_map(slow_scores())] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_bounded_way_back_and_its_exit_say_how_often() -> None:
    chips = list_map(slow_scores())[5].chips
    assert [(chip.label, chip.number, chip.at_most) for chip in chips] == [
        ("Yes", 7, ""),
        ("No", 5, "at most 2×"),
        ("No", 9, "after 2×"),
        ("Cannot tell", 9, ""),
    ]


def test_an_exit_without_its_bound_still_has_a_word() -> None:
    nodes = graph_of("a question", "b end").nodes
    (row, _) = list_map(Graph(nodes, (Edge("a", "b", "No", EdgeKind.ANSWER, bound_exit=True),)))
    assert row.chips == (Chip("No", 2, "Step b", "b", "after that"),)


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (EdgeKind.NEXT, "Next"),
        (EdgeKind.VERIFY, "Verify"),
        (EdgeKind.FAILS, "If it fails"),
        (EdgeKind.ANSWER, "Go on"),
    ],
)
def test_a_way_without_a_label_is_named_after_its_kind(kind: EdgeKind, label: str) -> None:
    nodes = graph_of("a action", "b end").nodes
    (row, _) = list_map(Graph(nodes, (Edge("a", "b", "", kind),)))
    assert [chip.label for chip in row.chips] == [label]


def test_the_same_way_twice_is_said_once() -> None:
    (row, _) = list_map(graph_of("a question", "b end", ways=["a Yes b", "a Yes b"]))
    assert len(row.chips) == 1


def test_the_description_counts_kinds_and_names_the_start() -> None:
    assert describe(slow_scores()) == (
        "9 steps: 4 questions, 2 actions, 2 ends, 1 escalation. Starts at 1 Is p99 above 300 ms right now?"
    )


def test_the_description_of_one_step_or_none_is_a_sentence() -> None:
    assert describe(graph_of("a action")) == "1 step: 1 action. Starts at 1 Step a."
    assert describe(Graph((), ())) == "No steps."
    blank = Node("a", 1, " ", NodeKind.END, "end", "a")
    assert describe(Graph((blank,), ())) == "1 step: 1 end. Starts at 1 a."
