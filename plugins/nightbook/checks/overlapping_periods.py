"""Two overrides of a rotation, or two of its imported shifts, at one time."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.book import Book
from ..model.catalog import Period
from ..model.oncall import moment
from ..model.settings import Policy
from .check import Check, Finding
from .places import in_catalog

_CALLED = {"overrides": "override", "shifts": "shift"}


def find(book: Book, _policy: Policy) -> Iterator[Finding]:
    for name, rotation in book.catalog.rotations.items():
        yield from _in(rotation.overrides, book, name, "overrides")
        yield from _in(rotation.shifts, book, name, "shifts")


def _in(periods: tuple[Period, ...], book: Book, name: str, field: str) -> Iterator[Finding]:
    """The second of each two that overlap, in the order of time. One that is backwards is left to its own check."""
    order = sorted(range(len(periods)), key=lambda index: moment(periods[index].from_))
    latest: int | None = None
    for index in order:
        begins, ends = moment(periods[index].from_), moment(periods[index].to)
        if ends <= begins:
            continue
        if latest is not None and begins < moment(periods[latest].to):
            both = f"{periods[latest].who} and {periods[index].who}"
            yield Finding(
                f"two {field} overlap: {both} from {periods[index].from_} on",
                in_catalog(book, "rotations", name, field, index),
                f"End one before the other begins, or remove one: pages show the {_CALLED[field]} that stands later.",
                (Related(in_catalog(book, "rotations", name, field, latest), "the other one"),),
            )
        if latest is None or ends > moment(periods[latest].to):
            latest = index


CHECK = Check(
    "NB610",
    "overlapping-periods",
    Severity.ERROR,
    "Two overrides of a rotation, or two of its imported shifts, at one time.",
    find,
)
