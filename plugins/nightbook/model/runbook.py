"""The runbook as authors write it, typed and frozen. Its field names are the schema's: a test sees to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct, field

Texts = tuple[str, ...]
Level = Literal["low", "medium", "high"]
LANGUAGES = ("shell", "promql", "logql", "sql", "python", "http", "config", "click")
PHASES = ("triage", "contain", "mitigate", "verify", "end")


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Command(_Part, frozen=True):
    """Exactly one language is set; `in_` says where to run it."""

    shell: str | None = None
    promql: str | None = None
    logql: str | None = None
    sql: str | None = None
    python: str | None = None
    http: str | None = None
    config: str | None = None
    click: str | None = None
    in_: str | None = field(default=None, name="in")

    @property
    def language(self) -> str:
        return next(name for name in LANGUAGES if getattr(self, name) is not None)

    @property
    def text(self) -> str:
        """The command's bytes, as they stand in the source."""
        text: str = getattr(self, self.language)
        return text


class Review(_Part, frozen=True):
    last: dt.date
    every: str
    by: str | None = None
    note: str | None = None


class SignOff(_Part, frozen=True):
    by: str
    on: dt.date


class AppliesTo(_Part, frozen=True):
    services: Texts = ()
    models: Texts = ()
    failure_modes: Texts = ()
    environments: Texts = ()


class Problem(_Part, frozen=True):
    definition: str | None = None
    shows_as: str | None = None
    recovered_when: str | None = None


class Objectives(_Part, frozen=True):
    diagnose: str | None = None
    restore: str | None = None
    agreement: str | None = None
    impact: str | None = None


class Lineage(_Part, frozen=True):
    upstream: Texts = ()
    downstream: Texts = ()
    constraints: Texts = ()
    trace: Command | None = None


class Parameter(_Part, frozen=True):
    ask: str | None = None
    environment: str | None = None
    known_good: str | None = None
    default: str | None = None
    example: str | None = None
    pattern: str | None = None
    from_label: str | None = None


class Threshold(_Part, frozen=True):
    unit: str
    above: float | None = None
    below: float | None = None
    equals: float | None = None
    for_: str | None = field(default=None, name="for")
    tolerance: float | None = None


class Signal(_Part, frozen=True):
    id: str
    source: Literal["alert", "metric", "log", "human"]
    means: str
    kind: str | None = None
    alert: str | None = None
    alert_source: str | None = None
    threshold: Threshold | None = None
    baseline: str | None = None
    query: Command | None = None
    dashboard: str | None = None
    logs: str | None = None
    owner: str | None = None
    real_when: str | None = None
    noise_when: str | None = None
    leads_to: str | None = None


class Tiers(_Part, frozen=True):
    primary: str
    backup: str | None = None
    specialist: str | None = None
    manager: str | None = None
    call_when: str | None = None

    def named(self) -> Iterator[tuple[str, str]]:
        """Tier and contact, in the order they are called, the empty ones left out."""
        for tier in ("primary", "backup", "specialist", "manager"):
            contact: str | None = getattr(self, tier)
            if contact:
                yield tier, contact


class Jump(_Part, frozen=True):
    go: str
    at_most: int
    then: str


class Approval(_Part, frozen=True):
    by: str
    say: str | None = None


class Automation(_Part, frozen=True):
    hook: str
    does: str | None = None
    trigger: str | None = None
    safe_default: str | None = None
    trust_when: str | None = None
    override: str | None = None
    if_it_fails: str | None = None
    executor: str | None = None


class Step(_Part, frozen=True):
    """Exactly one of ask, do, end, escalate and continue_in is set."""

    id: str
    ask: str | None = None
    do: str | None = None
    end: str | None = None
    escalate: str | None = None
    continue_in: str | None = None
    run: Command | None = None
    expect: str | None = None
    or_else: str | None = None
    threshold: Threshold | None = None
    within: str | None = None
    answers: dict[str, str | Jump] = {}
    then: str | None = None
    effect: Literal["read-only", "reversible", "irreversible"] | None = None
    danger: str | None = None
    approval: Approval | None = None
    when: str | None = None
    before: Texts = ()
    after: Texts = ()
    stop_if: Texts = ()
    increments: Texts = ()
    undo: Command | None = None
    verify: str | None = None
    if_it_fails: str | None = None
    role: str | None = None
    why: str | None = None
    side_effects: str | None = None
    keep: Texts = ()
    automation: Automation | None = None
    dashboard: str | None = None

    @property
    def changes_something(self) -> bool:
        return self.effect in ("reversible", "irreversible")

    @property
    def is_dangerous(self) -> bool:
        """Whether the page warns before it: a danger is named, somebody must agree, or nothing takes it back."""
        return bool(self.danger or self.approval or self.effect == "irreversible")

    @property
    def is_way_out(self) -> bool:
        return self.ask is None and self.do is None


class Steps(_Part, frozen=True):
    triage: tuple[Step, ...] = ()
    contain: tuple[Step, ...] = ()
    mitigate: tuple[Step, ...] = ()
    verify: tuple[Step, ...] = ()
    end: tuple[Step, ...] = ()


