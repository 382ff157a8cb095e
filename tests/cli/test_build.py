"""`nightbook build`: what stands at the place of the site, before and after."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .calls import EXAMPLE, TODAY, book, edit, nightbook, tree

PAGE = "site/serving/example/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with its site."""
    home = book(tmp_path_factory.mktemp("built"))
    said = nightbook("build", *TODAY, at=home)
    assert said.code == 0, said.err
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "book"))


def beside(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir())


def test_a_site_is_written_and_nothing_stays_beside_it(home: Path) -> None:
    assert "Scores arrive late" in (home / PAGE).read_text("utf-8")
    assert beside(home) == ["mkdocs.yml", "runbooks", "site"]
    assert not list(home.glob("site/**/*.yaml"))


def test_a_new_build_takes_the_place_of_the_old_one(home: Path) -> None:
    edit(home / EXAMPLE, "title: Scores arrive late", "title: Scores come late")
    (home / "site/left-over.html").write_text("", "utf-8")
    said = nightbook("build", *TODAY, at=home)
    count = len(tree(home / "site"))
    assert said[:2] == (0, f"Wrote {home / 'site'}: {count:,} files.\n")
    assert "Scores come late" in (home / PAGE).read_text("utf-8")
    assert not (home / "site/left-over.html").exists()
    assert beside(home) == ["mkdocs.yml", "runbooks", "site"]


def test_the_same_sources_on_the_same_day_give_the_same_bytes(home: Path) -> None:
    before = tree(home / "site")
    assert nightbook("build", *TODAY, at=home).code == 0
    assert tree(home / "site") == before


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (EXAMPLE, "severity: SEV3\n", "severity: SEV33\n"),
        ("mkdocs.yml", "docs_dir: runbooks", "docs_dir: nowhere"),
        ("mkdocs.yml", "docs_dir: runbooks", "docs_dir: ["),
        ("mkdocs.yml", "docs_dir: runbooks", "docs_dir: runbooks\nstrict: true\nnav: [missing.md]"),
    ],
    ids=["a fault in a runbook", "no folder", "no YAML", "a strict build with a warning"],
)
def test_a_build_that_fails_leaves_the_last_site_byte_for_byte(
    home: Path, path: str, old: str, new: str
) -> None:
    before = tree(home / "site")
    edit(home / path, old, new)
    said = nightbook("build", *TODAY, at=home)
    assert (said.code, said.out) == (1, "")
    assert "Traceback" not in said.err
    assert tree(home / "site") == before
    assert beside(home) == ["mkdocs.yml", "runbooks", "site"]


def test_findings_are_printed(home: Path) -> None:
    edit(home / EXAMPLE, "severity: SEV3\n", "severity: SEV33\n")
    assert 'error NB801 unknown-reference: there is no severity "SEV33"' in nightbook("build", at=home).err


@pytest.mark.parametrize("name", ["notes.txt", "index.html", ".git"])
def test_a_folder_that_is_no_site_is_never_replaced(home: Path, name: str) -> None:
    (home / "other").mkdir()
    (home / "other" / name).write_text("mine", "utf-8")
    if name == ".git":
        (home / "other" / "404.html").write_text("a checkout of gh-pages", "utf-8")
    said = nightbook("build", "--site-dir", "other", at=home)
    message = "nightbook: other holds files that are not a built site; empty it, or name another folder.\n"
    assert said == (2, "", message)
    assert (home / "other" / name).read_text("utf-8") == "mine"


def test_the_folder_of_the_book_is_never_replaced(home: Path) -> None:
    (home / "404.html").write_text("", "utf-8")
    assert nightbook("build", "--site-dir", ".", at=home).code == 2
    assert nightbook("build", "--site-dir", "..", at=home).code == 2


def test_an_empty_folder_and_one_that_is_not_there_are_fine(home: Path) -> None:
    (home / "empty").mkdir()
    for place in ("empty", "far/away"):
        assert nightbook("build", "--site-dir", place, *TODAY, at=home).code == 0
        assert tree(home / place) == tree(home / "site")


def test_a_site_is_as_readable_as_any_new_folder(home: Path) -> None:
    assert (home / "site").stat().st_mode == (home / "runbooks" / "serving").stat().st_mode


def test_a_mkdocs_yml_without_the_plugin_is_refused(home: Path) -> None:
    edit(home / "mkdocs.yml", "  - nightbook\n", "")
    message = "nightbook: mkdocs.yml does not use the plugin; add `- nightbook` to its `plugins:`.\n"
    assert nightbook("build", at=home) == (2, "", message)


def test_to_writes_a_folder_for_any_site_builder(home: Path) -> None:
    said = nightbook("build", "--to", "portable", *TODAY, at=home)
    assert said.code == 0
    assert said.out.startswith("Wrote portable: ")
    assert (home / "portable/docs/serving/example.md").is_file()
    assert (home / "portable/mkdocs.yml").is_file()


def test_to_writes_nothing_when_the_book_has_errors(home: Path) -> None:
    edit(home / EXAMPLE, "severity: SEV3\n", "severity: SEV33\n")
    said = nightbook("build", "--to", "portable", *TODAY, at=home)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{EXAMPLE}:4:11: error NB801 unknown-reference: ")
    assert not (home / "portable").exists()


def test_to_never_replaces_what_it_did_not_write(home: Path) -> None:
    said = nightbook("build", "--to", "site", *TODAY, at=home)
    message = "nightbook: site holds files that `build --to` did not write; name another folder.\n"
    assert said == (2, "", message)


def test_a_bare_folder_cannot_be_a_site(home: Path) -> None:
    (home / "mkdocs.yml").unlink()
    message = "nightbook: runbooks has no mkdocs.yml; `nightbook new --book runbooks` writes one.\n"
    assert nightbook("build", "runbooks", at=home) == (2, "", message)


def test_without_mkdocs_one_sentence_says_what_to_install(home: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Gone:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('mkdocs', 'material'): raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Gone())\n",
        "utf-8",
    )
    message = (
        "nightbook: MkDocs and its theme are not installed; `pip install 'nightbook[site]'` brings them.\n"
    )
    for command in ("build", "serve"):
        said = nightbook(command, at=home, env={"PYTHONPATH": str(tmp_path)})
        assert said == (2, "", message)
