"""The part each place plays in its sentence: where something happens, where men are sent, where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

from nomansland.extract.document import Document
from nomansland.terrain.fold import is_cyrillic
from nomansland.terrain.geo import COMPASS, distance_km
from nomansland.terrain.patterns import pattern, table
from nomansland.words import Candidate, Passage, Place

SCENE, GOAL, ORIGIN, BARE, REFERENCE, DATELINE, LEFT = (
    "scene",
    "goal",
    "origin",
    "bare",
    "reference",
    "dateline",
    "left",
)


@dataclass(frozen=True)
class Scene:
    """A place with its part: `role`, the sentence it stands in, and the place to be used (shifted where only a side
    is told)."""

    place: Place
    role: str
    start: int
    end: int
    sentence: int
    paragraph: int
    capital: bool = False

    @cached_property
    def region(self) -> bool:
        """True for an oblast, a land, a river: too wide to be where one thing happens, if anything narrower is told."""
        return self.place.region is not None

    @cached_property
    def code(self) -> str:
        """What it resolves to."""
        return self.place.best.code if self.place.best else self.place.text


def scenes(document: Document, places: Sequence[Place]) -> list[Scene]:
    """Every place of a report with the part it plays, in the order of the text."""
    out: list[Scene] = []
    for number, place in enumerate(places):
        if place.passage is None:
            continue
        sentence = document.sentence_at(place.passage.start)
        left = document.text[sentence.start : place.passage.start]
        right = document.text[place.passage.end : sentence.end]
        role = _role(place, left, right)
        if out and out[-1].sentence == sentence.index and _coupled(document, out[-1], place):
            role = out[-1].role
        if role in (SCENE, BARE, LEFT) and out and _adjoins(document, out[-1], place):
            role = GOAL if out[-1].role == GOAL else REFERENCE
        used, start = _relational(document, place, left)
        if used is not place and role in (SCENE, BARE) and out and _placed(document, out[-1], start, sentence.index):
            role = REFERENCE
        if role == SCENE and number + 1 < len(places) and pattern("scenes.pair").search(left):
            used, start = _between(document, place, places[number + 1])
        end = used.passage.end if used.passage else place.passage.end
        out.append(Scene(used, role, start, end, sentence.index, sentence.paragraph, _is_capital(place)))
    return out


def _coupled(document: Document, before: Scene, place: Place) -> bool:
    """True for the second name of a row, which plays the part of the first."""
    assert place.passage is not None
    gap = document.text[before.end : place.passage.start].strip().lower()
    return gap in {"and", "or", "и", "или", "та", "або", "чи", "і", "й", ","}


def _adjoins(document: Document, before: Scene, place: Place) -> bool:
    """True where a name only says where the settlement just named lies ("Погоново під Воронежем", "X, in Luhansk
    region")."""
    assert place.passage is not None
    if before.region or before.role == DATELINE:
        return False
    gap = document.text[before.end : place.passage.start]
    narrow = place.region is None and pattern("scenes.beside_narrow").search(gap)
    return (
        len(gap) < (60 if place.region else 26)
        and bool(place.region or narrow)
        and pattern("scenes.beside").match(gap) is not None
    )


def _placed(document: Document, before: Scene, start: int, sentence: int) -> bool:
    """True where "to the north-west of B" only says where the settlement named right before it lies."""
    if before.region or before.sentence != sentence:
        return False
    gap = document.text[before.end : start]
    return len(gap) < 60 and pattern("scenes.lies").fullmatch(gap) is not None


def _is_capital(place: Place) -> bool:
    return place.best is not None and place.best.name.split(",")[0] in {"Kyiv", "Moscow", "Moskva"}


def _role(place: Place, left: str, right: str) -> str:
    opens = not left.strip(" \n—–-•▫❗⚡\ufe0f") and place.text.isupper()
    if opens and (pattern("scenes.date").match(right) or not right.strip(" .\n")):
        return DATELINE
    if (pattern("scenes.far").search(left) and pattern("scenes.side").search(left)) or pattern(
        "scenes.reference"
    ).search(left):
        return REFERENCE
    if pattern("scenes.aside").search(left) or pattern("scenes.apposed").search(left):
        return REFERENCE
    if pattern("scenes.spoken").search(left):
        return ORIGIN
    if pattern("scenes.blocked").search(left):
        return SCENE
    if pattern("scenes.toward").search(left):
        return GOAL
    if pattern("scenes.escaped").search(left):
        return LEFT
    if pattern("scenes.people").search(left):
        return ORIGIN
    if pattern("scenes.site_noun").match(right) and pattern("scenes.origin").search(left):
        return LEFT
    if pattern("scenes.left").search(left):
        return LEFT
    return _cyrillic_role(place, left) if is_cyrillic(place.text) else _latin_role(left)


def _latin_role(left: str) -> str:
    if pattern("scenes.front_near").search(left):
        return GOAL
    if pattern("scenes.side").search(left) or (
        pattern("scenes.scene_en").search(left) and not pattern("scenes.title_of").search(left)
    ):
        return SCENE
    if pattern("scenes.origin").search(left):
        return ORIGIN
    if pattern("scenes.goal_en").search(left) or pattern("scenes.goal_front").search(left):
        return GOAL
    if pattern("scenes.coupled").search(left):
        return SCENE
    return BARE


def _cyrillic_role(place: Place, left: str) -> str:
    if pattern("scenes.front_near").search(left):
        return GOAL
    if pattern("scenes.side").search(left):
        return SCENE
    if pattern("scenes.origin").search(left) and not pattern("scenes.not_origin").search(left[-30:]):
        return ORIGIN
    if pattern("scenes.to_cyrillic").search(left):
        return GOAL
    if pattern("scenes.accusative").search(left) and _accusative(place, left):
        return GOAL
    if pattern("scenes.locative").search(left):
        return SCENE
    if pattern("scenes.coupled_cyrillic").search(left):
        return SCENE
    return BARE


def _accusative(place: Place, left: str) -> bool:
    """True where the form after в, на, под is the accusative (a goal); a form that does not tell is one after a verb
    of motion."""
    best = place.best
    name = (best.name.split(",")[0] if best else "").lower()
    last = place.text.lower().split()[-1]
    if best is not None and best.kind in ("oblast", "region", "axis", "river"):
        return bool(pattern("scenes.motion").search(left[-40:])) and last.endswith(("ок", "ие", "ь", "у", "ю", "ий"))
    if pattern("scenes.onto").search(left):
        return not last.endswith(("ах", "ях", "і", "е")) or bool(pattern("scenes.motion").search(left[-40:]))
    if name.endswith(("a", "ia")):
        return last.endswith(("у", "ю")) and not last.endswith(("ою", "ею"))
    if name[-1:] in "eo":
        return last.endswith(("о", "е")) and bool(pattern("scenes.motion").search(left[-50:]))
    if name.endswith(("y", "i")):
        return last.endswith(("и", "і", "ы")) and not last.endswith(("ами", "ями", "ьми"))
    return last[-1] not in "уюеіиомхї" and not last.endswith(("ом", "ем", "ом", "им", "ым", "єм"))


def _relational(document: Document, place: Place, left: str) -> tuple[Place, int]:
    """The place itself; "west of X" and "20 km north of X" are a point beside it with a wider radius."""
    passage, best = place.passage, place.best
    assert passage is not None
    match = pattern("scenes.side").search(left)
    if match is None or best is None or place.point is None or best.kind != "settlement":
        return place, passage.start
    told = (
        match.group("en") or match.group("ru") or match.group("uk") or match.group("uk2") or match.group("ru2") or ""
    ).lower()
    side = next(
        (value for start, value in table("sides").items() if told.startswith(start)),
        told.replace(" ", "-")
        .replace("northeast", "north-east")
        .replace("northwest", "north-west")
        .replace("southeast", "south-east")
        .replace("southwest", "south-west"),
    )
    if side not in COMPASS:
        return place, passage.start
    far = pattern("scenes.distance").search(left)
    km = (
        5.0
        if far is None
        else float(far.group("n").replace(",", ".")) * (1.609 if far.group("u").lower().startswith("mile") else 1)
    )
    begin = passage.start - len(left) + (far.start() if far else match.start())
    lat, lon = _shifted(place.point, COMPASS[side], km)
    moved = Candidate(
        best.code,
        f"{side} of {best.name}",
        lat,
        lon,
        best.radius_km + max(8.0, 0.3 * km),
        best.weight,
        "region",
        best.admin,
        best.source,
    )
    text = document.text[begin : passage.end]
    return Place(
        text, Passage(text, begin, passage.end), (moved,), None, (f"The text puts it {side} of {place.text}.",)
    ), begin


def _shifted(point: tuple[float, float], heading: float, km: float) -> tuple[float, float]:
    north, east = km * cos(radians(heading)), km * cos(radians(heading - 90))
    return point[0] + north / 111.2, point[1] + east / (111.2 * cos(radians(point[0])))


def _between(document: Document, one: Place, other: Place) -> tuple[Place, int]:
    assert one.passage is not None
    if one.point is None or other.point is None or other.passage is None or other.passage.start - one.passage.end > 30:
        return one, one.passage.start
    middle = ((one.point[0] + other.point[0]) / 2, (one.point[1] + other.point[1]) / 2)
    begin = max(document.text.rfind(" ", 0, one.passage.start - 1) + 1, one.passage.start - 20)
    text = document.text[begin : other.passage.end]
    reach = round(distance_km(one.point, other.point) / 2 + 3, 1)
    name = f"between {one.best.name if one.best else one.text} and {other.best.name if other.best else other.text}"
    candidate = Candidate(
        f"between:{one.best.code if one.best else ''}:{other.best.code if other.best else ''}",
        name,
        *middle,
        reach,
        1.0,
        "region",
        one.best.admin if one.best else (),
        "middle of the two",
    )
    return Place(
        text,
        Passage(text, begin, other.passage.end),
        (candidate,),
        None,
        (f"The text puts it between {one.text} and {other.text}.",),
    ), begin