class Option(_Part, frozen=True):
    id: str
    choice: str
    title: str
    when: str
    not_when: str | None = None
    costs: str | None = None
    go_to: str | None = None


class Remedy(_Part, frozen=True):
    id: str
    title: str
    impact: Level
    risk: Level
    effort: str | None = None
    owner: str | None = None
    steps: Texts = ()
    run: Command | None = None
    undo: Command | None = None
    acceptance: str | None = None
    metrics: Texts = ()
    update: Texts = ()


class Test(_Part, frozen=True):
    do: str
    run: Command | None = None
    confirms: str | None = None
    refutes: str | None = None


class Hypothesis(_Part, frozen=True):
    id: str
    cause: str
    layer: str | None = None
    likelihood: str | None = None
    tests: tuple[Test, ...] = ()
    reproduce: str | None = None
    escalate: str | None = None
    record: str | None = None


class Evidence(_Part, frozen=True):
    id: str
    what: str
    when: Literal["before containment", "during the incident", "after recovery"]
    run: Command | None = None
    store: str | None = None
    holder: str | None = None
    custody: str | None = None
    minimum: bool = False
    policy: str | None = None


class Criterion(_Part, frozen=True):
    measure: str
    must_be: str
    kind: str | None = None
    run: Command | None = None


class Acceptance(_Part, frozen=True):
    criteria: tuple[Criterion, ...] = ()
    scenarios: Texts = ()
    watch: Texts = ()
    hold_if: Texts = ()
    resume_when: Texts = ()
    close_when: str | None = None
    stays_fixed: str | None = None


class Escalation(_Part, frozen=True):
    after: str
    to: str
    because: str


class Decision(_Part, frozen=True):
    what: str
    by: str
    approved_by: str | None = None


class Postmortem(_Part, frozen=True):
    required: bool = True
    within: str | None = None
    attend: Texts = ()
    questions: Texts = ()
    improve: Texts = ()
    update: Texts = ()
    share: str | None = None
    trend_review: str | None = None


class Risk(_Part, frozen=True):
    id: str
    harm: str
    likelihood: Level
    mitigation: str
    kind: str | None = None
    reviewer: str | None = None
    review_when: str | None = None


class Approved(_Part, frozen=True):
    team: str
    by: str
    on: dt.date
    note: str | None = None


class Governance(_Part, frozen=True):
    approved_by: tuple[Approved, ...] = ()
    compliance: Texts = ()
    compliance_reviewer: str | None = None
    archive: str | None = None
    risk_appetite: str | None = None
    audit_when: Texts = ()


class Lesson(_Part, frozen=True):
    date: dt.date
    lesson: str
    from_: str | None = field(default=None, name="from")
    backlog: str | None = None


class PastIncident(_Part, frozen=True):
    date: dt.date
    summary: str
    caused_by: str | None = None
    report: str | None = None


class Change(_Part, frozen=True):
    version: str
    date: dt.date
    by: str
    change: str
    why: str | None = None
    reviewed_by: Texts = ()
    note: str | None = None
    tested: str | None = None
    baseline: str | None = None


class Runbook(_Part, frozen=True):
    """One runbook that has a page: an incident's or a maintenance one."""

    title: str
    version: str
    summary: str
    severity: str
    owner: str
    review: Review
    steps: Steps
    changelog: tuple[Change, ...]
    schema: str = "runbook/v1"
    kind: Literal["incident", "maintenance"] = "incident"
    extends: str | None = None
    status: Literal["draft", "active", "deprecated"] = "active"
    replaced_by: str | None = None
    formerly: Texts = ()
    sign_off: SignOff | None = None
    applies_to: AppliesTo = AppliesTo()
    also_known_as: Texts = ()
    problem: Problem | None = None
    preconditions: Texts = ()
    objectives: Objectives | None = None
    peak_load: str | None = None
    lineage: Lineage | None = None
    built_against: dict[str, str] = {}
    parameters: dict[str, Parameter] = {}
    signals: tuple[Signal, ...] = ()
    do_first: Texts = ()
    contacts: dict[str, Tiers] = {}
    options: tuple[Option, ...] = ()
    schedule: str | None = None
    remedies: tuple[Remedy, ...] = ()
    fallbacks: Texts = ()
    compensating_controls: Texts = ()
    data_safety: Texts = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    acceptance: Acceptance | None = None
    escalation: tuple[Escalation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    messages: Texts = ()
    postmortem: Postmortem | None = None
    risks: tuple[Risk, ...] = ()
    governance: Governance | None = None
    integrations: Texts = ()
    links: dict[str, str] = {}
    lessons: tuple[Lesson, ...] = ()
    incidents: tuple[PastIncident, ...] = ()
    capacity: Texts = ()


def convert(data: Any) -> Runbook:
    """Data that passed the schema -> Runbook. Raises only where schema and model disagree."""
    import msgspec

    try:
        return msgspec.convert(data, Runbook)
    except msgspec.ValidationError:  # to JSON Schema, 2.0 is a whole number
        return msgspec.convert(_whole(data), Runbook)


def _whole(data: Any) -> Any:
    """The data with every number without a fraction as an `int`."""
    if isinstance(data, dict):
        return {name: _whole(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_whole(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data
