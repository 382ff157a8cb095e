"""The whole way through, for any input: a valid runbook becomes a sound page, anything else becomes diagnostics."""

from __future__ import annotations

import datetime as dt
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

from nightbook.model import catalog, runbook
from nightbook.model.book import Book, Entry
from nightbook.model.settings import Policy
from nightbook.model.site import bare_site
from nightbook.pages.article import article
from nightbook.pages.runbook import runbook_page
from nightbook.pages.templates import environment
from nightbook.pipeline import compile_book
from nightbook.schema.validate import validate
from nightbook.sources.parse import parse
from small_book import CATALOG, RUNBOOK, write
from strategies import as_yaml, full_runbook, runbooks

TODAY = dt.date(2026, 11, 20)
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
ENVIRONMENT = environment(None)
SHARED, _ = parse(CATALOG, "runbooks/catalog/all.yaml")


class Markup(HTMLParser):
    """Whether tags are balanced, and every id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def entry_of(data: dict[str, Any]) -> Entry:
    document, faults = parse(as_yaml(data), "runbooks/serving/late.yaml")
    assert faults == ()
    assert document
    assert document.data == data
    assert validate(document, "runbook") == ()
    return Entry("late", "serving", document, runbook.convert(document.data))


def page_of(entry: Entry) -> str:
    assert SHARED
    book = Book((entry,), {}, catalog.convert(SHARED.data), (SHARED,), {}, True, {})
    site = bare_site(Path("runbooks"))
    return article(runbook_page(entry, book, site, Policy(today=TODAY), ENVIRONMENT))


def written_in_full(data: dict[str, Any]) -> bool:
    """Whether YAML gives the data back; some characters may not stand in a source."""
    document, _ = parse(as_yaml(data), "x.yaml")
    return document is not None and document.data == data


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(runbooks().filter(written_in_full))
def test_any_valid_runbook_becomes_a_sound_page(data: dict[str, Any]) -> None:
    found = Markup()
    found.feed(page_of(entry_of(data)))
    found.close()
    assert found.open == []
    assert sorted(found.ids) == sorted({*found.ids})
    assert [link for link in found.links if link.startswith("#") and link[1:] not in found.ids] == []


def test_a_runbook_that_uses_every_field_becomes_a_sound_page() -> None:
    data = {**full_runbook(), "severity": "SEV1", "replaced_by": "late", "status": "deprecated"}
    found = Markup()
    found.feed(page_of(entry_of(data)))
    assert found.open == []
    assert sorted(found.ids) == sorted({*found.ids})


def compiled_with(raw: bytes, name: str = "runbooks/serving/odd.yaml") -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as folder:
        files = {"runbooks/catalog/all.yaml": CATALOG, "runbooks/serving/late.yaml": RUNBOOK, name: raw}
        compiled = compile_book(write(Path(folder), files) / "runbooks", TODAY)
        assert "late" in compiled.book.known["runbooks"]
        return tuple(found.code for found in compiled.diagnostics if found.span.file == name)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=120).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
)
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"a: " + b"[" * 100_000)
@example(b"? " * 5_000)
@example(b"- " * 5_000)
@example(b"&a [*a]")
@example(b"title: \xff")
@example("title: ‮".encode())
@example(b"extends: \nkind: baseline\nsteps:\n")
@example(b"x" * 300_000)
def test_any_bytes_become_diagnostics(raw: bytes) -> None:
    assert compiled_with(raw) != ()


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_runbook_with_a_piece_cut_out_or_put_in_never_ends_in_a_traceback(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(RUNBOOK)))
    end = data.draw(st.integers(start, min(len(RUNBOOK), start + 60)))
    put_in = data.draw(
        st.one_of(st.just(""), st.text(max_size=8), st.sampled_from(["[", "{", ": ", "- ", "\n", "|"]))
    )
    spoilt = RUNBOOK[:start] + put_in + RUNBOOK[end:]
    raw = spoilt.encode("utf-8", "surrogatepass")
    compiled_with(raw, "runbooks/serving/odd.yaml")
    compiled_with(raw, "runbooks/catalog/odd.yaml")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(runbooks().filter(written_in_full))
def test_any_valid_runbook_goes_through_every_check(data: dict[str, Any]) -> None:
    codes = compiled_with(as_yaml(data).encode("utf-8"))
    assert [code for code in codes if code.startswith(("NB0", "NB10"))] == []


@pytest.mark.parametrize("name", ["runbooks/serving/odd.yaml", "runbooks/catalog/odd.yaml"])
def test_a_bad_file_hides_no_other(name: str) -> None:
    assert compiled_with(b"title: [\n", name) == ("NB017",)
