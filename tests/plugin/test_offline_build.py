"""What a build publishes for the time without network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nightbook import offline
from small_book import book, write

pytestmark = pytest.mark.slow

CONFIG = """\
site_name: Runbooks
docs_dir: runbooks
theme: {name: material, font: false}
plugins: [search, nightbook]
"""


def built(folder: Path, config: str = CONFIG, **files: str) -> Path:
    more = {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    write(folder, book({"mkdocs.yml": config, "runbooks/us.md": "# Us\n\nWe.\n", **more}))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1795132800", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_a_build_lists_every_page_and_each_has_a_place_for_the_banner(tmp_path: Path) -> None:
    site = built(tmp_path)
    files = json.loads((site / "offline.json").read_text("utf-8"))["files"]
    assert {"", "serving/late/", "us/", "contacts/"} <= files.keys()
    for url in ("", "serving/late/", "us/"):
        assert f"</h1>{offline.PLACE}" in (site / url / "index.html").read_text("utf-8")
    assert offline.PLACE not in (site / "404.html").read_text("utf-8")
    assert [path for path in files if path.startswith("search/")], (
        "what search writes at the very end is listed too"
    )


def test_switched_off_no_page_keeps_anything(tmp_path: Path) -> None:
    site = built(tmp_path, CONFIG.replace("nightbook]", "{nightbook: {offline: false}}]"))
    assert not (site / "offline.json").exists()
    assert "unregister" in (site / "sw.js").read_text("utf-8")
    pages = [file.read_text("utf-8") for file in site.rglob("index.html")]
    assert [page for page in pages if offline.PLACE in page] == []
    assert [page for page in pages if offline.NO_PLACE in page]


def test_a_worker_of_the_site_s_own_is_left_alone(tmp_path: Path) -> None:
    site = built(tmp_path, runbooks__sw_js="// ours\n")
    assert (site / "sw.js").read_text("utf-8") == "// ours\n"
    assert not (site / "offline.json").exists()
    assert 'class="nb-offline"' not in (site / "us/index.html").read_text("utf-8")
