"""Addresses: between pages, to the repository, to where a mistake is told."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import hypothesis.strategies as st
import pytest
from hypothesis import given

from nightbook.model.settings import Settings
from nightbook.model.site import Site
from nightbook.pages.links import edit_link, relative, report_link, slug

PLACES = st.lists(st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True), max_size=3).map(
    lambda parts: "".join(f"{p}/" for p in parts)
)
FILES = st.sampled_from(["", "feed.xml", "assets/x.css", "#step-a", "#"])


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("a/b/", "c/#x", "../../c/#x"),
        ("a/b/", "a/c/", "../c/"),
        ("a/b/", "a/b/", "./"),
        ("a/b/", "a/b/#x", "#x"),
        ("a/b/", "", "../../"),
        ("", "a/b/", "a/b/"),
        ("", "", "./"),
        ("a/", "feed.xml", "../feed.xml"),
        ("a/b/", "a/", "../"),
    ],
)
def test_a_link_is_relative(here: str, there: str, link: str) -> None:
    assert relative(here, there) == link


@given(PLACES, PLACES, FILES)
def test_a_link_leads_where_it_says_from_any_base(here: str, there: str, file: str) -> None:
    base = "https://example.com/docs/latest/"
    target = there + file
    assert urljoin(base + here, relative(here, target)).removesuffix("#") == (base + target).removesuffix("#")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("ModelLatencyHigh", "ModelLatencyHigh"),
        ("CUDA error: OOM", "CUDA-error-OOM"),
        ("a/b?c#d", "a-b-c-d"),
        ("..", "alert"),
        ("../../etc", "etc"),
        ("谁", "alert"),
        ("", "alert"),
        ("p99_5m.x", "p99_5m.x"),
    ],
)
def test_a_name_becomes_one_part_of_an_address(name: str, part: str) -> None:
    assert slug(name) == part


@given(st.text(max_size=30))
def test_a_part_of_an_address_never_leaves_its_folder(name: str) -> None:
    part = slug(name)
    assert part
    assert urljoin("https://example.com/alerts/", part) == f"https://example.com/alerts/{part}"
    assert "/" not in part


def site(
    report: str = "issue", repo_url: str = "https://github.com/example/book", edit_uri: str = ""
) -> Site:
    return Site(
        base=Path(),
        docs=Path("runbooks"),
        folder="runbooks",
        repo_url=repo_url,
        edit_uri=edit_uri,
        settings=Settings(report=report),
    )


def reported(where: Site, title: str = "Scores & more") -> str:
    return report_link(where, "runbooks/a b/late.yaml", "late", "1.2.0", "restart", title)


def test_a_mistake_becomes_an_issue_that_is_already_filled_in() -> None:
    link = urlsplit(reported(site()))
    assert (link.netloc, link.path) == ("github.com", "/example/book/issues/new")
    fields = parse_qs(link.query)
    assert fields["title"] == ["Mistake in late v1.2.0, step restart"]
    assert fields["body"] == [
        "Runbook: late\nVersion: 1.2.0\nStep: restart Scores & more\nSource: runbooks/a b/late.yaml\n\n"
        "What the page says:\n\nWhat is true:\n"
    ]


def test_gitlab_names_its_fields_in_its_own_way() -> None:
    link = urlsplit(reported(site(repo_url="https://gitlab.example.com/ops/book")))
    assert link.path == "/ops/book/-/issues/new"
    assert parse_qs(link.query)["issue[title]"] == ["Mistake in late v1.2.0, step restart"]


def test_an_address_of_one_s_own_is_filled_in_and_quoted() -> None:
    where = site(
        report="mailto:x@example.com?subject={runbook}%20{version}%20{step}&body={title}%0A{source}{other}"
    )
    assert reported(where) == (
        "mailto:x@example.com?subject=late%201.2.0%20restart&body=Scores%20%26%20more%0Aruns".replace(
            "runs", "runbooks/a%20b/late.yaml"
        )
        + "%7Bother%7D"
    )


@pytest.mark.parametrize(
    ("where", "link"),
    [
        (site(report="off"), ""),
        (site(repo_url=""), ""),
        (site(report="edit"), "https://github.com/example/book/edit/main/runbooks/a%20b/late.yaml"),
        (
            site(report="edit", edit_uri="edit/dev/docs/"),
            "https://github.com/example/book/edit/dev/docs/a%20b/late.yaml",
        ),
        (site(report="edit", repo_url=""), ""),
    ],
)
def test_where_a_mistake_is_told(where: Site, link: str) -> None:
    assert reported(where) == link


@pytest.mark.parametrize(
    ("where", "link"),
    [
        (site(), "https://github.com/example/book/edit/main/runbooks/late.yaml"),
        (site(repo_url="https://gitlab.com/x/y"), "https://gitlab.com/x/y/-/edit/main/runbooks/late.yaml"),
        (site(edit_uri="edit/main/runbooks"), "https://github.com/example/book/edit/main/runbooks/late.yaml"),
        (site(edit_uri="https://code.example.com/e/"), "https://code.example.com/e/late.yaml"),
        (site(repo_url=""), ""),
    ],
)
def test_the_page_that_edits_a_source(where: Site, link: str) -> None:
    assert edit_link(where, "runbooks/late.yaml") == link
    assert edit_link(where, "") == ""
