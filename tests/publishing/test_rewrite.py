"""What becomes of the older versions' pages, on small made-up branches."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from nightbook.publishing.rewrite import changes
from nightbook.publishing.versions import Published

ONE, TWO, LATEST = Published("1.0"), Published("2.0"), Published("2.0", ("latest",))


def runbook(title: str, *steps: str) -> str:
    blocks = "".join(
        f'<h3 id="step-{step}"></h3><p class="nb-superseded-step" data-nb-step="step-{step}" hidden></p>'
        for step in steps
    )
    head = f'<h1>{title}</h1><div class="nb-superseded" data-nb-latest="" hidden></div>'
    return f"<html><body><article>{head}{blocks}</article></body></html>"


def redirect(to: str) -> str:
    return f'<html><head><meta http-equiv="refresh" content="0; url={to}"></head><body></body></html>'


def after(pages: Mapping[str, str], *versions: Published) -> dict[str, str]:
    """The branch as it is when the changes are made."""
    made = dict(pages)
    for path, text in changes(pages, versions):
        if text is None:
            del made[path]
        else:
            made[path] = text
    return made


def branch(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """1.0 and 2.0, the latter twice."""
    folders = (("1.0", old), ("2.0", new), ("latest", new))
    return {f"{folder}/{place}": text for folder, pages in folders for place, text in pages.items()}


def notes(page: str) -> list[str]:
    return re.findall(r"<!--nb-superseded-->(.*?)<!--/nb-superseded-->", page, re.DOTALL)


def test_an_old_page_and_its_steps_link_to_the_latest() -> None:
    pages = branch({"a/b/index.html": runbook("B", "x", "y")}, {"a/b/index.html": runbook("B", "x")})
    made = after(pages, ONE, LATEST)
    assert notes(made["1.0/a/b/index.html"]) == [
        '<div class="nb-superseded" role="note"><b>This is version 1.0 of the book.</b> The latest is 2.0: '
        '<a href="../../../latest/a/b/">open this page in the latest version</a>.</div>',
        '<p class="nb-superseded-step">This is version 1.0, the latest is 2.0: '
        '<a href="../../../latest/a/b/#step-x">step in the latest version</a></p>',
        '<p class="nb-superseded-step">This is version 1.0, the latest is 2.0, without this step: '
        '<a href="../../../latest/a/b/">page in the latest version</a></p>',
    ]
    assert {path for path in made if made[path] != pages.get(path)} == {"1.0/a/b/index.html"}


def test_publishing_again_changes_nothing() -> None:
    made = after(
        branch({"a/index.html": runbook("A", "x"), "b/index.html": runbook("B")}, {"404.html": ""}),
        ONE,
        LATEST,
    )
    assert after(made, ONE, LATEST) == made


def test_a_page_that_moved_is_followed_to_its_new_place() -> None:
    new = {"old/index.html": redirect("../new/"), "new/index.html": runbook("N", "x")}
    made = after(branch({"old/index.html": runbook("O", "x")}, new), ONE, LATEST)
    page, step = notes(made["1.0/old/index.html"])
    assert 'where this runbook moved: <a href="../../latest/new/">' in page
    assert 'href="../../latest/new/#step-x"' in step
    assert made["latest/old/index.html"] == new["old/index.html"]


def test_a_page_that_left_becomes_a_tombstone_and_says_so() -> None:
    made = after(branch({"gone/index.html": runbook("Gone", "x")}, {"index.html": "<article>"}), ONE, LATEST)
    page, step = notes(made["1.0/gone/index.html"])
    assert 'This runbook left the book with version 2.0: <a href="../../latest/">' in page
    assert 'without this runbook: <a href="../../latest/">' in step
    stone = made["latest/gone/index.html"]
    assert "This runbook left the book with version 2.0." in stone
    assert [*re.findall(r'href="([^"]*)"', stone)] == ["../../1.0/gone/", "../?q=Gone", "../"]
    assert "refresh" not in stone
    assert "2.0/gone/index.html" not in made


def test_a_tombstone_goes_when_its_page_returns() -> None:
    with_stone = after(branch({"a/index.html": runbook("A")}, {"index.html": "<article>"}), ONE, LATEST)
    three = {"3.0/a/index.html": runbook("A"), "latest/a/index.html": runbook("A")}
    made = after({**with_stone, **three}, ONE, TWO, Published("3.0", ("latest",)))
    assert made["latest/a/index.html"] == runbook("A")
    assert "open this page in the latest version" in made["1.0/a/index.html"]


def test_a_tombstone_goes_when_no_version_has_its_page_any_more() -> None:
    made = after(branch({"a/index.html": runbook("A")}, {"index.html": "<article>"}), ONE, LATEST)
    del made["1.0/a/index.html"]
    assert "latest/a/index.html" not in after(made, ONE, LATEST)


def test_an_alert_that_left_lists_the_others() -> None:
    old = {"alerts/Slow/index.html": redirect("../../a/#step-x"), "a/index.html": runbook("A", "x")}
    new = {"a/index.html": runbook("A", "x"), "by/alert/index.html": "<article>"}
    stone = after(branch(old, new), ONE, LATEST)["latest/alerts/Slow/index.html"]
    assert "No runbook answers this alert since version 2.0 of the book." in stone
    links = re.findall(r'href="([^"]*)"', stone)
    assert links == ["../../a/", "../../by/alert/", "../../../1.0/alerts/Slow/", "../../?q=Slow", "../../"]


def test_redirects_and_the_page_for_unknown_addresses_carry_no_note() -> None:
    old = {"a/index.html": redirect("../b/"), "404.html": "<article>", "b/index.html": runbook("B")}
    made = after(branch(old, old), ONE, LATEST)
    assert not notes(made["1.0/a/index.html"]) + notes(made["1.0/404.html"])


def test_a_page_left_with_the_version_after_the_last_that_has_it() -> None:
    pages = {**branch({"a/index.html": runbook("A")}, {}), "1.1/b.html": "<body>", "latest/b.html": "<body>"}
    made = after(pages, ONE, Published("1.1"), LATEST)
    assert "left the book with version 1.1" in made["latest/a/index.html"]
    assert '<a href="../latest/b.html">' in made["1.1/b.html"]


def test_a_version_newer_than_the_latest_is_not_in_force_and_leaves_no_tombstones() -> None:
    pages = {**branch({}, {"index.html": "<body>"}), "3.0/new/index.html": runbook("New")}
    made = after(pages, LATEST, Published("3.0"))
    (page,) = notes(made["3.0/new/index.html"])
    assert (
        "version 3.0 of the book, not in force yet.</b> The latest is 2.0. This runbook is not in it" in page
    )
    assert "latest/new/index.html" not in made


def test_notes_go_when_a_version_becomes_the_latest_again() -> None:
    one = {"a/index.html": runbook("A", "x")}
    made = after(branch(one, one), ONE, LATEST)
    back = {**made, "latest/a/index.html": made["1.0/a/index.html"]}  # as `mike alias` copies it
    again = after(back, Published("1.0", ("latest",)), TWO)
    assert again["1.0/a/index.html"] == again["latest/a/index.html"] == one["a/index.html"]
    assert "not in force yet" in again["2.0/a/index.html"]


def test_other_aliases_carry_the_notes_of_their_version() -> None:
    pages = {**branch({}, {"index.html": "<body>"}), "1.0/index.html": "<body>", "old/index.html": "<body>"}
    made = after(pages, Published("1.0", ("old",)), LATEST)
    assert made["old/index.html"] == made["1.0/index.html"]
    assert "version 1.0" in made["old/index.html"]


def test_names_are_escaped() -> None:
    pages = {"<b>/i.html": "<body>", "latest/i.html": "<body>", "2.0/i.html": "<body>"}
    made = after(pages, Published("<b>"), LATEST)
    assert "version &lt;b&gt; of" in made["<b>/i.html"]


def test_without_a_latest_nothing_changes() -> None:
    assert after({"1.0/index.html": "<body>"}, ONE) == {"1.0/index.html": "<body>"}


def test_a_latest_without_pages_is_said() -> None:
    with pytest.raises(ValueError, match=r"publish 2\.0 again with --replace"):
        after({"2.0/index.html": "<body>"}, LATEST)


def test_a_tombstone_has_the_theme_of_the_page_for_unknown_addresses() -> None:
    shell = (
        '<head><title>Site</title><link href="/sub/latest/a.css"></head><body>'
        '<a href="/sub/latest/.">Home</a>'
        '<a href="https://example.com/">Other</a><article><h1>404 - Not found</h1></article>'
        '<script id="__config" type="application/json">'
        '{"base": "/sub/latest", "w": "/sub/latest/w.js"}</script>'
    )
    made = after(branch({"a/b/index.html": runbook("A")}, {"404.html": shell}), ONE, LATEST)[
        "latest/a/b/index.html"
    ]
    assert "404" not in made
    assert '<link href="../../a.css">' in made
    assert '{"base": "../..", "w": "../../w.js"}' in made
    assert '<a href="https://example.com/">' in made
    assert "<title>A has left the book</title>" in made
