"""What `parse` reads, and exactly which faults it finds where."""

from __future__ import annotations

import pytest
import yaml

from nightbook.diagnostics import Related, Span
from nightbook.sources import events
from nightbook.sources.document import Comment, Document
from nightbook.sources.faults import FAULTS
from nightbook.sources.parse import parse

NAMES = {fault.code: fault.name for fault in FAULTS}


def read(text: str | bytes) -> Document:
    document, found = parse(text, "x.yaml")
    assert found == ()
    assert document
    return document


def faults(text: str | bytes) -> list[tuple[str, int, int, int, int]]:
    """Name, line, column, end line and end column of every fault."""
    found = parse(text, "x.yaml")[1]
    return [
        (NAMES[each.code], each.span.line, each.span.column, each.span.end_line, each.span.end_column)
        for each in found
    ]


def helps(text: str | bytes) -> list[str]:
    return [each.help for each in parse(text, "x.yaml")[1]]


# Values


WORDS = "yes NO on True NULL ~ 12:30 2026-02-30 2026-01-01T00:00:00Z -x ."
NUMBERS = "0o17 0x1f 007 1_000 .inf -.inf -inf inf nan 3.10 1.50 1e5 1e999 -0 +1 1. .5 ٣ 9007199254740993"


@pytest.mark.parametrize("text", [*WORDS.split(), *NUMBERS.split(), "1" * 5000])
def test_what_json_would_not_write_back_the_same_stays_text(text: str) -> None:
    assert read(f"a: {text}\n").data == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-1", -1),
        ("30", 30),
        ("0.5", 0.5),
        ("1.0", 1.0),
        ("-2.25", -2.25),
        ("9007199254740992", 2**53),
    ],
)
def test_json_words_and_numbers_have_their_types(text: str, value: object) -> None:
    data = read(f"a: {text}\n").data
    assert isinstance(data, dict)
    assert data["a"] == value
    assert type(data["a"]) is type(value)


def test_quoted_and_block_scalars_are_always_text() -> None:
    assert read("a: 'true'\nb: \"1\"\nc: |\n  1\nd: >-\n  null\n").data == {
        "a": "true",
        "b": "1",
        "c": "1\n",
        "d": "null",
    }


def test_keys_are_always_text() -> None:
    assert read("1: a\ntrue: b\non: c\n").data == {"1": "a", "true": "b", "on": "c"}


def test_crlf_and_a_byte_order_mark_leave_no_trace() -> None:
    document = read(b"\xef\xbb\xbfa: |\r\n  one\r\n  two\r\nb: 'x\r\n\r\n  y'\r\n")
    assert document.data == {"a": "one\ntwo\n", "b": "x\ny"}
    assert document.text == "a: |\n  one\n  two\nb: 'x\n\n  y'\n"
    assert document.span(("a",), key=True) == Span("x.yaml", 1, 1, 1, 2)


def test_one_explicit_document_start_is_fine() -> None:
    assert read("---\na: 1\n").data == {"a": 1}


# Places


def test_each_route_has_its_place_in_characters() -> None:
    document = read(
        "é😀: 'ü😀'\nsteps:\n  - run: |\n      one\n\n      two\n\n  # below\n  - [a, b]\nnone:\nz: p\n   q\n"
    )
    assert document.values == {
        (): (1, 1, 12, 5),
        ("é😀",): (1, 5, 1, 9),
        ("steps",): (3, 3, 9, 11),
        ("steps", 0): (3, 5, 6, 10),
        ("steps", 0, "run"): (3, 10, 6, 10),
        ("steps", 1): (9, 5, 9, 11),
        ("steps", 1, 0): (9, 6, 9, 7),
        ("steps", 1, 1): (9, 9, 9, 10),
        ("none",): (10, 6, 10, 6),
        ("z",): (11, 4, 12, 5),
    }
    assert document.keys == {
        ("é😀",): (1, 1, 1, 3),
        ("steps",): (2, 1, 2, 6),
        ("steps", 0, "run"): (3, 5, 3, 8),
        ("none",): (10, 1, 10, 5),
        ("z",): (11, 1, 11, 2),
    }


def test_a_route_that_is_not_in_the_file_has_its_ancestors_place() -> None:
    assert read("a: {b: 1}\n").span(("a", "c", 0)) == Span("x.yaml", 1, 4, 1, 10)


# Comments


