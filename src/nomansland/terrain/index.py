"""The index on disk: one SQLite file, read-only in use.

Tables: `place` (one row a place), `name` (distinct names, each with its language and status), `bears` (which place
bears
which name), `form` (key of a surface form -> name; loose keys begin with `~`), `meta`.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.fold import bridge, is_cyrillic, key, roman
from nomansland.terrain.forms import decline

VERSION = 3
_SCHEMA = """
create table place (id integer primary key, code text not null, name text, kind text, country text, oblast text, raion
text,
  hromada text, lat real, lon real, radius real, source text, population integer, rank integer);
create table name (id integer primary key, text text, language text, status text);
create table bears (name integer, place integer, primary key (name, place)) without rowid;
create table form (key text, name integer, primary key (key, name)) without rowid;
create table meta (key text primary key, value text);
"""


_ONLY_RUSSIAN, _ONLY_UKRAINIAN = set("ыэёъ"), set("іїєґ")


def _languages(name: Name) -> tuple[str, ...]:
    """A name spelled alike in both languages (Варшава) has the cases of both."""
    letters = set(name.text.lower())
    if name.status in ("official", "derived") or letters & (_ONLY_RUSSIAN | _ONLY_UKRAINIAN):
        return (name.language,)
    return ("uk", "ru")


def forms_of(name: Name) -> set[str]:
    """All keys under which a name may be met: strict ones, and loose ones (with `~`) for Cyrillic names and derived
    ones."""
    strict: set[str] = set()
    if is_cyrillic(name.text) and name.language in ("ru", "uk"):
        for language in _languages(name):
            strict.update(map(key, decline(name.text, language)))
        strict.add(key(roman(name.text.replace("ё", "е"), name.language)))
        if "ё" in name.text.lower():
            strict.add(key(roman(name.text, name.language)))
    else:
        strict.add(key(name.text))
    if name.status != "derived":
        return strict
    return {"~" + bridge(one) for one in strict}


def write(entries: Iterable[Entry], path: Path, meta: dict[str, object]) -> tuple[int, int, int]:
    """Write an index; returns how many places, names and forms it holds. An existing file is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    db = sqlite3.connect(partial)
    db.executescript("pragma page_size=8192; pragma journal_mode=off; pragma synchronous=off;" + _SCHEMA)
    names: dict[tuple[str, str, str], int] = {}
    bears: set[tuple[int, int]] = set()
    count = 0
    for number, entry in enumerate(entries, 1):
        count = number
        db.execute(
            "insert into place values (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (number, entry.code, entry.name, entry.kind, entry.country, entry.oblast, entry.raion, entry.hromada,
             entry.lat, entry.lon, entry.radius_km, entry.source, entry.population, entry.rank),
        )  # fmt: skip
        if entry.rank or entry.kind not in ("oblast", "raion", "community"):
            for name in entry.names:
                bears.add((names.setdefault((name.text, name.language, name.status), len(names) + 1), number))
    forms = _write_names(db, names, bears)
    db.executemany(
        "insert into meta values (?,?)", [(k, json.dumps(v)) for k, v in {**meta, "version": VERSION}.items()]
    )
    db.execute("create index place_code on place (code)")
    db.commit()
    db.close()
    partial.replace(path)
    return count, len(names), forms


def _write_names(db: sqlite3.Connection, names: dict[tuple[str, str, str], int], bears: set[tuple[int, int]]) -> int:
    db.executemany("insert into name values (?,?,?,?)", ((number, *name) for name, number in names.items()))
    db.executemany("insert into bears values (?,?)", sorted(bears))
    rows = sorted({(form, number) for name, number in names.items() for form in forms_of(Name(*name))})
    db.executemany("insert into form values (?,?)", rows)
    firsts = sorted({(one.split(" ", 1)[0] + " ", 0) for one, _ in rows if " " in one})
    db.executemany("insert or ignore into form values (?,?)", firsts)
    return len(rows)
