"""What a text says of where its places lie to one another: distance, direction, border, between, part of, near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nomansland.extract.document import Document, Sentence
from nomansland.terrain.patterns import pattern, table


@dataclass(frozen=True, slots=True)
class Named:
    """A found place name: offsets, and whether it is a region."""

    start: int
    end: int
    region: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A relation between mentions (by number); `subject` is None where the subject is no place name but `phrase`."""

    subject: int | None
    phrase: str
    kind: str
    objects: tuple[int, ...]
    start: int
    end: int
    km: float | None = None
    direction: str | None = None


_COMPASS = (
    (
        "north-east",
        r"north[- ]?east\w*|северо-восто\w+|північн\w+ сх[оі]д\w*|північно-східн\w*|північн(?:ий|ому) схід\w*",
    ),
    ("north-west", r"north[- ]?west\w*|северо-запад\w*|північн\w+ зах[оі]д\w*|північно-західн\w*"),
    ("south-east", r"south[- ]?east\w*|юго-восто\w+|південн\w+ сх[оі]д\w*|південно-східн\w*"),
    ("south-west", r"south[- ]?west\w*|юго-запад\w*|південн\w+ зах[оі]д\w*|південно-західн\w*"),
    ("north", r"north\w*|север\w*|північ\w*|півноч\w*"),
    ("south", r"south\w*|юг\w*|южн\w*|півд[еє]?н\w*"),
    ("east", r"east\w*|восто\w+|сх[оі]д\w*|східн\w*"),
    ("west", r"west\w*|запад\w*|зах[оі]д\w*|західн\w*"),
)


def find_relations(document: Document, named: Sequence[Named]) -> list[Found]:
    """All stated relations, in the order of the text."""
    out: list[Found] = []
    for sentence in document.sentences:
        inside = [number for number, one in enumerate(named) if sentence.start <= one.start < sentence.end]
        if inside:
            out += _distances(document, sentence, named, inside)
            out += _pairs(document, named, inside)
            out += _borders(document, sentence, named, inside)
    return out


def _side(text: str) -> str | None:
    match = pattern("relations.side").search(text)
    return None if match is None else _COMPASS[int((match.lastgroup or "d0")[1:])][0]


def _before(named: Sequence[Named], inside: Sequence[int], offset: int, *, regions: bool = False) -> int | None:
    found = [number for number in inside if named[number].end <= offset and (regions or not named[number].region)]
    return found[-1] if found else None


def _subject(
    document: Document, named: Sequence[Named], inside: Sequence[int], offset: int, sentence: Sentence
) -> int | None:
    """The last settlement before; "It is located …" reaches back into the sentence before."""
    opening = document.text[sentence.start : sentence.start + 24].lower()
    here = None if pattern("relations.set_apart").match(opening) else _before(named, inside, offset)
    if here is not None or sentence.index == 0:
        return here
    if pattern("relations.back").match(opening):
        earlier = [n for n in range(len(named)) if named[n].end <= sentence.start and not named[n].region]
        before = document.sentences[sentence.index - 1]
        return earlier[-1] if earlier and named[earlier[-1]].start >= before.start else None
    return None


def _distances(document: Document, sentence: Sentence, named: Sequence[Named], inside: Sequence[int]) -> list[Found]:
    out, text = [], document.text
    for match in pattern("relations.distance").finditer(text, sentence.start, sentence.end):
        objects = [
            n
            for n in inside
            if named[n].start >= match.end() and named[n].start - match.end() < 60 and not named[n].region
        ]
        if not objects or not pattern("relations.link").match(text[match.end() : named[objects[0]].start]):
            continue
        amount = match.group("n").lower()
        value = float(table("numbers").get(amount) or amount.replace(",", "."))
        km = value * 1.609 if match.group("u").lower().startswith("mile") else value
        subject = _subject(document, named, inside, match.start(), sentence)
        if subject is not None and text[named[subject].end : match.start()].count(".") > 1:
            subject = None
        direction = _side(text[match.end() : named[objects[0]].start])
        phrase = text[max(sentence.start, match.start() - 40) : match.start()].strip()
        out.append(
            Found(
                subject,
                phrase,
                "distance",
                (objects[0],),
                match.start(),
                named[objects[0]].end,
                round(km, 1),
                direction,
            )
        )
    return out


def _pairs(document: Document, named: Sequence[Named], inside: Sequence[int]) -> list[Found]:
    out, text = [], document.text
    for place, number in enumerate(inside):
        one = named[number]
        left = text[max(document.sentence_at(one.start).start, one.start - 60) : one.start]
        after = inside[place + 1] if place + 1 < len(inside) else None
        before = inside[place - 1] if place else None
        opening = pattern("relations.between").search(left) if after is not None else None
        if (
            after is not None
            and opening is not None
            and pattern("relations.and").match(text[one.end : named[after].start])
        ):
            sentence = document.sentence_at(one.start)
            subject = _subject(document, named, inside, one.start, sentence)
            start = one.start - len(left) + opening.start()
            out.append(Found(subject, left.strip(), "between", (number, after), start, named[after].end))
            continue
        if (
            pattern("relations.towards").search(left)
            and (side := _side(left[-34:]))
            and not pattern("relations.counted").search(left)
        ):
            near = (
                before
                if before is not None and one.start - named[before].end < 40 and not named[before].region
                else None
            )
            out.append(
                Found(near, left.strip(), "direction", (number,), one.start - len(left.lstrip()), one.end, None, side)
            )
            continue
        if before is None or named[before].region:
            continue
        gap = text[named[before].end : one.start]
        if one.region and len(gap) < 70 and pattern("relations.part").match(gap):
            out.append(Found(before, "", "part_of", (number,), named[before].start, one.end, None, _side(gap)))
        elif pattern("relations.near").match(gap):
            out.append(Found(before, "", "near", (number,), named[before].start, one.end))
    return out


def _borders(document: Document, sentence: Sentence, named: Sequence[Named], inside: Sequence[int]) -> list[Found]:
    out = []
    for match in pattern("relations.border").finditer(document.text, sentence.start, sentence.end):
        subject = _subject(document, named, inside, match.start(), sentence)
        objects = tuple(
            n for n in inside if named[n].region and named[n].end > match.start() and named[n].start - match.end() < 120
        )
        if subject is not None and objects:
            out.append(Found(subject, "", "border", objects, match.start(), named[objects[-1]].end))
    return out
