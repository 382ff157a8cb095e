"""What has changed in the whole book: the page and the feed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from nightbook.pages import changelog

from .tiny import CHANGELOG, MKDOCS, book, headings, links, page, runbook, said, site

ATOM = "{http://www.w3.org/2005/Atom}"
LONG = """\
changelog:
  - version: 2.0.0
    date: 2026-11-10
    by: ada
    change: Deletes <old> shards.
    why: They lied.
    reviewed_by: [eve]
  - {version: 1.1.0, date: 2026-10-02, by: eve, change: Asks first.}
  - {version: 1.0.0, date: 2026-10-01, by: ada, change: First version., reviewed_by: [eve]}"""
BOOK = {
    "area/ant.yaml": runbook("Ant", version="version: 2.0.0", changelog=LONG),
    "bee.yaml": runbook("Bee", changelog=CHANGELOG),
}


def feed(home: Path, mkdocs: str = MKDOCS) -> ElementTree.Element:
    return ElementTree.fromstring(site(BOOK, home, mkdocs).files["changelog/feed.xml"])


def told(element: ElementTree.Element, *names: str) -> list[str]:
    return [(element.findtext("/".join(f"{ATOM}{part}" for part in name.split("/"))) or "") for name in names]


def hrefs(element: ElementTree.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}


def test_changes_of_all_runbooks_come_newest_first(tmp_path: Path) -> None:
    changes = changelog.changes(book(BOOK, tmp_path).book)
    assert [(one.date.isoformat(), one.id, one.version, one.mark) for one in changes] == [
        ("2026-11-10", "ant", "2.0.0", "Major"),
        ("2026-11-01", "bee", "1.0.0", "New"),
        ("2026-10-02", "ant", "1.1.0", ""),
        ("2026-10-01", "ant", "1.0.0", "New"),
    ]


def test_the_page_groups_by_month_and_leads_to_the_version(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "changelog")
    assert headings(found) == ["Changes", "November 2026", "October 2026"]
    assert links(found.blocks[1].html) == [
        ("../area/ant/#v2.0.0", "Ant 2.0.0"),
        ("../bee/#v1.0.0", "Bee 1.0.0"),
    ]
    assert said(found, "2026-11") == (
        "2026-11-10 Ant 2.0.0 Major Deletes <old> shards. Ada Byron Why They lied. "
        "2026-11-01 Bee 1.0.0 New First version. Ada Byron"
    )


def test_the_page_leads_to_the_feed(tmp_path: Path) -> None:
    assert ("feed.xml", "Subscribe (Atom feed)") in links(
        page(site(BOOK, tmp_path), "changelog").blocks[0].html
    )


def test_a_long_page_says_where_the_rest_is(tmp_path: Path) -> None:
    runbooks = {f"r{n}.yaml": runbook(f"Runbook {n}") for n in range(changelog.MANY + 1)}
    found = page(site(runbooks, tmp_path), "changelog")
    assert headings(found) == ["Changes", "November 2026", "Before that"]
    assert found.blocks[1].html.count("nb-change") == changelog.MANY


def test_the_feed_has_what_atom_requires(tmp_path: Path) -> None:
    root = feed(tmp_path)
    assert root.tag == f"{ATOM}feed"
    assert told(root, "id", "title", "updated", "author/name") == [
        "https://tiny.example/docs/changelog/feed.xml", "Tiny: changes", "2026-11-10T00:00:00Z", "Tiny",
    ]  # fmt: skip
    assert hrefs(root) == {
        "self": "https://tiny.example/docs/changelog/feed.xml",
        "alternate": "https://tiny.example/docs/changelog/",
    }


def test_the_newest_change_comes_first_in_the_feed(tmp_path: Path) -> None:
    newest = feed(tmp_path).findall(f"{ATOM}entry")[0]
    assert told(newest, "id", "title", "updated", "author/name", "summary") == [
        "tag:tiny.example,2026-11-10:ant/2.0.0",
        "Ant 2.0.0 (Major)",
        "2026-11-10T00:00:00Z",
        "Ada Byron",
        "Deletes <old> shards. Why: They lied.",
    ]
    assert hrefs(newest) == {"alternate": "https://tiny.example/docs/area/ant/#v2.0.0"}


def test_without_an_address_of_the_site_the_feed_still_stands(tmp_path: Path) -> None:
    root = feed(tmp_path, MKDOCS.replace("site_url: https://tiny.example/docs/\n", ""))
    newest = root.findall(f"{ATOM}entry")[0]
    assert hrefs(root) == {"self": "feed.xml", "alternate": "./"}
    assert hrefs(newest) == {"alternate": "../area/ant/#v2.0.0"}
    assert all(told(one, "id")[0].startswith("urn:uuid:") for one in (root, newest))


def test_every_entry_has_an_id_of_its_own(tmp_path: Path) -> None:
    ids = [told(entry, "id")[0] for entry in feed(tmp_path).findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 4


def test_the_feed_ends_after_fifty(tmp_path: Path) -> None:
    runbooks = {f"r{n}.yaml": runbook(f"Runbook {n}") for n in range(51)}
    root = ElementTree.fromstring(site(runbooks, tmp_path).files["changelog/feed.xml"])
    assert len(root.findall(f"{ATOM}entry")) == 50
