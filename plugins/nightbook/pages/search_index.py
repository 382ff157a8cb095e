"""What the search of a site loads: everything that is found -> a table of pages and files of words, by address.

The table answers for titles, alerts and filters; it names the files of words and of lines, whose names change with
their content. A site of few runbooks has its words in the table: one request, one answer.

Words weigh what BM25 gives them, reckoned here once, so that the browser only adds small whole numbers.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .page import SearchEntry

TABLE = "search/table.json"
EACH = 16
"""Runbooks whose lines stand in one file."""
_FILE = 16_000
"""Characters of one file of words: some 6 KB compressed."""
_SMALL = 60_000
"""Up to so many characters, words travel in the table."""
_PREFIX = 3
"""Words that begin alike so far stand in one file, so that half a word is found too."""

_MOST = 36  # a weight is one digit of so many
_SCALE = 12  # the greatest weight that BM25 gives here is 2.5
_SATURATION, _LENGTH = 1.5, 0.4

_COMMON = (
    "a about after again all also an and any are as at be been before but by can cannot could did do does "
    "doesn don even ever for from get goes going got had has have here how i if in into is isn it its just "
    "let like may me more much my no not now of off on one only or other our out please s see since so some "
    "such t than that the their them then there these they this though to too up very want was way we well "
    "were what when where which while who why will with would yet you your"
)
"""Words that stand in every sentence and tell nothing."""
COMMON = frozenset(_COMMON.split())

_NAME = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ENDING = re.compile(r"(?:ing|ed|es|s)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A page that search can show: where it is, what it is found by, what is told of it.

    `severity`, `modes` and `services` are places in the tables of Searchable, severity -1 where there is none.
    `due` is the last day on which the review holds, as ISO date, or "". `share` is what its words count, 1 for a
    runbook in use.
    """

    url: str
    title: str
    entries: tuple[SearchEntry, ...]
    severity: int = -1
    modes: tuple[int, ...] = ()
    services: tuple[int, ...] = ()
    due: str = ""
    status: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class FoundAlert:
    """An alert: the pages that answer it, by address, and where it leads if not to the top of the only one.

    `leads_to` is a step's anchor of the only page, or the address of a page that asks which.
    """

    name: str
    pages: tuple[str, ...]
    leads_to: str


@dataclass(frozen=True, slots=True)
class Searchable:
    """All that a book gives search. `modes` are the names of the failure modes with what each is found by.

    `labels` are the labels of alerts that parameters are filled from, `soon` the days in which a review is due soon.
    """

    pages: tuple[Found, ...]
    alerts: tuple[FoundAlert, ...]
    severities: tuple[str, ...]
    modes: tuple[tuple[str, tuple[SearchEntry, ...]], ...]
    services: tuple[str, ...]
    labels: tuple[str, ...]
    soon: int


def index_files(book: Searchable, written: Iterable[Found] = ()) -> dict[str, bytes]:
    """Every file of the search by its address. `written` are the author's own pages, which come after runbooks."""
    pages = (*book.pages, *written)
    files: dict[str, bytes] = {}

    def put(name: str, content: object) -> str:
        data = _json(content)
        address = f"{name}.{sha256(data).hexdigest()[:8]}.json"
        files[f"search/{address}"] = data
        return address

    begins, parts = _cut(_postings(book.modes, pages))
    table = {
        "pages": [
            [page.url, page.title, page.severity, page.modes, page.services, page.due, page.status]
            for page in pages
        ],
        "alerts": _alerts(book.alerts, pages),
        "severities": book.severities,
        "modes": [name for name, _ in book.modes],
        "services": book.services,
        "labels": book.labels,
        "soon": book.soon,
        "common": _COMMON,
        "from": begins,
        "words": [parts[0]] if len(parts) == 1 else [put(f"words-{i}", part) for i, part in enumerate(parts)],
        "each": EACH,
        "lines": [
            put(f"lines-{start // EACH}", [_lines(page) for page in pages[start : start + EACH]])
            for start in range(0, len(pages), EACH)
        ],
    }
    return {TABLE: _json(table), **files}


