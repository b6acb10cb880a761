"""What a reply denies: the account that fits its words best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nomansland.group.compare import exact, same_place
from nomansland.link.scene import Scene
from nomansland.link.subjects import common
from nomansland.link.topics import Topic, cue, topics_of
from nomansland.link.weights import told
from nomansland.words import Claim, Reading, Reason

OFFICIAL = frozenset({"official", "court", "commander", "intelligence_service", "intelligence_officer"})
OUTSIDE = frozenset({"soldier", "detainee", "fellow_soldier", "relative", "witness", "lawyer", "medic", "ngo"})
NEXT = "what was told just before"


@dataclass(frozen=True, slots=True)
class Clash:
    """A denial, the claim that it denies, what it is about, and why."""

    denial: Claim
    claim: Claim
    about: str
    reasons: tuple[Reason, ...]

    @property
    def bits(self) -> float:
        """What speaks for it, summed."""
        return sum(reason.weight for reason in self.reasons)


def denies(claim: Claim, language: str, statement: bool) -> bool:
    """True for a reply that says something about what happened: no silence, no mere name.

    It must be an office's; in a `statement` of an office whatever is denied is the office's.
    """
    text = claim.passage.quote
    if claim.type != "response.denial" or claim.modality != "asserted":
        return False
    if claim.speaker is not None and claim.speaker.role not in OFFICIAL and not statement:
        return False
    if cue("silence", language).search(text) and not topics_of(text, language):
        return False
    return bool(cue("blanket", language).search(text)) or not cue("naming", language).search(text)


def replies(reading: Reading) -> list[Claim]:
    """The replies of a report that deny something."""
    statement = is_statement(reading)
    return [claim for claim in reading.claims if denies(claim, reading.language, statement)]


def is_open(scene: Scene, claim: Claim) -> bool:
    """True for an account that a reply may deny."""
    if claim.count is not None and claim.count.unit == "site":
        return False
    return (
        told(claim) and claim.ref not in scene.replied and not claim.type.startswith(("response.", "law.", "context."))
    )


def admitted(claim: Claim, statement: bool) -> bool:
    """True for an event that an official tells with a particular: only so far does one testify against officials.

    In an official's own statement (`statement`) that holds for all of it: its headline names what it goes on to deny.
    """
    official = claim.speaker is not None and claim.speaker.role in OFFICIAL - {"commander"}
    return not (official or statement) or claim.count is not None or claim.unit is not None


def is_outside(claim: Claim) -> bool:
    """True for a claim that no office makes."""
    return claim.speaker is None or claim.speaker.role not in OFFICIAL - {"commander", "court"}


def one_side(one: Claim, other: Claim) -> bool:
    """True where two claims may speak of one side's people."""
    return not (one.side and other.side) or one.side == other.side


def speaks_of(topic: Topic, claim: Claim, scene: Scene) -> bool:
    """True where a topic bears on a claim: by its type and, for wide types, by its words."""
    if claim.type not in topic.types:
        return False
    return not topic.words_of_claim or topic.named_in(claim.passage.quote, scene.reading(claim).language)


def _weight(scene: Scene, denial: Claim, claim: Claim, fullest: bool) -> tuple[float, list[Reason]]:
    reasons = []
    if denial.report == claim.report and "\n" not in _between(scene.reading(denial), denial, claim):
        reasons.append(Reason("paragraph", 2, "the reply stands in the paragraph of the claim"))
    if same_place(denial.place, claim.place):
        reasons.append(Reason("same_place", 2, "both speak of one place"))
    day = exact(denial.time)
    bounds = claim.time.bounds if claim.time else None
    if day and bounds and bounds[0] <= day <= bounds[1]:
        reasons.append(Reason("same_day", 3, "the reply names the day of the claim"))
    named = common(scene, denial, claim)
    if named:
        reasons.append(Reason("words", 3, f"both speak of {', '.join(sorted(f'{stem}…' for stem in named))}"))
    if denial.unit and claim.unit:
        reasons.append(Reason("unit", 1, "both name a unit"))
    if fullest:
        reasons.append(Reason("fullest", 1, "the claim tells the event with its place, time or number"))
    return sum(reason.weight for reason in reasons), reasons


def _between(reading: Reading, one: Claim, other: Claim) -> str:
    first, last = sorted((one.passage, other.passage), key=lambda passage: passage.start)
    return reading.report.text[first.end : last.start]


def _apart(scene: Scene, one: Claim, other: Claim) -> bool:
    return scene.own_place(one) and scene.own_place(other) and same_place(one.place, other.place) is False


def _only_spot(scene: Scene, claim: Claim, claims: Sequence[Claim]) -> bool:
    """True where the accounts lie at one place, so that a reply can mean no other."""
    return not any(_apart(scene, claim, other) for other in claims)


def best_of(scene: Scene, denial: Claim, claims: Sequence[Claim], topic: Topic | None) -> Clash | None:
    """Of the accounts that a reply may deny the best fitting, with what speaks for it; None where all lie elsewhere."""
    fit = [claim for claim in claims if not _apart(scene, denial, claim)]
    if not fit and denial.type == "response.denial":
        # the place that a reply names beside its speaker may be the seat of the office
        fit = [claim for claim in claims if claim.report == denial.report and _only_spot(scene, claim, claims)]
    if not fit:
        return None
    most = max(map(scene.fullness, fit))
    scored = [(_weight(scene, denial, claim, scene.fullness(claim) == most), claim) for claim in fit]
    (_, reasons), best = max(scored, key=lambda row: (row[0][0], -row[1].passage.start))
    about = topic.name if topic else NEXT
    name = f"the reply speaks of {about}" if topic else "the reply follows the account it denies"
    return Clash(denial, best, about, (Reason("topic", 3 if topic else 1, name), *reasons))


def chief(scene: Scene, claims: Sequence[Claim]) -> Claim | None:
    """What a report is about, of some of its accounts: that men were held, else what was done to them, else the first.

    Of several the fullest telling stands, and of these the first.
    """

    def rank(claim: Claim) -> tuple[int, int, int]:
        family = 0 if claim.type == "coercion.detention" else 1 if claim.type.startswith("coercion.") else 2
        return family, -scene.fullness(claim), claim.passage.start

    return min(claims, key=rank, default=None)


def strongest(clashes: Iterable[Clash]) -> list[Clash]:
    """One reply for each account and topic: the best fitting."""
    kept: dict[tuple[str, str], Clash] = {}
    for clash in clashes:
        known = kept.get((clash.claim.ref, clash.about))
        if known is None or clash.bits > known.bits:
            kept[(clash.claim.ref, clash.about)] = clash
    return list(kept.values())


def is_statement(reading: Reading) -> bool:
    """True for a report that is itself an office's reply: a third of it denies, and nobody else is heard."""
    denials = sum(claim.type == "response.denial" for claim in reading.claims)
    heard = sum(
        (claim.speaker is not None and claim.speaker.role in OUTSIDE) or bool(claim.chain.outlets)
        for claim in reading.claims
        if claim.type != "response.denial"
    )
    return bool(denials) and 3 * denials >= len(reading.claims) and 5 * heard <= len(reading.claims)
