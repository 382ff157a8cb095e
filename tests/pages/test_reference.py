"""The reference: every field and every fault, made from the contract and the faults' own pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from nightbook.pages import explained, fields
from nightbook.pages.example import yaml_example
from nightbook.pages.html import prose
from nightbook.pages.render import render
from nightbook.pages.templates import BadTemplate
from nightbook.pipeline import all_faults
from nightbook.schema import contract
from nightbook.sources.faults import Fault
from nightbook.sources.parse import parse

from .tiny import Output, book, headings, html, links, page, runbook, said, site


def field(schema: str, anchor: str) -> fields.Field:
    (found,) = [one for section in fields.sections(schema) for one in section.fields if one.anchor == anchor]
    return found


def schemas(schema: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Every named field of a schema, however deep."""
    if isinstance(schema, dict):
        for name, below in schema.get("properties", {}).items():
            if isinstance(below, dict):
                yield name, below
        for key, below in schema.items():
            if key != "allOf":  # conditions, not fields
                yield from schemas(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from schemas(below)


@pytest.mark.parametrize("name", contract.SCHEMAS)
def test_every_description_of_the_contract_stands_on_its_page(name: str, tmp_path: Path) -> None:
    shown = html(page(site({"a.yaml": runbook("Ant")}, tmp_path), f"reference/{name}"))
    said = [str(one["description"]) for _, one in schemas(contract.load(name)) if "description" in one]
    assert said
    assert [text for text in said if str(prose(text)) not in shown] == []


def test_a_field_says_its_type_in_words() -> None:
    kinds = {
        "title": "text, at most 80 characters",
        "kind": "one of `incident`, `maintenance`, `baseline`",
        "severity": "id from `severities`",
        "review.last": "a day, such as 2026-10-12",
        "also_known_as": "list; each entry: text",
        "contacts": "mapping of ids from `roles`; each value: mapping",
        "step.answers": "mapping of names; each value: id or mapping",
        "jump.at_most": "whole number, at least 1, at most 20",
        "threshold.above": "number",
    }
    found = {anchor: field("runbook", anchor).kind for anchor in kinds}
    found["step.answers"] = found["step.answers"].replace(
        "an id: lower-case letters, digits and single hyphens, at most 60 characters", "id"
    )
    assert found == kinds


def test_a_field_says_when_it_must_be_written() -> None:
    anchors = ("title", "summary", "replaced_by", "signal.alert", "step.answers", "step.why")
    assert {anchor: field("runbook", anchor).needed for anchor in anchors} == {
        "title": "required",
        "summary": "required unless `kind` is `baseline`",
        "replaced_by": "required when `status` is `deprecated`",
        "signal.alert": "required when `source` is `alert`",
        "step.answers": "required with `ask`",
        "step.why": "",
    }


def test_a_mapping_has_a_section_of_its_own_that_says_where_it_stands() -> None:
    section = next(one for one in fields.sections("runbook") if one.heading == "threshold")
    assert section.used_by == ("signal.threshold", "step.threshold")
    assert section.notes == ("At least one of: `above`, `below`, `equals`.",)
    assert field("runbook", "signal.threshold").below == ("threshold", "each-threshold")
    assert field("catalog", "teams").below == ("teams", "in-teams")


@pytest.mark.parametrize(
    "value",
    [
        "plain text", "yes", "null", "41", "1e3", "0x1f", "2026-10-12", "90d", "3.0.0", "https://a.example/b",
        "a: b", "a:", "#inc", "a #b", "{{ x }}", "it's", 'say "x"', "", " x", "a\nb", "a\n  b\n",
        "-", "- a", "?", "*x", "&x", "%x", "@x", "`x`", True, None, 3, 2.5, [], {},
        ["a", "b, c"], [["a"], ["b"]], ["long " * 12, "long " * 12], [{"id": "x", "run": {"shell": "a\nb"}}],
        {"Yes": "go", "Cannot tell": {"go": "x", "at_most": 2}},
    ],
)  # fmt: skip
def test_an_example_reads_back_as_what_it_shows(value: object) -> None:
    document, faults = parse(f"{yaml_example('field', value)}\n".encode(), "example.yaml")
    assert faults == ()
    assert document
    expected = value.rstrip("\n") if isinstance(value, str) else value
    assert document.data == {"field": expected}


@pytest.mark.parametrize("name", contract.SCHEMAS)
def test_every_example_of_the_contract_reads_back(name: str) -> None:
    for field_name, schema in schemas(contract.load(name)):
        for value in schema.get("examples", ()):  # type: ignore[attr-defined]
            document, faults = parse(f"{yaml_example(field_name, value)}\n".encode(), "example.yaml")
            assert (faults, document and document.data) == ((), {field_name: value})


def test_examples_look_as_an_author_would_write_them() -> None:
    assert field("runbook", "jump.at_most").example == "at_most: 2"
    assert field("runbook", "review").example == "review:\n  last: 2026-10-12\n  by: amira-k\n  every: 90d"
    assert field("runbook", "formerly").example == "formerly: [serving-slow]"


# Faults.


def test_every_fault_has_a_line_and_a_page(tmp_path: Path) -> None:
    output = site({"a.yaml": runbook("Ant")}, tmp_path)
    urls = [f"{fault.code.lower()}-{fault.name}/" for fault, _ in all_faults()]
    assert [
        href for href, _ in links(html(page(output, "reference/checks/index"))) if href.startswith("nb")
    ] == urls
    pages = [one.url for one in output.pages if one.url.startswith("reference/checks/nb")]
    assert pages == [f"reference/checks/{url}" for url in urls]


def with_faults(home: Path, *faults: tuple[Fault, str], severities: dict[str, str] | None = None) -> Output:
    compiled = book({"a.yaml": runbook("Ant")}, home)
    return render(compiled.book, compiled.site, compiled.policy, faults, severities)


ODD = Fault("NB999", "odd-thing", "An odd thing.")


def test_the_page_of_a_fault_is_made_of_its_markdown(tmp_path: Path) -> None:
    markdown = (
        '# NB999 odd-thing\n\n## What it finds\n\nA `x`.\n\n## Example\n\n```yaml title="a.yaml"\nx: 1\n```\n'
    )
    found = page(with_faults(tmp_path, (ODD, markdown)), "reference/checks/nb999-odd-thing")
    assert headings(found) == ["NB999 odd-thing", "What it finds", "Example"]
    assert said(found, "example") == "a.yaml x: 1"


def test_a_fault_without_a_page_of_its_own_says_what_it_is(tmp_path: Path) -> None:
    found = page(with_faults(tmp_path, (ODD, "")), "reference/checks/nb999-odd-thing")
    assert headings(found) == ["NB999 odd-thing"]
    assert said(found) == "An odd thing. See all checks ."


def test_the_usual_severity_of_a_check_is_shown_where_it_is_known(tmp_path: Path) -> None:
    graded = with_faults(tmp_path, (ODD, ""), severities={"NB999": "warning"})
    assert said(page(graded, "reference/checks/index")).endswith("NB999 odd-thing warning An odd thing.")
    assert "Severity" not in said(page(with_faults(tmp_path, (ODD, "")), "reference/checks/index"))


# The Markdown of faults.


def parts(markdown: str) -> list[tuple[str, list[str]]]:
    return [
        (part.kind, [str(text) for text in part.texts])
        for section in explained.sections(markdown)
        for part in section.parts
    ]


def test_paragraphs_go_over_lines_and_end_at_a_blank_one() -> None:
    assert parts("a\nb\n\nc\n") == [("paragraph", ["a b"]), ("paragraph", ["c"])]


def test_an_item_of_a_list_may_go_on_in_the_next_line() -> None:
    assert parts("- a - b\n  c\n- d\n") == [("list", ["a - b c", "d"])]


def test_headings_and_lists_inside_code_are_code() -> None:
    (only,) = explained.sections("```yaml\n## x\n- y\n\nz: `1`\n```\n")
    assert parts("```yaml\n## x\n\n- y\n```\n") == [("code", ["&#35;&#35;&#32;x&#10;&#10;&#45;&#32;y"])]
    assert (only.heading, only.parts[0].language) == ("", "yaml")


def test_words_may_be_code_or_bold_and_nothing_is_html() -> None:
    assert str(explained.inline("a `<b>` **c `d`** <e>")) == (
        "a <code>&#60;b&#62;</code> <b>c <code>d</code></b> &lt;e&gt;"
    )


def test_code_in_double_ticks_may_hold_a_tick() -> None:
    assert str(explained.inline("`` a`b ``")) == "<code>a&#96;b</code>"


# Templates of the site's own.


def test_a_broken_template_of_the_site_s_own_is_a_diagnostic(tmp_path: Path) -> None:
    compiled = book({"a.yaml": runbook("Ant")}, tmp_path)
    broken = tmp_path / "own" / "redirect" / "page.html.j2"
    broken.parent.mkdir(parents=True)
    broken.write_text('{% call block(title, "top", 1) %}{{ nothing }}{% endcall %}', "utf-8")
    own = replace(compiled.site, settings=msgspec.structs.replace(compiled.site.settings, templates="own"))
    with pytest.raises(BadTemplate) as raised:
        render(compiled.book, own, compiled.policy, ())
    found = raised.value.diagnostic
    assert (found.code, found.span.file, found.message) == (
        "NB221",
        "own/redirect/page.html.j2",
        "the template redirect/page.html.j2 failed: 'nothing' is undefined",
    )  # fmt: skip
