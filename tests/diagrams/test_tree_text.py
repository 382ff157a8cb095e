"""Wrapping without a font."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nightbook.diagrams.text import ELLIPSIS, width, wrap, wrap_label


def test_words_fill_lines() -> None:
    assert wrap("Is p99 above 300 ms right now?", 120, 3, 14) == ("Is p99 above 300", "ms right now?")


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("Is p99 above 300 ms right now, in any region?", 120, 2, 14) == (
        "Is p99 above 300",
        "ms right now,…",
    )


def test_a_word_wider_than_a_line_is_cut() -> None:
    assert wrap("abcdefghijklmnop", 60, 3, 14) == ("abcdefg", "hijklmn", "op")


def test_white_space_alone_makes_no_line() -> None:
    assert wrap(" \n\t ", 60, 3, 14) == ()


def test_two_answers_break_between_them() -> None:
    assert wrap_label("No / Cannot tell", 92, 3, 14) == ("No /", "Cannot tell")
    assert wrap_label("Yes / No", 92, 3, 14) == ("Yes / No",)


def test_letters_of_east_asia_take_a_whole_em() -> None:
    assert width("遅延", 14) == 28


@given(st.text(max_size=200), st.integers(40, 400), st.integers(1, 4))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost_without_a_sign(
    text: str, room: int, most: int
) -> None:
    lines = wrap(text, room, most, 14)
    assert len(lines) <= most
    assert all(width(line, 14) <= room for line in lines)
    if not any(ELLIPSIS in line for line in lines):
        assert "".join("".join(lines).split()) == "".join(text.split())
