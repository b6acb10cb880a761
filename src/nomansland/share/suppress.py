"""Which cells are left out so that nobody can be singled out, in one release or by comparing two.

Primary suppression leaves out cells below k. Complementary suppression then leaves out more, so that somebody who
knows a total (over oblasts, over months or over types) cannot subtract the published cells from it: in every such line
the cells left out are none, or at least two that add up to at least k (after Hundepool and others, *Statistical
Disclosure Control*, 2012, chapter 4). No totals are published, and cells left out look the same as empty ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from nomansland.share.cells import Key

_LINES = ("oblast", "month", "type")


def _lines(counts: Mapping[Key, int]) -> list[list[Key]]:
    lines: dict[tuple[str, Key], list[Key]] = defaultdict(list)
    for key in counts:
        for dimension in _LINES:
            lines[dimension, key._replace(**{dimension: ""})].append(key)
    return list(lines.values())


def suppress(counts: Mapping[Key, int], k: int, out: frozenset[Key] = frozenset()) -> frozenset[Key]:
    """Keys of the cells with something in them that are left out.

    Parameters
    ----------
    counts : mapping
        True counts, each at least 1.
    k : int
        The smallest count that may be published.
    out : frozenset of Key
        Cells that are left out for other reasons.
    """
    hidden = {key for key, count in counts.items() if count < k} | (out & counts.keys())
    lines = _lines(counts)
    grown = True
    while grown:
        grown = False
        for line in lines:
            chosen = _more(line, counts, hidden, k)
            hidden |= chosen
            grown = grown or bool(chosen)
    return frozenset(hidden)


def _more(line: list[Key], counts: Mapping[Key, int], hidden: set[Key], k: int) -> set[Key]:
    """The smallest published cells of a line that must go too."""
    gone = [key for key in line if key in hidden]
    if not gone:
        return set()
    number, total, chosen = len(gone), sum(counts[key] for key in gone), set()
    for key in sorted((key for key in line if key not in hidden), key=lambda one: (counts[one], one)):
        if number >= 2 and total >= k:
            break
        chosen.add(key)
        number, total = number + 1, total + counts[key]
    return chosen


def held_back(counts: Mapping[Key, int], previous: Mapping[Key, int], k: int) -> dict[Key, int | None]:
    """What to say of each cell whose change since the release before would single out fewer than k.

    A published value moves only by k or more: until then the old one is repeated. A cell that was not in the release
    before had at most k - 1 in it, as far as a reader knows, so it appears only from 2k - 1 on; before that it is left
    out (None).
    """
    held: dict[Key, int | None] = {}
    for key, count in counts.items():
        before = previous.get(key)
        if before is None:
            if k <= count < 2 * k - 1:
                held[key] = None
        elif count >= k and 0 < abs(count - before) < k:
            held[key] = before
    return held
