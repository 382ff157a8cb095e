"""The branch that is served, by git's plumbing alone: no checkout, and nothing in the work tree is touched.

Everything is prepared on a scratch branch. The real one moves once, at the end, from the commit that was read
to the finished one, or not at all.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .refused import Refused

REMOTE = "origin"


@dataclass(frozen=True)
class Repository:
    """`folder` is the root of its work tree, `environment` what git and mike are told of time and author."""

    folder: Path
    environment: Mapping[str, str]

    def git(self, *arguments: str) -> str:
        """What git prints. Raises Refused with git's own words."""
        done = self._run(arguments)
        if done.returncode:
            raise Refused(f"git {arguments[0]} failed: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout.decode(errors="surrogateescape").strip()

    def ask(self, *arguments: str) -> str:
        """What git prints, "" when it says no."""
        done = self._run(arguments)
        return "" if done.returncode else done.stdout.decode(errors="surrogateescape").strip()

    def says_yes(self, *arguments: str) -> bool:
        return self._run(arguments).returncode == 0

    def commit_of(self, ref: str) -> str:
        return self.ask("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")

    def _run(self, arguments: Iterable[str]) -> subprocess.CompletedProcess[bytes]:
        command, environment = ["git", *arguments], dict(self.environment)
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, cwd=self.folder, env=environment, capture_output=True
        )


class HtmlPages(Mapping[str, str]):
    """The HTML files of a commit, path -> text, read one at a time: together they may be large."""

    def __init__(self, repository: Repository, commit: str) -> None:
        listed = repository.git("ls-tree", "-r", "-z", "--full-tree", commit).split("\0")
        rows = [line.partition("\t") for line in listed if line]
        files = [(info.split(), path) for info, _, path in rows if path.endswith(".html")]
        self._blobs = {path: blob for (mode, _, blob), path in files if mode.startswith("100")}
        self._cat = subprocess.Popen(
            ["git", "cat-file", "--batch"],
            cwd=repository.folder,
            env=dict(repository.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __getitem__(self, path: str) -> str:
        assert self._cat.stdin
        assert self._cat.stdout
        self._cat.stdin.write(f"{self._blobs[path]}\n".encode())
        self._cat.stdin.flush()
        size = int(self._cat.stdout.readline().split()[2])
        # What is not UTF-8 must come out as it went in.
        return self._cat.stdout.read(size + 1)[:-1].decode(errors="surrogateescape")

    def __iter__(self) -> Iterator[str]:
        return iter(self._blobs)

    def __len__(self) -> int:
        return len(self._blobs)

    def close(self) -> None:
        self._cat.communicate()


def base_commit(repository: Repository, branch: str) -> str:
    """The commit to build upon, of the local branch or the remote's; "" when nothing was ever published."""
    local = repository.commit_of(f"refs/heads/{branch}")
    remote = repository.commit_of(f"refs/remotes/{REMOTE}/{branch}")
    if not (local and remote):
        return local or remote
    if repository.says_yes("merge-base", "--is-ancestor", local, remote):
        return remote
    if repository.says_yes("merge-base", "--is-ancestor", remote, local):
        return local
    raise Refused(
        f"{branch} and {REMOTE}/{branch} went different ways; to go on from the remote's: "
        f"git branch --force {branch} {REMOTE}/{branch}"
    )


def checked_out_at(repository: Repository, branch: str) -> str:
    """The folder that has the branch checked out, "" when none has."""
    return repository.ask("for-each-ref", "--format=%(worktreepath)", f"refs/heads/{branch}")


@contextmanager
def scratch(repository: Repository, base: str) -> Iterator[str]:
    """The name of a branch that starts at a commit and is gone in the end, whatever happens."""
    name = f"nightbook-publishing-{os.getpid()}"
    if base:
        repository.git("update-ref", f"refs/heads/{name}", base)
    try:
        yield name
    finally:
        repository.ask("update-ref", "-d", f"refs/heads/{name}")


def add_commit(repository: Repository, branch: str, changes: Iterable[tuple[str, str | None]]) -> int:
    """One commit that writes and removes files of a branch, streamed. Returns how many."""
    who = repository.git("var", "GIT_COMMITTER_IDENT")
    head = f"commit refs/heads/{branch}\ncommitter {who}\ndata 5\nnotes\nfrom refs/heads/{branch}^0\n"
    command = ["git", "fast-import", "--quiet", "--done"]
    count = 0
    with subprocess.Popen(
        command, cwd=repository.folder, env=dict(repository.environment), stdin=subprocess.PIPE
    ) as importing:
        assert importing.stdin
        importing.stdin.write(head.encode(errors="surrogateescape"))
        for path, text in changes:
            importing.stdin.write(_line(path, text))
            count += 1
        importing.stdin.write(b"done\n")
    if importing.returncode:
        raise Refused("git fast-import failed; what it says stands above.")
    return count


def move(repository: Repository, branch: str, finished: str, base: str, message: str) -> bool:
    """Puts the files of a finished branch on the real one, in one commit. Returns whether it changed."""
    tree = repository.git("rev-parse", f"refs/heads/{finished}^{{tree}}")
    local = repository.commit_of(f"refs/heads/{branch}")
    if base and tree == repository.git("rev-parse", f"{base}^{{tree}}"):
        commit = base
    else:
        commit = repository.git("commit-tree", tree, *(("-p", base) if base else ()), "-m", message)
    # The old value makes it one step: a branch that somebody moved meanwhile is left alone.
    repository.git("update-ref", "-m", message, f"refs/heads/{branch}", commit, local or "0" * len(commit))
    return commit != base


def _line(path: str, text: str | None) -> bytes:
    quoted = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    name = f'"{quoted}"'.encode(errors="surrogateescape")
    if text is None:
        return b"D " + name + b"\n"
    data = text.encode(errors="surrogateescape")
    return b"M 100644 inline " + name + b"\ndata " + str(len(data)).encode() + b"\n" + data + b"\n"
