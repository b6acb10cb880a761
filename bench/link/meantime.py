"""Event clusters over 120 Wikinews articles: the pair model beside the floor that takes equal head words for one event.

The mentions are given, as is usual for this set. Of each, linking gets what it asks of a claim: the lemma of its head
as the type, the time expression of its sentence (else the days about the article's date), and the proper name nearest
to it in the sentence in the room of the place. Nothing was tuned on this set.
"""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from typing import Any

from bench.data import data_folder
from bench.link.coref import conll
from nomansland.group import group
from nomansland.link.blocks import Blocks
from nomansland.link.decided import Ties
from nomansland.link.incidents import Clusters, proposals
from nomansland.link.scene import Scene
from nomansland.words import Claim, Passage, Place, Publication, Reading, Report, Time

Row = dict[str, Any]
_HEAD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_NAME = re.compile(r"\b[A-Z][\w.&'-]*(?: (?:of |the )?[A-Z][\w.&'-]*)*")


def documents() -> list[Row]:
    """The articles with their mentions, those outside the text left out."""
    path = data_folder() / "crossdoc_en_meantime" / "docs.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def lemma(words: str) -> str:
    """The lemma of the head: the last word of a mention."""
    import simplemma

    found = _HEAD.findall(words)
    return simplemma.lemmatize(found[-1].lower(), lang="en") if found else words


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    right = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if right < 0 else right


def _when(row: Row, start: int, end: int) -> Time | None:
    inside = [one for one in row["timex"] if start <= one["start"] < end and _ISO.fullmatch(one["value"])]
    whole = inside or [one for one in row["timex"] if _ISO.fullmatch(one["value"])][:1]
    return Time(whole[0]["value"]) if whole else None


def _name(row: Row, mention: Row, start: int, end: int) -> Place | None:
    text = row["text"]
    found = [
        (abs(start + match.start() - mention["start"]), match.group())
        for match in _NAME.finditer(text[start:end])
        if start + match.start() > start and start + match.start() != mention["start"]
    ]
    name = min(found, default=(0, ""))[1]
    return Place(name, None, (), f"name:{name.split()[-1].lower()}") if name else None


def reading(row: Row) -> tuple[Reading, dict[str, str]]:
    """An article as a reading, and the instance of each of its claims."""
    claims, instances = [], {}
    for number, mention in enumerate(sorted(row["events"], key=lambda one: (one["start"], one["end"]))):
        start, end = _sentence(row["text"], mention["start"], mention["end"])
        claim = Claim(
            f"c{number:03}",
            row["id"],
            f"event.{lemma(mention['text'])}",
            Passage.of(row["text"], mention["start"], mention["end"]),
            side="other",
            place=_name(row, mention, start, end),
            time=_when(row, start, end),
        )
        claims.append(claim)
        instances[claim.ref] = mention["instance"]
    published = next((one["value"] for one in row["timex"] if re.fullmatch(r"\d{4}-\d\d-\d\d", one["value"])), None)
    return Reading(Report(row["id"], row["text"]), "en", Publication(published), tuple(claims)), instances


def _linked(readings: list[Reading]) -> dict[str, str]:
    scene = Scene(readings, group(readings))
    profiles = [scene.profile(claim) for claim in scene.claims.values()]
    sets = Clusters(scene, profiles, Ties())
    for pair in proposals(scene, Blocks(scene, profiles)):
        sets.join(pair)
    return {one.ref: head for head, members in sets.members.items() for one in members}


def _clusters(home: dict[str, str]) -> list[frozenset[Any]]:
    out: dict[str, set[str]] = defaultdict(set)
    for ref, name in home.items():
        out[name].add(ref)
    return [frozenset(members) for members in out.values()]


def measured() -> Row:
    """CoNLL F1 of the model and of the floors."""
    made = [reading(row) for row in documents()]
    readings = [one for one, _ in made]
    instances = {ref: name for _, found in made for ref, name in found.items()}
    types = {claim.ref: claim.type for one in readings for claim in one.claims}
    started = time.perf_counter()
    linked = _linked(readings)
    seconds = time.perf_counter() - started
    key = _clusters(instances)
    return {
        "mentions": len(instances),
        "events": len(key),
        "pair model": conll(key, _clusters(linked)),
        "floor: same head lemma": conll(key, _clusters(types)),
        "floor: same head lemma in one article": conll(
            key, _clusters({ref: f"{ref.split(':')[0]} {kind}" for ref, kind in types.items()})
        ),
        "floor: each mention alone": conll(key, _clusters({ref: ref for ref in instances})),
        "articles_per_second": round(len(readings) / seconds),
    }
