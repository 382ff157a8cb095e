"""The wheel, as another team gets it: what is in it, the light install, and the one that builds sites."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from small_book import book, write

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
CONFIG = (
    "site_name: x\ndocs_dir: runbooks\ntheme: {name: material, font: false}\nplugins: [search, nightbook]\n"
)
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, cwd: Path) -> tuple[int, str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, env=env, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps")
    code, said = run(*pip, "--wheel-dir", folder, ROOT, cwd=folder)
    assert code == 0, said
    (found,) = folder.glob("*.whl")
    return found


def installed(folder: Path, what: str) -> Path:
    """The scripts of a new virtual environment with this in it."""
    venv.create(folder, with_pip=True)
    code, said = run(folder / BIN / "python", "-m", "pip", "install", "--quiet", what, cwd=folder)
    if code and "NewConnectionError" in said:
        pytest.skip("no package index can be reached")
    assert code == 0, said
    return folder / BIN


@pytest.fixture(scope="module")
def light(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("light"), str(wheel))


@pytest.fixture(scope="module")
def full(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("full"), f"{wheel}[site]")


@pytest.fixture
def another_team(tmp_path: Path) -> Path:
    return write(tmp_path, book({"mkdocs.yml": CONFIG}))


def names(folder: Path) -> set[str]:
    """Every file that ships, by its path in the package."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package_its_templates_and_its_assets_and_nothing_else(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    package = {f"nightbook/{name}" for name in names(ROOT / "plugins" / "nightbook")}
    templates = {f"nightbook/templates/{name}" for name in names(ROOT / "templates")}
    about = {name for name in held if ".dist-info/" in name}
    assert held - about == package | templates
    assert {name.rpartition("/")[2] for name in about} >= {"METADATA", "entry_points.txt"}


def test_the_light_install_checks(light: Path, another_team: Path) -> None:
    code, said = run(light / "nightbook", "check", cwd=another_team)
    assert (code, "Traceback" in said) == (0, False), said


def test_the_light_install_finds_errors(light: Path, another_team: Path) -> None:
    write(another_team, {"runbooks/serving/late.yaml": "title: [\n"})
    code, said = run(light / "nightbook", "check", cwd=another_team)
    assert code == 1
    assert "NB017" in said


def test_the_light_install_says_in_one_sentence_what_building_needs(light: Path, another_team: Path) -> None:
    code, said = run(light / "nightbook", "build", cwd=another_team)
    assert code == 2
    assert said.strip().endswith(
        "MkDocs and its theme are not installed; `pip install 'nightbook[site]'` brings them."
    )
    assert len(said.strip().splitlines()) == 1
    assert not (another_team / "site").exists()


def test_the_light_install_brings_no_site_builder(light: Path) -> None:
    code, said = run(light / "python", "-m", "pip", "list", "--format=freeze", cwd=light)
    assert code == 0
    packages = {line.partition("==")[0].lower() for line in said.splitlines()}
    assert "nightbook" in packages
    assert packages & {"mkdocs", "mkdocs-material", "mike", "markdown", "babel", "requests"} == set()


def test_the_full_install_builds_the_site_of_another_team(full: Path, another_team: Path) -> None:
    code, said = run(full / "nightbook", "check", cwd=another_team)
    assert code == 0, said
    code, said = run(full / "nightbook", "build", cwd=another_team)
    assert code == 0, said
    page = (another_team / "site" / "serving" / "late" / "index.html").read_text("utf-8")
    assert "Restart the scorer" in page
    (sheet,) = (another_team / "site" / "assets" / "nightbook").glob("site.*.css")
    assert sheet.stat().st_size > 1000


def test_a_new_book_of_the_full_install_checks_and_builds(full: Path, tmp_path: Path) -> None:
    code, said = run(full / "nightbook", "new", "--book", "ours", cwd=tmp_path)
    assert code == 0, said
    code, said = run(full / "nightbook", "check", cwd=tmp_path / "ours")
    assert code == 0, said
    code, said = run(full / "nightbook", "build", cwd=tmp_path / "ours")
    assert code == 0, said
    assert (tmp_path / "ours" / "site" / "index.html").is_file()


def test_mkdocs_finds_the_plugin_of_the_full_install(full: Path, another_team: Path) -> None:
    write(another_team, {"runbooks/serving/late.yaml": "title: [\n"})
    code, said = run(full / "mkdocs", "build", cwd=another_team)
    assert code == 1
    assert "NB017" in said
    assert "Traceback" not in said
