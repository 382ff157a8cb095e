"""What a tired author reads: for each kind of violation in each section, the whole diagnostic."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from wording_base import document

from nightbook.schema.validate import validate

Cases: TypeAlias = list[tuple[str, tuple[str, int, int], str, str]]
"""What is written; code, line and column; what is wrong; what to write instead."""

KNOWN = {
    "teams": ["data-engineering", "ml-platform"],
    "people": ["amira-k", "jonas-r"],
    "roles": ["incident-commander", "investigator"],
    "rotations": ["ml-platform-primary"],
}

HEADER: Cases = [
    (
        "sumary: Late.",
        ("NB101", 1, 1),
        "there is no field `sumary`",
        'Did you mean "summary"?',
    ),
    (
        "title: A",
        ("NB106", 1, 8),
        "`title` is shorter than 3 characters",
        "For example `Model serving p99 latency above target`.",
    ),
    (
        ("title: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
        ("NB106", 1, 8),
        "`title` is longer than 80 characters",
        "It has 90.",
    ),
    (
        'summary: ""',
        ("NB106", 1, 10),
        "`summary` is empty",
        (
            'For example `"Scores arrive late. Checkout waits 800 ms, then uses the cached '
            'score: orders still go through, with more manual reviews."`.'
        ),
    ),
    (
        "summary: [late]",
        ("NB103", 1, 10),
        "`summary` must be text, and this is a list",
        (
            'For example `"Scores arrive late. Checkout waits 800 ms, then uses the cached '
            'score: orders still go through, with more manual reviews."`.'
        ),
    ),
    (
        "summary: 300",
        ("NB103", 1, 10),
        "`summary` must be text, and this is the number 300",
        'Put it in quotes: "300".',
    ),
    (
        "summary:",
        ("NB103", 1, 9),
        "`summary` must be text, and this is empty",
        (
            'For example `"Scores arrive late. Checkout waits 800 ms, then uses the cached '
            'score: orders still go through, with more manual reviews."`.'
        ),
    ),
    (
        "version: 1.0",
        ("NB105", 1, 10),
        "`version` is the number 1.0, and must be a version of three numbers, such as 1.4.0",
        "For example `3.0.0`.",
    ),
    (
        'version: "1.0.0-rc1"',
        ("NB105", 1, 10),
        '`version` is "1.0.0-rc1", and must be a version of three numbers, such as 1.4.0',
        "For example `3.0.0`.",
    ),
    (
        "status: Draft",
        ("NB104", 1, 9),
        '`status` cannot be "Draft"',
        'Did you mean "draft"?',
    ),
    (
        "status: deprecated",
        ("NB102", 1, 1),
        "`replaced_by` is missing",
        (
            "Add `replaced_by: serving-latency`, say. Id of the runbook to use instead. "
            "Needed when `status` is `deprecated`."
        ),
    ),
    (
        "kind: basline",
        ("NB104", 1, 7),
        '`kind` cannot be "basline"',
        'Did you mean "baseline"?',
    ),
    (
        "kind: baseline\nextends: serving-baseline",
        ("NB101", 2, 1),
        "`extends` does not belong in a file of this kind",
        "Remove it: a baseline stands on its own.",
    ),
    (
        "schema: runbook/v2",
        ("NB104", 1, 9),
        '`schema` cannot be "runbook/v2"',
        'Did you mean "runbook/v1"?',
    ),
    (
        "severity: SEV 1",
        ("NB105", 1, 11),
        '`severity` is "SEV 1", and must be a name: letters, digits and single hyphens',
        "Write `SEV-1`.",
    ),
    (
        "owner: ML Platfrom",
        ("NB105", 1, 8),
        ('`owner` is "ML Platfrom", and must be an id: lower-case letters, digits and single hyphens'),
        'Did you mean "ml-platform"?',
    ),
    (
        "formerly: old-name",
        ("NB103", 1, 11),
        '`formerly` must be a list (lines that begin with `- `), and this is "old-name"',
        "Write it as a line of its own below: `- old-name`.",
    ),
    (
        "formerly: [old-name, old-name]",
        ("NB106", 1, 22),
        '`formerly` names "old-name" twice',
        "Remove one of the two.",
    ),
    (
        "replaced_by: 12:30",
        ("NB105", 1, 14),
        ('`replaced_by` is "12:30", and must be an id: lower-case letters, digits and single hyphens'),
        "Write `12-30`.",
    ),
    (
        "objectives: {restore: 30 minutes}",
        ("NB105", 1, 23),
        ('`objectives.restore` is "30 minutes", and must be a number and one of s, m, h, d, w, such as 15m'),
        "Write `30m`.",
    ),
    (
        "objectives: {restore: 1h30m}",
        ("NB105", 1, 23),
        ('`objectives.restore` is "1h30m", and must be a number and one of s, m, h, d, w, such as 15m'),
        "For example `30m`.",
    ),
    (
        "also_known_as:\n  - error: upstream timeout",
        ("NB103", 2, 5),
        "`also_known_as[1]` must be text, and this is a mapping",
        'A colon and a space make it a mapping. Put it in quotes: "error: upstream timeout".',
    ),
    (
        "built_against: {KServe: 0.15}",
        ("NB103", 1, 25),
        "`built_against.KServe` must be text, and this is the number 0.15",
        'Put it in quotes: "0.15".',
    ),
    (
        "links: {Card: see the wiki}",
        ("NB105", 1, 15),
        (
            '`links.Card` is "see the wiki", and must be an address: https://…, mailto:…, '
            "or a path that begins with /, ./, ../ or #"
        ),
        'For example `"https://example.com/cards/fraud-scorer"`.',
    ),
]

REVIEW: Cases = [
    (
        "review: {every: 90d}",
        ("NB102", 1, 1),
        "`last` is missing in `review`",
        "Add `last: 2026-10-12`, say. Day of the last review.",
    ),
    (
        "review: {last: 12.10.2026, every: 90d}",
        ("NB105", 1, 16),
        '`review.last` is "12.10.2026", and must be a day, such as 2026-10-12',
        "For example `2026-10-12`.",
    ),
    (
        "review: {last: 2026-02-30, every: 90d}",
        ("NB105", 1, 16),
        '"2026-02-30" is not a day of the calendar',
        "Write it as 2026-10-12.",
    ),
    (
        "review: {last: 2026-10-12, every: quarterly}",
        ("NB105", 1, 35),
        '`review.every` is "quarterly", and must be a number of days or weeks, such as 90d',
        "For example `90d`.",
    ),
    (
        "review: {last: 2026-10-12, every: 3 weeks}",
        ("NB105", 1, 35),
        '`review.every` is "3 weeks", and must be a number of days or weeks, such as 90d',
        "Write `3w`.",
    ),
    (
        "review: 2026-10-12",
        ("NB103", 1, 9),
        '`review` must be a mapping (`name: value` lines), and this is "2026-10-12"',
        "For example `{last: 2026-10-12, by: amira-k, every: 90d}`.",
    ),
    (
        "review: {last: 2026-10-12, every: 90d, reviewer: amira-k}",
        ("NB101", 1, 40),
        "there is no field `reviewer` in `review`",
        "Known here: last, by, every, note.",
    ),
    (
        "sign_off: {by: amira-k}",
        ("NB102", 1, 1),
        "`on` is missing in `sign_off`",
        "Add `on: 2026-10-12`, say. Day of the sign-off.",
    ),
]

SIGNALS: Cases = [
    (
        "signals: [{id: p99, source: alert, means: p99 latency}]",
        ("NB102", 1, 11),
        "`alert` is missing in `signals[1]`",
        "Add `alert: ModelLatencyHigh`, say. Name of the alert, exactly as it fires.",
    ),
    (
        "signals: [{id: p99, source: pager, means: p99 latency}]",
        ("NB104", 1, 29),
        '`signals[1].source` cannot be "pager"',
        'Did you mean "alert"?',
    ),
    (
        "signals: [{id: p99, source: metric, means: p99, threshold: {above: 300}}]",
        ("NB102", 1, 49),
        "`unit` is missing in `signals[1].threshold`",
        "Add `unit: ms`, say. Unit of the number; `1` for a bare number or score.",
    ),
    (
        "signals: [{id: p99, source: metric, means: p99, threshold: {unit: ms}}]",
        ("NB107", 1, 49),
        "at least one of `above`, `below`, `equals` belongs here, and this has none of them",
        "For example `{above: 300, unit: ms, for: 10m, tolerance: 20}`.",
    ),
    (
        "signals: [{id: p99, source: metric, means: p99, threshold: {above: 300 ms, unit: ms}}]",
        ("NB103", 1, 68),
        '`signals[1].threshold.above` must be a number, and this is "300 ms"',
        "Write the number alone, without quotes or unit: 300.",
    ),
    (
        (
            "signals: [{id: p99, source: metric, means: p99, threshold: {above: 300, unit: "
            "ms, tolerance: -5}}]"
        ),
        ("NB106", 1, 94),
        "`signals[1].threshold.tolerance` is below 0",
        "For example `20`.",
    ),
    (
        "signals: [{id: p99, source: metric, means: p99, query: up == 0}]",
        ("NB103", 1, 56),
        '`signals[1].query` must be a mapping (`name: value` lines), and this is "up == 0"',
        'Name its language: `query: {promql: "up == 0"}`.',
    ),
    (
        "signals: [{id: p99, source: metric, means: p99, query: {prometheus: up}}]",
        ("NB101", 1, 57),
        "there is no field `prometheus` in `signals[1].query`",
        "Known here: shell, promql, logql, sql, python, http, config, click, in.",
    ),
    (
        "signals: [{id: p99, source: metric, means: p99, query: {promql: up, sql: SELECT 1}}]",
        ("NB107", 1, 69),
        (
            "exactly one of `shell`, `promql`, `logql`, `sql`, `python`, `http`, `config`, "
            "`click` belongs here, and this has `promql` and `sql`"
        ),
        ('For example `{promql: "histogram_quantile(0.99, sum by (le) (rate(score_seconds_bucket[5m])))"}`.'),
    ),
    (
        "signals: [{id: p99, source: metric, means: p99, dashboard: grafana/d/1}]",
        ("NB105", 1, 60),
        ('`signals[1].dashboard` is "grafana/d/1", and must be an address that begins with https://'),
        'For example `"https://grafana.example.com/d/scoring"`.',
    ),
    (
        "signals: {id: p99}",
        ("NB103", 1, 10),
        "`signals` must be a list (lines that begin with `- `), and this is a mapping",
        (
            "For example `[{id: p99, source: alert, alert: ModelLatencyHigh, means: p99 "
            "latency of the scoring endpoint, threshold: {above: 300, unit: ms, for: "
            "10m}}]`."
        ),
    ),
]

CONTACTS: Cases = [
    (
        "contacts: {Investigator: {primary: amira-k}}",
        ("NB105", 1, 12),
        "`Investigator` must be an id: lower-case letters, digits and single hyphens",
        'Did you mean "investigator"?',
    ),
    (
        "contacts: {investigator: {backup: amira-k}}",
        ("NB102", 1, 12),
        "`primary` is missing in `contacts.investigator`",
        "Add `primary`: one of amira-k, jonas-r, ml-platform-primary.",
    ),
    (
        "contacts: {investigator: amira-k}",
        ("NB103", 1, 26),
        '`contacts.investigator` must be a mapping (`name: value` lines), and this is "amira-k"',
        "For example `{primary: ml-platform-primary, backup: ml-platform-secondary}`.",
    ),
    (
        "contacts: {investigator: {primary: Amira K}}",
        ("NB105", 1, 36),
        (
            '`contacts.investigator.primary` is "Amira K", and must be an id: lower-case '
            "letters, digits and single hyphens"
        ),
        'Did you mean "amira-k"?',
    ),
    (
        "contacts: {investigator: {primary: amira-k, secondary: tom-b}}",
        ("NB101", 1, 45),
        "there is no field `secondary` in `contacts.investigator`",
        "Known here: primary, backup, specialist, manager, call_when.",
    ),
    (
        "contacts: [investigator]",
        ("NB103", 1, 11),
        "`contacts` must be a mapping (`name: value` lines), and this is a list",
        ("For example `{investigator: {primary: ml-platform-primary, backup: ml-platform-secondary}}`."),
    ),
]

STEPS: Cases = [
    (
        "steps: {}",
        ("NB106", 1, 8),
        "`steps` is empty",
        (
            'For example `{triage: [{id: is-it-slow, ask: "Is p99 above 300 ms?", answers: '
            "{Yes: roll-back, No: close, Cannot tell: call}}]}`."
        ),
    ),
    (
        "steps: {triag: []}",
        ("NB101", 1, 9),
        "there is no field `triag` in `steps`",
        'Did you mean "triage"?',
    ),
    (
        "steps: [{id: a, do: Restart}]",
        ("NB103", 1, 8),
        "`steps` must be a mapping (`name: value` lines), and this is a list",
        (
            'For example `{triage: [{id: is-it-slow, ask: "Is p99 above 300 ms?", answers: '
            "{Yes: roll-back, No: close, Cannot tell: call}}]}`."
        ),
    ),
    (
        "steps: {triage: [Restart]}",
        ("NB103", 1, 18),
        '`steps.triage[1]` must be a mapping (`name: value` lines), and this is "Restart"',
        ("One step: a question (`ask`), an action (`do`) or a way out (`end`, `escalate`, `continue_in`)."),
    ),
    (
        "steps: {triage: [{do: Restart}]}",
        ("NB102", 1, 18),
        "`id` is missing in `steps.triage[1]`",
        "Add `id: is-it-slow`, say. Unique in the runbook; the anchor on the page.",
    ),
    (
        "steps: {triage: [{id: Roll Back, do: Restart}]}",
        ("NB105", 1, 23),
        (
            '`steps.triage[1].id` is "Roll Back", and must be an id: lower-case letters, '
            "digits and single hyphens"
        ),
        "Write `roll-back`.",
    ),
    (
        "steps: {triage: [{id: a}]}",
        ("NB107", 1, 18),
        (
            "exactly one of `ask`, `do`, `end`, `escalate`, `continue_in` belongs here, and "
            "this has none of them"
        ),
        ("One step: a question (`ask`), an action (`do`) or a way out (`end`, `escalate`, `continue_in`)."),
    ),
    (
        "steps: {triage: [{id: a, ask: Late?, do: Restart, answers: {Yes: a}}]}",
        ("NB107", 1, 38),
        (
            "exactly one of `ask`, `do`, `end`, `escalate`, `continue_in` belongs here, and "
            "this has `ask` and `do`"
        ),
        ("One step: a question (`ask`), an action (`do`) or a way out (`end`, `escalate`, `continue_in`)."),
    ),
    (
        "steps: {triage: [{id: a, ask: Late?}]}",
        ("NB102", 1, 26),
        "`ask` needs `answers` beside it",
        (
            "Add `answers: {Yes: roll-back, No: close, Cannot tell: call-secondary}`, say. "
            "What the reader may answer and where each answer leads."
        ),
    ),
    (
        "steps: {triage: [{id: a, answers: {Yes: a}}]}",
        ("NB107", 1, 18),
        (
            "exactly one of `ask`, `do`, `end`, `escalate`, `continue_in` belongs here, and "
            "this has none of them"
        ),
        ("One step: a question (`ask`), an action (`do`) or a way out (`end`, `escalate`, `continue_in`)."),
    ),
    (
        "steps: {triage: [{id: a, asks: Late?, answers: {Yes: a}}]}",
        ("NB101", 1, 26),
        "there is no field `asks` in `steps.triage[1]`",
        'Did you mean "ask"?',
    ),
    (
        "steps: {triage: [{id: a, do: Restart, effect: risky}]}",
        ("NB104", 1, 47),
        '`steps.triage[1].effect` cannot be "risky"',
        "One of: read-only, reversible, irreversible.",
    ),
    (
        "steps: {triage: [{id: a, do: Restart, within: 2 min}]}",
        ("NB105", 1, 47),
        ('`steps.triage[1].within` is "2 min", and must be a number and one of s, m, h, d, w, such as 15m'),
        "Write `2m`.",
    ),
    (
        "steps: {triage: [{id: a, do: Restart, run: kubectl get pods}]}",
        ("NB103", 1, 44),
        ('`steps.triage[1].run` must be a mapping (`name: value` lines), and this is "kubectl get pods"'),
        'Name its language: `run: {shell: "kubectl get pods"}`.',
    ),
    (
        'steps: {triage: [{id: a, do: Restart, run: {shell: ""}}]}',
        ("NB106", 1, 52),
        "`steps.triage[1].run.shell` is empty",
        'For example `"kubectl -n <namespace> get pods"`.',
    ),
    (
        "steps: {triage: [{id: a, do: Restart, run: {in: psql}}]}",
        ("NB107", 1, 39),
        (
            "exactly one of `shell`, `promql`, `logql`, `sql`, `python`, `http`, `config`, "
            "`click` belongs here, and this has none of them"
        ),
        'For example `{shell: "kubectl -n <namespace> get pods"}`.',
    ),
    (
        "steps: {triage: [{id: a, do: Restart, keep: [logs, logs]}]}",
        ("NB106", 1, 52),
        '`steps.triage[1].keep` names "logs" twice',
        "Remove one of the two.",
    ),
    (
        "steps: {triage: [{id: a, do: Restart, approval: incident-commander}]}",
        ("NB103", 1, 49),
        (
            "`steps.triage[1].approval` must be a mapping (`name: value` lines), and this "
            'is "incident-commander"'
        ),
        "For example `{by: incident-commander}`.",
    ),
    (
        "steps: {triage: [{id: a, do: Restart, automation: {trigger: by hand}}]}",
        ("NB102", 1, 39),
        "`hook` is missing in `steps.triage[1].automation`",
        "Add `hook: rollback-scorer`, say. Name of the script, job or feature flag.",
    ),
    (
        ("steps:\n  triage:\n    - id: a\n      do: Restart\n      before:\n        - Check: traffic is low"),
        ("NB103", 6, 11),
        "`steps.triage[1].before[1]` must be text, and this is a mapping",
        'A colon and a space make it a mapping. Put it in quotes: "Check: traffic is low".',
    ),
]

ANSWERS: Cases = [
    (
        "steps: {triage: [{id: a, ask: Late?, answers: {}}]}",
        ("NB106", 1, 47),
        "`steps.triage[1].answers` is empty",
        "For example `{Yes: roll-back, No: close, Cannot tell: call-secondary}`.",
    ),
    (
        "steps: {triage: [{id: a, ask: Late?, answers: [a]}]}",
        ("NB103", 1, 47),
        "`steps.triage[1].answers` must be a mapping (`name: value` lines), and this is a list",
        "For example `{Yes: roll-back, No: close, Cannot tell: call-secondary}`.",
    ),
    (
        "steps: {triage: [{id: a, ask: Late?, answers: {Yes: Roll back}}]}",
        ("NB105", 1, 53),
        (
            '`steps.triage[1].answers.Yes` is "Roll back", and must be an id: lower-case '
            "letters, digits and single hyphens"
        ),
        "Write `roll-back`.",
    ),
    (
        "steps: {triage: [{id: a, ask: Late?, answers: {Yes: }}]}",
        ("NB103", 1, 53),
        "`steps.triage[1].answers.Yes` must be text, and this is empty",
        "For example `roll-back`.",
    ),
    (
        "steps: {triage: [{id: a, ask: Late?, answers: {Yes: 3}}]}",
        ("NB103", 1, 53),
        "`steps.triage[1].answers.Yes` must be text, and this is the number 3",
        'Put it in quotes: "3".',
    ),
    (
        "steps: {triage: [{id: a, ask: Late?, answers: {Yes: {go: a, at_most: 2}}}]}",
        ("NB102", 1, 48),
        "`then` is missing in `steps.triage[1].answers.Yes`",
        "Add `then: call-secondary`, say. The step when the times are used up.",
    ),
    (
        "steps: {triage: [{id: a, ask: Late?, answers: {Yes: {go: a, at_most: 0, then: a}}}]}",
        ("NB106", 1, 70),
        "`steps.triage[1].answers.Yes.at_most` is below 1",
        "For example `2`.",
    ),
    (
        "steps: {triage: [{id: a, ask: Late?, answers: {Yes: {go: a, at_most: 99, then: a}}}]}",
        ("NB106", 1, 70),
        "`steps.triage[1].answers.Yes.at_most` is above 20",
        "For example `2`.",
    ),
    (
        ("steps: {triage: [{id: a, ask: Late?, answers: {Yes: {go: a, at_most: twice, then: a}}}]}"),
        ("NB103", 1, 70),
        '`steps.triage[1].answers.Yes.at_most` must be a whole number, and this is "twice"',
        "For example `2`.",
    ),
    (
        "steps: {triage: [{id: a, ask: Late?, answers: {Yes: {goto: a, at_most: 2, then: a}}}]}",
        ("NB101", 1, 54),
        "there is no field `goto` in `steps.triage[1].answers.Yes`",
        'Did you mean "go"?',
    ),
]

PARAMETERS: Cases = [
    (
        "parameters: {Name Space: {ask: Which?}}",
        ("NB105", 1, 14),
        (
            "`Name Space` must be a name for a placeholder: lower-case letters and digits, "
            "in words joined by - or _"
        ),
        "Write `name-space`.",
    ),
    (
        "parameters: {namespace: {question: Which?}}",
        ("NB101", 1, 26),
        "there is no field `question` in `parameters.namespace`",
        "Known here: ask, environment, known_good, default, example, pattern, from_label.",
    ),
    (
        "parameters: {namespace: prod}",
        ("NB103", 1, 25),
        '`parameters.namespace` must be a mapping (`name: value` lines), and this is "prod"',
        (
            "For example `{ask: Revision that last served well, known_good: fraud-scorer, "
            'pattern: "^[a-z0-9-]+$"}`.'
        ),
    ),
    (
        "parameters: {namespace: {default: 3}}",
        ("NB103", 1, 35),
        "`parameters.namespace.default` must be text, and this is the number 3",
        'Put it in quotes: "3".',
    ),
    (
        "parameters: {namespace: }",
        ("NB103", 1, 25),
        "`parameters.namespace` must be a mapping (`name: value` lines), and this is empty",
        (
            "For example `{ask: Revision that last served well, known_good: fraud-scorer, "
            'pattern: "^[a-z0-9-]+$"}`.'
        ),
    ),
]

EVIDENCE_AND_WHAT_FOLLOWS: Cases = [
    (
        "evidence: [{what: Logs, when: before containment}]",
        ("NB102", 1, 12),
        "`id` is missing in `evidence[1]`",
        "Add `id: pod-logs`, say. Unique in the runbook.",
    ),
    (
        "evidence: [{id: logs, what: Logs, when: at once}]",
        ("NB104", 1, 41),
        '`evidence[1].when` cannot be "at once"',
        "One of: before containment, during the incident, after recovery.",
    ),
    (
        "evidence: [{id: logs, what: Logs, when: after recovery, minimum: yes}]",
        ("NB103", 1, 66),
        '`evidence[1].minimum` must be true or false, and this is "yes"',
        "Write true, without quotes.",
    ),
    (
        "escalation: [{after: 15, to: amira-k, because: late}]",
        ("NB105", 1, 22),
        (
            "`escalation[1].after` is the number 15, and must be a number and one of s, m, "
            "h, d, w, such as 15m"
        ),
        "For example `15m`.",
    ),
    (
        "decisions: [{what: Switch it off}]",
        ("NB102", 1, 13),
        "`by` is missing in `decisions[1]`",
        "Add `by`: one of incident-commander, investigator.",
    ),
    (
        "risks: [{id: r, harm: Bad, likelihood: often, mitigation: None}]",
        ("NB104", 1, 40),
        '`risks[1].likelihood` cannot be "often"',
        "One of: low, medium, high.",
    ),
    (
        "remedies: [{id: r, title: Fix, impact: 3, risk: low}]",
        ("NB104", 1, 40),
        "`remedies[1].impact` cannot be the number 3",
        "One of: low, medium, high.",
    ),
    (
        "options: [{id: r, choice: restart, title: Fix, when: now}]",
        ("NB104", 1, 27),
        '`options[1].choice` cannot be "restart"',
        "One of: rollback, rerun, remediate, retrain, recalibrate, skip.",
    ),
    (
        "hypotheses: [{id: r, cause: Bad, tests: [{run: {shell: ls}}]}]",
        ("NB102", 1, 42),
        "`do` is missing in `hypotheses[1].tests[1]`",
        "Add `do: Compare queue time with compute time`, say. What to do.",
    ),
    (
        "acceptance: {criteria: [{measure: p99}]}",
        ("NB102", 1, 25),
        "`must_be` is missing in `acceptance.criteria[1]`",
        "Add `must_be: under 300 ms for 30 minutes`, say. The number, unit and time.",
    ),
    (
        "messages: [a, a]",
        ("NB106", 1, 15),
        '`messages` names "a" twice',
        "Remove one of the two.",
    ),
    (
        "postmortem: {required: often}",
        ("NB103", 1, 24),
        '`postmortem.required` must be true or false, and this is "often"',
        "For example `true`.",
    ),
    (
        "governance: {approved_by: [{team: ml-platform, by: amira-k}]}",
        ("NB102", 1, 28),
        "`on` is missing in `governance.approved_by[1]`",
        "Add `on: 2026-09-01`, say. The day of approval.",
    ),
    (
        "incidents: [{date: 2026-09-03}]",
        ("NB102", 1, 13),
        "`summary` is missing in `incidents[1]`",
        (
            'Add `summary: "Batch size raised to 64, p99 at 2.1 s for 40 minutes."`, say. '
            "What happened, with figures."
        ),
    ),
    (
        "lessons: [{date: September, lesson: Write it down.}]",
        ("NB105", 1, 18),
        '`lessons[1].date` is "September", and must be a day, such as 2026-10-12',
        "For example `2026-09-03`.",
    ),
    (
        "lineage: {trace: feast describe}",
        ("NB103", 1, 18),
        '`lineage.trace` must be a mapping (`name: value` lines), and this is "feast describe"',
        'Name its language: `trace: {shell: "feast describe"}`.',
    ),
    (
        "applies_to: {services: fraud-scoring}",
        ("NB103", 1, 24),
        ('`applies_to.services` must be a list (lines that begin with `- `), and this is "fraud-scoring"'),
        "Write it as a line of its own below: `- fraud-scoring`.",
    ),
    (
        "do_first: Open the dashboard.",
        ("NB103", 1, 11),
        ('`do_first` must be a list (lines that begin with `- `), and this is "Open the dashboard."'),
        "Write it as a line of its own below: `- Open the dashboard.`.",
    ),
    (
        'do_first: [""]',
        ("NB106", 1, 12),
        "`do_first[1]` is empty",
        'For example `"Say \\"I have it\\" in the incident channel."`.',
    ),
]

CHANGELOG: Cases = [
    (
        "changelog: []",
        ("NB106", 1, 12),
        "`changelog` is an empty list",
        ("For example `[{version: 1.0.0, date: 2026-10-12, by: amira-k, change: First version.}]`."),
    ),
    (
        "changelog: [{version: 1.0.0, date: 2026-10-12, by: amira-k}]",
        ("NB102", 1, 13),
        "`change` is missing in `changelog[1]`",
        "Add `change: Rollback threshold raised from 250 ms to 300 ms.`, say. What changed.",
    ),
    (
        "changelog: [{version: v1, date: 2026-10-12, by: amira-k, change: First.}]",
        ("NB105", 1, 23),
        '`changelog[1].version` is "v1", and must be a version of three numbers, such as 1.4.0',
        "For example `3.0.0`.",
    ),
    (
        "changelog: First version.",
        ("NB103", 1, 12),
        '`changelog` must be a list (lines that begin with `- `), and this is "First version."',
        "Write it as a line of its own below: `- First version.`.",
    ),
    (
        (
            "changelog: [{version: 1.0.0, date: 2026-10-12, by: amira-k, change: First., "
            "reviewed_by: jonas-r}]"
        ),
        ("NB103", 1, 90),
        ('`changelog[1].reviewed_by` must be a list (lines that begin with `- `), and this is "jonas-r"'),
        "Write it as a line of its own below: `- jonas-r`.",
    ),
]

CATALOG: Cases = [
    (
        "{}",
        ("NB106", 1, 1),
        "the file is empty",
        "",
    ),
    (
        "severitys: {}",
        ("NB101", 1, 1),
        "there is no field `severitys`",
        'Did you mean "severities"?',
    ),
    (
        "severities: {SEV 1: {name: Critical, means: Bad}}",
        ("NB105", 1, 14),
        "`SEV 1` must be a name: letters, digits and single hyphens",
        "Write `SEV-1`.",
    ),
    (
        "severities: {SEV1: {name: Critical}}",
        ("NB102", 1, 14),
        "`means` is missing in `severities.SEV1`",
        (
            'Add `means: "Customers are harmed now, or money is lost every minute."`, say. '
            "What counts as this severity."
        ),
    ),
    (
        "teams: {ML Platform: {name: ML}}",
        ("NB105", 1, 9),
        "`ML Platform` must be an id: lower-case letters, digits and single hyphens",
        "Write `ml-platform`.",
    ),
    (
        "teams: {ml: {nam: ML}}",
        ("NB101", 1, 14),
        "there is no field `nam` in `teams.ml`",
        'Did you mean "name"?',
    ),
    (
        "teams: [ml]",
        ("NB103", 1, 8),
        "`teams` must be a mapping (`name: value` lines), and this is a list",
        'For example `{ml-platform: {name: ML Platform, chat: "#ml-platform"}}`.',
    ),
    (
        "teams: {ml: {name: ML, chat_url: chat}}",
        ("NB105", 1, 34),
        '`teams.ml.chat_url` is "chat", and must be an address that begins with https://',
        'For example `"https://chat.example.com/channels/ml-platform"`.',
    ),
    (
        "people: {amira-k: {name: Amira, phone: 030 5550101}}",
        ("NB105", 1, 40),
        (
            '`people.amira-k.phone` is "030 5550101", and must be a number with country '
            'code in quotes, such as "+49 30 5550101"'
        ),
        'For example `"+49 30 5550101"`.',
    ),
    (
        "people: {amira-k: {name: Amira, email: amira}}",
        ("NB105", 1, 40),
        '`people.amira-k.email` is "amira", and must be a mail address',
        'For example `"amira@example.com"`.',
    ),
    (
        "people: {amira-k: {name: Amira, time_zone: berlin}}",
        ("NB105", 1, 44),
        ('`people.amira-k.time_zone` is "berlin", and must be an IANA time zone, such as Europe/Berlin'),
        "For example `Europe/Berlin`.",
    ),
    (
        "people: {amira-k: {name: Amira, left: soon}}",
        ("NB105", 1, 39),
        '`people.amira-k.left` is "soon", and must be a day, such as 2026-10-12',
        "For example `2026-09-30`.",
    ),
    (
        "roles: {investigator: {name: Investigator}}",
        ("NB102", 1, 9),
        "`does` is missing in `roles.investigator`",
        "Add `does: Finds the cause and runs the steps.`, say. What it does.",
    ),
    (
        "rotations: {r: {name: R, team: ml, members: amira-k, time_zone: UTC}}",
        ("NB103", 1, 45),
        ('`rotations.r.members` must be a list (lines that begin with `- `), and this is "amira-k"'),
        "Write it as a line of its own below: `- amira-k`.",
    ),
    (
        (
            "rotations: {r: {name: R, team: ml, members: [amira-k], time_zone: UTC, "
            "hand_over: {day: Monday, time: 9:00}}}"
        ),
        ("NB105", 1, 103),
        ('`rotations.r.hand_over.time` is "9:00", and must be a time of day in quotes, such as "10:00"'),
        "Write `09:00`.",
    ),
    (
        (
            "rotations: {r: {name: R, team: ml, members: [amira-k], time_zone: UTC, "
            'hand_over: {day: Mon, time: "09:00"}}}'
        ),
        ("NB104", 1, 89),
        '`rotations.r.hand_over.day` cannot be "Mon"',
        'Did you mean "Monday"?',
    ),
    (
        ("rotations: {r: {name: R, team: ml, members: [amira-k], time_zone: UTC, phone: 49305550101}}"),
        ("NB105", 1, 79),
        (
            "`rotations.r.phone` is the number 49305550101, and must be a number with "
            'country code in quotes, such as "+49 30 5550101"'
        ),
        'For example `"+49 30 5550100"`.',
    ),
    (
        "services: {s: {name: S}}",
        ("NB102", 1, 12),
        "`owner` is missing in `services.s`",
        "Add `owner`: one of data-engineering, ml-platform.",
    ),
    (
        "services: {s: {name: S, owner: ml, depends_on: [t, t]}}",
        ("NB106", 1, 52),
        '`services.s.depends_on` names "t" twice',
        "Remove one of the two.",
    ),
    (
        (
            "models: {m: {name: M, owner: ml, known_good: [{version: 41, since: 2026-01-01, "
            "until: 2026-12-31}]}}"
        ),
        ("NB103", 1, 57),
        "`models.m.known_good[1].version` must be text, and this is the number 41",
        'Put it in quotes: "41".',
    ),
    (
        'models: {m: {name: M, owner: ml, known_good: [{version: "41", since: 2026-01-01}]}}',
        ("NB102", 1, 47),
        "`until` is missing in `models.m.known_good[1]`",
        (
            "Add `until: 2027-01-31`, say. The day after which it must not be trusted any "
            "more: its features or schema will have moved on."
        ),
    ),
    (
        'environments: {p: {name: P, production: "yes"}}',
        ("NB103", 1, 41),
        '`environments.p.production` must be true or false, and this is "yes"',
        "Write true, without quotes.",
    ),
    (
        "environments: {p: {name: P, values: {replicas: 3}}}",
        ("NB103", 1, 48),
        "`environments.p.values.replicas` must be text, and this is the number 3",
        'Put it in quotes: "3".',
    ),
    (
        "failure_modes: {f: {name: F, means: Bad, category: Data Quality}}",
        ("NB105", 1, 52),
        (
            '`failure_modes.f.category` is "Data Quality", and must be a category: '
            "lower-case letters, digits and underscores"
        ),
        "Write `data_quality`.",
    ),
    (
        "messages: {m: {name: M, audience: all, when: progress, text: Hello}}",
        ("NB104", 1, 35),
        '`messages.m.audience` cannot be "all"',
        "One of: engineers, executives, product, customers, regulator.",
    ),
    (
        ("messages: {m: {name: M, audience: product, when: progress, text: Hello, colour: yellow}}"),
        ("NB104", 1, 81),
        '`messages.m.colour` cannot be "yellow"',
        "One of: red, amber, green.",
    ),
]

SETTINGS: Cases = [
    (
        "templtes: over",
        ("NB101", 1, 1),
        "there is no field `templtes`",
        'Did you mean "templates"?',
    ),
    (
        'templates: ""',
        ("NB106", 1, 12),
        "`templates` is empty",
        "For example `overrides/nightbook`.",
    ),
    (
        "required: {incident: {SEV1: [singals]}}",
        ("NB104", 1, 30),
        '`required.incident.SEV1[1]` cannot be "singals"',
        'Did you mean "signals"?',
    ),
    (
        "required: {incidents: {}}",
        ("NB101", 1, 12),
        "there is no field `incidents` in `required`",
        'Did you mean "incident"?',
    ),
    (
        "required: {incident: {SEV 1: []}}",
        ("NB105", 1, 23),
        "`SEV 1` must be a severity's name: letters, digits and single hyphens",
        "Write `SEV-1`.",
    ),
    (
        "required: {incident: {SEV1: signals}}",
        ("NB103", 1, 29),
        ('`required.incident.SEV1` must be a list (lines that begin with `- `), and this is "signals"'),
        "Write it as a line of its own below: `- signals`.",
    ),
    (
        "review: {soon: 2 weeks}",
        ("NB105", 1, 16),
        '`review.soon` is "2 weeks", and must be a number of days or weeks, such as 14d',
        "Write `2w`.",
    ),
    (
        "review: {error_for: SEV1}",
        ("NB103", 1, 21),
        '`review.error_for` must be a list (lines that begin with `- `), and this is "SEV1"',
        "Write it as a line of its own below: `- SEV1`.",
    ),
    (
        "report: isue",
        ("NB104", 1, 9),
        '`report` cannot be "isue"',
        'Did you mean "issue"?',
    ),
    (
        "report: 3",
        ("NB104", 1, 9),
        "`report` cannot be the number 3",
        "One of: issue, edit, off; or an address that begins with https:// or mailto:.",
    ),
    (
        "report: write to me",
        ("NB104", 1, 9),
        '`report` cannot be "write to me"',
        "One of: issue, edit, off; or an address that begins with https:// or mailto:.",
    ),
]


def check(schema: str, written: str, place: tuple[str, int, int], message: str, help_text: str) -> None:
    found = validate(document(schema, written), schema, KNOWN)
    assert [(each.message, each.help) for each in found] == [(message, help_text)]
    assert [(each.code, each.span.line, each.span.column) for each in found] == [place]
    assert [(each.span.file, each.related) for each in found] == [("x.yaml", ())]


@pytest.mark.parametrize(("written", "place", "message", "help_text"), HEADER)
def test_a_fault_of_the_header_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("runbook", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), REVIEW)
def test_a_fault_of_the_review_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("runbook", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), SIGNALS)
def test_a_fault_of_signals_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("runbook", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), CONTACTS)
def test_a_fault_of_contacts_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("runbook", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), STEPS)
def test_a_fault_of_steps_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("runbook", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), ANSWERS)
def test_a_fault_of_answers_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("runbook", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), PARAMETERS)
def test_a_fault_of_parameters_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("runbook", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), EVIDENCE_AND_WHAT_FOLLOWS)
def test_a_fault_of_evidence_and_what_follows_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("runbook", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), CHANGELOG)
def test_a_fault_of_the_changelog_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("runbook", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), CATALOG)
def test_a_fault_of_the_catalog_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("catalog", written, place, message, help_text)


@pytest.mark.parametrize(("written", "place", "message", "help_text"), SETTINGS)
def test_a_fault_of_the_settings_is_told(
    written: str, place: tuple[str, int, int], message: str, help_text: str
) -> None:
    check("settings", written, place, message, help_text)


def test_the_base_of_these_cases_has_no_fault() -> None:
    assert validate(document("runbook", "status: active"), "runbook") == ()


def test_all_faults_of_a_file_are_told_at_once() -> None:
    written = "severity: SEV 1\nreview: {last: soon, evry: 90d}\nsteps: {end: [{id: close, end: 3}]}\nowner:"
    found = validate(document("runbook", written), "runbook", KNOWN)
    assert sorted((each.code, each.span.line) for each in found) == [
        ("NB101", 2),
        ("NB103", 3),
        ("NB103", 4),
        ("NB105", 1),
        ("NB105", 2),
    ]


def test_a_misspelt_kind_is_not_taken_for_a_runbook_that_lacks_half_its_fields() -> None:
    found = validate(document("runbook", "kind: basline\nsummary:\nsteps:\nowner:\nseverity:"), "runbook")
    assert [each.message for each in found if each.code == "NB102"] == []


def test_many_people_are_not_all_listed() -> None:
    many = {"people": [f"person-{n}" for n in range(40)]}
    found = validate(document("runbook", "sign_off: {on: 2026-10-12}"), "runbook", many)
    assert [each.help for each in found] == ["Add `by: jonas-r`, say. From the catalog's `people`."]
