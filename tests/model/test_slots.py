"""Where a placeholder stands in a command."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from nightbook.model.slots import PLACEHOLDER, places

NAMES = {"x", "y"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kubectl -n <x> get pod <y>", "word word"),
        ("kubectl get pods -l app=<x>,tier=<y>", "word word"),
        ("cat > <x>-logs.txt < <y>", "word word"),
        ("aws s3 cp s3://<x>/<y>/ .", "word word"),
        ("ls <x> # of <y>", "word inside"),
        ('kubectl patch -p \'{"a":"<x>"}\' <y>', "inside word"),
        ('curl "https://a/<x>" <y>', "inside word"),
        ("a \"b\"'c'<x>\\'<y>", "word word"),
        ('a "$(b "<x>" | c)" <y>', "inside word"),
        ("a $(b <x>) <y>", "inside word"),
        ("(cd <x> && ls) | wc -l <y>", "word word"),
        ("a \\\n  --b=<x> \\\n  <y>", "word word"),
        ("cat <<END\n<x> 'it\nEND\nls <y>", "inside word"),
        ("cat <<-'END' > <x>\n\t<y>\n\tEND", "word inside"),
        ("X=<x> ls <y>", "inside word"),
        ("A=1 X=<x>; if Y=<y> ls; then", "inside inside"),
        ("ls ${HOME}/<x> $((1 + 2)) <y>", "word word"),
        ("ls $'<x>\\'' <y>", "inside word"),
        ("a[<x>]=1 b<y>", "inside word"),
        ("ls $<x> \\<y>", "inside inside"),
        ("grep -<x> '<y>'", "word inside"),
        ("grep '-<x>' -e 'a-<y>'", "inside- inside-"),
        ("sed 's/<x>/a/' <y>", "token word"),
    ],
)
def test_in_a_shell_s_command(text: str, expected: str) -> None:
    assert places(text, "shell", NAMES) == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "ssh host rm <x>", "sh -c <x>", "eval ls <x>", "watch kubectl get pod <x>", "echo <x> | xargs rm",
        "ls `a <x>`",
        "for i in <x>; do ls $i; done", "case <x> in a) ;; esac", "[[ <x> -eq 1 ]]", "export A <x>", "echo $[<x>]",
        "((<x>))", "a=(<x>)", "ls ${a:=<x>}", "cat <<<x>", "ls 'it <x>", "ls \"it <x>", "cat <<END\n<x>",
        "ls # it's\nls <x>",
        "ls $(a <x>", "parallel ls <x>", "su -c <x>", "trap <x> EXIT", "read a <x>", "printf -v <x> a",
        "f() { local a; ls <x>; }",
    ],
)  # fmt: skip
def test_what_a_shell_may_read_twice_or_in_another_way_is_inside(text: str) -> None:
    assert places(text, "shell", NAMES) == ["inside"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sql", "SELECT a FROM <x> WHERE b = '<y>'", "token text"),
        ("sql", "SELECT \"<x>\" -- <y>", "text inside"),
        ("sql", "SELECT 'it''s <x>', 1-<y>", "text token-"),
        ("sql", "/* '<x> */ SELECT '<y>'", "inside text"),
        ("sql", "SELECT $a$ <x> ' $a$, '<y>'", "inside text"),
        ("sql", "SELECT 'a\\' <x> ', '<y>'", "token token"),
        ("sql", "# it's\nSELECT <x>, '<y>'", "token token"),
        ("sql", "EXECUTE 'DELETE <x>' <y>", "inside token"),
        ("promql", 'rate(a{b="<x>"}[<y>])', "text token"),
        ("promql", "a{b=~'<x>.*'} # it's <y>", "text inside"),
        ("logql", '{a="<x>"} |= `<y>`', "text text"),
        ("logql", '{a="<x>', "token"),
        ("python", "f(\"<x>\", <y>)", "text token"),
        ("python", 'f("""\nit\'s <x>""")  # <y>', "text inside"),
        ("python", "f(f'{<x>}', rb'<y>')", "token text"),
        ("python", "os.system('ls <x>' + <y>)", "inside token"),
        ("http", "GET https://a/<x>?b=<y>", "inside inside"),
        ("config", "a: <x>\nb: '<y>'", "inside inside"),
        ("click", "Open <x>; choose <y>", "plain plain"),
    ],
)  # fmt: skip
def test_in_other_languages(language: str, text: str, expected: str) -> None:
    assert places(text, language, NAMES) == expected.split()


def test_only_declared_names_are_placeholders() -> None:
    assert places("a <x> <z> <X> <x", "shell", {"x"}) == ["word"]
    assert places("a <x>", "shell", ()) == []


PIECES = (
    "<x>",
    "'",
    '"',
    "`",
    "$(",
    ")",
    "(",
    "<<E\n",
    "\nE\n",
    "#",
    "--",
    "/*",
    "*/",
    "\\",
    "a",
    " ",
    "\n",
    "$$",
    "f'",
    "sed ",
)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=30),
    st.sampled_from(("shell", "sql", "promql", "logql", "python", "http", "config", "click")),
)
def test_every_placeholder_has_a_place_whatever_the_text(text: str, language: str) -> None:
    found = places(text, language, {"x"})
    assert len(found) == sum(match[1] == "x" for match in PLACEHOLDER.finditer(text))
    assert {*found} <= {"word", "inside", "inside-", "text", "token", "token-", "plain"}


@pytest.mark.parametrize("language", ["shell", "sql", "promql", "python"])
@pytest.mark.parametrize(
    "text",
    [
        "<x>" * 20_000,
        "'" * 60_000 + "<x>",
        "$(" * 30_000 + "<x>",
        "/*" * 30_000 + "<x>",
        "[" * 60_000 + "<x>",
        "<<a\n" * 9_000 + "<x>",
        "-- '" * 15_000 + "<x>",
        "# a" * 20_000 + "<x>",
    ],
)
def test_a_very_long_command_is_read(language: str, text: str) -> None:
    assert len(places(text, language, {"x"})) == text.count("<x>")