def test_comments_are_kept_and_hashes_in_text_are_none() -> None:
    text = "# top\na: \"#1 # x\"  # after\nb: '#'\nc: |  # head\n  # text\n#low\nd: x#y\ne:  # nothing\n"
    assert read(text).comments == (
        Comment(1, 1, "top"),
        Comment(2, 14, "after"),
        Comment(4, 7, "head"),
        Comment(6, 1, "low"),
        Comment(8, 5, "nothing"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "a: b  # c\n",
        "a: 'b' # c\n",
        "a: [b] #c\n",
        "a: # c\n  b: 1\n",
        "a: #c\n  b: 1\n",
        "a: # c\n",
        "a: b\n# c\n",
        "a: b\n#c\n",
        "a: [\n  b,\n  #c,\n  d]\n",
        "a:\n  - # c\n    b: 1\n",
        "a: >- # c\n  b\n",
        "a: b\n  c  # d\n",
    ],
)
def test_a_comment_that_is_meant_is_fine(text: str) -> None:
    assert len(read(text).comments) == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("say: Tell #inc-ml first\n", (1, 11, 1, 24)),
        ("a: b # c\n", (1, 6, 1, 9)),
        ("a: b  #c\n", (1, 7, 1, 9)),
        ("channel: #inc-ml\n", (1, 10, 1, 17)),
        ("- x\n- #y\n", None),
        ("a: b\n  c #d\n", (2, 5, 2, 7)),
        ("a: b #c\n  d\n", (1, 6, 1, 8)),
        ("a: [b, #c\n  d]\n", (1, 8, 1, 10)),
        ("a: [#b, c]\n", (1, 5, 1, 11)),
        ("a: 30 # s\n", (1, 7, 1, 10)),
        ("a:\n  - #inc\n", (2, 5, 2, 9)),
        ("a: b  ## c\n", (1, 7, 1, 11)),
    ],
)
def test_a_comment_that_eats_text_is_a_fault(text: str, place: tuple[int, int, int, int] | None) -> None:
    if place is None:
        assert faults(text) == [("not-a-mapping", 1, 1, 1, 4), ("comment-eats-text", 2, 3, 2, 5)]
    else:
        assert faults(text) == [("comment-eats-text", *place)]


def test_the_help_for_eaten_text_gives_both_lines() -> None:
    assert helps("say: Tell #inc-ml first\nto: #inc\n") == [
        'If it is text, quote it: `say: "Tell #inc-ml first"`. '
        "If it is a comment, write: `say: Tell  # inc-ml first`.",
        'If it is text, quote it: `to: "#inc"`. If it is a comment, write: `to:  # inc`.',
    ]


# Faults of meaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1, 3, 2)]),
        ("a: &b 1\nc: *b\n", [("anchor", 1, 4, 1, 6), ("alias", 2, 4, 2, 6)]),
        ("a: !!str &b 1\n", [("tag", 1, 4, 1, 9), ("anchor", 1, 10, 1, 12)]),
        ("a: *prod\n", [("alias", 1, 4, 1, 9)]),
        ("a: !x\n", [("tag", 1, 4, 1, 6)]),
        ("a: !x [1]\n", [("tag", 1, 4, 1, 6)]),
        ("a: &x {b: 1}\n", [("anchor", 1, 4, 1, 6)]),
        ("&x a: 1\n", [("anchor", 1, 1, 1, 3)]),
        ("a:\n  <<: *b\n", [("merge-key", 2, 3, 2, 5)]),
        ("a: 1\n---\nb: 2\n", [("several-documents", 2, 1, 2, 4)]),
        ("a: 1\n...\n", [("several-documents", 2, 1, 2, 4)]),
        ("a: 1\n...\nb: 2\n", [("several-documents", 2, 1, 2, 4)]),
        ("%YAML 1.1\n---\na: 1\n", [("directive", 1, 1, 1, 10)]),
        ("%FOO\n---\na: 1\n", [("directive", 1, 1, 1, 5)]),
        ("", [("empty-file", 1, 1, 1, 1)]),
        ("# only this\n", [("empty-file", 1, 1, 1, 1)]),
        ("---\n", [("empty-file", 1, 1, 1, 1)]),
        ("- a\n- b\n", [("not-a-mapping", 1, 1, 1, 4)]),
        ("text\n", [("not-a-mapping", 1, 1, 1, 5)]),
        ("[a]: 1\n", [("key-is-not-text", 1, 1, 1, 7)]),
        ("? {a: 1}\n: 1\n", [("key-is-not-text", 1, 3, 1, 9)]),
        ("'': 1\n", [("empty-key", 1, 1, 1, 3)]),
        ("null: 1\n", [("empty-key", 1, 1, 1, 5)]),
        ("a: " + "[" * 30 + "]" * 30 + "\n", [("nesting-too-deep", 1, 33, 1, 64)]),
    ],
)
def test_each_fault_of_meaning_has_its_place(text: str, expected: list[tuple[object, ...]]) -> None:
    assert faults(text) == expected


