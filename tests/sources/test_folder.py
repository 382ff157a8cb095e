"""What `read_folder` finds on a disk, the odd things included."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from nightbook.reports.text import report
from nightbook.sources.faults import FAULTS
from nightbook.sources.folder import FolderContents, read_folder

SHOWN = """\
runbooks/bad.yaml:2:7: error NB006 bidi-control: The character U+202E (RIGHT-TO-LEFT OVERRIDE) stands here.
  2 | say: x·y·z
    |       ^
  help: Delete it: it can make a command read differently from what it does.

runbooks/bad.yaml:3:4: error NB018 needs-quotes: A value that begins with `@` needs quotes.
  3 | b: @c
    |    ^^
  help: Quote this value: `b: "@c"`

runbooks/bad.yaml:4:8: error NB005 control-character: The character U+001B (ESCAPE) stands here.
  4 | run: ls·[2J·
    |        ^
  help: Delete it; it usually comes from a copy out of a terminal, a chat or a PDF.

runbooks/bad.yaml:5:5: error NB008 odd-line-break: The character U+2028 (LINE SEPARATOR) stands here.
  5 | c: 1·d: 2·fe: ·2J
    |     ^
  help: End the line with a plain line feed; most editors can convert line ends.

runbooks/bad.yaml:5:15: error NB005 control-character: The character U+009B stands here.
  5 | c: 1·d: 2·fe: ·2J
    |               ^
  help: Delete it; it usually comes from a copy out of a terminal, a chat or a PDF.

5 errors.
"""
NAMES = {fault.code: fault.name for fault in FAULTS}
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="links, pipes and odd names need a POSIX system"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "site" / "runbooks"
    folder.mkdir(parents=True)
    (folder / "ok.yaml").write_text("a: 1\n")
    return folder


def contents(root: Path) -> FolderContents:
    return read_folder(root, root.parent)


def faults(found: FolderContents) -> list[tuple[str, str]]:
    return [(NAMES[each.code], each.span.file) for each in found.diagnostics]


def paths(found: FolderContents) -> list[str]:
    return [document.path for document in found.documents]


def test_all_yaml_files_are_read_in_the_order_of_their_paths(root: Path) -> None:
    (root / "ml" / "deep").mkdir(parents=True)
    (root / "ml" / "b.YML").write_text("b: 2\n")
    (root / "ml" / "deep" / "c.Yaml").write_text("c: 3\n")
    (root / "index.md").write_text("# Hello\n")
    found = contents(root)
    assert paths(found) == ["runbooks/ml/b.YML", "runbooks/ml/deep/c.Yaml", "runbooks/ok.yaml"]
    assert found.ignored == ("runbooks/index.md",)
    assert (found.rejected, found.diagnostics) == ((), ())


def test_hidden_files_and_folders_are_left_out(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git" / "x.yaml").write_text("[")
    (root / ".x.yaml").write_text("[")
    assert contents(root).diagnostics == ()


def test_a_bad_file_is_rejected_and_hides_no_other(root: Path) -> None:
    (root / "bad.yaml").write_text("a: @b\n")
    found = contents(root)
    assert paths(found) == ["runbooks/ok.yaml"]
    assert found.rejected == ("runbooks/bad.yaml",)
    assert faults(found) == [("needs-quotes", "runbooks/bad.yaml")]


def test_a_large_file_is_not_read(root: Path) -> None:
    with (root / "large.yaml").open("wb") as file:
        file.truncate(10_000_000_000)
    assert faults(contents(root)) == [("file-too-large", "runbooks/large.yaml")]


def test_a_missing_folder_is_a_fault(root: Path) -> None:
    assert faults(read_folder(root / "none", root)) == [("missing-folder", "none")]
    assert faults(read_folder(root / "ok.yaml", root)) == [("missing-folder", "ok.yaml")]


def test_links_inside_the_folder_are_fine(root: Path) -> None:
    (root / "ml").mkdir()
    (root / "link.yaml").symlink_to("ok.yaml")
    (root / "same").symlink_to("ml")
    found = contents(root)
    assert paths(found) == ["runbooks/link.yaml", "runbooks/ok.yaml"]
    assert found.ignored == ("runbooks/same",)
    assert found.diagnostics == ()


def test_a_folder_that_is_itself_a_link_is_read(root: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(root)
    assert paths(read_folder(tmp_path / "current", tmp_path)) == ["current/ok.yaml"]


def test_odd_links_are_faults(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("a: 1\n")
    (root / "a.yaml").symlink_to("nowhere.yaml")
    (root / "b.yaml").symlink_to(tmp_path / "outside.yaml")
    (root / "c.yaml").symlink_to("c.yaml")
    (root / "d").symlink_to(root)
    (root / "e").symlink_to(tmp_path.parent)
    (root / "f").symlink_to("/usr")
    found = contents(root)
    assert faults(found) == [
        ("broken-link", "runbooks/a.yaml"),
        ("link-leaves-folder", "runbooks/b.yaml"),
        ("link-loop", "runbooks/c.yaml"),
        ("link-loop", "runbooks/d"),
        ("link-loop", "runbooks/e"),
        ("link-leaves-folder", "runbooks/f"),
    ]
    assert found.rejected == ("runbooks/a.yaml", "runbooks/b.yaml", "runbooks/c.yaml")
    assert paths(found) == ["runbooks/ok.yaml"]


def test_no_link_of_any_kind_leaves_the_folder(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    for name in ("secret.md", "secret.png", "secret"):
        (tmp_path / "outside" / name).write_text("secret")
    (root / "web").mkdir()
    (root / "web" / "page.md").symlink_to(tmp_path / "outside" / "secret.md")
    (root / "web" / "picture.png").symlink_to("../../../outside/secret.png")
    (root / "web" / "plain").symlink_to(tmp_path / "outside" / "secret")
    (root / "web" / "folder").symlink_to(tmp_path / "outside")
    (root / "web" / "second.png").symlink_to("picture.png")
    (root / "web" / "third").symlink_to("folder")
    (root / "web" / "through.md").symlink_to("folder/secret.md")
    found = contents(root)
    names = ("folder", "page.md", "picture.png", "plain", "second.png", "third", "through.md")
    assert faults(found) == [("link-leaves-folder", f"runbooks/web/{name}") for name in names]
    assert {each.severity for each in found.diagnostics} == {"error"}
    assert found.diagnostics[2].message == "The link runbooks/web/picture.png leads out of runbooks."
    assert (found.rejected, found.ignored) == ((), ())


def test_a_link_to_a_hidden_folder_publishes_what_nobody_looked_into(root: Path, tmp_path: Path) -> None:
    (root / ".hidden" / "deep").mkdir(parents=True)
    (root / ".hidden" / "deep" / "x.md").symlink_to(tmp_path)
    (root / "shown").symlink_to(".hidden/deep")
    found = contents(root)
    assert faults(found) == [("link-leaves-folder", "runbooks/shown")]
    assert found.diagnostics[0].message == "The link runbooks/shown leads into a hidden folder of runbooks."


def test_links_to_pages_and_pictures_inside_the_folder_are_fine(root: Path) -> None:
    (root / "one.md").write_text("# One\n")
    (root / "web").mkdir()
    (root / "web" / "two.md").symlink_to("../one.md")
    (root / "web" / "three.md").symlink_to("two.md")
    (root / "web" / "source.txt").symlink_to("../ok.yaml")
    found = contents(root)
    assert found.diagnostics == ()
    names = ("one.md", "web/source.txt", "web/three.md", "web/two.md")
    assert found.ignored == tuple(f"runbooks/{name}" for name in names)


def test_what_is_not_a_file_is_not_opened(root: Path) -> None:
    os.mkfifo(root / "pipe.yaml")
    (root / "folder.yaml").mkdir()
    (root / "null.yaml").symlink_to("/dev/null")
    (root / "other").mkdir()
    os.mkfifo(root / "other" / "pipe")
    os.mkfifo(root / "other" / "x.md")
    os.mkfifo(root / "other" / "odd\n.md")
    found = contents(root)
    assert faults(found) == [
        ("not-a-file", "runbooks/folder.yaml"),
        ("link-leaves-folder", "runbooks/null.yaml"),
        ("not-a-file", "runbooks/other/odd\\n.md"),
        ("not-a-file", "runbooks/other/pipe"),
        ("not-a-file", "runbooks/other/x.md"),
        ("not-a-file", "runbooks/pipe.yaml"),
    ]
    assert [each.message for each in found.diagnostics[4:]] == [
        "runbooks/other/x.md is a pipe, a socket or a device.",
        "runbooks/pipe.yaml is named like a YAML file, but it is a folder or a device.",
    ]
    assert found.rejected == ("runbooks/folder.yaml", "runbooks/null.yaml", "runbooks/pipe.yaml")
    assert found.ignored == ()


def test_odd_names_are_faults_and_can_be_printed(root: Path) -> None:
    (root / "tab\t\x1b.yaml").write_text("a: 1\n")
    (root / "line\n").mkdir()
    os.close(os.open(os.fsencode(root) + b"/caf\xe9.yaml", os.O_CREAT))
    found = contents(root)
    assert faults(found) == [
        ("odd-file-name", "runbooks/caf\\udce9.yaml"),
        ("odd-file-name", "runbooks/line\\n"),
        ("odd-file-name", "runbooks/tab\\t\\x1b.yaml"),
    ]
    assert all(each.message.isprintable() for each in found.diagnostics)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_fault(root: Path) -> None:
    (root / "shut").mkdir(mode=0)
    names = ("shut.md", "shut.png", "shut.yaml")
    for name in names:
        (root / name).touch(mode=0)
    assert faults(contents(root)) == [("unreadable-file", f"runbooks/{name}") for name in ("shut", *names)]


def test_a_page_that_may_not_be_read_is_a_fault(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("open.md", "shut.md", "shut.png"):
        (root / name).touch()
    monkeypatch.setattr(os, "access", lambda path, _mode: path.stem != "shut")
    found = contents(root)
    assert faults(found) == [
        ("unreadable-file", "runbooks/shut.md"),
        ("unreadable-file", "runbooks/shut.png"),
    ]
    assert found.diagnostics[0].message == "runbooks/shut.md cannot be read: permission denied."
    assert (found.rejected, found.ignored) == ((), ("runbooks/open.md",))


def test_the_text_of_a_rejected_file_is_kept_as_its_spans_count_it(root: Path) -> None:
    (root / "bad.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: @c\r\n")
    (root / "empty.yaml").touch()
    (root / "latin.yaml").write_bytes(b"a: caf\xe9\n")
    with (root / "large.yaml").open("wb") as file:
        file.truncate(10_000_000)
    found = contents(root)
    assert found.texts == {"runbooks/bad.yaml": "a: 1\nb: @c\n"}
    assert [f"runbooks/{name}.yaml" for name in ("bad", "empty", "large", "latin")] == list(found.rejected)


def test_a_report_shows_the_line_at_fault_and_nothing_that_a_terminal_obeys(root: Path) -> None:
    lines = (
        "\ufeffa: 1",
        "say: x\u202ey\u2066z",
        "b: @c",
        "run: ls\x1b[2J\x07",
        "c: 1\u2028d: 2\rfe: \x9b2J",
    )
    (root / "bad.yaml").write_bytes("\r\n".join(lines).encode())
    found = contents(root)
    assert report(found.diagnostics, found.texts, NAMES) == SHOWN


def test_a_file_that_vanishes_or_resists_is_a_fault(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(paths: Iterable[Path], _count: int) -> Iterable[Path]:
        for path in paths:
            path.unlink()
            yield path

    found = read_folder(root, root.parent, gone)
    assert faults(found) == [("unreadable-file", "runbooks/ok.yaml")]
    (root / "ok.yaml").touch()

    def refuse(*_arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    found = contents(root)
    assert faults(found) == [("unreadable-file", "runbooks/ok.yaml")]
    assert found.rejected == ("runbooks/ok.yaml",)


def test_progress_sees_every_file_and_their_number(root: Path) -> None:
    (root / "b.yaml").write_text("b: 1\n")
    seen: list[object] = []

    def progress(paths: Iterable[Path], count: int) -> Iterable[Path]:
        seen.append(count)
        for path in paths:
            seen.append(path.name)
            yield path

    read_folder(root, root, progress)
    assert seen == [2, "b.yaml", "ok.yaml"]
