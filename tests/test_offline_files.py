"""The files of a finished site -> the list of what a device keeps: order, fingerprints, the cap."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path
from typing import Any

from nightbook import offline
from nightbook.pages.offline import KeptRunbook, Shelf

BOOKS = tuple(KeptRunbook(f"area/r{i}/", f"Runbook {i}", f"SEV{i}") for i in range(1, 5))
SHELF = Shelf("Tiny", ("", "contacts/", "by/alert/"), BOOKS, 1, (("alerts/Slow/", "area/r1/#step-a"),), None)


def noise(seed: int, size: int = 20_000) -> str:
    """Text that compresses badly, the same each time."""
    return "".join(random.Random(seed).choices("abcdefghijklmnopqrstuvwxyz", k=size))


def site(folder: Path) -> Path:
    """Each page with its place, as the adapter makes it."""
    head = '<link href="{0}assets/own.css"><script src="{0}assets/nightbook/x.12ab34cd.js"></script>'
    pages = ["", "contacts/", "by/alert/", "other/", *(book.url for book in BOOKS)]
    files = {
        f"{url}index.html": f"<html><body>{head.format('../' * url.count('/'))}<article><h1>T</h1>"
        f"{offline.PLACE}{noise(i)}</article></body></html>"
        for i, url in enumerate(pages)
    }
    files |= {
        "alerts/Slow/index.html": "<html><body>moved</body></html>",
        "by-hand.html": "<html><body>no place for a banner</body></html>",
        "404.html": f"<html><body>{offline.PLACE}</body></html>",
        "assets/own.css": "a {}",
        "assets/own.css.map": "{}",
        "assets/nightbook/x.12ab34cd.js": "1",
        "assets/nightbook/on-demand.js": "2",
        "search/table.json": "[]",
        "picture.png": "png",
        "sitemap.xml": "<x/>",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def listed(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "offline.json").read_text("utf-8"))
    return found


def test_what_pages_need_comes_first_and_what_nobody_reads_is_left_out(tmp_path: Path) -> None:
    assert offline.write(site(tmp_path), SHELF) == ()
    assert list(listed(tmp_path)["files"]) == [
        "assets/own.css",
        "assets/nightbook/x.12ab34cd.js",
        "",
        "contacts/",
        "area/r1/",
        "assets/nightbook/on-demand.js",
        "by/alert/",
        "search/table.json",
        "area/r2/",
        "area/r3/",
        "area/r4/",
        "other/",
        "picture.png",
    ]
    assert listed(tmp_path)["first"] == 6
    assert listed(tmp_path)["redirects"] == {"alerts/Slow/": "area/r1/#step-a"}


def test_the_fingerprint_is_of_the_bytes_that_are_served(tmp_path: Path) -> None:
    offline.write(site(tmp_path), SHELF)
    for url, found in listed(tmp_path)["files"].items():
        file = tmp_path / (f"{url}index.html" if not url or url.endswith("/") else url)
        assert found == sha256(file.read_bytes()).hexdigest()[:16], url


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        offline.write(site(tmp_path / name), SHELF)
    for file in ("sw.js", "offline.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_beyond_the_cap_the_less_severe_are_left_out_and_say_so_on_their_page(tmp_path: Path) -> None:
    assert offline.write(site(tmp_path), SHELF, cap=65_000) == ("Runbook 3", "Runbook 4")
    kept = listed(tmp_path)["files"]
    assert ("area/r2/" in kept, "area/r3/" in kept) == (True, False)
    assert "Not kept for offline use" in (tmp_path / "area/r3/index.html").read_text("utf-8")
    assert "Not kept for offline use" not in (tmp_path / "area/r2/index.html").read_text("utf-8")
    assert [title for _, title, _ in listed(tmp_path)["runbooks"]] == [book.title for book in BOOKS]


def test_the_build_says_how_many_do_not_fit() -> None:
    assert (
        offline.left_words(("A", "B"))
        == "nightbook: 2 runbooks are not kept for offline use, beyond 30 MB: A, B"
    )
    assert offline.left_words(tuple("ABCDEF")).endswith("A, B, C, D, E, …")


def test_the_place_of_the_banner_is_under_the_title() -> None:
    page = "<body><header><h1>Not this</h1></header><article><h1>This</h1><p>x</p></article></body>"
    assert f"<h1>This</h1>{offline.PLACE}<p>" in offline.with_place(page, keeps=True)
    assert f"<article>{offline.PLACE}<p>" in offline.with_place(
        "<body><article><p>x</p></article></body>", keeps=True
    )
    assert offline.with_place("<body>x</body>", keeps=False) == f"<body>{offline.NO_PLACE}x</body>"


def test_switched_off_the_list_goes_and_the_worker_takes_itself_away(tmp_path: Path) -> None:
    offline.write(site(tmp_path), SHELF)
    offline.write_kill(tmp_path)
    worker = (tmp_path / "sw.js").read_text("utf-8")
    assert "unregister" in worker
    assert "fetch" not in worker
    assert not (tmp_path / "offline.json").exists()
