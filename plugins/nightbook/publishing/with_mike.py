"""A built site -> a branch, by mike's own code, run as a process of its own.

A process, because mike works in the current folder and orders aliases by Python's hash seed, which only the
start of a process can fix. Its command line cannot be used: it builds into the work tree.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import Any

from .versions import LATEST


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("site", "version", "branch", "message"):
        parser.add_argument(name)
    parser.add_argument("--title")
    parser.add_argument("--alias", action="append", default=[])
    given = parser.parse_args()
    commands: Any = importlib.import_module("mike.commands")
    to: dict[str, Any] = {"branch": given.branch, "message": given.message, "allow_empty": True}
    how = {
        "title": given.title,
        "aliases": given.alias,
        "update_aliases": True,
        "alias_type": commands.AliasType.copy,
    }
    with commands.deploy({"site_dir": given.site, "use_directory_urls": True}, given.version, **how, **to):
        pass  # the site is built already
    if commands.list_versions(given.branch).find(LATEST):
        commands.set_default(LATEST, **to)


if __name__ == "__main__":
    try:
        main()
    except Exception as error:  # mike raises whatever git says; a person needs the sentence
        sys.exit(f"mike: {error}")
