"""The kinds of things that have ids, in words."""

from __future__ import annotations

from collections.abc import Sequence

_SINGULAR = {
    "severities": "severity",
    "teams": "team",
    "people": "person",
    "roles": "role",
    "rotations": "rotation",
    "services": "service",
    "models": "model",
    "environments": "environment",
    "failure_modes": "failure mode",
    "messages": "message",
    "runbooks": "runbook",
    "baselines": "baseline",
}


def one_of(kinds: Sequence[str]) -> str:
    """`rotation, role or person`."""
    words = [_SINGULAR[kind] for kind in kinds]
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def a(kinds: Sequence[str]) -> str:
    """`a rotation, role or person`."""
    words = one_of(kinds)
    return f"an {words}" if words[0] in "aeio" else f"a {words}"
