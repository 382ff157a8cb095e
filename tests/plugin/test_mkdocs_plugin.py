"""The MkDocs adapter: what a build publishes, what it leaves alone, and what it refuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from small_book import book, write

pytestmark = pytest.mark.slow

CONFIG = """\
site_name: Runbooks
site_url: https://runbooks.example.com/
docs_dir: runbooks
theme: {name: material, font: false}
plugins:
  - search
  - nightbook
"""
EPOCH = "1795132800"  # 2026-11-20


def build(folder: Path, to: str = "site", **env: str) -> tuple[int, str]:
    """The exit code of `mkdocs build` and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", to],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PATH": "", "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", **env},
        check=False,
    )
    return done.returncode, done.stderr + done.stdout


def tree(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book and the site that was built from it."""
    folder = write(tmp_path_factory.mktemp("good"), book({"mkdocs.yml": CONFIG}))
    code, said = build(folder)
    assert code == 0, said
    return folder


def copy(of: Path, to: Path) -> Path:
    return write(to, tree(of))


def test_every_runbook_has_a_page_and_no_source_is_published(good: Path) -> None:
    published = tree(good / "site")
    assert "serving/late/index.html" in published
    assert [name for name in published if re.search(r"\.ya?ml$", name)] == []
    assert [name for name in published if name.startswith("catalog/")] == []


def test_two_builds_of_one_day_are_the_same_byte_for_byte(good: Path, tmp_path: Path) -> None:
    folder = copy(good, tmp_path)
    code, said = build(folder, "again", PYTHONHASHSEED="77")
    assert code == 0, said
    first, second = tree(folder / "site"), tree(folder / "again")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


OUTSIDE = re.compile(
    rb"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*?\s(?:src|data)=[\"']?((?:https?:)?//[^\s\"'>]+)"
    rb"|<link\b(?![^>]*rel=[\"']?canonical)[^>]*?\shref=[\"']?((?:https?:)?//[^\s\"'>]+)"
)
IN_STYLE = re.compile(rb"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\s\"')]+)")


def test_no_page_loads_anything_from_another_host(good: Path) -> None:
    found = []
    for name, content in tree(good / "site").items():
        if name.endswith(".html"):
            found += [(name, match.group(0)) for match in OUTSIDE.finditer(content)]
        if name.endswith((".html", ".css")):
            found += [(name, match.group(1)) for match in IN_STYLE.finditer(content)]
    assert found == []


def test_the_search_for_other_hosts_would_find_them() -> None:
    for bad in (
        b'<script src="https://x.com/a.js">',
        b"<script async src=//x.com/a.js>",
        b'<link rel="stylesheet" href="https://x.com/a.css">',
        b'<img alt="" src="http://x.com/a.png">',
    ):
        assert OUTSIDE.search(bad), bad
    assert IN_STYLE.search(b"@font-face{src:url(https://x.com/a.woff)}")
    assert not OUTSIDE.search(b'<link rel="canonical" href="https://runbooks.example.com/">')


BAD = {
    "a runbook that is no YAML": ({"runbooks/serving/late.yaml": "title: [\n"}, "NB017"),
    "a runbook that lacks a field": ({"runbooks/serving/late.yaml": "title: Late\n"}, "NB102"),
    "a catalog that is gone": ({"runbooks/catalog/all.yaml": ""}, "runbooks/catalog/all.yaml:1:1: error NB0"),
    "two runbooks of one name": ({"runbooks/data/late.yaml": b"title: Late\n"}, "NB201"),
    "an option that is misspelt": ({"mkdocs.yml": CONFIG + "      requird: {}\n"}, "NB101"),
    "a folder of templates that is not there": ({"mkdocs.yml": CONFIG + "      templates: over\n"}, "NB113"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_book_leaves_the_last_site_byte_for_byte(what: str, good: Path, tmp_path: Path) -> None:
    files, code = BAD[what]
    folder = copy(good, tmp_path)
    before = tree(folder / "site")
    if "mkdocs.yml" in files:
        files = {"mkdocs.yml": str(files["mkdocs.yml"]).replace("- nightbook\n", "- nightbook:\n")}
    exit_code, said = build(write(folder, files))
    assert exit_code == 1
    assert code in said
    assert "Traceback" not in said
    assert tree(folder / "site") == before


def test_a_template_that_fails_is_told_with_its_line_and_leaves_the_last_site(
    good: Path, tmp_path: Path
) -> None:
    folder = copy(good, tmp_path)
    before = tree(folder / "site")
    config = CONFIG.replace("- nightbook\n", "- nightbook: {templates: over}\n")
    part = "<p>first line</p>\n{{ runbook.nothing }}\n"
    exit_code, said = build(write(folder, {"mkdocs.yml": config, "over/runbook/header.html.j2": part}))
    assert exit_code == 1
    assert "over/runbook/header.html.j2:2:1: error NB221" in said
    assert "has no attribute 'nothing'" in said
    assert "Traceback" not in said
    assert tree(folder / "site") == before


def test_a_site_may_replace_one_template(good: Path, tmp_path: Path) -> None:
    folder = copy(good, tmp_path)
    config = CONFIG.replace("- nightbook\n", "- nightbook: {templates: over}\n")
    files = {"mkdocs.yml": config, "over/runbook/header.html.j2": "<p>Ours: {{ runbook.title }}</p>"}
    exit_code, said = build(write(folder, files))
    assert exit_code == 0, said
    assert b"<p>Ours: Scores arrive late</p>" in tree(folder / "site")["serving/late/index.html"]


def test_pages_without_folders_are_refused_in_a_sentence(good: Path, tmp_path: Path) -> None:
    folder = copy(good, tmp_path)
    before = tree(folder / "site")
    exit_code, said = build(write(folder, {"mkdocs.yml": CONFIG + "use_directory_urls: false\n"}))
    assert exit_code == 1
    assert "nightbook needs `use_directory_urls: true`" in said
    assert "Traceback" not in said
    assert tree(folder / "site") == before


def test_a_plain_page_beside_the_runbooks_is_published_too(good: Path, tmp_path: Path) -> None:
    folder = copy(good, tmp_path)
    exit_code, said = build(write(folder, {"runbooks/about/us.md": "# Us\n\nWho we are.\n"}))
    assert exit_code == 0, said
    assert b"Who we are." in tree(folder / "site")["about/us/index.html"]


def test_search_is_ours_and_the_themes_is_taken_out(good: Path) -> None:
    site = tree(good / "site")
    assert "search/search_index.json" not in site
    page = site["serving/late/index.html"].decode("utf-8")
    assert 'data-md-component="search"' not in page
    control = re.search(r'<a [^>]*href="\.\./\.\./search/"[^>]*data-nb-search="\.\./\.\./([^"]+)"', page)
    assert control
    assert control[1] in site
    assert 'data-nb-search="/assets/' in site["404.html"].decode("utf-8")


def test_search_finds_runbooks_by_words_and_alerts_and_the_authors_pages(good: Path, tmp_path: Path) -> None:
    folder = copy(good, tmp_path)
    files = {
        "runbooks/about/us.md": "# Us\n\n## Hours\n\nWho we *are*.\n",
        "runbooks/about/not.md": "---\nsearch: {exclude: true}\n---\n# Not\n\nHidden.\n",
    }
    exit_code, said = build(write(folder, files))
    assert exit_code == 0, said
    site = tree(folder / "site")
    table = json.loads(site["search/table.json"])
    pages = {page[0]: number for number, page in enumerate(table["pages"])}
    assert {"serving/late/", "about/us/"} <= pages.keys()
    assert "about/not/" not in pages
    known = table["words"][0]
    assert {"late", "hour", "are"} & known.keys() == {"late", "hour"}
    lines = [line for name in table["lines"] for line in json.loads(site[f"search/{name}"])]
    assert "Hours" in lines[pages["about/us/"]]
