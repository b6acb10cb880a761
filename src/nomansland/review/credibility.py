"""The Admiralty code as people set it: reliability A to F of a source, credibility 1 to 6 of what one claim says.

The two are judged apart and nothing here computes one of them (STANAG 2511). A rating is a decision: a row that another
row may undo. Of one person the last rating counts; those of different people stand side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nomansland.words import Claim, Decision
from nomansland.words.fingerprint import anchor, fingerprint

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
SCALES = {"source": ("reliability", RELIABILITY), "information": ("credibility", CREDIBILITY)}
"""What a rating of a target is called, and its values."""


def source_key(name: str) -> str:
    """A source's name without the chance of capitals and spaces."""
    return " ".join(name.split()).casefold()


def value_of(decision: Decision) -> str:
    """The letter or number that a rating gives."""
    return dict(decision.value).get(SCALES[decision.target][0], "")


class Ratings:
    """The ratings that stand, of sources and of claims.

    Parameters
    ----------
    decisions : iterable of Decision
        In the order in which they were taken; those on other targets are passed over.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        rows = [row for row in decisions if row.target in SCALES]
        undone = {row.undoes for row in rows if row.verdict == "undo"}
        self._sources: dict[str, dict[str, Decision]] = defaultdict(dict)
        self._claims: dict[str, dict[str, Decision]] = defaultdict(dict)
        for row in rows:
            if row.verdict != "rate" or row.id in undone:
                continue
            person = row.by.strip().casefold()
            if row.target == "source":
                self._sources[source_key(row.ref)][person] = row
            else:
                self._claims[row.seen.partition("-")[0]][person] = row

    def of_source(self, name: str | None) -> tuple[Decision, ...]:
        """The standing ratings of a source, one for each person who gave one."""
        return tuple(self._sources.get(source_key(name), {}).values()) if name else ()

    def of_claim(self, claim: Claim) -> tuple[Decision, ...]:
        """The standing ratings of a claim; one of a claim that was read differently since then does not count."""
        now = fingerprint(claim)
        return tuple(row for row in self._claims.get(anchor(claim), {}).values() if row.seen == now)

    def phrase(self, claim: Claim, outlet: str | None) -> str:
        """ "Beacon B; information 2": each rated source of a claim, then the claim itself; empty where none is."""
        speaker = claim.speaker.name if claim.speaker else None
        names = dict.fromkeys(name for name in (speaker, *claim.chain.outlets, outlet) if name)
        parts = [f"{name} {code}" for name in names if (code := _code(self.of_source(name)))]
        information = _code(self.of_claim(claim))
        return "; ".join([*parts, f"information {information}"] if information else parts)


def _code(rows: Iterable[Decision]) -> str:
    return " or ".join(sorted({value_of(row) for row in rows}))
