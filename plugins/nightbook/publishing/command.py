"""`scripts/publish VERSION`: check, build, put the version on the branch, tell older ones that they are old.

Comes in: the command line. Goes out: one commit on the branch, or a sentence that says why not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ..diagnostics import has_errors
from ..pipeline import Compiled, compile_book, fault_names, locate
from ..reports import text
from . import branch as branches
from .branch import HtmlPages, Repository
from .refused import Refused
from .rewrite import changes
from .versions import LATEST, Published, becomes_latest, holder, is_alias, is_version, read_versions

EPILOG = """\
examples:
  publish 1.0                        publish the book as it is
  publish 2.0 --title "2.0, spring"  the selector of versions shows the title
  publish 1.0.1                      a repair of an older version; `latest` stays with the newer one
  publish 2.0 --replace --push       publish the same version again, and send the branch to origin

Only the local branch changes, in one commit, unless you say --push. Nothing changes when anything fails.

exit codes: 0 published, 1 the book has errors or does not build, 2 the command cannot run as called
"""


@dataclass(frozen=True)
class Order:
    """What is published, and where."""

    config: Path
    version: str
    title: str | None
    aliases: tuple[str, ...]
    branch: str
    replace: bool
    allow_dirty: bool
    push: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code. Never raises for what a person can cause."""
    given = parser().parse_args(arguments)
    config = locate(given.config or Path.cwd())
    what = {name: value for name, value in vars(given).items() if name not in ("config", "aliases")}
    try:
        publish(Order(config=config, aliases=tuple(given.aliases), **what))
    except Refused as refused:
        print(f"publish: {refused}", file=sys.stderr)
        return refused.code
    except KeyboardInterrupt:
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="publish",
        description="Publish the book as a version beside the older ones, on the branch that is served.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("version", metavar="VERSION", help="1.2, 1.2.3 or a day such as 2026-11-20")
    alias_help = "a second address, repeatable (default: latest, unless a newer version is out)"
    top.add_argument("--alias", action="append", default=[], dest="aliases", metavar="NAME", help=alias_help)
    top.add_argument("--title", help="how the selector of versions names it (default: the version)")
    top.add_argument("--branch", default="gh-pages", help="the branch that is served (default: gh-pages)")
    top.add_argument("--replace", action="store_true", help="publish a version that exists again")
    top.add_argument("--allow-dirty", action="store_true", help="publish what is not committed yet")
    top.add_argument("--push", action="store_true", help="fetch before, and push the branch to origin after")
    config_help = "the book's mkdocs.yml (default: the one at or above this folder)"
    top.add_argument("--config", type=Path, metavar="FILE", help=config_help)
    return top


def publish(order: Order) -> None:
    """Raises Refused when it cannot be done; then nothing has changed."""
    _refuse_names(order)
    compiled = _checked(order)
    repository = _repository(order.config.parent)
    source = _source(repository, compiled, order)
    if order.push:
        repository.git("fetch", "--quiet", branches.REMOTE)
    base = _base(repository, order)
    versions = _versions(repository, base)
    aliases = _aliases(order, versions)
    message = f"Publish {order.version} from {source}"
    with tempfile.TemporaryDirectory() as folder, branches.scratch(repository, base) as scratch:
        _build(order, folder, repository.environment)
        _deploy(order, aliases, folder, scratch, message, repository)
        noted = _rewrite(repository, scratch)
        changed = branches.move(repository, order.branch, scratch, base, message)
    _say(order, repository, noted, changed)
    if order.push:
        repository.git("push", "--quiet", branches.REMOTE, f"refs/heads/{order.branch}")


def _refuse_names(order: Order) -> None:
    if not is_version(order.version):
        raise Refused(f'"{order.version}" is not a version: write 1.2, 1.2.3 or a day such as 2026-11-20.')
    for alias in order.aliases:
        if not is_alias(alias):
            raise Refused(f'"{alias}" cannot be an alias: write a small word such as latest or stable.')
    if find_spec("mike") is None or find_spec("mkdocs") is None:
        raise Refused("publishing needs mike and MkDocs: pip install 'nightbook[site]'")


def _checked(order: Order) -> Compiled:
    if not order.config.is_file():
        raise Refused(f"{order.config} has no mkdocs.yml at or above it: name yours with --config.")
    compiled = compile_book(order.config)
    if has_errors(compiled.diagnostics):
        print(text.report(compiled.diagnostics, compiled.texts, fault_names()), end="", file=sys.stderr)
        raise Refused("the book has errors, so nothing was published.", 1)
    return compiled


