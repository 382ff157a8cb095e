"""Templates: ours, those of a site that replace them, and what is said when one of those is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from nightbook.diagnostics import Diagnostic, Severity, Span
from nightbook.pages.page import Block
from nightbook.pages.templates import BadTemplate, blocks_of, environment, own_templates

HELP = "Compare it with the template that it replaces; `templates:` in mkdocs.yml names its folder."


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "over" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "over"


def rendered(folder: Path, text: str, **context: object) -> tuple[Block, ...]:
    env = environment(written(folder, {"x/page.html.j2": text}))
    return blocks_of(env, "x/page.html.j2", folder, **context)


def fault(folder: Path, files: dict[str, str]) -> Diagnostic:
    with pytest.raises(BadTemplate) as caught:
        blocks_of(environment(written(folder, files)), "x/page.html.j2", folder, title="T")
    return caught.value.diagnostic


def test_a_template_is_an_outline_of_blocks(tmp_path: Path) -> None:
    text = (
        '{% call block(title, "top", 1) %}<p>{{ title }}</p>{% endcall %}\n'
        '{% call block("Two", "two") %}{% call block("In", "in", 3) %}b{% endcall %}a{% endcall %}'
    )
    assert rendered(tmp_path, text, title="A & B") == (
        Block("A & B", 1, "top", "<p>A &amp; B</p>"),
        Block("Two", 2, "two", "a"),
        Block("In", 3, "in", "b"),
    )


def test_values_are_escaped_and_prose_and_commands_have_their_filters(tmp_path: Path) -> None:
    text = (
        '{% call block("x", "x") %}{{ a }}|{{ a | prose }}|{{ a | encode }}|{{ "15m" | spoken }}{% endcall %}'
    )
    assert rendered(tmp_path, text, a="<`b`>")[0].html == (
        "&lt;`b`&gt;|&lt;<code>b</code>&gt;|&#60;&#96;b&#96;&#62;|15 minutes"
    )


def test_a_site_s_template_replaces_ours_and_no_other(tmp_path: Path) -> None:
    over = written(tmp_path, {"runbook/do_first.html.j2": "ours no more"})
    env = environment(over)
    assert Path(str(env.get_template("runbook/do_first.html.j2").filename)).parent == over / "runbook"
    assert Path(str(env.get_template("runbook/page.html.j2").filename)).parent == own_templates() / "runbook"
    ours = environment(None).get_template("runbook/do_first.html.j2")
    assert Path(str(ours.filename)).parent == own_templates() / "runbook"


CASES = {
    "a name that is not there": (
        {"x/page.html.j2": '\n{% call block("x", "x") %}{{ nope }}{% endcall %}'},
        "'nope' is undefined",
        ("over/x/page.html.j2", 2),
    ),
    "a field that is not there": (
        {"x/page.html.j2": "\n\n{{ title.nope }}"},
        "'str' object has no attribute 'nope'",
        ("over/x/page.html.j2", 3),
    ),
    "a fault of the syntax": (
        {"x/page.html.j2": "a\n{% if %}\n"},
        "Expected an expression, got 'end of statement block'",
        ("over/x/page.html.j2", 2),
    ),
    "a block that is never closed": (
        {"x/page.html.j2": "{% if title %}\n\n"},
        None,
        ("over/x/page.html.j2", 1),
    ),
    "a filter that is not there": (
        {"x/page.html.j2": "\n{{ title | nope }}"},
        "No filter named 'nope'.",
        ("over/x/page.html.j2", 2),
    ),
    "a fault in a part that it includes": (
        {"x/page.html.j2": '{% include "x/part.html.j2" %}', "x/part.html.j2": "\n\n\n{{ 1 / 0 }}"},
        "ZeroDivisionError: division by zero",
        ("over/x/part.html.j2", 4),
    ),
    "a part that is not there": (
        {"x/page.html.j2": '\n{% include "x/none.html.j2" %}'},
        None,
        ("over/x/page.html.j2", 2),
    ),
    "a value of the wrong kind": (
        {"x/page.html.j2": '{{ "soon" | spoken }}'},
        "ValueError: invalid literal for int() with base 10: 'soo'",
        ("over/x/page.html.j2", 1),
    ),
    "a block that is called wrongly": (
        {"x/page.html.j2": "\n{% call block() %}x{% endcall %}"},
        None,
        ("over/x/page.html.j2", 2),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_template_that_fails_is_told_with_file_and_line(name: str, tmp_path: Path) -> None:
    files, message, (file, line) = CASES[name]
    found = fault(tmp_path, files)
    assert (found.code, found.severity, found.span, found.help) == (
        "NB221",
        Severity.ERROR,
        Span(file, line, 1, line, 1),
        HELP,
    )
    if message:
        assert found.message == f"the template x/page.html.j2 failed: {message}"


@pytest.mark.parametrize(
    "text",
    [
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        '{% include "x/page.html.j2" %}',
        "{{ 'x' * 10 ** 20 }}",
        "{{ title.__class__.__mro__[9].x }}",
    ],
)
def test_no_template_ends_in_a_traceback(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadTemplate) as caught:
        rendered(tmp_path, text, title="T")
    assert caught.value.diagnostic.code == "NB221"


def test_a_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    over = written(tmp_path, {"x/page.html.j2": ""})
    (over / "x" / "page.html.j2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadTemplate) as caught:
        blocks_of(environment(over), "x/page.html.j2", tmp_path)
    assert caught.value.diagnostic.code == "NB221"
