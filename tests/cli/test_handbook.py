"""`nightbook handbook`: what stands in the folder, before and after."""

from __future__ import annotations

from pathlib import Path

import pytest

from .calls import EXAMPLE, PROJECT, TODAY, book, edit, nightbook, tree


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return book(tmp_path)


def test_it_writes_a_file_for_each_runbook_and_the_doors_to_them(home: Path) -> None:
    said = nightbook("handbook", "--to", "stick", *TODAY, at=home)
    assert said.code == 0, said.err
    assert said.out.startswith("Wrote stick: 1 runbook, the largest ")
    assert sorted(tree(home / "stick")) == [
        ".nightbook",
        "contacts.html",
        "example.html",
        "handbook.html",
        "index.html",
    ]


def test_the_same_book_on_the_same_day_gives_the_same_bytes(home: Path) -> None:
    for name in ("one", "two", "two"):
        assert nightbook("handbook", "--to", name, *TODAY, at=home).code == 0
    assert tree(home / "one") == tree(home / "two")


def test_a_book_with_errors_writes_nothing(home: Path) -> None:
    nightbook("handbook", "--to", "stick", *TODAY, at=home)
    before = tree(home / "stick")
    edit(home / EXAMPLE, "severity: SEV3\n", "severity: SEV33\n")
    said = nightbook("handbook", "--to", "stick", *TODAY, at=home)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{EXAMPLE}:4:11: error NB801 unknown-reference: ")
    assert tree(home / "stick") == before
    assert nightbook("handbook", "--to", "other", *TODAY, at=home).code == 1
    assert not (home / "other").exists()


@pytest.mark.parametrize("name", ["thesis.txt", "index.html", ".git"])
def test_a_folder_that_is_not_ours_is_never_replaced(home: Path, name: str) -> None:
    (home / "stick").mkdir()
    (home / "stick" / name).write_text("mine", "utf-8")
    said = nightbook("handbook", "--to", "stick", *TODAY, at=home)
    message = "nightbook: stick holds files that `handbook` did not write; name another folder.\n"
    assert said == (2, "", message)
    assert tree(home / "stick") == {name: b"mine"}


def test_what_somebody_put_beside_our_files_is_not_lost(home: Path) -> None:
    nightbook("handbook", "--to", "stick", *TODAY, at=home)
    (home / "stick/notes.txt").write_text("mine", "utf-8")
    said = nightbook("handbook", "--to", "stick", *TODAY, at=home)
    message = (
        "nightbook: stick would be replaced, and notes.txt is not ours: move it, or name another folder.\n"
    )
    assert said == (2, "", message)
    assert (home / "stick/notes.txt").read_text("utf-8") == "mine"


def test_the_folder_of_another_command_is_not_replaced(home: Path) -> None:
    nightbook("build", "--to", "out", *TODAY, at=home)
    said = nightbook("handbook", "--to", "out", *TODAY, at=home)
    assert said.err == "nightbook: out holds files that `handbook` did not write; name another folder.\n"
    nightbook("handbook", "--to", "stick", *TODAY, at=home)
    said = nightbook("build", "--to", "stick", *TODAY, at=home)
    assert said.err == "nightbook: stick holds files that `build --to` did not write; name another folder.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--to", "mkdocs.yml"), "mkdocs.yml is a file; name a folder."),
        (("--to", "runbooks/stick"), "runbooks/stick is inside the folder of the runbooks; name a folder outside it."),
        (("nowhere", "--to", "stick"), "nowhere does not exist."),
    ],
)  # fmt: skip
def test_a_call_that_cannot_work_says_why(home: Path, arguments: tuple[str, ...], message: str) -> None:
    said = nightbook("handbook", *arguments, *TODAY, at=home)
    assert said == (2, "", f"nightbook: {message}\n")


def test_the_folder_must_be_named(home: Path) -> None:
    said = nightbook("handbook", at=home)
    assert said.code == 2
    assert "the following arguments are required: --to" in said.err


def test_a_template_that_fails_is_named_and_nothing_is_written(home: Path) -> None:
    (home / "own/runbook").mkdir(parents=True)
    (home / "own/runbook/tree.html.j2").write_text("{{ nothing_here }}", "utf-8")
    edit(home / "mkdocs.yml", "  - nightbook\n", "  - nightbook: {templates: own}\n")
    said = nightbook("handbook", "--to", "stick", *TODAY, at=home)
    assert (said.code, said.out) == (1, "")
    assert "NB221" in said.err
    assert "Traceback" not in said.err
    assert not (home / "stick").exists()


def test_a_book_without_a_site_of_its_own_works_too(home: Path) -> None:
    (home / "mkdocs.yml").unlink()
    assert nightbook("handbook", "runbooks", "--to", "stick", *TODAY, at=home).code == 0
    assert (
        "https://"
        not in (home / "stick/index.html").read_text("utf-8").split("<body>")[1].split("<script>")[0]
    )


def test_no_file_of_the_example_weighs_more_than_350_kb(tmp_path: Path) -> None:
    said = nightbook("handbook", str(PROJECT), "--to", str(tmp_path / "stick"), *TODAY, at=tmp_path)
    assert said.code == 0, said.err
    print(said.out)
    sizes = {name: len(text) for name, text in tree(tmp_path / "stick").items() if name != "handbook.html"}
    assert {name: size for name, size in sizes.items() if size > 350_000} == {}
