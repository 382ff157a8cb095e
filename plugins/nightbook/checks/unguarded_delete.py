"""A recursive delete that begins at the root of the disk when one value is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .places import place, texts

_REMOVE = re.compile(r"(?<![\w-])rm((?:[ \t]+|\\\n)(?:[^\n;&|\\]|\\[^\n]|\\\n)*)")
_ARGUMENT = re.compile(r"(?:[^\s\\]|\\\S)+")
_RECURSIVE = re.compile(r"--recursive|-[a-zA-Z]*[rR][a-zA-Z]*")
_ROOT = re.compile(r"""["']?(?:/|~/?|/\.)["']?\*?["']?""")
_EMPTY = re.compile(
    r"""["']?(?:\$(?!HOME\b|PWD\b)\w+|\$\{(?!HOME\}|PWD\})\w+\}|(<[a-z][a-z0-9_-]*>))["']?/"""
)


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for command, text in texts(entry):
            if "rm " in text and command.command.shell:
                for start, end, argument in _unguarded(text):
                    message = f"`{argument}` deletes {_what(argument)}"
                    yield Finding(message, place(entry, command, start, end), _help(argument))


def _unguarded(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each argument of `rm -r` that may mean the whole disk."""
    for remove in _REMOVE.finditer(text):
        arguments = list(_ARGUMENT.finditer(text, remove.start(1), remove.end(1)))
        if any(_RECURSIVE.fullmatch(each[0]) for each in arguments):
            for each in arguments:
                if _ROOT.fullmatch(each[0]) or _EMPTY.match(each[0]):
                    yield each.start(), each.end(), each[0]


def _what(argument: str) -> str:
    return "from the root of the disk when the value is empty" if _EMPTY.match(argument) else "everything"


def _help(argument: str) -> str:
    if variable := re.search(r"\$\{?(\w+)", argument):
        return f'Write `"${{{variable[1]}:?}}/..."`: the shell stops when it is empty.'
    if _EMPTY.match(argument):
        return "Write the folder out, from the root, and let the parameter be one name inside it."
    return "Name the folder that is meant."


CHECK = Check(
    "NB715",
    "unguarded-delete",
    Severity.ERROR,
    "A recursive delete that may begin at the root of the disk.",
    find,
)
