"""Which reviews are due, and whose they are: the whole book by urgency, then by team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model.book import Book, Entry
from ..model.freshness import Age, Freshness, freshness
from .contacts import Channel, channels
from .lines import counted
from .page import Page
from .whole import Whole


@dataclass(frozen=True, slots=True)
class Review:
    """One runbook's review: `when` is the distance to the due date in words, `channel` its team's."""

    title: str
    url: str
    owner: str
    age: str
    due: str
    when: str
    every: str
    days: int
    team: str
    channel: Channel | None


@dataclass(frozen=True, slots=True)
class TeamReviews:
    """What one team has to review; `count` in words."""

    name: str
    anchor: str
    count: str
    channels: tuple[Channel, ...]
    reviews: tuple[Review, ...]


def freshness_page(whole: Whole) -> Page:
    """Runbooks out of use owe no review and are left out."""
    reviews = sorted(_reviews(whole), key=lambda review: (review.days, review.title.casefold(), review.url))
    count = count_words(reviews)
    return whole.page(
        "freshness",
        "Freshness",
        "freshness/page.html.j2",
        f"Which reviews are due, and whose they are. {count}.",
        count=count,
        today=whole.policy.today.isoformat(),
        reviews=reviews,
        teams=tuple(_teams(reviews, whole.book)),
    )


def count_words(reviews: Sequence[Review]) -> str:
    """`15 runbooks: 13 current, 2 due soon`"""
    ages = Counter(review.age for review in reviews)
    said = ", ".join(f"{ages[age]} {age}" for age in Age if ages[age])
    return f"{counted(len(reviews), 'runbook')}: {said}" if said else counted(0, "runbook")


def _reviews(whole: Whole) -> Iterator[Review]:
    windows = whole.policy.settings.review
    for entry in whole.book.entries:
        if entry.runbook.status != "deprecated":
            yield _review(entry, freshness(entry.runbook.review, whole.policy.today, windows), whole.book)


def _review(entry: Entry, fresh: Freshness, book: Book) -> Review:
    runbook = entry.runbook
    team = book.catalog.teams.get(runbook.owner)
    return Review(
        title=runbook.title,
        url=entry.url,
        owner=team.name if team else runbook.owner,
        age=str(fresh.age),
        due=fresh.due.isoformat(),
        when=_when(fresh.days),
        every=runbook.review.every,
        days=fresh.days,
        team=runbook.owner,
        channel=next(iter(channels(team)), None) if team else None,
    )


def _when(days: int) -> str:
    """`in 12 days`, `today`, `3 days ago`"""
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def _teams(reviews: Iterable[Review], book: Book) -> Iterator[TeamReviews]:
    owned: dict[str, list[Review]] = {}
    for review in reviews:
        owned.setdefault(review.team, []).append(review)
    for team, found in sorted(owned.items(), key=lambda item: item[1][0].owner.casefold()):
        known = book.catalog.teams.get(team)
        ways = channels(known) if known else ()
        yield TeamReviews(found[0].owner, f"team-{team}", count_words(found), ways, tuple(found))
