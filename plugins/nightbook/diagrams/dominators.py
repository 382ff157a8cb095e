"""Immediate dominators: in, the ways out of each step; out, the last step that every path to a step passes.

A join belongs under the question at which its paths parted, not under whichever branch comes first.
Source: Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ROOT = 0


def immediate_dominators(ways: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """`ways`: number of a step (from 1) -> its targets. Result: number -> number, `ROOT` above the entries.

    Entries are the first step and, for what it cannot reach, the lowest step of each remaining part.
    """
    entries, finished = _walk(ways)
    rank = {name: place for place, name in enumerate(finished)} | {ROOT: len(finished)}
    sources: dict[int, list[int]] = {name: [ROOT] if name in entries else [] for name in finished}
    for name in finished:
        for target in ways[name]:
            sources[target].append(name)
    above = {ROOT: ROOT}
    while _improved(above, finished[::-1], sources, rank):
        pass
    del above[ROOT]
    return above


def _walk(ways: Mapping[int, Sequence[int]]) -> tuple[set[int], list[int]]:
    """The entries, and all steps in postorder. No recursion: a runbook may be longer than Python's stack."""
    entries: set[int] = set()
    seen: set[int] = set()
    finished: list[int] = []
    for entry in sorted(ways):
        if entry in seen:
            continue
        entries.add(entry)
        seen.add(entry)
        path = [(entry, iter(ways[entry]))]
        while path:
            name, targets = path[-1]
            fresh = next((target for target in targets if target not in seen), None)
            if fresh is None:
                finished.append(name)
                path.pop()
            else:
                seen.add(fresh)
                path.append((fresh, iter(ways[fresh])))
    return entries, finished


def _improved(
    above: dict[int, int], order: Sequence[int], sources: Mapping[int, Sequence[int]], rank: Mapping[int, int]
) -> bool:
    changed = False
    for name in order:
        known = [source for source in sources[name] if source in above]
        best = known[0]
        for source in known[1:]:
            best = _meeting(best, source, above, rank)
        if above.get(name) != best:
            above[name] = best
            changed = True
    return changed


def _meeting(left: int, right: int, above: Mapping[int, int], rank: Mapping[int, int]) -> int:
    while left != right:
        while rank[left] < rank[right]:
            left = above[left]
        while rank[right] < rank[left]:
            right = above[right]
    return left