def words(text: str) -> Iterator[str]:
    """The words that search knows, endings cut, a name with humps whole and in parts. `search.js` does the same."""
    for name in _NAME.findall(text):
        yield from _KNOWN[name]


class _Words(dict[str, tuple[str, ...]]):
    """The words of a name. Filled as names are met: a book says the same ones again and again."""

    def __missing__(self, name: str) -> tuple[str, ...]:
        parts = _HUMP.split(name)
        found = [name.lower()] if len(parts) > 1 else []
        found += [_stem(part) for part in map(str.lower, parts) if len(part) > 1 and part not in COMMON]
        self[name] = tuple(found)
        return self[name]


_KNOWN = _Words()


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 4 else word


def _postings(
    modes: Sequence[tuple[str, tuple[SearchEntry, ...]]], pages: Sequence[Found]
) -> dict[str, list[int]]:
    """Word -> the modes and pages that have it, in alphabetical order: for each, the distance to the one before and
    the weight in one number. Failure modes come first in the numbering, pages after them.
    """
    found: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    shares = [1.0] * len(modes) + [page.share for page in pages]
    weights = (*_weights([entries for _, entries in modes]), *_weights([page.entries for page in pages]))
    for number, (weighed, share) in enumerate(zip(weights, shares, strict=True)):
        for word, weight in weighed.items():
            digit = min(round(weight * share * _SCALE), _MOST - 1)
            if digit:
                found.setdefault(word, []).append((number - last.get(word, 0)) * _MOST + digit)
                last[word] = number
    return dict(sorted(found.items()))


def _weights(units: Sequence[tuple[SearchEntry, ...]]) -> Iterator[Mapping[str, float]]:
    """For each unit the weight of its words by BM25, as if a word that one unit has were worth 1 at any size."""
    counted = [_counted(entries) for entries in units]
    having = Counter(word for count in counted for word in count)
    lengths = [sum(count.values()) for count in counted]
    usual = (sum(lengths) / len(lengths) if lengths else 0) or 1.0
    whole = math.log(1 + (len(units) - 0.5) / 1.5)
    rare = {word: math.log(1 + (len(units) - n + 0.5) / (n + 0.5)) / whole for word, n in having.items()}
    for count, length in zip(counted, lengths, strict=True):
        drag = _SATURATION * (1 - _LENGTH + _LENGTH * length / usual)
        yield {word: rare[word] * n * (_SATURATION + 1) / (n + drag) for word, n in count.items()}


def _counted(entries: Iterable[SearchEntry]) -> dict[str, float]:
    texts: dict[float, list[str]] = {}
    for entry in entries:
        texts.setdefault(entry.boost, []).extend((entry.title, entry.text))
    count: dict[str, float] = {}
    for boost, said in texts.items():
        for name, times in Counter(_NAME.findall(" ".join(said))).items():
            for word in _KNOWN[name]:
                count[word] = count.get(word, 0.0) + times * boost
    return count


def _cut(postings: Mapping[str, list[int]]) -> tuple[list[str], list[dict[str, list[int]]]]:
    """Files of about one size, and the beginning of the words from which each is asked."""
    sizes = {word: len(word) + 5 * len(found) for word, found in postings.items()}
    if sum(sizes.values()) <= _SMALL:
        return [""], [dict(postings)]
    begins, parts, size, last = [""], [dict[str, list[int]]()], 0, ""
    for word, found in postings.items():
        if size > _FILE and not word.startswith(last[:_PREFIX]):
            begins.append(word[:_PREFIX])
            parts.append({})
            size = 0
        parts[-1][word] = found
        size += sizes[word]
        last = word
    return begins, parts


def _alerts(alerts: Iterable[FoundAlert], pages: Sequence[Found]) -> list[list[object]]:
    numbers = {page.url: number for number, page in enumerate(pages)}
    return [[alert.name, [numbers[url] for url in alert.pages], alert.leads_to] for alert in alerts]


def _lines(page: Found) -> list[str]:
    """What can be shown as the reason why a page was found, its title aside."""
    return list(dict.fromkeys(entry.title for entry in page.entries[1:] if entry.title))


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
