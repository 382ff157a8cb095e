"""The command, with git, MkDocs and mike at work."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from nightbook.publishing import command

from .book import Book, Done, make_book

FIRST_PAGE = "serving/example/index.html"


def refused(done: Done, code: int = 2) -> str:
    """The sentence that says why nothing was published."""
    assert done.code == code, done.said
    return done.said.strip().splitlines()[-1].removeprefix("publish: ")


def test_both_versions_and_the_latest_are_on_the_branch(published: Book) -> None:
    assert [(v["version"], v["aliases"]) for v in json.loads(published.page("versions.json"))] == [
        ("2.0", ["latest"]),
        ("1.0", []),
    ]
    assert 'url=latest/"' in published.page("index.html")
    assert not [
        line for line in published.git("ls-tree", "-r", "gh-pages").splitlines() if line[:6] == "120000"
    ]


def test_a_publish_is_one_commit_that_names_its_source(published: Book) -> None:
    head = published.git("rev-parse", "--short", "main")
    assert published.git("log", "--format=%s", "gh-pages").splitlines()[0] == f"Publish 2.0 from {head}"
    assert published.git("rev-list", "--count", "gh-pages") == "2"
    assert published.git("branch", "--format=%(refname:short)").splitlines() == ["gh-pages", "main"]


def test_nothing_changes_in_the_work_tree(published: Book) -> None:
    assert published.git("status", "--porcelain", "--ignored") == ""


def test_only_the_older_version_carries_notes(published: Book) -> None:
    assert {path.partition("/")[0] for path in published.having("<!--nb-superseded-->")} == {"1.0"}


def test_each_page_of_the_older_version_but_redirects_has_one_note(published: Book) -> None:
    pages = {path for path in published.paths() if path.startswith("1.0/") and path.endswith(".html")}
    without = published.having('http-equiv="refresh"') | {"1.0/404.html"}
    assert published.having('<div class="nb-superseded" role="note">') == pages - without


def test_steps_link_to_the_same_step_or_to_the_page(published: Book) -> None:
    page = published.page(f"1.0/{FIRST_PAGE}")
    steps = re.findall(r'<p class="nb-superseded-step">.*?<a href="(.*?)">(.*?)</a>', page)
    there = "../../../latest/serving/example/"
    assert (f"{there}#step-is-it-slow", "step in the latest version") in steps
    assert [step for step in steps if "step" not in step[1]] == [(there, "page in the latest version")]


def test_a_page_that_moved_is_no_tombstone(published: Book) -> None:
    assert 'href="../../../latest/serving/new-name/"' in published.page(
        "1.0/serving/renamed-later/index.html"
    )
    assert "nb-tombstone" not in published.page("latest/serving/renamed-later/index.html")


def test_what_left_is_a_tombstone_in_latest_only(published: Book) -> None:
    assert published.having("<!--nb-tombstone-->") == {
        "latest/serving/deleted-later/index.html",
        "latest/alerts/Deleted/index.html",
    }


@pytest.mark.parametrize("version", ["1.0", "2.0", "latest"])
def test_the_canonical_address_is_the_latest_in_every_version(published: Book, version: str) -> None:
    for place in (FIRST_PAGE, "about/index.html"):
        address = f"https://night.example.com/latest/{place.removesuffix('index.html')}"
        assert f'<link rel="canonical" href="{address}">' in published.page(f"{version}/{place}")


def test_publishing_the_same_again_changes_nothing(copied: Book) -> None:
    before = copied.git("rev-parse", "gh-pages")
    done = copied.publish("2.0", "--replace")
    assert done.code == 0, done.said
    assert "gh-pages holds just this already; the latest is 2.0" in done.said
    assert copied.git("rev-parse", "gh-pages") == before


def test_the_same_book_gives_the_same_files_elsewhere(published: Book, tmp_path: Path) -> None:
    other = make_book(tmp_path / "elsewhere")
    done = other.publish("1.0")
    assert done.code == 0, done.said
    assert other.git("rev-parse", "gh-pages^{tree}") == published.git("rev-parse", "gh-pages~1^{tree}")


def test_a_repair_of_an_older_version_leaves_the_latest_alone(copied: Book) -> None:
    copied.edit("serving/example.yaml", "Open the scoring dashboard.", "Open the repaired dashboard.")
    copied.commit()
    done = copied.publish("1.0.1", "--title", "1.0.1, repaired")
    assert done.code == 0, done.said
    assert "the latest is 2.0" in done.said
    assert {path.partition("/")[0] for path in copied.having("repaired dashboard")} == {"1.0.1"}
    assert "This is version 1.0.1 of the book." in copied.page(f"1.0.1/{FIRST_PAGE}")
    assert [v["title"] for v in json.loads(copied.page("versions.json"))] == ["2.0", "1.0.1, repaired", "1.0"]


def test_a_page_that_returns_takes_its_tombstone_away(copied: Book) -> None:
    text = copied.git("show", "main~1:runbooks/serving/deleted-later.yaml")
    (copied.folder / "runbooks/serving/deleted-later.yaml").write_text(f"{text}\n", "utf-8")
    done = copied.publish("3.0", "--allow-dirty")
    assert done.code == 0, done.said
    assert "nb-tombstone" not in copied.page("latest/serving/deleted-later/index.html")
    assert "nb-tombstone" not in copied.page("latest/alerts/Deleted/index.html")
    assert copied.git("log", "-1", "--format=%s", "gh-pages").endswith("with changes that no commit holds")
    assert "The latest is 3.0" in copied.page(f"2.0/{FIRST_PAGE}")
    assert "open this page in the latest version" in copied.page("1.0/serving/deleted-later/index.html")


@pytest.mark.parametrize("version", ["latest", "v2", "3", "2026-02-30"])
def test_a_version_must_look_like_one(published: Book, version: str) -> None:
    said = refused(published.publish(version))
    assert said == f'"{version}" is not a version: write 1.2, 1.2.3 or a day such as 2026-11-20.'


def test_a_version_is_not_overwritten_unasked(published: Book) -> None:
    said = refused(published.publish("2.0"))
    assert said == "version 2.0 is published already: choose another, or say --replace."


def test_what_no_commit_holds_is_not_published_unasked(copied: Book) -> None:
    (copied.folder / "runbooks/about.md").write_text("# About them\n", "utf-8")
    before = copied.git("rev-parse", "gh-pages")
    said = refused(copied.publish("3.0"))
    assert said.startswith(
        "not committed: runbooks/about.md. A version that no commit holds can never be built"
    )
    assert copied.git("rev-parse", "gh-pages") == before


def test_a_book_with_errors_is_not_published(copied: Book) -> None:
    copied.edit("serving/example.yaml", "severity: SEV3", "severity: SEV9")
    before = copied.git("rev-parse", "gh-pages")
    done = copied.publish("3.0", "--allow-dirty")
    assert refused(done, 1) == "the book has errors, so nothing was published."
    assert "runbooks/serving/example.yaml:4:11: error" in done.said
    assert copied.git("rev-parse", "gh-pages") == before


def test_a_site_that_does_not_build_leaves_the_branch_untouched(copied: Book) -> None:
    (copied.folder / "runbooks/about.md").write_text("[nowhere](nowhere.md)\n", "utf-8")
    copied.commit()
    before = copied.git("rev-parse", "gh-pages")
    assert refused(copied.publish("3.0"), 1) == "the site does not build, so nothing was published."
    assert copied.git("rev-parse", "gh-pages") == before
    assert copied.git("branch", "--format=%(refname:short)").splitlines() == ["gh-pages", "main"]


def test_a_branch_that_is_checked_out_is_not_moved(copied: Book, tmp_path: Path) -> None:
    copied.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "gh-pages")
    said = refused(copied.publish("3.0"))
    assert said == f"gh-pages is checked out at {tmp_path / 'tree'}: switch to another branch there first."


def test_outside_of_a_repository_it_says_so(copied: Book) -> None:
    shutil.rmtree(copied.folder / ".git")
    said = refused(copied.publish("3.0", GIT_CEILING_DIRECTORIES=str(copied.folder.parent)))
    assert said.endswith("is not in a git repository, and a published version is a commit in one.")


def test_without_a_name_in_git_it_says_which_command_sets_it(copied: Book) -> None:
    copied.git("config", "--unset", "user.email")
    nobody = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    assert (
        refused(copied.publish("3.0", **nobody))
        == 'git does not know who publishes: git config user.email "..."'
    )


def test_without_mike_it_says_what_to_install(
    published: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "mike" else name)
    assert command.main(["3.0", "--config", str(published.folder / "mkdocs.yml")]) == 2
    said = "publish: publishing needs mike and MkDocs: pip install 'nightbook[site]'\n"
    assert capsys.readouterr().err == said


def test_a_fresh_clone_goes_on_from_the_remote_and_pushes(published: Book, tmp_path: Path) -> None:
    published.git("clone", "--quiet", "--bare", ".", str(tmp_path / "remote.git"))
    published.git("clone", "--quiet", "--branch=main", str(tmp_path / "remote.git"), str(tmp_path / "clone"))
    clone = Book(tmp_path / "clone")
    clone.git("config", "user.name", "Tom Berg")
    clone.git("config", "user.email", "tom@example.com")
    done = clone.publish("3.0", "--push")
    assert done.code == 0, done.said
    assert clone.git("rev-parse", "gh-pages~1") == published.git("rev-parse", "gh-pages")
    assert clone.git("ls-remote", "origin", "refs/heads/gh-pages").split()[0] == clone.git(
        "rev-parse", "gh-pages"
    )
