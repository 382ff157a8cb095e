"""`nightbook build`: the site, or with `--to` a folder that any site builder can build."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..swap import replaced
from .ask import UsageError, add_command, add_path, add_today, book_at, project_at
from .site_folder import refuse_what_is_no_site
from .terminal import colour, progress

if TYPE_CHECKING:
    from ..pipeline import Compiled

_EPILOG = """\
examples:
  nightbook build
  nightbook build --site-dir /var/www/runbooks
  nightbook build --to portable          Markdown and assets, for other site builders

The site is built beside its place and renamed into it: a build that fails leaves the last site as it was.
Only an absent, empty or built folder is replaced.

exit codes: 0 built, 1 errors in the book, 2 the command cannot run as called
"""


def add(commands: Any) -> None:
    parser = add_command(
        commands,
        "build",
        "write the site",
        "Check the book and write it as a site.",
        _EPILOG,
    )
    add_path(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--site-dir", type=Path, metavar="DIR", help="where the site goes (default: as in mkdocs.yml)"
    )
    where.add_argument(
        "--to", type=Path, metavar="FOLDER", help="write Markdown for any site builder instead"
    )
    add_today(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.to:
        return _portable(book_at(arguments.path), arguments.to, arguments.today)
    config_file = project_at(arguments.path)
    if arguments.today:
        pin(arguments.today)
    return _site(config_file, arguments.site_dir)


def pin(today: dt.date) -> None:
    """Every tool of the build takes this day for today; a time of the same day that is set already stays."""
    from ..pipeline import this_day

    if not os.environ.get("SOURCE_DATE_EPOCH", "").isdigit() or this_day() != today:
        midnight = dt.datetime.combine(today, dt.time(), dt.UTC)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(midnight.timestamp()))


# With MkDocs.


def _site(config_file: Path, site_dir: Path | None) -> int:
    try:
        config = load(config_file)
        place = Path(site_dir or config.site_dir)
        refuse_what_is_no_site(place, config_file)
        with replaced(place) as fresh:
            config.site_dir = str(fresh)
            make(config)
    except SystemExit as error:  # MkDocs has said why
        print(f"nightbook: {error}", file=sys.stderr)
        return 1
    print(f"Wrote {place}: {sum(path.is_file() for path in place.rglob('*')):,} files.")
    return 0


def need_mkdocs() -> None:
    """Raises UsageError where only the light install is there."""
    try:
        for name in ("mkdocs", "material"):
            import_module(name)
    except ImportError as error:
        raise UsageError(
            "MkDocs and its theme are not installed; `pip install 'nightbook[site]'` brings them."
        ) from error


def load(config_file: Path, **options: Any) -> Any:
    """MkDocs' configuration. Raises UsageError without MkDocs or the plugin, Abort when it is wrong."""
    need_mkdocs()
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    hear_mkdocs()
    try:
        config = load_config(config_file=str(config_file), **options)
    except Abort:
        raise
    except MkDocsException as error:
        raise Abort(str(error)) from error
    if "nightbook" not in config.plugins:
        raise UsageError(f"{config_file} does not use the plugin; add `- nightbook` to its `plugins:`.")
    return config


def make(config: Any) -> None:
    """One build into the site_dir of the configuration. Raises Abort when the book or the site has errors."""
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort, MkDocsException

    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except Abort:
        raise
    except MkDocsException as error:
        raise Abort(str(error)) from error
    finally:
        config.plugins.on_shutdown()


def hear_mkdocs() -> None:
    """MkDocs' warnings and errors, once each, on stderr."""
    import logging

    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setLevel(logging.WARNING)
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)


# Without MkDocs.


def _portable(path: Path, to: Path, today: dt.date | None) -> int:
    from ..pages.templates import BadTemplate
    from ..pipeline import compile_book, render_book
    from ..portable import CannotWrite, write

    compiled = compile_book(path, today, progress)
    _say(compiled)
    if not compiled.ok:
        return 1
    try:
        output = render_book(compiled)
        write(compiled, output, to)
    except BadTemplate as error:
        _say(replace(compiled, diagnostics=(error.diagnostic,)))
        return 1
    except CannotWrite as error:
        raise UsageError(str(error)) from error
    print(f"Wrote {to}: {len(output.pages):,} pages.")
    return 0


def _say(compiled: Compiled) -> None:
    from .findings import report

    if compiled.diagnostics:
        print(report(compiled, colour=colour(sys.stderr)), end="", file=sys.stderr)
