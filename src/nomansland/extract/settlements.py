"""Which capitalised words of a report are names of settlements: each reading is weighed by what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nomansland.extract.document import Document, Sentence, Token
from nomansland.extract.namewords import agree, barred, character, context, is_call_sign, kind_of, listed, titled
from nomansland.terrain import Hit, Terrain
from nomansland.terrain.fold import is_cyrillic

LONGEST = 4
THRESHOLD = 1.0
SURNAME_NEXT = -2.5
_SMALL = frozenset("на над под під у в дону de la upon on the am an der".split())
_DOTTED = frozenset({"st", "ft", "mt"})  # "St. Petersburg"
_SUFFIX = (
    "ка",
    "ке",
    "ове",
    "ево",
    "еве",
    "ово",
    "не",
    "ное",
    "ское",
    "ське",
    "ськ",
    "ск",
    "ivka",
    "ovka",
    "evka",
    "ove",
    "ovo",
    "evo",
    "eve",
    "ske",
    "skoye",
    "sk",
    "ne",
    "noye",
    "noe",
)


_ADJECTIVAL = ("е", "є", "ая", "яя", "на", "ська", "цька", "ий", "ій", "ый", "ой")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that may be a settlement: offsets, the surface, what the gazetteer has, the weight of the reading."""

    start: int
    end: int
    text: str
    hits: tuple[Hit, ...]
    weight: float
    sentence: int


