"""What every command has in common."""

from __future__ import annotations

from pathlib import Path

import nightbook as package

from .calls import nightbook

COMMANDS = ("check", "build", "serve", "new", "explain", "schema")


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    assert nightbook("--version", at=tmp_path) == (0, f"nightbook {package.__version__}\n", "")


def test_the_help_names_every_command(tmp_path: Path) -> None:
    said = nightbook("--help", at=tmp_path)
    assert said.code == 0
    assert all(f"\n    {command} " in said.out for command in COMMANDS)


def test_each_command_has_a_help_with_examples(tmp_path: Path) -> None:
    for command in COMMANDS:
        said = nightbook(command, "--help", at=tmp_path)
        assert said.code == 0
        assert f"\nexamples:\n  nightbook {command}" in said.out


def test_no_command_is_a_usage_error(tmp_path: Path) -> None:
    said = nightbook(at=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[-1] == "nightbook: error: the following arguments are required: COMMAND"
