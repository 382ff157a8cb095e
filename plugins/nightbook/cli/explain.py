"""`nightbook explain`: what a finding means, why it hurts on call, and what to write instead."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from .ask import UsageError, add_command

if TYPE_CHECKING:
    from ..sources.faults import Fault

_EPILOG = """\
examples:
  nightbook explain                      every finding, one line each
  nightbook explain NB501
  nightbook explain unreachable-step
"""


def add(commands: Any) -> None:
    parser = add_command(
        commands,
        "explain",
        "say what a finding means",
        "Print the page of a finding: what it is, why it hurts, an example, and what to write instead.",
        _EPILOG,
    )
    parser.add_argument("fault", nargs="?", metavar="CODE", help="a code or a name (default: list them all)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from ..pipeline import all_faults

    faults = all_faults()
    print(_page(arguments.fault, faults) if arguments.fault else _list(faults), end="")
    return 0


def _list(faults: tuple[tuple[Fault, str], ...]) -> str:
    width = max(len(fault.name) for fault, _ in faults)
    return "".join(f"{fault.code}  {fault.name:<{width}}  {fault.summary}\n" for fault, _ in faults)


def _page(wanted: str, faults: tuple[tuple[Fault, str], ...]) -> str:
    name = wanted.strip().lower().replace("_", "-")
    for fault, page in faults:
        if name in (fault.code.lower(), fault.name):
            return page or f"# {fault.code} {fault.name}\n\n{fault.summary}\n"
    raise UsageError(_unknown(wanted, faults))


def _unknown(wanted: str, faults: tuple[tuple[Fault, str], ...]) -> str:
    from ..diagnostics import did_you_mean

    known = (
        [fault.code for fault, _ in faults]
        if wanted[:2].upper() == "NB"
        else [fault.name for fault, _ in faults]
    )
    guess = did_you_mean(wanted.replace("_", "-"), known)
    return f"there is no finding {wanted!r}. {guess}".strip() + " `nightbook explain` lists them all."
