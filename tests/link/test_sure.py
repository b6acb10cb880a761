"""What was found by likeness alone puts nobody's word in doubt until a person accepts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from nomansland.group import group
from nomansland.link import link
from nomansland.words import Decision, Reading

Telling = Callable[..., Reading]
ACCOUNT, REPLY = "Her son was locked in a mill.", "The command says that nobody was held there."


def _seen(telling: Telling) -> Reading:
    account = {"type": "coercion.detention", "says": ACCOUNT, "place": "Lozova", "time": "2024-03", "by": "relative"}
    reply = {"type": "response.denial", "says": REPLY, "by": "official"}
    read = telling("a", "Beacon", "2024-03-05", f"{ACCOUNT} {REPLY}", account, reply)
    return replace(read, claims=(replace(read.claims[0], reader="examples"), read.claims[1]))


def _decided(verdict: str, number: int = 1, undoes: str | None = None) -> Decision:
    return Decision(
        f"d{number}", "claim", "a:c01", verdict, "editor", f"2024-04-0{number}T10:00:00+00:00", undoes=undoes
    )


DECISIONS = [
    ([], 0),
    ([_decided("accept")], 1),
    ([_decided("correct")], 1),
    ([_decided("reject")], 0),
    ([_decided("accept"), _decided("undo", 2, "d1")], 0),
]


@pytest.mark.parametrize(("decisions", "clashes"), DECISIONS)
def test_likeness_contradicts_nobody_before_it_is_accepted(
    telling: Telling, decisions: list[Decision], clashes: int
) -> None:
    reading = _seen(telling)
    linked = link([reading], group([reading]), decisions)
    assert len(linked.contradictions) == clashes
    assert any("a:c01" in incident.claims for incident in linked.incidents), "it is a proposal all the same"