def test_a_quoted_key_may_look_like_a_reserved_one() -> None:
    assert read("'<<': 1\n\"null\": 2\n").data == {"<<": 1, "null": 2}


def test_thirty_levels_are_not_too_deep() -> None:
    assert faults("a: " + "[" * 29 + "]" * 29) == []


def test_a_duplicate_key_names_the_first_one() -> None:
    found = parse("s:\n  a: 1\n  a: 2\n", "x.yaml")[1]
    assert [each.related for each in found] == [(Related(Span("x.yaml", 2, 3, 2, 4), "first written here"),)]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    assert faults("a: &x 1\na: b #c\nd: \x07\ne: *x\nf: @g\n") == [
        ("anchor", 1, 4, 1, 6),
        ("duplicate-key", 2, 1, 2, 2),
        ("comment-eats-text", 2, 6, 2, 8),
        ("control-character", 3, 4, 3, 5),
        ("alias", 4, 4, 4, 6),
        ("needs-quotes", 5, 4, 5, 6),
    ]


def test_a_hundred_faults_are_enough() -> None:
    found = parse("a: 1\n" * 1000, "x.yaml")[1]
    assert len(found) == 101
    assert found[-1].message == "The file has 899 more faults, which are not shown."


# Size and characters


def test_a_large_file_is_not_read() -> None:
    assert faults("a: " + "x" * (256 * 1024)) == [("file-too-large", 1, 1, 1, 1)]
    assert faults("a: " + "é" * (128 * 1024)) == [("file-too-large", 1, 1, 1, 1)]
    assert faults("a: " + "x" * (256 * 1024 - 3)) == []


def test_a_file_may_hold_only_so_many_values() -> None:
    assert faults("a: [" + "1," * 19_997 + "1]") == [("too-many-values", 1, 1, 1, 1)]
    assert faults("a: [" + "1," * 19_996 + "1]") == []


@pytest.mark.parametrize(
    ("raw", "place", "part"),
    [
        (b"a: 1\nb: caf\xe9 x\n", (2, 7), 'byte 11 is 0xE9, which is "é" in Latin-1'),
        (b"\xef\xbb\xbfa: \x93x\n", (1, 4), "byte 6 is 0x93"),
        ("ü: ".encode() + b"\xff\xff", (1, 4), "byte 4 is 0xFF."),
        (b"a: \xed\xa0\x80", (1, 4), "byte 3 is 0xED."),
        ("a: 1".encode("utf-16"), (1, 1), "UTF-16"),
        ("a: 1".encode("utf-16-le"), (1, 1), "UTF-16"),
    ],
)
def test_bytes_that_are_not_utf8_are_named(raw: bytes, place: tuple[int, int], part: str) -> None:
    found = parse(raw, "x.yaml")[1]
    assert [(NAMES[each.code], each.span.line, each.span.column) for each in found] == [("not-utf8", *place)]
    assert part in found[0].message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\x00", "control-character"),
        ("\x1b", "control-character"),
        ("\x7f", "control-character"),
        ("\x9b", "control-character"),
        ("\ufeff", "control-character"),
        ("\uffff", "control-character"),
        ("\u202e", "bidi-control"),
        ("\u2069", "bidi-control"),
        ("\u200e", "bidi-control"),
        ("\u200f", "bidi-control"),
        ("\u061c", "bidi-control"),
        ("\ud800", "lone-surrogate"),
        ("\x85", "odd-line-break"),
        ("\u2028", "odd-line-break"),
        ("\u2029", "odd-line-break"),
        ("\r", "odd-line-break"),
    ],
)
def test_hidden_characters_are_faults(text: str, name: str) -> None:
    assert faults(f"a: x\nb: y{text}{text}z\n") == [(name, 2, 5, 2, 7)]


def test_an_escape_makes_no_hidden_character_either() -> None:
    assert faults('a: "x\\e"\n"b\\u202e": 1\n') == [
        ("control-character", 1, 4, 1, 9),
        ("bidi-control", 2, 1, 2, 10),
    ]


