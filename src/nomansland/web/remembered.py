"""What a page asks of the whole case, kept in memory until the case says something else.

The ledger numbers the states of a case: as long as its last entry is the same, so is every answer. A decision on a
claim changes no report and no claim, so what is counted of those outlives it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar, cast

import orjson
from django.db import connection

from nomansland.tables import models
from nomansland.tables.sight import EVERYTHING, seeing, sight

T = TypeVar("T")
State = tuple[int, str]
# More entries than these since the last time: it costs less to ask anew than to read them.
_MOST_READ, _MOST_STATES, _MOST_KEPT = 200, 12, 256
# A claim that was split is two, and what is undone may have been such a split.
_MAKING = ("split", "undo")


@dataclass
class Kept:
    """Answers of one state of a case, and of one sight of it."""

    state: State = (0, "")
    values: dict[Any, Any] = field(default_factory=dict)


_KEPT: dict[Any, Kept] = {}
_LOCK = Lock()


def last() -> State:
    """Number and hash of the last entry of the ledger."""
    with seeing(EVERYTHING):
        return models.Ledger.objects.order_by("-seq").values_list("seq", "hash").first() or (0, "")


def _lasts(before: State) -> bool:
    """True where nothing was written since that changes reports, claims or what links them."""
    with seeing(EVERYTHING):
        if not models.Ledger.objects.filter(seq=before[0], hash=before[1]).exists():
            # Another case, or an earlier state of this one, put back.
            return False
        rows = models.Ledger.objects.filter(seq__gt=before[0]).order_by("seq").values_list("kind", "data")
        since = list(rows[: _MOST_READ + 1])
    return len(since) <= _MOST_READ and all(_harmless(kind, data) for kind, data in since)


def _harmless(kind: str, data: str) -> bool:
    if kind != "decision":
        return kind == "person"
    made = orjson.loads(data)
    return made["target"] != "report" and not (made["target"] == "claim" and made["verdict"] in _MAKING)


def seen_by() -> Any:
    """The case and who looks: what is hidden from one is counted for another."""
    found = sight()
    gone = tuple((name, len(keys), hash(keys)) for name, keys in sorted(found.keys.items()))
    # The settings of a test database change while its name stays: the host is part of which one it is.
    where = connection.settings_dict
    return str(where["NAME"]), str(where["HOST"]), found.clear, gone


def remembered(name: Any, ask: Callable[[], T]) -> T:
    """The answer to a question on reports, claims or what links them, asked again only when those change.

    Parameters
    ----------
    name : hashable
        Names the question with all it depends on, but for the case and for who asks.
    ask : callable
        Gives the answer; nobody may change the value.
    """
    now, who = last(), seen_by()
    if not now[0]:
        return ask()
    with _LOCK:
        kept = _KEPT.pop(who, None) or Kept()
        _KEPT[who] = kept
        while len(_KEPT) > _MOST_STATES:
            _KEPT.pop(next(iter(_KEPT)))
    if kept.state != now:
        lasts = kept.state[0] > 0 and _lasts(kept.state)
        kept = Kept(now, kept.values if lasts else {})
        with _LOCK:
            _KEPT[who] = kept
    if name not in kept.values:
        while len(kept.values) >= _MOST_KEPT:
            kept.values.pop(next(iter(kept.values)), None)
        kept.values[name] = ask()
    return cast(T, kept.values[name])
