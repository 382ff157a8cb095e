"""`nightbook serve` over HTTP: an edit shows, a broken one leaves the last good page up, its repair shows."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .calls import COMMAND, EXAMPLE, book, edit, environment, nightbook

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running server; `page` is the text of the example's page, `said` what the server has printed."""

    def __init__(self, home: Path) -> None:
        self.home, self.port, self.log = home, free_port(), home.parent / "serve.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--port", str(self.port)],
                cwd=home,
                env=environment(),
                stdout=log,
                stderr=log,
            )

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def page(self) -> str:
        url = f"http://127.0.0.1:{self.port}/serving/example/"
        with urllib.request.urlopen(url, timeout=20) as answer:
            return str(answer.read().decode())

    def wait_for_page(self, text: str) -> None:
        wait(lambda: text in self.page())

    def wait_for_word(self, text: str, times: int = 1) -> None:
        wait(lambda: self.said.count(text) >= times or self.process.poll() is not None)
        assert self.said.count(text) >= times, self.said


def wait(condition: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


@contextmanager
def served(home: Path) -> Iterator[Served]:
    server = Served(home)
    try:
        server.wait_for_word("Serving http://127.0.0.1:")
        yield server
    finally:
        server.process.kill()
        server.process.wait(10)


def test_an_edit_shows_a_broken_one_does_not_and_its_repair_does(tmp_path: Path) -> None:
    home = book(tmp_path)
    with served(home) as server:
        server.wait_for_page("Scores arrive late")

        edit(home / EXAMPLE, "title: Scores arrive late", "title: Scores come late")
        server.wait_for_page("Scores come late")

        edit(home / EXAMPLE, "severity: SEV3\n", "severity: SEV33\n")
        server.wait_for_word('error NB801 unknown-reference: there is no severity "SEV33"')
        assert "Scores come late" in server.page()

        edit(home / EXAMPLE, "title: Scores come late", "title: Scores are late")
        edit(home / EXAMPLE, "severity: SEV33\n", "severity: SEV3\n")
        server.wait_for_page("Scores are late")


def test_a_broken_mkdocs_yml_or_theme_leaves_the_last_good_pages_up(tmp_path: Path) -> None:
    home = book(tmp_path)
    (home / "theme").mkdir()
    edit(home / "mkdocs.yml", "font: false}", "font: false, custom_dir: theme}")
    with served(home) as server:
        edit(home / "mkdocs.yml", "docs_dir: runbooks", "docs_dir: [")
        server.wait_for_word("The last good pages stay up.")
        assert "Scores arrive late" in server.page()

        edit(home / "mkdocs.yml", "docs_dir: [", "docs_dir: runbooks")
        (home / "theme/main.html").write_text('{% extends "base.html" %}{% if %}', "utf-8")
        server.wait_for_word("The last good pages stay up.", times=2)
        assert "Scores arrive late" in server.page()

        (home / "theme/main.html").write_text(
            '{% extends "base.html" %}{% block footer %}MENDED{% endblock %}', "utf-8"
        )
        server.wait_for_page("MENDED")


def test_a_first_build_that_fails_prints_findings_and_exits_with_1(tmp_path: Path) -> None:
    home = book(tmp_path)
    edit(home / EXAMPLE, "severity: SEV3\n", "severity: SEV33\n")
    said = nightbook("serve", "--port", str(free_port()), at=home)
    assert (said.code, said.out) == (1, "")
    assert 'error NB801 unknown-reference: there is no severity "SEV33"' in said.err


def test_a_port_in_use_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    home = book(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = nightbook("serve", "--port", str(port), at=home)
    message = (
        f"nightbook: cannot listen on 127.0.0.1:{port}: address already in use; choose another with --port.\n"
    )
    assert said == (2, "", message)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_is_clean(tmp_path: Path, number: signal.Signals) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    home = book(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        with served(home) as server:
            assert list(temporary.iterdir())
            server.process.send_signal(number)
            assert server.process.wait(10) == 0
    assert "Traceback" not in server.said
    assert list(temporary.iterdir()) == []
    shutil.rmtree(temporary)
