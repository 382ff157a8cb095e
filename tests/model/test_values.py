"""Values for commands: what a parameter takes, and how a value is written where its placeholder stands.

The reference in Python is compared with the script of the pages, and with a real shell.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from nightbook.model.slots import places
from nightbook.model.values import fits, put, unlike_elsewhere

SCRIPT = Path(__file__).parents[2] / "plugins/nightbook/assets/scripts/parameters.js"
BASH = shutil.which("bash")
PLACES = ("word", "inside", "inside-", "text", "token", "token-", "plain")
NEEDS_BASH = pytest.mark.skipif(BASH is None, reason="no bash on this machine")
HOSTILE = (
    "; rm -rf / #", "'; rm -rf / #", "$(id)", "`id`", "a\nid", "a\rid", "\x00", "\x1b[201~id", "${IFS}",
    "$HOME", "~", "*",
    "a b", " a", "a ", "\ta", "'", "''", "\"", "\\", "a\\", "\\'", "!!", "#a", "a#", "-rf", "--all", "-1",
    "-Infinity",
    "a--b", "1--", "a=b", "=ls", "a,b", "{a,b}", "@/etc/passwd", "../../etc", "a..b", "&&id", "|id", ">x",
    "<x", "é", "😀",
    "\u202e", "\u00a0", "\u2028", "NaN", "1e-5", "1e-5e-5", "a.b", "a.", ".a", "%s", "a:b", "s3://m/a/41",
    "x" * 400, "x" * 401, "",
    "constructor", "__proto__", "<a>", "&amp;", "$'a'", "$((1))", "[a]", "a;b", "(a)",
)  # fmt: skip
PATTERNS = (
    None, "^[a-z0-9-]+$", "^.+$", ".*", "[^a]*", "^-?[0-9.]+$", "-[a-z]+", r"^\S+$", r"^[\w.-]+$", r"^(a|b)--?(b|c)$",
    r"^s3://[A-Za-z0-9._/-]+$", r"a{1,3}", r"^(NaN|-?Infinity)$", r"\d+\.?\d*", r"^(?!-).*$", r"a|.b",
    r"[\]\\a-c]+", "^$",
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from((*HOSTILE, "a", "1", " ", ".", "-")), max_size=4).map("".join),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12),
    st.text(max_size=6),
)


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("ml-prod", None), ("s3://m/scorer/41", None), (".hidden", None), ("/srv", None), ("a@b+c%d,e=f", None),
        ("a b", ".+"), ("; rm -rf / #", ".+"), ("-1", "^-?[0-9]$"), ("-v", "-[a-z]"), ("x" * 400, None),
    ],
)  # fmt: skip
def test_a_value_fits(value: str, pattern: str | None) -> None:
    assert fits(value, pattern)


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("", None), ("a b", None), ("a;b", None), ("-a", None), ("=a", None), ("@a", None), ("a/../b", None),
        ("x" * 401, None), ("ä", ".+"), ("a\n", ".+"), ("a\x7f", ".+"), (" a", ".+"), ("a ", ".+"), ("a\u00a0", ".+"),
        ("--all", "^[a-z-]+$"), ("-1", ".+"), ("ab", "a"), ("ab", "b"), ("٣", r"\d"),
    ],
)  # fmt: skip
def test_a_value_does_not_fit(value: str, pattern: str | None) -> None:
    assert not fits(value, pattern)


@pytest.mark.parametrize(
    ("value", "place", "written"),
    [
        ("ml-prod", "word", "ml-prod"),
        ("it's; here", "word", "'it'\\''s; here'"),
        ("a=b", "word", "'a=b'"),
        ("{a,b}", "word", "'{a,b}'"),
        ("~", "word", "'~'"),
        ("s3://m/a-b/41", "inside", "s3://m/a-b/41"),
        ("a--b", "inside", None),
        ("a b", "inside", None),
        ("a,b", "inside", None),
        ("-1", "inside", "-1"),
        ("-1", "inside-", None),
        ("1", "inside-", "1"),
        ("a b, c=d", "text", "a b, c=d"),
        ("a'b", "text", None),
        ("{a}", "text", None),
        ("public.orders_2", "token", "public.orders_2"),
        ("-0.41", "token", "-0.41"),
        ("1e-5", "token", "1e-5"),
        ("a-b", "token", None),
        ("a.", "token", None),
        ("-1", "token-", None),
        ("Open it; then (wait)", "plain", "Open it; then (wait)"),
    ],
)
def test_a_value_is_written_as_its_place_needs_it_or_not_at_all(
    value: str, place: str, written: str | None
) -> None:
    assert put(value, place) == written


@pytest.mark.parametrize(
    ("pattern", "odd"),
    [
        ("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", ""), (r"^\w+\.(?:a|b)(?!c)[^\]x]{2,3}?$",
        ""), (r"^s3://.*\x41\u0041$", ""),
        ("(?P<a>x)", "(?P"), ("(?i)x", "(?i"), ("(?<=a)b", "(?<"), ("(?>a)", "(?>"), ("a*+", "*+"), ("a{,3}", "{,3"),
        (r"a\Z", r"\Z"), (r"(a)\1", r"\1"), (r"[\Aa]", r"\Aa"), ("[]a]", "[]a"), ("[^]a]", "[^]"), ("ä", "ä"),
    ],
)  # fmt: skip
def test_a_pattern_that_browsers_read_in_another_way_is_named(pattern: str, odd: str) -> None:
    assert unlike_elsewhere(pattern) == odd


@pytest.mark.browser
def test_the_page_s_script_decides_as_this_module_does(browser: Any) -> None:
    rng = random.Random(11)
    pieces = (*HOSTILE, *"abcXYZ019._:/@%+,=- '\"\\$`;&|<>(){}[]*?!#~^")
    values = [*HOSTILE, *("".join(rng.choices(pieces, k=rng.randint(1, 4))) for _ in range(3000))]
    alphabet = "abc019._:/@%+,=- "
    values += ["".join(rng.choices(alphabet, k=rng.randint(1, 8))) for _ in range(3000)]
    page = browser.new_page()
    page.set_content("<!doctype html><title>x</title>")
    found = page.evaluate(
        "([script, values, patterns, kinds]) => new Function('values', 'patterns', 'kinds', script + "
        "'; return values.map((v) => [patterns.map((p) => fits(v, p)), kinds.map((k) => put(v, k))])')"
        "(values, patterns, kinds)",
        [SCRIPT.read_text("utf-8"), values, PATTERNS, PLACES],
    )
    page.close()
    here = [[[fits(v, p) for p in PATTERNS], [put(v, place) for place in PLACES]] for v in values]
    assert [(v, a, b) for v, a, b in zip(values, found, here, strict=True) if a != b] == []


def arguments(command: str) -> list[str]:
    """What a program gets that bash starts with this command."""
    done = subprocess.run(
        [str(BASH), "--norc", "-c", command],
        capture_output=True,
        env={"PATH": "/nowhere", "HOME": "/home/x"},
        cwd="/nonexistent" if Path("/nonexistent").is_dir() else "/",
    )
    assert done.stderr == b""
    return done.stdout.decode().split("\0")[:-1]


COMMANDS = (
    ("printf '%s\\0' <x>", "{}"),
    ("printf '%s\\0' --name=<x>", "--name={}"),
    ("printf '%s\\0' a<x>b", "a{}b"),
    ("printf '%s\\0' '{\"a\":\"<x>\"}'", '{{"a":"{}"}}'),
    ("printf '%s\\0' \"a <x>\"", "a {}"),
    ("printf '%s\\0' \"$(printf %s <x>)\"", "{}"),
    ("printf '%s\\0' \"$(printf %s '<x>')\"", "{}"),
    ("sh() { printf '%s\\0' \"$2\"; }; sh -c <x>", "{}"),
    ("x=<x>; printf '%s\\0' $x", "{}"),
    ("read -r y <<END\n<x>\nEND\nprintf '%s\\0' $y", "{}"),
)


@NEEDS_BASH
@settings(max_examples=150, deadline=None)
@given(VALUES, st.sampled_from(COMMANDS))
@example("'; rm -rf / #", COMMANDS[0])
@example("$(id)", COMMANDS[4])
@example("it's", COMMANDS[2])
@example("-n", COMMANDS[0])
def test_a_shell_sees_exactly_the_value_or_the_command_stays_locked(
    value: str, command: tuple[str, str]
) -> None:
    text, seen = command
    (place,) = places(text, "shell", {"x"})
    written = put(value, place) if fits(value, ".+") else None
    if written is not None:
        assert arguments(text.replace("<x>", written)) == [seen.format(value)]
    else:
        assert not fits(value, ".+") or place != "word"


PIECES = (
    "printf %s ", "<x>", " ", "\n", "'", "\"", "a", "$(", ")", "(", "`", "\\", "#", " # ", "${a:-", "}", "{",
    "<<END\n", "\nEND\n",
    "<<-'E'\n", "\nE\n", ";", "|", "&&", "$", "=", "a=", "[[ ", " ]]", "((", "))", "case a in a) ", ";; esac",
    "eval ", "sh -c ",
    "<", ">/dev/null", "<<<", "for i in ", "; do ", "; done", "$'", "$\"", "[", "]", "!", "\t", "if ", "then ",
    "fi ", "{ ", "; }",
    "printf %s \"$(printf %s ", "))\"", "printf %s 'a", "<x>'",
)  # fmt: skip
ATTACKS = (
    "';pwn;'",
    "$(pwn)",
    "`pwn`",
    ";pwn;",
    '";pwn;"',
    "a[$(pwn)]",
    "x')pwn;#",
    "|pwn",
    "&pwn",
    "pwn #",
    ")pwn",
)
PREAMBLE = 'PATH=/nowhere; pwn() { : > "$MARK"; }; sh() { eval "$2"; }\n'


def scripts(count: int, seed: int) -> list[str]:
    """Texts put together at random, with at least one placeholder that stands in a plain word of the shell."""
    rng, found = random.Random(seed), dict[str, None]()
    while len(found) < count:
        text = "".join(rng.choices(PIECES, k=rng.randint(3, 9)))
        if "word" in places(text, "shell", {"x"}):
            found[text] = None
    return list(found)


def filled(text: str, attack: str) -> str:
    """The script with the attack wherever it may be filled in, and a letter elsewhere."""
    at = iter(places(text, "shell", {"x"}))
    return re.sub("<x>", lambda _: put(attack, next(at)) or "a", text)


@NEEDS_BASH
def test_no_value_runs_a_command_in_whatever_way_the_shell_s_text_is_put_together(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    runs, ran = 0, []
    for number, text in enumerate(scripts(400, seed=5)):
        attack = ATTACKS[number % len(ATTACKS)]
        script = PREAMBLE + filled(text, attack)
        subprocess.run([str(BASH), "--norc"], input=script.encode(), capture_output=True, timeout=20,
                       env={"MARK": str(mark)}, cwd=tmp_path)  # fmt: skip
        runs += 1
        if mark.exists():
            ran.append((text, attack))
            mark.unlink()
    assert runs == 400
    assert ran == []


@NEEDS_BASH
def test_the_attacks_do_run_where_a_value_is_not_quoted(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    script = PREAMBLE + "printf %s $(pwn)"
    subprocess.run(
        [str(BASH), "--norc"],
        input=script.encode(),
        capture_output=True,
        env={"MARK": str(mark)},
        cwd=tmp_path,
    )
    assert mark.exists()
