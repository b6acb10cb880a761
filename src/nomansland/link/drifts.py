"""What changed from one telling of an incident to the next: numbers, dates, units, categories, outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nomansland.group.compare import gap_days, incompatible, same_count, span_days
from nomansland.link.replies import OFFICIAL
from nomansland.link.scene import Scene
from nomansland.link.weights import lasting
from nomansland.words import Claim, Reason

FORMATIONS = ("squad", "platoon", "company", "battalion", "regiment", "brigade")
CATEGORIES = (frozenset({"protest.appeal", "refusal.mutiny"}),)
"""Types under which one act is told that cannot both be right: a rally of men who talk is no mutiny."""

OUTCOMES = (frozenset({"coercion.forced_return", "coercion.execution"}),)
NARROW_DAYS = 10

Found = tuple[Claim, Claim, str, str, tuple[Reason, ...]]


def _reason(name: str, text: str) -> tuple[Reason, ...]:
    return (Reason(name, 3.0, text),)


def figure(claim: Claim) -> str:
    """The number of a claim in figures, with its unit."""
    count = claim.count
    if count is None:
        return "not told"
    bounds = "–".join("…" if bound is None else str(bound) for bound in dict.fromkeys((count.min, count.max)))
    return f"{bounds} {count.unit}"


def two_sources(one: Claim, other: Claim) -> bool:
    """True where one report has two claims from two sources: other chains, or an official and somebody else."""
    if one.chain.outlets != other.chain.outlets:
        return True
    offices = [claim.speaker.role in OFFICIAL for claim in (one, other) if claim.speaker is not None]
    return len(offices) == 2 and offices[0] != offices[1]


def numbers(scene: Scene, claims: Sequence[Claim]) -> Iterator[Found]:
    """Incompatible counts of one unit in one incident, each value once, against the oldest telling.

    A growing total is none: the two must be told of the same days or go back to one origin. A sharper bound ("more than
    65" after "at least 65") leaves room for both and is none either. Inside a report two numbers contradict only where
    they come from two sources.
    """
    counted = [claim for claim in claims if counts_many(claim) and not of_a_court(claim)]
    counted = scene.tellings(
        counted, lambda claim: claim.count and (claim.count.min, claim.count.max, claim.count.unit)
    )
    for place, one in enumerate(counted):
        for other in counted[place + 1 :]:
            inside = one.report == other.report and two_sources(one, other) and _one_time(one, other)
            if inside and incompatible(one.count, other.count):
                yield _number(one, other)
    for first in _firsts(counted):
        seen: list[Claim] = []
        for later in counted:
            if later.report == first.report or any(same_count(later.count, one.count) for one in seen):
                continue
            if incompatible(first.count, later.count) and _one_subject(scene, first, later, counted):
                seen.append(later)
                yield _number(first, later)


def _number(one: Claim, other: Claim) -> Found:
    about = f"{figure(one)} or {figure(other)}"
    return one, other, "number", about, _reason("number", "no number fits both")


def counts_many(claim: Claim) -> bool:
    """True for a number that somebody counted: "a man" is no count of the men."""
    count = claim.count
    return count is not None and not (count.unit == "person" and count.max == 1)


def of_a_court(claim: Claim) -> bool:
    """A court counts its defendants, not the men who were there."""
    return claim.speaker is not None and claim.speaker.role == "court"


def _one_subject(scene: Scene, one: Claim, other: Claim, counted: Sequence[Claim]) -> bool:
    """True where two numbers of one incident count the same men at the same time."""
    if _agree_elsewhere(one, other, counted):
        return False
    if one.type != other.type and not (scene.own_time(one) and scene.own_time(other)):
        return False
    return scene.told_together(one, other) or _one_time(one, other)


def _agree_elsewhere(one: Claim, other: Claim, counted: Sequence[Claim]) -> bool:
    """True where the report of either tells the other's number too: the two claims speak of different men.

    Unless another source tells it there, to put the number right.
    """
    return any(
        (
            claim.report == other.report
            and claim is not other
            and same_count(claim.count, one.count)
            and not two_sources(claim, other)
        )
        or (
            claim.report == one.report
            and claim is not one
            and same_count(claim.count, other.count)
            and not two_sources(claim, one)
        )
        for claim in counted
    )


def _one_time(one: Claim, other: Claim) -> bool:
    wide = max(span_days(one.time) or 0, span_days(other.time) or 0)
    return gap_days(one.time, other.time) == 0 and wide <= NARROW_DAYS


def _firsts(counted: Sequence[Claim]) -> list[Claim]:
    """The oldest count of each unit."""
    out: dict[str, Claim] = {}
    for claim in counted:
        out.setdefault(claim.count.unit if claim.count else "", claim)
    return list(out.values())


def formations(scene: Scene, claims: Sequence[Claim]) -> Iterator[Found]:
    """One platoon here, one company there."""
    told = [claim for claim in claims if claim.count and claim.count.unit in FORMATIONS and claim.count.max == 1]
    told = scene.tellings(told, lambda claim: claim.count and claim.count.unit)
    for first in told[:1]:
        seen = {first.count.unit if first.count else ""}
        for later in told[1:]:
            unit = later.count.unit if later.count else ""
            apart = later.report != first.report or later.chain.outlets != first.chain.outlets
            if unit not in seen and apart and later.type == first.type:
                seen.add(unit)
                yield (
                    first,
                    later,
                    "unit",
                    f"{figure(first)} or {figure(later)}",
                    _reason("unit", "formations of other size"),
                )


def dates(scene: Scene, claims: Sequence[Claim]) -> Iterator[Found]:
    """Days of one sudden act that cannot be the same, each told within a few days, more than a day apart."""
    dated = [claim for claim in claims if _dated(scene, claim) and not lasting(claim.type)]
    dated = scene.tellings(dated, lambda claim: claim.type)
    for first in dated[:1]:
        seen: set[str | None] = set()
        for later in dated[1:]:
            apart = later.report != first.report or two_sources(first, later)
            gap = gap_days(first.time, later.time) or 0
            edtf = later.time.edtf if later.time else None
            if apart and later.type == first.type and gap > 1 and edtf not in seen:
                seen.add(edtf)
                about = f"{first.time.edtf if first.time else ''} or {edtf}"
                yield first, later, "date", about, _reason("date", f"{gap} days apart")


def _dated(scene: Scene, claim: Claim) -> bool:
    """True where a claim's own words give its days: a date carried over from the text around proves no other wrong."""
    time = claim.time
    if time is None or time.bounds is None or (span_days(time) or 0) > NARROW_DAYS:
        return False
    return scene.own_time(claim)


def categories(scene: Scene, claims: Sequence[Claim]) -> Iterator[Found]:
    """One act told under two types that exclude each other, the first telling of each."""
    for kinds in CATEGORIES:
        firsts: dict[str, Claim] = {}
        for claim in scene.tellings(claims, lambda claim: claim.type):
            if claim.type in kinds:
                firsts.setdefault(claim.type, claim)
        if len(firsts) == 2:
            one, other = sorted(firsts.values(), key=scene.age)
            if one.report != other.report or two_sources(one, other):
                yield (
                    one,
                    other,
                    "category",
                    f"{one.type} or {other.type}",
                    _reason("category", "one act under two types"),
                )


def outcomes(scene: Scene, readings: Sequence[Sequence[Claim]]) -> Iterator[Found]:
    """Retellings of one origin that give the same men another end: as many, at one time, taken back or executed."""
    for kinds in OUTCOMES:
        told = [claim for claims in readings for claim in claims if claim.type in kinds and claim.modality != "denied"]
        told.sort(key=scene.age)
        for place, one in enumerate(told):
            for other in told[place + 1 :]:
                if one.report == other.report or one.type == other.type or one.side != other.side:
                    continue
                if same_count(one.count, other.count) and gap_days(one.time, other.time) == 0:
                    about = f"what became of {figure(one)}"
                    yield one, other, "denial", about, _reason("outcome", "the same men, another end")
                    break
