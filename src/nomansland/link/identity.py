"""One act of one unit, or one man's words, under two names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nomansland.group.compare import gap_days, same_count, same_place
from nomansland.group.facts import align
from nomansland.group.names import person_key
from nomansland.link.drifts import Found
from nomansland.link.scene import Scene
from nomansland.words import Claim, Reading, Reason, Speaker

_ECHELONS = {
    "army": r"arm(?:y|ies)\b|арми[яиюей]|армі[яїюєй]",
    "corps": r"corps|корпус",
    "division": r"division|дивизи|дивізі",
    "brigade": r"brigade|бригад",
    "regiment": r"regiment|полк(?!овник)",
    "battalion": r"battalion|батальон|батальйон",
    "company": r"company|companies|рот[аыиуеі]\b|ротой|ротою",
}
_NUMBERED = re.compile(
    r"(\d{1,4})(?:[-‑–]?(?:st|nd|rd|th|я|й|ю|е|го|му|м|ом|ій|ої|ій|та|га|ша|ма|тя|ту|гу|шу|тої|ої))?\s+(?:[^\d\s,;]+\s+){0,4}?("
    + "|".join(_ECHELONS.values())
    + ")",
    re.I,
)
_LETTERS = 4
"""First letters by which two forms of a name are known."""


def formations(unit: str | None) -> dict[str, frozenset[str]]:
    """The numbers in the name of a unit by echelon: a battalion of the 36th brigade is of brigade 36."""
    out: dict[str, set[str]] = {}
    for number, word in _NUMBERED.findall(unit or ""):
        echelon = next(name for name, forms in _ECHELONS.items() if re.match(forms, word, re.I))
        out.setdefault(echelon, set()).add(number)
    return {echelon: frozenset(numbers) for echelon, numbers in out.items()}


def other_formation(one: Claim, other: Claim) -> str | None:
    """The echelon at which two claims name formations of other numbers; None where they may be one."""
    left, right = formations(one.unit), formations(other.unit)
    common = [echelon for echelon in left if echelon in right]
    if not common or any(left[echelon] & right[echelon] for echelon in common):
        return None
    return common[0]


def units(scene: Scene, claims: Sequence[Claim]) -> Iterator[Found]:
    """One incident of two units, as its tellings name them: once for each pair of units, from two reports."""
    told = scene.tellings([claim for claim in claims if formations(claim.unit)], lambda claim: claim.unit)
    told.sort(key=scene.age)
    seen: set[frozenset[str]] = set()
    for place, one in enumerate(told):
        for other in told[place + 1 :]:
            pair = frozenset((one.unit or "", other.unit or ""))
            echelon = other_formation(one, other)
            if echelon is None or one.report == other.report or one.type != other.type or pair in seen:
                continue
            if _only_one(scene, one) and _only_one(scene, other):
                seen.add(pair)
                reason = Reason("identity", 3.0, f"one act, and each names another {echelon}")
                yield one, other, "identity", f"which {echelon}: {one.unit} or {other.unit}", (reason,)


def _only_one(scene: Scene, claim: Claim) -> bool:
    """True where a report names one unit only for acts of this type, so that it cannot mean both."""
    named = [other.unit for other in scene.reading(claim).claims if other.type == claim.type and formations(other.unit)]
    return len(set(named)) == 1


def _tokens(name: str) -> list[str]:
    return [word for word in person_key(name).split() if len(word) >= 3]


def other_name(one: str, other: str) -> bool:
    """True where two names have no word in common over alphabets and endings."""
    left, right = _tokens(one), _tokens(other)
    return bool(left) and bool(right) and not any(a[:_LETTERS] == b[:_LETTERS] for a in left for b in right)


def speakers(scene: Scene, lineage: Sequence[Reading]) -> Iterator[Found]:
    """Words that a retelling gives to another man: the same fact of one origin, one role, another name."""
    seen: set[frozenset[str]] = set()
    for place, older in enumerate(lineage):
        for younger in lineage[place + 1 :]:
            for match in align(younger, older):
                one, other = match.parent, match.child
                if not _same_telling(scene, one, other) or one.speaker is None or other.speaker is None:
                    continue
                names = frozenset((one.speaker.name or "", other.speaker.name or ""))
                if names not in seen and not _heard(older, other.speaker) and not _heard(younger, one.speaker):
                    seen.add(names)
                    about = f"who says it: {one.speaker.name} or {other.speaker.name}"
                    yield one, other, "identity", about, (Reason("identity", 3.0, "the same words under another name"),)


def _same_telling(scene: Scene, one: Claim, other: Claim) -> bool:
    left, right = one.speaker, other.speaker
    if left is None or right is None or not left.name or not right.name or left.role != right.role:
        return False
    if left.role == "media" or one.type != other.type or not other_name(left.name, right.name):
        return False
    if scene.outlets.person(left) == scene.outlets.person(right):
        return False
    agree = same_place(one.place, other.place) is not False and gap_days(one.time, other.time) in (0, None)
    return agree and (same_count(one.count, other.count) or one.passage.quote == other.passage.quote)


def _heard(reading: Reading, speaker: Speaker) -> bool:
    """True where a report hears this man too: then he is another man than the one who is named."""
    return any(
        claim.speaker is not None
        and claim.speaker.name
        and speaker.name
        and not other_name(claim.speaker.name, speaker.name)
        for claim in reading.claims
    )
