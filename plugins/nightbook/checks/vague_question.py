"""A question that does not ask what the reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.book import Book
from ..model.settings import Policy
from .check import Check, Finding

_VAGUE = re.compile(
    r"(?:\S+\s+){0,4}(?:checked|done|ok|okay|fine|good|verified|confirmed)\s*\?"
    r"|(?:did|have) you (?:also )?check.*",
    re.IGNORECASE,
)
"""A few words that end in "done?": more words, or a number, would say what is looked at."""

_HELP = 'Ask for what the reader sees, with number and unit: "Is p99 above 300 ms?"'


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for entry in book.entries:
        for placed in entry.steps:
            if placed.step.ask and (wrong := _wrong(placed.step.ask.strip())):
                yield Finding(wrong, entry.span((*placed.route, "ask")), _HELP)


def _wrong(question: str) -> str | None:
    if "?" not in question:
        return "the question has no question mark"
    if _VAGUE.fullmatch(question) and not any(map(str.isdigit, question)):
        return "the question asks whether something was done, not what is seen"
    return None


CHECK = Check(
    "NB308", "vague-question", Severity.WARNING, "A question that does not ask what the reader sees.", find
)
