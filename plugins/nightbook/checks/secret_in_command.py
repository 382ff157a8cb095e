"""A password or key in a command."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .places import holding, place

_HINTS = (
    "akia",
    "asia",
    "private key",
    "ghp_",
    "github_pat_",
    "glpat-",
    "xox",
    "hf_",
    "bearer ",
    "@",
    "passw",
)
"""One of these stands in every text that the pattern finds; looking for them is quicker."""

_LITERAL = r"(?![$<{%*(]|\\\$)[^\s\"'&;|)$<{]"
_SECRET = re.compile(
    r"(?<![A-Za-z0-9])(?P<key>A[KS]IA[0-9A-Z]{16}(?![0-9A-Za-z])|ghp_[A-Za-z0-9]{30,}|github_pat_\w{30,}"
    r"|glpat-[\w-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|hf_[A-Za-z0-9]{30,})"
    r"|(?P<pem>-----BEGIN [A-Z ]*PRIVATE KEY-----)"
    r"|(?i:bearer) +(?P<bearer>[A-Za-z0-9._~+/-]{20,})"
    rf"|://[^\s:/@\"'<$]*:(?P<url>{_LITERAL}[^\s@/\"'$<{{]{{2,}})@"
    rf"|(?i:passw(?:or)?d)[ \t]*[=:][ \t]*[\"']?(?P<password>{_LITERAL}{{6,}})"
)
_STAND_IN = re.compile(
    r"(?i)(.)\1*$|.*(?:example|changeme|change-me|redacted|your|placeholder|secret|passw|\.\.\.|xxx)"
)


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for command, text in holding(entry, *_HINTS):
            for start, end, kind in _secrets(text):
                yield Finding(
                    f"`{text[start:end][:4]}…` looks like {kind}",
                    place(entry, command, start, end),
                    "Let the command read it from where it is kept, and change it now: "
                    "who can read this file has it.",
                )


_KINDS = {
    "key": "a key",
    "pem": "a private key",
    "bearer": "a token",
    "url": "a password",
    "password": "a password",
}


def _secrets(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _SECRET.finditer(text):
        name = found.lastgroup or "key"
        if not _STAND_IN.match(found[name]) or name == "pem":
            yield found.start(name), found.end(name), _KINDS.get(name, "a password")


CHECK = Check("NB720", "secret-in-command", Severity.ERROR, "A password or key in a command.", find)
