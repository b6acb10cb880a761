"""Which words are cut for whom: names of places and of private persons, collected from what the case has read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import orjson
from django.db import connection

from nomansland.tables.cut import PRIVATE, is_wide
from nomansland.tables.fold import fold
from nomansland.tables.hidden import hidden_keys
from nomansland.tables.models import Claim, Reading, Sealed
from nomansland.tables.sight import EVERYTHING, Sight, Words, seeing

_BATCH = 500
# Words of names that say nothing of where: to cut them would cut half of every report.
_COMMON = frozenset({"river", "lake", "sea", "north", "south", "east", "west", "oblast", "region", "raion", "district"})
_CAPITAL = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")


@dataclass
class Collected:
    """Words of one database, and how far it was read: a word that was ever read stays."""

    places: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)
    sets: dict[tuple[bool, bool], Words] = field(default_factory=dict)


_KNOWN: dict[str, Collected] = {}
_LOCK = Lock()


def _names(text: str) -> Iterator[str]:
    """Words of a name that begin with a capital letter, folded."""
    for word in _CAPITAL.findall(text):
        low = fold(word)
        if word[0].isupper() and len(word) > 2 and low not in _COMMON:
            yield low


def _place(value: dict[str, Any], into: set[str]) -> None:
    found = value.get("candidates", [])
    if found and is_wide(found[0]):
        return
    into.update(_names(value["text"]))
    for one in found:
        if not is_wide(one):
            into.update(_names(one["name"].partition(",")[0]))


def _collect(known: Collected) -> None:
    for model in (Reading, Claim):
        name, after = model.__name__, known.last.get(model.__name__, 0)
        rows = model._base_manager.filter(pk__gt=after).order_by("pk").values_list("pk", "data")
        for key, data in rows.iterator(_BATCH):
            value = orjson.loads(data)
            known.last[name] = key
            known.sets.clear()
            for place in (*value.get("places", ()), value.get("place")):
                if place:
                    _place(place, known.places)
            speaker = value.get("speaker") or {}
            if speaker.get("role") in PRIVATE and speaker.get("name"):
                known.people.update(_names(speaker["name"]))


def words(exact: bool, names: bool) -> Words:
    """What is cut for somebody who may, or may not, see places exactly and names.

    The first call goes through the whole case, later ones through what was read since.
    """
    with _LOCK, seeing(EVERYTHING):
        known = _KNOWN.setdefault(str(connection.settings_dict["NAME"]), Collected())
        _collect(known)
        if (exact, names) not in known.sets:
            cut = (set() if exact else known.places) | (set() if names else known.people)
            known.sets[exact, names] = Words.of(cut)
        return known.sets[exact, names]


def sight_of(exact: bool, names: bool, sealed: bool) -> Sight:
    """What somebody with these rights sees of the open case."""
    hidden = frozenset[str]() if sealed else frozenset(Sealed.objects.values_list("report", flat=True))
    if exact and names and not hidden:
        return EVERYTHING
    return Sight(exact, names, hidden_keys(hidden), Words() if exact and names else words(exact, names))
