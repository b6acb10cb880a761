"""A sentence cut into clauses: what a claim quotes is a clause, without the words that say who says it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from nomansland.extract.document import analyzer
from nomansland.extract.view import View

_MARKS = frozenset(",;:—–()…") | {"-"}
_HARD = frozenset(";:—–()") | {"-"}
_JOINTS = {
    "en": frozenset(
        (
            "and but or while because that which who whom where when after before although though whereas if unless so"
        ).split()
    ),
    "ru": frozenset(
        "и а но или либо что который которая которые которого которых где когда пока если чтобы хотя поскольку".split()
    ),
    "uk": frozenset("і й та а але або чи що який яка які якого яких де коли поки якщо щоб хоча бо".split()),
}
_SAYING = {
    "en": ("say", "said", "recall", "explain", "told", "tells", "write", "wrote"),
    "ru": ("говор", "сказ", "рассказ", "вспомина", "добавл", "поясн", "утвержда", "уверя", "пиш", "сообща", "отмеча"),
    "uk": ("каж", "сказ", "розпов", "пригаду", "дода", "поясн", "тверд", "запевн", "пиш", "повідомл", "зазнач"),
}
_LINKS = frozenset("and but и а но і й та але or или або".split())
_EN_VERBS = frozenset(
    (
        "is are was were be been has have had do does did will would can could may might must shall should "
        "went came said says say told tells took taken held kept beat sent shot fled left lost got made gave "
        "given began sat stood ran broke wrote found put set brought refuse refuses force forces hold holds "
        "keep keeps take takes sit sits sleep sleeps remain remains claim claims report reports call calls "
        "deny denies insist insists blew burnt hid swam led shut cut spent rose grew fell won drove driven "
    ).split()
)


@lru_cache(maxsize=100_000)
def is_finite(form: str, language: str) -> bool:
    """True where the form can head a clause: a finite verb, a short participle, a predicative."""
    if language == "en":
        return form in _EN_VERBS or (len(form) > 4 and form.endswith("ed"))
    if not form[:1].isalpha() or len(form) < 3:
        return False
    tag = str(analyzer(language).parse(form)[0].tag)
    if "VERB" in tag or "PRTS" in tag or "PRED" in tag or "impr" in tag or "Impe" in tag:
        return True
    return language == "uk" and form.endswith(("но", "то")) and len(form) > 5


class Clause(NamedTuple):
    """Token indices of a view, `end` exclusive, without the marks and joints around."""

    start: int
    end: int


def _cuts(view: View, language: str) -> list[int]:
    """Token indices where a new segment begins."""
    joints, cuts = _JOINTS[language], [0]
    for at, token in enumerate(view.tokens):
        form = view.forms[at].folded
        if token.text in _MARKS:
            number = token.text in ",-" and 0 < at < len(view.tokens) - 1 and view.tokens[at + 1].text[:1].isdigit()
            if not (number and view.tokens[at - 1].text[-1:].isdigit()):
                cuts.append(at + 1)
        elif form in joints and at and (form in _LINKS or view.tokens[at - 1].text in _MARKS or language == "en"):
            cuts.append(at)
    return sorted(set(cuts))


def _is_aside(view: View, start: int, end: int, language: str) -> bool:
    """True for who says it, set between two commas: a verb of saying and its subject."""
    if not (start and view.tokens[start - 1].text == "," == view.tokens[end - 1].text and 2 < end - start < 9):
        return False
    return view.forms[start].folded.startswith(_SAYING[language]) and not any(
        is_finite(view.forms[at].folded, language) for at in range(start + 1, end)
    )


def clauses(view: View, language: str) -> list[Clause]:
    """Segments between marks and joints, those without a verb joined to a neighbour."""
    cuts = [*_cuts(view, language), len(view.tokens)]
    out: list[tuple[int, int, bool]] = []
    for start, end in pairwise(cuts):
        verb = any(is_finite(view.forms[at].folded, language) for at in range(start, end))
        # "four of them, says the sergeant, were held": the aside parts one clause in two
        verb = verb and not (out and not out[-1][2] and _is_aside(view, start, end, language))
        hard = start > 0 and view.tokens[start - 1].text in _HARD
        if out and not hard and (not verb or not out[-1][2]):
            left, _, had = out.pop()
            out.append((left, end, had or verb))
        elif end > start:
            out.append((start, end, verb))
    return [Clause(start, end) for start, end, _ in out]
