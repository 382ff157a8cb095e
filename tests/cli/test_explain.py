"""`nightbook explain` and `nightbook schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nightbook.cli.main import main
from nightbook.pipeline import all_faults
from nightbook.schema import contract

from .calls import nightbook

EXPLAINED = [(fault, page) for fault, page in all_faults() if page]


@pytest.mark.parametrize(("fault", "page"), EXPLAINED, ids=[fault.code for fault, _ in EXPLAINED])
def test_a_code_and_a_name_print_the_page(
    fault: object, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, name = fault.code, fault.name  # type: ignore[attr-defined]
    for wanted in (code, code.lower(), name, name.replace("-", "_")):
        assert main(["explain", wanted]) == 0
        assert capsys.readouterr().out == page


def test_a_code_without_a_page_prints_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    for fault, page in all_faults():
        if not page:
            assert main(["explain", fault.code]) == 0
            assert capsys.readouterr().out == f"# {fault.code} {fault.name}\n\n{fault.summary}\n"


def test_without_an_argument_every_code_has_a_line(tmp_path: Path) -> None:
    said = nightbook("explain", at=tmp_path)
    assert said.code == 0
    assert [line.split()[:2] for line in said.out.splitlines()] == [[f.code, f.name] for f, _ in all_faults()]


def test_an_unknown_name_gets_a_suggestion(tmp_path: Path) -> None:
    message = "there is no finding 'unreachable-stp'. Did you mean \"unreachable-step\"?"
    said = nightbook("explain", "unreachable-stp", at=tmp_path)
    assert said == (2, "", f"nightbook: {message} `nightbook explain` lists them all.\n")


@pytest.mark.parametrize("name", contract.SCHEMAS)
def test_a_schema_is_printed_as_it_is(tmp_path: Path, name: str) -> None:
    assert nightbook("schema", name, at=tmp_path) == (0, contract.text(name), "")


def test_the_schemas_are_written_to_a_folder(tmp_path: Path) -> None:
    said = nightbook("schema", "--write", "schema", at=tmp_path)
    assert (
        said.out == "Wrote schema: " + ", ".join(f"{name}.schema.json" for name in contract.SCHEMAS) + ".\n"
    )
    for name in contract.SCHEMAS:
        assert json.loads((tmp_path / "schema" / f"{name}.schema.json").read_text("utf-8")) == contract.load(
            name
        )
