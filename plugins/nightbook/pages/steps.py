"""A step as the page shows it: words, links and commands ready, nothing left to compute."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ..model.book import Book, Entry, PlacedStep
from ..model.runbook import Command, Jump, Step, Threshold
from ..model.site import Site
from ..model.units import duration, spoken
from . import html
from .contacts import Card, card_in
from .links import relative, report_link

LANGUAGE_NAMES = {
    "shell": "Shell", "promql": "PromQL", "logql": "LogQL", "sql": "SQL", "python": "Python", "http": "HTTP",
    "config": "Configuration", "click": "In the browser",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommandView:
    """A command, encoded for the inside of `<code>`, what it is written in and where it runs."""

    language: str
    name: str
    where: str
    code: Markup
    label: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another step: "Yes → 4 Roll back to the last good revision".

    `kind` is answer, then, fails or proof; `at_most` how often this way may be taken, 0 for always.
    """

    label: str
    number: int
    title: str
    href: str
    kind: str = "answer"
    at_most: int = 0

    @property
    def note(self) -> str:
        if not self.at_most:
            return ""
        return "once" if self.at_most == 1 else f"at most {self.at_most} times"


@dataclass(frozen=True, slots=True)
class StepView:
    """One step. `step` is the author's; the rest is what the page needs of the book around it.

    `seconds` is its time box, 0 without one; `helper` the id of the step that calls somebody when it runs out.
    """

    step: Step
    phase: str
    kind: str
    number: int
    anchor: str
    title: str
    box: str
    seconds: int
    helper: str
    role: str
    run: CommandView | None
    undo: CommandView | None
    answers: tuple[Way, ...]
    then: Way | None
    fails: Way | None
    proof: Way | None
    approver: Card | None
    call: Card | None
    continue_href: str
    threshold: str
    keep: tuple[tuple[str, str], ...]
    report: str
    inherited_from: str

    @property
    def heading(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def dangerous(self) -> bool:
        return self.step.is_dangerous


def command_view(command: Command | None, entry: Entry, label: str = "") -> CommandView | None:
    if command is None:
        return None
    language = command.language
    code = html.command(command.text, entry.runbook.parameters, language)
    return CommandView(language, LANGUAGE_NAMES[language], command.in_ or "", code, label)


def title_of(step: Step, entry: Entry, book: Book) -> str:
    """The step in words: an escalation names who is called, a hand-over the runbook."""
    if step.escalate:
        return f"Call {card_in(entry, book.catalog, step.escalate).name}"
    if step.continue_in:
        other = book.by_id.get(step.continue_in)
        return f"Go on in: {other.runbook.title if other else step.continue_in}"
    return step.ask or step.do or step.end or step.id


def titles(entry: Entry, book: Book) -> dict[str, str]:
    """The titles of all steps by id."""
    return {placed.step.id: title_of(placed.step, entry, book) for placed in entry.steps}


def step_view(placed: PlacedStep, entry: Entry, book: Book, site: Site, names: dict[str, str]) -> StepView:
    """The view of one step; `names` are the titles of all of them."""
    step = placed.step
    role = book.catalog.roles.get(step.role or "")
    other = book.by_id.get(step.continue_in or "")
    title = names[step.id]
    return StepView(
        step=step,
        phase=placed.phase,
        kind=entry.graph.by_id[step.id].kind,
        number=placed.number,
        anchor=placed.anchor,
        title=title,
        box=spoken(step.within) if step.within else "",
        seconds=int(duration(step.within).total_seconds()) if step.within else 0,
        helper=_helper(placed, entry),
        role=role.name if role else "",
        run=command_view(step.run, entry, f"Copy the command of step {placed.number}"),
        undo=command_view(step.undo, entry, f"Copy the undo command of step {placed.number}"),
        answers=_answers(step, entry, names),
        then=_next(step, entry, names),
        fails=_way("If it fails", step.if_it_fails, entry, names, "fails"),
        proof=_way("Proof that it worked", step.verify, entry, names, "proof") if step.then else None,
        approver=card_in(entry, book.catalog, step.approval.by) if step.approval else None,
        call=card_in(entry, book.catalog, step.escalate) if step.escalate else None,
        continue_href=relative(entry.url, f"{other.url}#{other.steps[0].anchor}") if other else "",
        threshold=threshold_words(step.threshold),
        keep=tuple(
            (item.what, f"#evidence-{item.id}") for item in entry.runbook.evidence if item.id in step.keep
        ),
        report=report_link(site, entry.path, entry.id, entry.runbook.version, step.id, title),
        inherited_from=entry.inherited_from(placed.route) or "",
    )


def threshold_words(threshold: Threshold | None) -> str:
    """`above 300 ms for 10 minutes (± 20 ms)`"""
    if threshold is None:
        return ""
    unit = "" if threshold.unit == "1" else f" {threshold.unit}"
    said = [
        f"{word} {number:g}{unit}"
        for word, number in (
            ("above", threshold.above),
            ("below", threshold.below),
            ("exactly", threshold.equals),
        )
        if number is not None
    ]
    held = f" for {spoken(threshold.for_)}" if threshold.for_ else ""
    swing = f" (± {threshold.tolerance:g}{unit} means nothing)" if threshold.tolerance else ""
    return " or ".join(said) + held + swing


def _answers(step: Step, entry: Entry, names: dict[str, str]) -> tuple[Way, ...]:
    ways: list[Way | None] = []
    for label, target in step.answers.items():
        if isinstance(target, Jump):
            ways.append(_way(label, target.go, entry, names, at_most=target.at_most))
            ways.append(_way(f"{label}, after that", target.then, entry, names))
        else:
            ways.append(_way(label, target, entry, names))
    return tuple(way for way in ways if way)


def _next(step: Step, entry: Entry, names: dict[str, str]) -> Way | None:
    edges = [edge for edge in entry.graph.leaving[step.id] if edge.kind in ("next", "verify")]
    return _way("Then", edges[0].target, entry, names, "then") if step.do and edges else None


def _helper(placed: PlacedStep, entry: Entry) -> str:
    """The nearest step that calls a person: one that this step leads to, else the first of the runbook."""
    leaving = entry.graph.leaving.get(placed.step.id, ())
    near = [edge.target for edge in sorted(leaving, key=lambda edge: not edge.label.startswith("Cannot"))]
    calls = [name for name in near if entry.by_step_id[name].step.escalate]
    calls += [other.step.id for other in entry.steps if other.step.escalate]
    return calls[0] if calls and not placed.step.is_way_out else ""


def _way(
    label: str,
    target: str | None,
    entry: Entry,
    names: dict[str, str],
    kind: str = "answer",
    at_most: int = 0,
) -> Way | None:
    placed = entry.by_step_id.get(target or "")
    if placed is None:
        return None
    return Way(label, placed.number, names[placed.step.id], f"#{placed.anchor}", kind, at_most)
