"""A tiny book in a repository of its own, published as a person would: by the command, from elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).parents[1] / "cases" / "_base"
CONFIG = """\
site_name: Night
site_url: https://night.example.com/
docs_dir: runbooks
theme: {name: material, font: false}
plugins:
  - search
  - nightbook
  - mike: {alias_type: copy, canonical_version: latest}
extra:
  version: {provider: mike, default: latest}
"""
ALERT = """\
signals:
  - id: burning
    source: alert
    alert: ScoresLate
    means: Scores are late.
    real_when: It stays for five minutes.
    noise_when: It is gone in a minute.
    threshold: {above: 300, unit: ms, for: 5m}
"""


@dataclass(frozen=True)
class Done:
    code: int
    said: str


@dataclass(frozen=True)
class Book:
    folder: Path

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        ).stdout.strip()

    def copy(self, folder: Path) -> Book:
        shutil.copytree(self.folder, folder)
        return Book(folder)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")

    def publish(self, *arguments: str, **environment: str) -> Done:
        """From a folder that has nothing to do with the book."""
        command = [sys.executable, "-m", "nightbook.publishing", "--config", str(self.folder / "mkdocs.yml")]
        env = {**os.environ, "SOURCE_DATE_EPOCH": "1795132800", "NO_MKDOCS_2_WARNING": "1", **environment}
        done = subprocess.run([*command, *arguments], cwd="/", env=env, capture_output=True, text=True)
        return Done(done.returncode, done.stdout + done.stderr)

    def page(self, path: str, branch: str = "gh-pages") -> str:
        """A file of the branch, "" when there is none."""
        shown = subprocess.run(
            ["git", "show", f"{branch}:{path}"], cwd=self.folder, capture_output=True, text=True
        )
        return shown.stdout

    def having(self, text: str) -> set[str]:
        """The files of the branch that hold a text."""
        found = self.git("grep", "--files-with-matches", "--fixed-strings", text, "gh-pages")
        return {line.removeprefix("gh-pages:") for line in found.splitlines()}

    def paths(self) -> list[str]:
        return self.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / "runbooks" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def move(self, old: str, new: str) -> None:
        (self.folder / "runbooks" / old).rename(self.folder / "runbooks" / new)


def make_book(folder: Path) -> Book:
    """Three runbooks (`example`; with an alert each `renamed-later`, `deleted-later`), a Markdown page."""
    shutil.copytree(BASE / "runbooks", folder / "runbooks")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (folder / "runbooks" / "about.md").write_text("# About us\n\nWe are `<article>` readers.\n", "utf-8")
    for name in ("renamed-later", "deleted-later"):
        _copy_runbook(folder / "runbooks" / "serving", name)
    book = Book(folder)
    book.git("init", "--quiet", "--initial-branch=main")
    book.git("config", "user.name", "Amira Khalil")
    book.git("config", "user.email", "amira@example.com")
    book.commit()
    return book


def second_edition(book: Book) -> None:
    """A step of `example` gets another id, `renamed-later` another name, `deleted-later` goes."""
    book.edit("serving/example.yaml", "recovered", "is-it-over")
    book.edit("serving/renamed-later.yaml", "severity:", "formerly: [renamed-later]\nseverity:")
    book.move("serving/renamed-later.yaml", "serving/new-name.yaml")
    (book.folder / "runbooks/serving/deleted-later.yaml").unlink()
    book.commit()


def _copy_runbook(folder: Path, name: str) -> None:
    text = (folder / "example.yaml").read_text("utf-8").replace("Scores arrive late\n", f"Once {name}\n", 1)
    alert = ALERT.replace("ScoresLate", "Renamed" if name.startswith("renamed") else "Deleted")
    (folder / f"{name}.yaml").write_text(text.replace("signals:\n", alert, 1), "utf-8")
