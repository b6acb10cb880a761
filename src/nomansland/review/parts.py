"""Which claims of an incident or a site a person moves: out of it (`split`) or into it (`add`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from nomansland.words import Decision
from nomansland.words.errors import ReviewError

CHOSEN, REST = "claim", "rest"
_MARK = re.compile(r" [0-9a-f]{16}$")


def chosen(decision: Decision) -> tuple[str, ...]:
    """The claims that a person chose, by `report:claim`."""
    return tuple(_MARK.sub("", value) for name, value in decision.value if name == CHOSEN and value)


def check_parts(decision: Decision) -> None:
    """Refuse a `split` or `add` that names no claim. Raises ReviewError."""
    if not chosen(decision):
        raise ReviewError(
            f"To {decision.verdict} a {decision.target} needs the claims that are meant.",
            todo="Choose at least one; on the command line --set claim=REPORT:CLAIM, once for each.",
        )


def with_rest(decision: Decision, members: Iterable[str], known: Mapping[str, tuple[str, str]]) -> Decision:
    """The decision with the claims that the thing holds beside the chosen ones, each with its anchor.

    Parameters
    ----------
    decision : Decision
        A `split` or `add` on an incident or a site.
    members : iterable of str
        The thing's claims as they are now.
    known : mapping
        Anchor and side of each claim among the chosen and the members; one that the case does not hold is missing.

    Raises
    ------
    ReviewError
        Where a chosen claim is not there, nothing would stay behind, or two sides would come together.
    """
    held, moved = tuple(members), chosen(decision)
    for ref in moved:
        if ref not in known:
            raise ReviewError(f"There is no claim {ref}.", todo="Open the list again.")
        if (ref in held) != (decision.verdict == "split"):
            where = "does not stand" if decision.verdict == "split" else "stands already"
            raise ReviewError(f"The claim {ref} {where} in this {decision.target}.", todo="Choose another one.")
    rest = [ref for ref in held if ref not in moved]
    if not rest:
        raise ReviewError("Nothing would stay behind.", todo="Leave at least one claim where it is.")
    sides = {known[ref][1] for ref in (*moved, *rest) if ref in known} & {"RF", "UA"}
    if decision.verdict == "add" and len(sides) > 1:
        raise ReviewError(
            "The claims are told of two sides, which are never one incident or site.",
            todo="Correct the side of the claim first if it was read wrongly.",
        )
    parts = [*((CHOSEN, ref) for ref in moved), *((REST, ref) for ref in rest if ref in known)]
    value = tuple((name, f"{ref} {known[ref][0]}") for name, ref in parts)
    return replace(decision, value=value)