def find_settlements(document: Document, terrain: Terrain, taken: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """Mentions in the order of the text; `taken` are spans that are already something else (regions)."""
    found: list[Mention] = []
    for sentence in document.sentences:
        found += _in_sentence(document, sentence, terrain, taken)
    people = [mention for mention in found if mention.weight < THRESHOLD and _named(document, mention)]
    persons = {mention.text for mention in people}
    theirs = frozenset().union(*map(key_of, people))
    called = (m for m in found if is_call_sign(document.text[: m.start], _tongue(document, m)))
    signs = frozenset().union(*map(key_of, called))
    found = [m for m in found if not (key_of(m) & theirs and kind_of(m.text.lower(), _tongue(document, m)) == "name")]
    found = [m for m in found if not key_of(m) & signs]
    sure = frozenset().union(*(key_of(m) for m in found if m.weight >= THRESHOLD and m.text not in persons))
    left = (m for m in found if m.text not in persons)
    return [m for m in left if m.weight >= THRESHOLD or (key_of(m) & sure and m.weight >= THRESHOLD - 4.0)]


def _tongue(document: Document, mention: Mention) -> str:
    return document.sentences[mention.sentence].language if is_cyrillic(mention.text) else "en"


def _named(document: Document, mention: Mention) -> bool:
    """True where a given name stands before, or a surname after a given name: a person everywhere in the report."""
    tokens = document.sentences[mention.sentence].tokens
    before = next((token for token in reversed(tokens) if token.end <= mention.start), None)
    after = next((token for token in tokens if token.start >= mention.end), None)
    language = _tongue(document, mention)
    if before is not None and _given_name(before, language):
        return True
    own = kind_of(mention.text.lower(), language) == "name"
    return own and after is not None and after.text[0].isupper()


def key_of(mention: Mention) -> frozenset[int]:
    """The places that a mention may mean, by number."""
    return frozenset(hit.spot.id for hit in mention.hits if not hit.loose) or frozenset(
        hit.spot.id for hit in mention.hits
    )


def _in_sentence(
    document: Document, sentence: Sentence, terrain: Terrain, taken: Sequence[tuple[int, int]]
) -> list[Mention]:
    tokens, at = sentence.tokens, 0
    out: list[Mention] = []
    shouting = _shouting(tokens)
    while at < len(tokens):
        named = tokens[at].text[0].isupper() or (at > 0 and tokens[at - 1].text == "#")
        mention, width = _at(document, sentence, at, terrain, shouting) if named else (None, 1)
        if mention and _follows(tokens, at, out):
            mention = replace(mention, weight=mention.weight + 1.6)
        if mention and not any(mention.start < end and start < mention.end for start, end in taken):
            out.append(mention)
            at += width
        else:
            at += 1
    return out


def _follows(tokens: Sequence[Token], at: int, found: Sequence[Mention]) -> bool:
    """True for the second name of a row ("між А та Б")."""
    if at < 2 or not found or tokens[at - 1].lower not in ("and", "та", "и", "і", "й", ",", "or", "або", "или"):
        return False
    return found[-1].end == tokens[at - 2].end and found[-1].weight >= THRESHOLD


def _shouting(tokens: Sequence[Token]) -> bool:
    words = [token.text for token in tokens if token.text.isalpha() and len(token.text) > 2]
    return len(words) > 2 and sum(word.isupper() for word in words) > 0.7 * len(words)


def _surface(token: Token) -> str:
    text = token.text
    for tail in ("'s", "’s"):
        if text.endswith(tail) and len(text) > 5:
            return text[:-2]
    if "-" in text and text.rsplit("-", 1)[1] in ("based", "born", "area", "style", "bound"):
        return text.rsplit("-", 1)[0]
    return text


def _at(
    document: Document, sentence: Sentence, at: int, terrain: Terrain, shouting: bool
) -> tuple[Mention | None, int]:
    tokens = sentence.tokens
    token = tokens[at]
    hashtag = at > 0 and tokens[at - 1].text == "#"
    saint = token.lower in _DOTTED
    if not (token.text[0].isupper() or hashtag) or (len(token.text) < 3 and not saint):
        return None, 1
    longest = LONGEST if terrain.begins(token.text) or "-" in token.text else 1
    for width in range(min(longest, len(tokens) - at), 0, -1):
        words = tokens[at : at + width]
        rest = words[2:] if saint and width > 2 and words[1].text == "." else words[1:]
        if any(not (w.text[0].isupper() or w.lower in _SMALL) for w in rest) or words[-1].lower in _SMALL - {"дону"}:
            continue
        surface = _surface(words[-1])
        text = document.text[token.start : words[-1].start] + surface
        hits = terrain.lookup(text.replace("_", " "))
        if hits:
            weight = _weigh(sentence, at, width, text, hits, hashtag, shouting)
            return Mention(token.start, token.start + len(text), text, hits, weight, sentence.index), width
    return None, 1


def _weigh(
    sentence: Sentence, at: int, width: int, text: str, hits: tuple[Hit, ...], hashtag: bool, shouting: bool
) -> float:
    tokens, language = sentence.tokens, sentence.language if is_cyrillic(text) else "en"
    strict = [hit for hit in hits if not hit.loose]
    if not strict and text.lower().endswith(("ский", "ський", "цкий", "цький")):
        return -9.0
    weight = _standing(strict or hits) - (0.0 if strict else 0.6)
    weight += _before(tokens, at, language) + (2.0 if hashtag else 0.0)
    tail = tokens[at + width - 1].text
    after = 0.5 if "-" in tail and not text.endswith(tail) else _after(tokens, at + width, language, shouting)
    weight += after if after != SURNAME_NEXT or _may_be_given(text, language, strict) else 0.0
    names = [text.lower(), *(hit.text.lower() for hit in strict or hits)]
    weight += 0.8 if width > 1 else 0.6 if any(name.endswith(_SUFFIX) for name in names) else 0.0
    if width == 1 and language != "en" and _agrees(tokens, at, language, hits):
        weight -= 8.0
    if text.isupper() and len(text) <= 5 and not shouting:
        weight -= 3.0
    if not hashtag and barred(text.lower(), language):
        weight -= 6.0
    if titled(tokens, at, width):
        weight -= 0.0 if at > 1 and listed("types", language, tokens[at - 2].lower) else 5.0
    initial = shouting or _initial(tokens, at)
    return weight + (character(text, language, initial, _rank(strict)) if width == 1 else 0.0)


def _may_be_given(text: str, language: str, strict: Sequence[Hit]) -> bool:
    """True where a surname after the word makes it a given name: not for towns that are nothing else."""
    kind = kind_of(text.lower(), language)
    return kind == "name" or (kind != "place" and _rank(strict) < 4)


def _agrees(tokens: Sequence[Token], at: int, language: str, hits: Sequence[Hit]) -> bool:
    """True for an adjective with its noun ("Южного военного округа"): part of a name that is no settlement's."""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if not (after[:1].islower() or (len(after) > 1 and after.isupper())):
        return False
    if not all(hit.text.lower().endswith(_ADJECTIVAL) for hit in hits):
        return False
    return after.isupper() or agree(tokens[at].lower, after.lower(), language)


def _rank(hits: Sequence[Hit]) -> int:
    return max(
        (hit.spot.rank for hit in hits if hit.status == "official" or hit.spot.country in ("UA", "RU")), default=1
    )


def _initial(tokens: Sequence[Token], at: int) -> bool:
    before = at - 1
    while before >= 0 and not tokens[before].text[0].isalnum():
        if tokens[before].text in {":", ".", "!", "?"}:
            return True
        before -= 1
    return before < 0


def _standing(hits: Sequence[Hit]) -> float:
    """How well known the best place of this name is; small places abroad weigh little."""
    best = -2.0
    for hit in hits:
        spot = hit.spot
        value = {5: 2.5, 4: 2.0, 3: 1.2, 2: 0.8}.get(spot.rank, 0.5)
        if spot.country not in ("UA", "RU") and spot.population < 300_000:
            value -= 1.5
        elif spot.country == "RU" and spot.rank <= 2:
            value -= 0.7
        if hit.status == "former":
            value -= 0.3
        elif hit.status == "alternate" and hit.language == "en" and spot.country not in ("UA", "RU"):
            value -= 1.0
        best = max(best, value)
    return best


def _before(tokens: Sequence[Token], at: int, language: str) -> float:
    before = at - 1
    if (
        before >= 0
        and tokens[before].text == "."
        and before > 0
        and listed("abbreviations", language, tokens[before - 1].lower)
    ):
        return 3.0
    while before >= 0 and (
        tokens[before].text in {"«", '"', "(", "“"}
        or tokens[before].lower in {"the", "occupied", "so-called", "nearby"}
    ):
        before -= 1
    if before < 0:
        return 0.0
    word = tokens[before].lower
    if listed("types", language, word):
        return 3.0
    if listed("strong_before", language, word):
        return 2.3
    if (
        listed("titles", language, word)
        or word in context()["first_names"]["all"]
        or _given_name(tokens[before], language)
    ):
        return -4.0
    if listed("person_verbs", language, word):
        return -1.5
    return 0.9 if listed("weak_before", language, word) else 0.0


def _after(tokens: Sequence[Token], after: int, language: str, shouting: bool) -> float:
    if after >= len(tokens):
        return 0.0
    token = tokens[after]
    if listed("units_after", language, token.lower):
        return -5.0
    if listed("person_verbs", language, token.lower):
        return -2.0
    if listed("site_after", language, token.lower):
        return 1.5
    if (
        token.text == ","
        and after + 2 < len(tokens)
        and listed("types", language, tokens[after + (2 if language == "en" else 1)].lower)
    ):
        return 2.0
    if language == "en" and token.text[0].isupper() and not shouting and token.text.isalpha():
        return -1.5
    if language != "en" and token.text[0].isupper() and kind_of(token.lower, language) in ("name", "surname"):
        return SURNAME_NEXT
    return 0.0


def _given_name(token: Token, language: str) -> bool:
    return token.text[0].isupper() and kind_of(token.lower, language) == "name"
