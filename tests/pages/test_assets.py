"""The joined script and style sheet: small files that share one scope, named by what is in them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import nightbook
from nightbook.pages import assets

FOLDER = Path(nightbook.__file__).parent / "assets"
TOP_LEVEL = re.compile(r"^(?:async )?(?:function|const|let|class) (\w+|\{[^}]*\})|^, (\w+)", re.MULTILINE)


def test_no_two_script_files_declare_the_same_name() -> None:
    names = Counter(
        name
        for file in sorted((FOLDER / "scripts").glob("*.js"))
        for name, _ in TOP_LEVEL.findall(file.read_text("utf-8"))
    )
    assert [name for name, times in names.items() if times > 1] == []
    assert names["startGuide"] == 1


def test_every_file_is_joined() -> None:
    scripts = {file.stem for file in (FOLDER / "scripts").glob("*.js")}
    sheets = {file.stem for file in (FOLDER / "styles").glob("*.css")}
    assert scripts == {*assets._SCRIPTS}
    assert sheets == {*assets._SHEETS}
    assert (assets._SCRIPTS[0], assets._SCRIPTS[-1]) == ("incident", "start")


def test_every_start_is_called_once_and_last() -> None:
    start = (FOLDER / "scripts/start.js").read_text("utf-8")
    declared = re.findall(
        r"^function (start\w+)\(",
        "\n".join(file.read_text("utf-8") for file in (FOLDER / "scripts").glob("*.js")),
        re.MULTILINE,
    )
    assert sorted(declared) == sorted(re.findall(r"^  (start\w+),$", start, re.MULTILINE))


def test_an_address_changes_with_what_is_behind_it_and_only_then() -> None:
    assert assets.address("x.js", b"1") == "assets/nightbook/x.6b86b273.js"
    assert assets.address("x.js", b"1") != assets.address("x.js", b"2")


def test_the_inline_scripts_are_the_same_on_every_page() -> None:
    for script in (assets.EARLY, assets.AFTER_BANNERS):
        assert script.startswith("<script>")
        assert script.endswith("</script>")
        assert "{{" not in script
