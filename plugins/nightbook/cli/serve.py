"""`nightbook serve`: the site, built anew at each edit. A broken edit leaves the last good one up."""

from __future__ import annotations

import argparse
import shutil
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from ..swap import swap
from .ask import UsageError, add_command, add_path, project_at
from .build import load, need_mkdocs

_EPILOG = """\
examples:
  nightbook serve
  nightbook serve docs --port 8080
  nightbook serve --host 0.0.0.0         let others in the network read it too

exit codes: 0 stopped with Ctrl-C, 1 errors in the book, 2 the command cannot run as called
"""


def add(commands: Any) -> None:
    parser = add_command(
        commands,
        "serve",
        "show the site while you write",
        "Serve the site and rebuild it at every edit; a broken edit leaves the last good pages up.",
        _EPILOG,
    )
    add_path(parser)
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.set_defaults(run=run)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, a number from 1 to 65535")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    config_file = project_at(arguments.path)
    need_mkdocs()
    _need_free(arguments.host, arguments.port)
    signal.signal(signal.SIGTERM, _stop)
    with tempfile.TemporaryDirectory(prefix="nightbook-") as home:
        try:
            return _serve(config_file, Path(home), arguments.host, arguments.port)
        except SystemExit as error:  # MkDocs has said why
            print(f"nightbook: {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 0


def _stop(_number: int, _frame: Any) -> NoReturn:
    raise KeyboardInterrupt


def _need_free(host: str, port: int) -> None:
    """Raises UsageError before the first build, not after it."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"cannot listen on {host}:{port}: {reason}; choose another with --port.") from error


def _serve(config_file: Path, home: Path, host: str, port: int) -> int:
    from mkdocs.livereload import LiveReloadServer

    root, fresh = home / "site", home / "new"
    config = load(config_file, site_dir=str(fresh), strict=False)
    config.plugins.on_startup(command="serve", dirty=False)
    mount = urlsplit(config.site_url or "/").path or "/"
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}{mount.rstrip('/')}/"

    def build(again: Any = None) -> None:
        _build(again or load(config_file, site_dir=str(fresh), strict=False), url, fresh, root)

    try:
        build(config)
        server = LiveReloadServer(lambda: _last_good(build), host, port, str(root), mount)
        server.error_handler = lambda code: _error_page(root, code)
        _watch(server, config, build)
        print(f"Serving {url} (Ctrl-C stops)", file=sys.stderr, flush=True)
        _until_stopped(server)
    finally:
        config.plugins.on_shutdown()
    return 0


def _build(config: Any, url: str, fresh: Path, root: Path) -> None:
    """The whole site beside the one that is served, then into its place. Raises whatever goes wrong."""
    from mkdocs.commands.build import build

    start = time.monotonic()
    config.site_url = url
    shutil.rmtree(fresh, ignore_errors=True)
    build(config, serve_url=url)
    if config.plugins["nightbook"].refused:
        return
    swap(fresh, root)
    print(f"Built in {time.monotonic() - start:.1f} s.", file=sys.stderr, flush=True)


def _last_good(build: Any) -> None:
    """MkDocs lets every request wait for ever after a build that raised, so none may."""
    try:
        build()
    except KeyboardInterrupt:
        raise
    except (Exception, SystemExit) as error:
        said = str(error) or type(error).__name__
        print(f"nightbook: {said}\nThe last good pages stay up.", file=sys.stderr, flush=True)


def _error_page(root: Path, code: int) -> bytes | None:
    page = root / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


def _watch(server: Any, config: Any, build: Any) -> None:
    folders = [config.docs_dir, config.config_file_path, config.theme.custom_dir, *config.watch]
    for path in filter(None, folders):
        server.watch(path)
    config.plugins.on_serve(server, config=config, builder=build)


def _until_stopped(server: Any) -> None:
    try:
        server.serve()
    finally:
        server.shutdown()
