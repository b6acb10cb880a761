"""Asserted, denied, hypothetical, conditional, historical; and what is no event at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nomansland.words import Evidence

if TYPE_CHECKING:
    from nomansland.extract.eventscene import Scene
    from nomansland.extract.patternbook import Rule
    from nomansland.extract.view import Match

_ORDER = ("historical", "hypothetical", "conditional", "denied")
# How many words before the match a cue may stand; None: anywhere in the clause or the sentence.
_REACH = {"denied": 4, "intended": 3, "nobody": 5}
# What was only meant, ordered or asked is no deed; an attempt to cross a border is one.
_DEEDS = ("refusal.", "coercion.", "site.", "context.", "truce.")
OF_THE_PAST = ("refusal.", "truce.", "coercion.blocking", "coercion.execution")
_DASHES = frozenset("—–")
_OFFICIAL = ("refusal.", "coercion.", "site.")


@dataclass(frozen=True, slots=True)
class Modality:
    """How a claim stands, with the words that show it; `type` differs from the rule's where an official negates."""

    type: str
    modality: str
    hedge: bool
    evidence: tuple[Evidence, ...]


def _cue(scene: Scene, name: str, match: Match) -> tuple[int, int] | None:
    """Where a cue bears on the match: right before it, in its clause, or (history, jokes) in its sentence."""
    hits = scene.found(name)
    if not hits:
        return None
    clause = scene.clause_of(match.start, match.end)
    for hit in hits:
        if name in _REACH:
            inside = name == "nobody" and not match.negative and hit.end < match.end
            near = match.start - _REACH[name] <= hit.start >= clause.start and (hit.end <= match.start or inside)
        elif name == "conditional":
            near = match.start - 14 <= hit.start and hit.end <= match.start
        elif name == "denied_after":
            near = match.end - 1 <= hit.start <= match.end + 14
        elif name == "historical":
            left, right = sorted((hit.start, match.start))
            near = all(token.text != ";" for token in scene.view.tokens[left:right])
        elif name in ("none", "law"):
            near = True
        else:
            before = name == "hypothetical" and match.start - 4 <= hit.start < match.start
            near = before or (clause.start - 1 <= hit.start and hit.end <= clause.end)
        if near:
            return hit.start, hit.end
    return None


def _negated_inside(scene: Scene, match: Match) -> tuple[int, int] | None:
    """A negator between the parts of a match, which the pattern itself did not ask for."""
    if match.negative:
        return None
    for hit in scene.found("denied"):
        if match.start < hit.start and hit.end <= match.end and match.end - hit.end <= 2:
            return hit.start, hit.end
    return None


def _questioned(scene: Scene, match: Match) -> bool:
    """True for what a question asks; not for what stands before a dash ("A cellar for them - who is next?")."""
    tokens = scene.view.tokens
    if tokens[-1].text != "?":
        return False
    dashes = [at for at in range(match.end, len(tokens)) if tokens[at].text in _DASHES]
    return not any(hit.start == at + 1 for at in dashes for hit in scene.found("open_question"))


def _no_event(scene: Scene, rule: Rule, match: Match) -> bool:
    """True for questions, jokes, intentions, the text of a law, and nouns under a negation."""
    if _cue(scene, "none", match) or scene.played == "none":
        return True
    if _questioned(scene, match) and not rule.type.startswith(("response", "truce")):
        return True
    if rule.type == "response.denial":
        return False
    if rule.type.startswith(("coercion.", "refusal.")) and _cue(scene, "law", match):
        return True
    # an office lists what it is accused of, or tells its own way of housing people
    if rule.type.startswith("coercion.") and scene.statement and not scene.found("addressed"):
        return not _negation(scene, match)
    return rule.type.startswith(_DEEDS) and bool(_cue(scene, "intended", match))


def _evidence(scene: Scene, span: tuple[int, int], name: str) -> tuple[Evidence, ...]:
    return _because(scene, span, f"{{}} makes it {name}")


def _negation(scene: Scene, match: Match) -> tuple[int, int] | None:
    before = _cue(scene, "denied", match) or _cue(scene, "nobody", match)
    return before or _negated_inside(scene, match) or _cue(scene, "denied_after", match)


def _span(scene: Scene, name: str, match: Match) -> tuple[int, int] | None:
    """Where the words for a modality stand."""
    if name == "denied":
        return _negation(scene, match)
    span = _cue(scene, name, match)
    return span or (_cue(scene, "subjunctive", match) if name == "conditional" else None)


def _told(scene: Scene, rule: Rule, match: Match, hedged: bool) -> Modality | None:
    """The modality that the words around give."""
    for name in _ORDER:
        span = _span(scene, name, match)
        if span is None:
            continue
        if rule.type.startswith("site.") and name in ("conditional", "hypothetical"):
            return None
        if name == "denied" and scene.official and rule.type.startswith(_OFFICIAL):
            return Modality("response.denial", "asserted", hedged, _evidence(scene, span, "a denial"))
        if name == "denied" and rule.type.startswith("refusal.") and _cue(scene, "nobody", match):
            return None
        return Modality(rule.type, name, hedged, _evidence(scene, span, name))
    return Modality(rule.type, "asserted", hedged, ())


def _because(scene: Scene, span: tuple[int, int], reason: str, field: str = "modality") -> tuple[Evidence, ...]:
    tokens = scene.view.tokens
    passage = scene.doc.passage(tokens[span[0]].start, tokens[span[1] - 1].end)
    return (Evidence(field, passage, reason.format(f"“{passage.quote}”")),)


def modality(scene: Scene, rule: Rule, match: Match) -> Modality | None:
    """The modality of a match, or None where it tells no event."""
    if _no_event(scene, rule, match):
        return None
    hedge = _cue(scene, "hedge", match)
    found = _stands(scene, rule, match, hedge is not None)
    if found is None or hedge is None:
        return found
    return replace(found, evidence=(*found.evidence, *_because(scene, hedge, "{} leaves it unconfirmed", "hedge")))


def _stands(scene: Scene, rule: Rule, match: Match, hedged: bool) -> Modality | None:
    """The modality of an event by its pattern, its sentence, its report or, as a rule, the words around."""
    if rule.modality:
        by_rule = _because(scene, (match.start, match.end), f"pattern {rule.id} tells it as {rule.modality}")
        return Modality(rule.type, rule.modality, hedged, by_rule if rule.modality != "asserted" else ())
    if rule.type == "response.denial":
        return Modality(rule.type, "asserted", hedged, ())
    if _questioned(scene, match):
        end = len(scene.view.tokens)
        return Modality(rule.type, "hypothetical", hedged, _because(scene, (end - 1, end), "a question asks it"))
    if scene.history or scene.played:
        # of a past war only what soldiers did and what was done to make them fight is told here
        if not rule.type.startswith(OF_THE_PAST):
            return None
        past = _because(scene, (match.start, match.end), "{} is told of a past war, as the report is")
        return Modality(rule.type, "historical", hedged, past)
    return _told(scene, rule, match, hedged)