def test_letters_of_all_languages_and_emoji_are_fine() -> None:
    assert read("a: Größe 東京 ✅ 😀 \u00a0\n").data == {"a": "Größe 東京 ✅ 😀 \u00a0"}


# Grammar

GRAMMAR = [
    ("a:\n\tb: 1\n", ("tab-indentation", 2, 1, 2, 2), "Replace the tab with spaces before `b: 1`."),
    ("a: |\n\tb\n", ("tab-indentation", 2, 1, 2, 2), "Replace the tab with spaces before `b`."),
    ("a:\n  b: 1\n c: 2\n", ("bad-indentation", 3, 1, 3, 6), "Indent it by 0 or 2 spaces."),
    ("a: b\n  c: d\n", ("bad-indentation", 2, 1, 2, 7), "Indent it by 0 spaces."),
    ("a: |\n   x\n  y\n", ("bad-indentation", 3, 1, 3, 4), "Indent it by 3 spaces."),
    (
        "a: x\n- b\n",
        ("bad-indentation", 2, 1, 2, 4),
        "Give this list a key of its own: a list and keys cannot stand side by side.",
    ),
    (
        "a: 1\nb\nc: 2\n",
        ("missing-colon", 2, 1, 2, 2),
        "Write `b:` if it is a key; indent it if it belongs to the text above.",
    ),
    ("a: 1\nkey:value\nb: 2\n", ("missing-space", 2, 4, 2, 5), "Write: `key: value`"),
    ("say: Note: this\n", ("colon-in-text", 1, 6, 1, 16), 'Quote this value: `say: "Note: this"`'),
    ('a: "foo\nb: 1\n', ("unclosed-quote", 1, 4, 1, 8), 'Close it at the end of the value: `a: "foo"`'),
    ('a: "foo\nb: "bar"\n', ("unclosed-quote", 1, 4, 1, 8), 'Close it at the end of the value: `a: "foo"`'),
    ("a: 'it's'\n", ("text-after-quote", 1, 8, 1, 10), 'Put quotes around the whole value: `a: "it\'s"`'),
    ('a: "x" y\n', ("text-after-quote", 1, 8, 1, 9), "Put quotes around the whole value: `a: '\"x\" y'`"),
    (
        "a: [x, y\nb: 1\n",
        ("unclosed-bracket", 1, 4, 1, 5),
        'Close it with `]`, or quote the value if it is text: `a: "[x, y"`',
    ),
    ("a: [x] y\n", ("needs-quotes", 1, 4, 1, 9), 'Quote this value: `a: "[x] y"`'),
    ("a: {{ .V }}\n", ("needs-quotes", 1, 4, 1, 12), 'Quote this value: `a: "{{ .V }}"`'),
    ("a: {{ .V }}/b\n", ("needs-quotes", 1, 4, 1, 14), 'Quote this value: `a: "{{ .V }}/b"`'),
    ("- a: {% if %}\n", ("needs-quotes", 1, 6, 1, 14), 'Quote this value: `- a: "{% if %}"`'),
    ("a: @here x\n", ("needs-quotes", 1, 4, 1, 11), 'Quote this value: `a: "@here x"`'),
    ("a: `ls`  # x\n", ("needs-quotes", 1, 4, 1, 13), 'Quote this value: `a: "`ls`"`'),
    ("a: %d items\n", ("needs-quotes", 1, 4, 1, 12), 'Quote this value: `a: "%d items"`'),
    ("a: *prod.x\n", ("needs-quotes", 1, 4, 1, 11), 'Quote this value: `a: "*prod.x"`'),
    ("a: & x\n", ("needs-quotes", 1, 4, 1, 7), 'Quote this value: `a: "& x"`'),
    ("a: > 5 ms\n", ("needs-quotes", 1, 4, 1, 10), 'Quote this value: `a: "> 5 ms"`'),
    ("a: [@x, b]\n", ("needs-quotes", 1, 5, 1, 7), 'Quote this value: `"@x"`'),
    (
        'a: "\\d"\n',
        ("bad-escape", 1, 5, 1, 7),
        "Write two backslashes, or put the value in single quotes, where a backslash is only a backslash.",
    ),
]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["c", "pure"])
@pytest.mark.parametrize(("text", "expected", "help"), GRAMMAR, ids=[repr(each[0]) for each in GRAMMAR])
def test_a_grammar_error_says_what_to_write(
    text: str, expected: tuple[object, ...], help: str, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_LOADER", loader)
    assert faults(text) == [expected]
    assert helps(text) == [help]
