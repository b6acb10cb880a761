"""Editions: what was published, what is prepared, and what either holds back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from nomansland import work
from nomansland.group import once
from nomansland.share import Held, held, not_counted, release
from nomansland.tables import read, write
from nomansland.web.second import asked
from nomansland.words import Release
from nomansland.words.codec import from_data
from nomansland.words.errors import ShareRefused

PREPARED, RELEASED = "edition", "release"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as the ledger tells of it: who prepared and released it, and when; `number` is its entry."""

    release: Release
    number: int
    by: str
    at: str
    state: str
    prepared_by: str = ""
    held: tuple[Held, ...] = ()
    outside: tuple[tuple[str, int], ...] = ()

    @property
    def alone(self) -> bool:
        """True where one person prepared and released it."""
        return bool(self.prepared_by) and self.prepared_by.casefold() == self.by.casefold()


def _entries(kind: str) -> list[tuple[Any, dict[str, Any]]]:
    return [(entry, orjson.loads(entry.data)) for entry in read.ledger(kind)]


def editions() -> list[Edition]:
    """All of them, the newest first: released ones, and prepared ones that were neither released nor withdrawn."""
    out, done = [], set()
    for entry, data in _entries(RELEASED):
        made = from_data(Release, data["release"])
        done.add(data.get("prepared", ""))
        out.append(Edition(made, entry.seq, data["by"], entry.at, "released", data.get("prepared_by", "")))
    done |= {data["withdrawn"] for _, data in _entries(PREPARED) if "withdrawn" in data}
    for entry, data in _entries(PREPARED):
        if "release" in data and str(entry.seq) not in done:
            out.append(_prepared(entry, data))
    return sorted(out, key=lambda one: -one.number)


def _prepared(entry: Any, data: dict[str, Any]) -> Edition:
    back = tuple(from_data(Held, one) for one in data["held"])
    outside = tuple((why, number) for why, number in data["outside"])
    made = from_data(Release, data["release"])
    return Edition(made, entry.seq, data["by"], entry.at, "prepared", "", back, outside)


def now(rules: tuple[str, ...] = ()) -> tuple[Release, tuple[Held, ...], tuple[tuple[str, int], ...]]:
    """What would leave the case if it were released now, and what would be held back. Raises ShareRefused."""
    earlier = _entries(RELEASED)
    previous = from_data(Release, earlier[-1][1]["release"]) if earlier else None
    record, people = work.unsealed(), 2 if asked() else 1
    same = once(record.readings, record.retellings)
    told = (record.findings, record.readings)
    made = release(*told, incidents=record.incidents, previous=previous, people=people, same=same, rules=rules)
    back = held(*told, made, record.incidents, previous, same, people)
    return made, back, tuple(not_counted(*told, people))


def prepare(by: str, rules: tuple[str, ...] = ()) -> None:
    """Write down what would be released now. Raises ShareRefused."""
    made, back, outside = now(rules)
    write.append(PREPARED, {"by": by, "release": made, "held": back, "outside": outside, "rules": rules})


def _open(number: str) -> tuple[Any, dict[str, Any]]:
    for entry, data in _entries(PREPARED):
        if str(entry.seq) == number and "release" in data:
            break
    else:
        raise ShareRefused("There is no such edition.", todo="Open the list again.")
    if number not in {str(one.number) for one in editions() if one.state == "prepared"}:
        raise ShareRefused("This edition was released or withdrawn already.", todo="Open the list again.")
    return entry, data


def publish(number: str, by: str) -> None:
    """Release a prepared edition, if the case still gives the same one. Raises ShareRefused."""
    with write.transaction():
        _, data = _open(number)
        made = now(tuple(data.get("rules", ())))[0]
        if made.id != data["release"]["id"]:
            raise ShareRefused(
                "The case holds something else than when this edition was prepared.",
                todo="Withdraw it, prepare another one and read what it holds back.",
            )
        write.append(RELEASED, {"by": by, "release": made, "prepared": number, "prepared_by": data["by"]})


def withdraw(number: str, by: str) -> None:
    """Take a prepared edition back: a new entry, the old one stays. Raises ShareRefused."""
    with write.transaction():
        _open(number)
        write.append(PREPARED, {"by": by, "withdrawn": number})
