"""The README says only what is true."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from nightbook import checks

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def _block(after: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README[README.index(after) :], re.DOTALL)
    assert found
    return found[1]


def test_what_the_terminal_says_of_a_broken_answer(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "runbooks", tmp_path / "runbooks")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    file = tmp_path / "runbooks" / "serving" / "serving-p99-latency.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace('"No": shipped-lately', '"No": shipped-latly', 1), "utf-8")
    command = [sys.executable, "-m", "nightbook", "check", "--today", "2026-11-20"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    findings = re.sub(
        r"^\d+ runbooks, .*: ", "", said.stdout, flags=re.MULTILINE
    )  # `serve` does not count files
    assert (said.returncode, findings) == (1, _block("The terminal says:", "text"))


def test_it_counts_the_checks_right() -> None:
    assert f"by {len(checks.ALL)} checks" in README


def test_its_two_commands_come_first_and_every_script_it_names_is_there() -> None:
    assert README.index("./scripts/serve") < README.index("./scripts/test") < README.index("##")
    for name in re.findall(r"\./scripts/(\w+)", README):
        assert (ROOT / "scripts" / name).stat().st_mode & 0o111, name


def test_its_pictures_are_there() -> None:
    for name in re.findall(r'src="([^"]+)"', README):
        assert (ROOT / name).is_file(), name


def test_its_settings_are_settings(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(_block("## Settings", "yaml"), "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "overrides" / "nightbook").mkdir(parents=True)
    command = [sys.executable, "-m", "nightbook", "check", "--format", "json"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert re.findall(r'"file": "(mkdocs\.yml)"', said.stdout) == []