def _repository(folder: Path) -> Repository:
    if shutil.which("git") is None:
        raise Refused("git is not installed, and a published version is a commit.")
    here = Repository(folder.resolve(), os.environ)
    if not (root := here.ask("rev-parse", "--show-toplevel")):
        raise Refused(
            f"{here.folder} is not in a git repository, and a published version is a commit in one."
        )
    for key in ("user.name", "user.email"):
        if not (os.environ.get(f"GIT_COMMITTER_{key[5:].upper()}") or here.ask("config", key)):
            raise Refused(f'git does not know who publishes: git config {key} "..."')
    return Repository(Path(root), _environment(os.environ))


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """For builds that can be repeated: the time is SOURCE_DATE_EPOCH, else the start of this day in UTC."""
    day = dt.datetime.now(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    made = {"SOURCE_DATE_EPOCH": str(int(day.timestamp())), **given, "PYTHONHASHSEED": "0"}
    if epoch := given.get("SOURCE_DATE_EPOCH", ""):
        made.update({f"GIT_{who}_DATE": f"{epoch} +0000" for who in ("AUTHOR", "COMMITTER")})
    return made


def _source(repository: Repository, compiled: Compiled, order: Order) -> str:
    """The commit that is published, in words. A version that no commit holds could never be built again."""
    inputs = (order.config, compiled.site.docs, compiled.site.templates)
    paths = [str(path.resolve()) for path in inputs if path]
    dirty = repository.git("status", "--porcelain", "--untracked-files=all", "--", *paths).splitlines()
    head = repository.ask("rev-parse", "--short", "HEAD") or "no commit"
    if dirty and not order.allow_dirty:
        raise Refused(
            f"not committed: {dirty[0][2:].strip()}{f' and {len(dirty) - 1} more' if dirty[1:] else ''}. "
            "A version that no commit holds can never be built again: commit first, or say --allow-dirty."
        )
    return f"{head} with changes that no commit holds" if dirty else head


def _base(repository: Repository, order: Order) -> str:
    if not repository.says_yes("check-ref-format", "--branch", order.branch):
        raise Refused(f'"{order.branch}" cannot be the name of a branch.')
    if at := branches.checked_out_at(repository, order.branch):
        raise Refused(f"{order.branch} is checked out at {at}: switch to another branch there first.")
    return branches.base_commit(repository, order.branch)


def _versions(repository: Repository, commit: str) -> tuple[Published, ...]:
    try:
        return read_versions(repository.ask("show", f"{commit}:versions.json") if commit else "")
    except ValueError as error:
        raise Refused(f"versions.json on the branch cannot be read: {error}.") from error


def _aliases(order: Order, versions: Sequence[Published]) -> tuple[str, ...]:
    published = any(version.name == order.version for version in versions)
    if published and not order.replace:
        raise Refused(f"version {order.version} is published already: choose another, or say --replace.")
    if order.aliases:
        return order.aliases
    return (LATEST,) if becomes_latest(order.version, versions) else ()


def _build(order: Order, site: str, environment: Mapping[str, str]) -> None:
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command = [*mkdocs, "--config-file", str(order.config), "--site-dir", site]
    # The name under which mike's plugin looks for the version, to write the canonical address.
    done = subprocess.run(command, env={**environment, "MIKE_DOCS_VERSION": order.version}, stdout=sys.stderr)
    if done.returncode:
        raise Refused("the site does not build, so nothing was published.", 1)


def _deploy(
    order: Order, aliases: Sequence[str], site: str, scratch: str, message: str, repository: Repository
) -> None:
    command = [sys.executable, "-m", f"{__package__}.with_mike", site, order.version, scratch, message]
    if order.title is not None:
        command.append(f"--title={order.title}")
    command.extend(f"--alias={alias}" for alias in aliases)
    environment = dict(repository.environment)
    done = subprocess.run(command, cwd=repository.folder, env=environment, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Refused((done.stderr.strip() or "mike failed without a word").splitlines()[-1])


def _rewrite(repository: Repository, branch: str) -> int:
    """Returns how many pages of the branch were written anew."""
    commit = repository.commit_of(f"refs/heads/{branch}")
    versions = _versions(repository, commit)
    pages = HtmlPages(repository, commit)
    try:
        return branches.add_commit(repository, branch, changes(pages, versions))
    except ValueError as error:
        raise Refused(str(error)) from error
    finally:
        pages.close()


def _say(order: Order, repository: Repository, noted: int, changed: bool) -> None:
    versions = _versions(repository, f"refs/heads/{order.branch}")
    latest = holder(versions)
    what = f"{order.version} is on {order.branch}" if changed else f"{order.branch} holds just this already"
    newest = f"the latest is {latest.name}" if latest else "no version is the latest: give one --alias latest"
    print(f"{what}; {newest}; {noted} notes and tombstones written.")
    if not order.push:
        print(f"Nothing has left this machine: git push {branches.REMOTE} {order.branch}")
