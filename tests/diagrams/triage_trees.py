"""Decision graphs for the tests: short ones by hand, realistic ones by size, and any graph at all."""

from __future__ import annotations

import random
from collections.abc import Iterable

from hypothesis import strategies as st

from nightbook.model.graph import Edge, EdgeKind, Graph, Node, NodeKind

Q, A, END, CALL, HAND = NodeKind
ANSWER, NEXT, VERIFY, FAILS = EdgeKind


def graph_of(*steps: str, ways: Iterable[str] = ()) -> Graph:
    """Steps as "a question", ways as "a Yes b"; "a  b" has no label. All steps are in triage."""
    pairs = [step.split() for step in steps]
    nodes = (
        Node(name, n, f"Step {name}", NodeKind(kind), "triage", name)
        for n, (name, kind) in enumerate(pairs, 1)
    )
    return Graph(tuple(nodes), tuple(_way(*way.split(" ")) for way in ways))


def _way(source: str, label: str, target: str) -> Edge:
    return Edge(source, target, label, ANSWER if label else NEXT)


def slow_scores() -> Graph:
    """A false alarm, a dangerous rollback, a join, a bounded way back, and one person whom many call."""
    nodes = (
        Node("slow", 1, "Is p99 above 300 ms right now?", Q, "triage", "slow"),
        Node(
            "deploy",
            2,
            "Did a model or configuration change ship in the last two hours?",
            Q,
            "triage",
            "deploy",
        ),
        Node("queue", 3, "Do more than 50 requests wait for a GPU?", Q, "triage", "queue"),
        Node("roll-back", 4, "Roll back to the last good revision", A, "contain", "roll-back", danger=True),
        Node("shift", 5, "Send half of the traffic to the fallback model", A, "contain", "shift"),
        Node("recovered", 6, "Is p99 below 300 ms for ten minutes?", Q, "verify", "recovered"),
        Node("close", 7, "Close the incident.", END, "end", "close"),
        Node(
            "false-alarm",
            8,
            "Watch for fifteen minutes, then close as a false alarm.",
            END,
            "end",
            "false-alarm",
        ),
        Node("call", 9, "Call the ml-platform secondary", CALL, "end", "call"),
    )
    edges = (
        *_answers("slow", "deploy", "false-alarm", "call"),
        *_answers("deploy", "roll-back", "queue", "call"),
        *_answers("queue", "shift", "call", "call"),
        Edge("roll-back", "recovered", "", VERIFY),
        Edge("roll-back", "shift", "", FAILS),
        Edge("shift", "recovered", "", VERIFY),
        Edge("recovered", "close", "Yes", ANSWER),
        Edge("recovered", "shift", "No", ANSWER, at_most=2),
        Edge("recovered", "call", "No", ANSWER, bound_exit=True),
        Edge("recovered", "call", "Cannot tell", ANSWER),
    )
    return Graph(nodes, edges)


def _answers(source: str, yes: str, no: str, cannot_tell: str) -> tuple[Edge, ...]:
    targets = {"Yes": yes, "No": no, "Cannot tell": cannot_tell}
    return tuple(Edge(source, target, label, ANSWER) for label, target in targets.items())


_ASK = (
    "Is p99 above 300 ms right now?",
    "Did a model or configuration change ship in the last two hours?",
    "Is the feature store's freshness lag above 15 minutes?",
    "Is the input null rate above 2 % for any of the top ten features?",
    "Are more than 3 pods restarting?",
    "Does the shadow model agree with the live one on at least 95 % of requests?",
)
_DO = (
    "Roll back to the last good revision",
    "Pause the feature pipeline and pin yesterday's snapshot",
    "Drain the failing region",
    "Restart the stuck consumers one at a time",
)


def triage_tree(size: int, seed: int) -> Graph:
    """Some `size` steps as people write them.

    A chain of questions with branches, actions that are verified and may fail, checks that lead back
    a bounded number of times, and "Cannot tell" that ends at one person.
    """
    dice = random.Random(seed)
    questions, actions = size // 2, size // 4
    checks, ends = max(1, size // 12), max(2, size - size // 2 - size // 4 - max(1, size // 12) - 1)
    kinds: list[tuple[NodeKind, str, tuple[str, ...]]] = []
    kinds += [(Q, "triage", _ASK)] * questions
    kinds += [(A, "contain", _DO)] * actions
    kinds += [(Q, "verify", _ASK)] * checks
    kinds += [(END, "end", ("Close the incident.", "Close as a false alarm."))] * ends
    kinds += [(CALL, "end", ("Call the ml-platform secondary on call",))]
    nodes = tuple(
        Node(f"s{n}", n, texts[n % len(texts)], kind, phase, f"step-{n}", kind is A and dice.random() < 0.25)
        for n, (kind, phase, texts) in enumerate(kinds, 1)
    )
    names = [node.id for node in nodes]
    asked, done = names[:questions], names[questions : questions + actions]
    checked, ended = names[questions + actions :][:checks], names[questions + actions + checks : -1]
    edges: list[Edge] = []
    for at, name in enumerate(asked):
        onward = asked[at + 1] if at + 1 < questions else dice.choice(done)
        edges += _answers(name, dice.choice([*asked[at + 2 : at + 4], *done, *ended]), onward, names[-1])
    for name in done:
        edges += [
            Edge(name, dice.choice(checked), "", VERIFY),
            Edge(name, dice.choice([*done, names[-1]]), "", FAILS),
        ]
    for name in checked:
        edges += [Edge(name, ended[0], "Yes", ANSWER), Edge(name, dice.choice(done), "No", ANSWER, at_most=2)]
        edges += [
            Edge(name, names[-1], "No", ANSWER, bound_exit=True),
            Edge(name, names[-1], "Cannot tell", ANSWER),
        ]
    return Graph(nodes, tuple(edges))


_TEXTS = st.one_of(
    st.sampled_from(["Yes", "No", "Cannot tell", "", 'a < b & "c"', "W" * 90]),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120),
)


@st.composite
def any_graph(draw: st.DrawFn) -> Graph:
    """1 to 60 steps of any kind with any ways between them: cycles, self loops, twins, islands."""
    size = draw(st.integers(1, 60))
    place = st.integers(1, size)
    kinds, texts = st.sampled_from(list(NodeKind)), draw(st.lists(_TEXTS, min_size=1, max_size=5))
    phases = st.sampled_from(["triage", "contain", "mitigate", "verify", "end"])
    nodes = tuple(
        Node(f"s{n}", n, texts[n % len(texts)], draw(kinds), draw(phases), f"step-{n}", draw(st.booleans()))
        for n in range(1, size + 1)
    )
    bound = st.one_of(st.none(), st.integers(1, 9))
    way = st.tuples(
        place, place, st.sampled_from(texts), st.sampled_from(list(EdgeKind)), bound, st.booleans()
    )
    ways = draw(st.lists(way, max_size=3 * size))
    return Graph(nodes, tuple(Edge(f"s{source}", f"s{target}", *rest) for source, target, *rest in ways))
