"""The part each place plays in its sentence: where something happens, where men are sent, where they come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

from nomansland.extract.document import Document
from nomansland.terrain.fold import is_cyrillic
from nomansland.terrain.geo import COMPASS, distance_km
from nomansland.words import Candidate, Passage, Place

SCENE, GOAL, ORIGIN, BARE, REFERENCE, DATELINE, LEFT = "scene", "goal", "origin", "bare", "reference", "dateline", "left"
_FILL = r"(?:(?:the|a|an|so-called|so called|occupied|nearby|neighbouring|village of|town of|city of|area of|г\.|с\.|м\.|селе|село|селі|городе|город|місті|місто|посёлке|поселке|селищі|смт|пгт|районе|районі|области|області)\s*)*[\"«“]?$"
_GOAL_EN = re.compile(r"\b(?:to|towards?|into|onto|for|against|on)\s+" + _FILL, re.I)
_GOAL_FRONT = re.compile(r"(?:\bto|\bfor|\bstorm|\bretake|\btake|\bhold|\bназад в|\bзахватить|\bбрать|\bштурмовать|\bштурмувати|\bbetween (?:the )?front (?:near|at|in))\s+(?:the front (?:near|at|in|by)\s+)?" + _FILL, re.I)
_FRONT_NEAR = re.compile(r"\b(?:the front|front line|the trenches|фронт|фронту|передовую|передову|позиции|позиції)\s+(?:near|at|in|by|outside|под|під|в|у|біля|возле)\s+" + _FILL, re.I)
_ORIGIN = re.compile(r"(?:\bfrom|\bиз|\bизо|\bіз|\bз|\bзі|\bс|\bсо|\bот|\bвід|\bout of)\s+" + _FILL, re.I)
_SCENE_EN = re.compile(r"\b(?:in|at|near|outside|around|inside|by|behind|beyond|through|across|along|past|over|within|of)\s+" + _FILL, re.I)
_SIDE = re.compile(r"\b(?:(?P<en>(?:north|south)?[- ]?(?:east|west)?(?:north|south|east|west))(?:ern)?(?: \w+)?\s+of|(?P<ru>северо-восточнее|северо-западнее|юго-восточнее|юго-западнее|севернее|южнее|восточнее|западнее)|на (?P<uk>північний схід|північний захід|південний схід|південний захід|північ|південь|схід|захід) від|(?P<uk2>північніше|південніше|східніше|західніше)(?: від)?|к (?P<ru2>северо-востоку|северо-западу|юго-востоку|юго-западу|северу|югу|востоку|западу) от)\s+" + _FILL, re.I)
_SIDES = {"северо-вос": "north-east", "северо-зап": "north-west", "юго-вос": "south-east", "юго-зап": "south-west", "северн": "north", "север": "north", "южн": "south", "юг": "south", "восточ": "east", "восток": "east", "запад": "west", "північний с": "north-east", "північний з": "north-west", "південний с": "south-east", "південний з": "south-west", "північ": "north", "півден": "south", "схід": "east", "східн": "east", "захід": "west", "західн": "west"}  # fmt: skip
_DISTANCE = re.compile(r"(?P<n>\d+(?:[.,]\d+)?)(?:[ -]|\s)(?P<u>km|kilomet\w+|miles?|км|килом\w+|кілом\w+)\b[^.;]{0,30}$", re.I)
_FAR = re.compile(r"(?:\d|\b(?:ten|twenty|fifteen|thirty|nine|пят\w+|двадцат\w+|десят\w+|трид\w+|дев[\w'’]+|п['’]?ят[\w'’]*|двадцят\w+|сорок\w*|шіст\w+|сім\w*|семи|вос[еь]м\w*|вісім\w*|три|чотири|четыр\w+|nine|eight|seven|six|five|four|three|two|forty|fifty))\S*(?:[ -])(?:km|kilomet\w+|miles?|км|килом\w+|кілом\w+)[^.;]{0,40}$", re.I)
_PEOPLE = re.compile(r"(?:\b(?:conscripts?|men|women|soldiers?|residents?|reservists?|lads?|mobili[sz]ed|natives?|guys?|driver|recruits?|fighters?|serviceman|servicemen|wives|mothers|relatives|мобилизован\w+|контрактник\w*|призывник\w*|жител\w+|мужчин\w*|солдат\w*|бойц\w+|боец|резервист\w*|парн\w+|ребят\w*|женщин\w*|родственни\w+|мобілізован\w+|військов\w+|призовник\w*|чоловік\w*|мешкан\w+|хлоп\w+|жін\w+|бійц\w+|баптист|студент\w*|уроженец|уродженець|родом|был|родился)\W+(?:\w+\W+){0,2}(?:from|из|із|з|зі)\s+)$", re.I)
_LEFT = re.compile(r"\b(?:from|out of|из|изо|із|з|зі)\s+(?:(?:the|a|an|that|его|того)\s+)?(?:[\w'’-]+\s+){1,3}(?:in|at|near|outside|в|у|во|під|под|біля|возле|поблизу)\s+" + _FILL, re.I)
_BESIDE = re.compile(r"^[\s,(]*(?:in|at|near|outside|not far from|close to|на|у|в|во|під|под|біля|поблизу|неподалік(?: від)?|возле|вблизи|недалеко от|під містом)?\s*(?:the\s+)?(?:[\w-]+\s+){0,4}[\"«“]?$", re.I)
_ASIDE = re.compile(r"^\W*(?:not (?:the|to be)|не (?:то|той|та|те|плутати|путать)\b|this is|it is|it's|it lies|that is|это|це|лежить|находится)|(?:village|town|settlement|деревня|село|посёлок|селище|місто|городок)\s+(?:just |somewhere |где-то |десь )?(?:squeezed )?(?:between|near|outside|north|south|east|west|між|между|біля|под|під)\b[^.]*$", re.I)
_DATE = re.compile(r"^[\s,]*(?:/[^/]+/|\(|[—–-]|,?\s*(?:\d{1,2}\s+\w+|[A-Z][a-z]+ \d{1,2}))")
_LOCATIVE = re.compile(r"\b(?:в|во|у|на|под|під|возле|около|біля|поблизу|вблизи|близ|за|між|между|коло|неподалік|недалеко от|неподалеку от|поруч із|рядом с|районе|районі|околицях|окраине|околиці|передмісті|пригороде)\s+" + _FILL, re.I)
_TO_CYRILLIC = re.compile(r"\b(?:до|к|ко)\s+" + _FILL, re.I)
_ACCUSATIVE = re.compile(r"\b(?:в|во|у|на|под|під|за|через|про)\s+" + _FILL, re.I)
_MOTION = re.compile(r"(?:вез|віз|везл|возил|возят|свозят|звозят|вивез|вывез|отвез|відвез|привез|достав|перебро|перекид|перевод|перевел|перевед|направ|отправ|відправ|ехать|їхати|ехали|їхали|поед|поїд|лете|леті|вылет|гнат|гонят|гнали|верн|поверн|повезл|доправ|этап|кинули|свезли|кидают|штурм|наступ|бро[сш])", re.I)


@dataclass(frozen=True)
class Scene:
    """A place with its part: `role`, the sentence it stands in, and the place to be used (shifted where only a side is told)."""

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
    out = []
    for number, place in enumerate(places):
        if place.passage is None:
            continue
        sentence = document.sentence_at(place.passage.start)
        left = document.text[sentence.start : place.passage.start]
        right = document.text[place.passage.end : sentence.end]
        role = _role(place, left, right)
        if role in (SCENE, BARE, LEFT) and out and _adjoins(document, out[-1], place):
            role = REFERENCE
        used, start = _relational(document, place, left)
        if role == SCENE and number + 1 < len(places) and re.search(r"\b(?:between|между|між|поміж)\s+" + _FILL, left, re.I):
            used, start = _between(document, place, places[number + 1])
        end = used.passage.end if used.passage else place.passage.end
        out.append(Scene(used, role, start, end, sentence.index, sentence.paragraph, _is_capital(place)))
    return out


def _adjoins(document: Document, before: Scene, place: Place) -> bool:
    """True where a name only says where the settlement just named lies ("Погоново під Воронежем", "X, in Luhansk region")."""
    assert place.passage is not None
    if before.region or before.role in (GOAL, DATELINE):
        return False
    gap = document.text[before.end : place.passage.start]
    narrow = place.region is None and re.search(r"\b(?:near|outside|close to|not far from|під|под|біля|поблизу|неподалік|возле|вблизи|недалеко)\b", gap, re.I)
    return len(gap) < (60 if place.region else 26) and bool(place.region or narrow) and _BESIDE.match(gap) is not None


def _is_capital(place: Place) -> bool:
    return place.best is not None and place.best.name.split(",")[0] in {"Kyiv", "Moscow", "Moskva"}


def _role(place: Place, left: str, right: str) -> str:
    if not left.strip(" \n—–-•▫️❗️⚡️") and place.text.isupper() and _DATE.match(right):
        return DATELINE
    if _FAR.search(left) and _SIDE.search(left) or re.search(r"\d\S*\s?(?:km|км|кілом\w+|килом\w+|miles?)\b[^.;,]{0,24}(?:of|from|от|від)\s+" + _FILL, left, re.I):
        return REFERENCE
    if _ASIDE.search(left):
        return REFERENCE
    if _PEOPLE.search(left):
        return ORIGIN
    if _LEFT.search(left):
        return LEFT
    return _cyrillic_role(place, left) if is_cyrillic(place.text) else _latin_role(left)


def _latin_role(left: str) -> str:
    if _FRONT_NEAR.search(left):
        return GOAL
    if _SIDE.search(left) or _SCENE_EN.search(left) and not re.search(r"\b(?:version|destination|regime) of\s+$", left):
        return SCENE
    if _ORIGIN.search(left):
        return ORIGIN
    if _GOAL_EN.search(left) or _GOAL_FRONT.search(left):
        return GOAL
    if re.search(r"\b(?:between|and)\s+(?:the )?$", left):
        return SCENE
    return BARE


def _cyrillic_role(place: Place, left: str) -> str:
    if _FRONT_NEAR.search(left):
        return GOAL
    if _SIDE.search(left):
        return SCENE
    if _ORIGIN.search(left) and not re.search(r"\b(?:недалеко|неподалеку|неподалёку|поруч|рядом|неподалік|вместе)\s+(?:от|з|із|с|від)\s+", left[-30:], re.I):
        return ORIGIN
    if _TO_CYRILLIC.search(left):
        return GOAL
    if _ACCUSATIVE.search(left) and _accusative(place, left):
        return GOAL
    if _LOCATIVE.search(left):
        return SCENE
    if re.search(r"\b(?:и|та|і|й|,|або|или)\s+$", left):
        return SCENE
    return BARE


def _accusative(place: Place, left: str) -> bool:
    """True where the form after в, на, под is the accusative (a goal); a form that does not tell is one after a verb of motion."""
    best = place.best
    name = (best.name.split(",")[0] if best else "").lower()
    last = place.text.lower().split()[-1]
    if best is not None and best.kind in ("oblast", "region", "axis", "river"):
        return bool(_MOTION.search(left[-40:])) and last.endswith(("ок", "ие", "ь", "у", "ю", "ий"))
    if re.search(r"на\s+$", left):
        return not last.endswith(("ах", "ях", "і", "е")) or bool(_MOTION.search(left[-40:]))
    if name.endswith(("a", "ia")):
        return last.endswith(("у", "ю")) and not last.endswith(("ою", "ею"))
    if name[-1:] in "eo":
        return last.endswith(("о", "е")) and bool(_MOTION.search(left[-50:]))
    if name.endswith(("y", "i")):
        return last.endswith(("и", "і", "ы"))
    return last[-1] not in "уюеіиомхї" and not last.endswith(("ом", "ем", "ом", "им", "ым", "єм"))


def _relational(document: Document, place: Place, left: str) -> tuple[Place, int]:
    """The place itself; "west of X" and "20 km north of X" are a point beside it with a wider radius."""
    passage, best = place.passage, place.best
    assert passage is not None
    match = _SIDE.search(left)
    if match is None or best is None or place.point is None or best.kind != "settlement":
        return place, passage.start
    told = (match.group("en") or match.group("ru") or match.group("uk") or match.group("uk2") or match.group("ru2") or "").lower()
    side = next((value for start, value in _SIDES.items() if told.startswith(start)), told.replace(" ", "-").replace("northeast", "north-east").replace("northwest", "north-west").replace("southeast", "south-east").replace("southwest", "south-west"))
    if side not in COMPASS:
        return place, passage.start
    far = _DISTANCE.search(left)
    km = 5.0 if far is None else float(far.group("n").replace(",", ".")) * (1.609 if far.group("u").lower().startswith("mile") else 1)
    begin = passage.start - len(left) + (far.start() if far else match.start())
    lat, lon = _shifted(place.point, COMPASS[side], km)
    moved = Candidate(best.code, f"{side} of {best.name}", lat, lon, best.radius_km + max(8.0, 0.3 * km), best.weight, "region", best.admin, best.source)
    text = document.text[begin : passage.end]
    return Place(text, Passage(text, begin, passage.end), (moved,), None, (f"The text puts it {side} of {place.text}.",)), begin


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
    candidate = Candidate(f"between:{one.best.code if one.best else ''}:{other.best.code if other.best else ''}", name, *middle, reach, 1.0, "region", one.best.admin if one.best else (), "middle of the two")
    return Place(text, Passage(text, begin, other.passage.end), (candidate,), None, (f"The text puts it between {one.text} and {other.text}.",)), begin
