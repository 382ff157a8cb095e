"""A download that runs unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding
from .places import place, texts

_LINE = r"(?:[^\n;]|\\\n)*?"
_SHELL = r"(?:/\S*/)?(?:(?:ba|da|z|k)?sh(?![\w.-])|python[0-9.]*(?=\s*(?:$|[;&|)\n]|-(?:\s|$))))"
_PIPED = re.compile(rf"\b(?:curl|wget)\s{_LINE}\|\s*(?:\\\n\s*)?(?:sudo\s+(?:-\S+\s+)*)?{_SHELL}")
_INSIDE = re.compile(
    r"\b(?:(?:ba|da|z|k)?sh\s+(?:-c\s+)?|eval\s+|source\s+|\.\s+)[\"']?(?:\$\(|<\()\s*(?:curl|wget)\b"
)


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for command, text in texts(entry):
            if command.command.shell and ("curl" in text or "wget" in text):
                for found in (*_PIPED.finditer(text), *_INSIDE.finditer(text)):
                    yield Finding(
                        "this runs whatever the address sends today",
                        place(entry, command, found.start(), found.end()),
                        "Download it to a file, compare its checksum, read it, then run the file. "
                        "Better: keep the script in the repository.",
                    )


CHECK = Check("NB714", "piped-download", Severity.ERROR, "A download that runs unseen.", find)
