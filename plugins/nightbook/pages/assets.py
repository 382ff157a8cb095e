"""The style sheet and the scripts of every page: small files, joined, made smaller, named by what is in them.

A name with a fingerprint may be kept for ever: the file behind it never changes.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

FOLDER = "assets/nightbook/"

_SHEETS = (
    "parts",
    "book",
    "tree",
    "parameters",
    "guided",
    "log",
    "offline",
    "search",
    "oncall",
    "paper",
)
_SCRIPTS = (
    "incident",
    "parameters",
    "copy",
    "timeline",
    "log",
    "banners",
    "guided",
    "oncall",
    "theme",
    "paper",
    "offline",
    "search_button",
    "start",
)
"""Each is a list of functions; they share one scope, and `start` calls them."""

EARLY = (
    "<script>(function(h,l,k){h.classList.replace('no-js','js');"
    "try{k=localStorage.getItem('nightbook@'+l.pathname)}catch(e){}"
    "if(k||/[?&]path=/.test(l.search)||/^#step-/.test(l.hash))h.classList.add('nb-starting')"
    "})(document.documentElement,location)</script>"
)
"""Runs before anything is drawn: what only scripts can use takes its room at once, so that nothing moves later.

The same bytes on every page: a Content-Security-Policy names their hash once.
"""
AFTER_BANNERS = (
    '<script>document.querySelectorAll("[data-nb-due]").forEach(function(e){'
    "e.hidden=Date.now()<Date.parse(e.dataset.nbDue)+864e5})</script>"
)
"""Runs where the banners stand: whether a review is overdue is a matter of the reader's day, not of the build's."""


def _folder() -> Traversable:
    return files(__package__.rpartition(".")[0]).joinpath("assets")


@cache
def style_sheet() -> bytes:
    """All our style sheets, in the order in which they win."""
    folder = _folder().joinpath("styles")
    return b"\n".join(folder.joinpath(f"{name}.css").read_bytes() for name in _SHEETS)


@cache
def script() -> bytes:
    """What every page runs once it stands."""
    folder = _folder().joinpath("scripts")
    parts = "\n".join(folder.joinpath(f"{name}.js").read_text("utf-8") for name in _SCRIPTS)
    return served(f'(function () {{\n"use strict";\n{parts}\n}})();\n')


@cache
def later(name: str) -> bytes:
    """A script that some pages run, or that is fetched when somebody asks for it: `redirect.js`."""
    return served(_folder().joinpath(name).read_text("utf-8"))


def address(name: str, content: bytes) -> str:
    """Below the site's root, with a fingerprint: `("x.js", …)` -> `assets/nightbook/x.1a2b3c4d.js`."""
    stem, _, ending = name.rpartition(".")
    return f"{FOLDER}{stem}.{sha256(content).hexdigest()[:8]}.{ending}"


@cache
def style_address() -> str:
    return address("nightbook.css", style_sheet())


@cache
def script_address() -> str:
    return address("nightbook.js", script())


@cache
def search_address() -> str:
    return address("search.js", later("search.js"))


def served(text: str) -> bytes:
    """The same program in fewer bytes; as it was written where the light install has no minifier."""
    try:
        import minify
    except ImportError:
        return text.encode()
    return f"{minify.string('application/javascript', text)}\n".encode()
