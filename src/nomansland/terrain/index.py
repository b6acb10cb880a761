"""The index on disk: one SQLite file, read-only in use.

Tables: `place` (one row a place), `name` (distinct names, each with its language and status), `bears` (which place
bears which name, and between which dates), `form` (key of a surface form -> name; loose keys begin with `~`), `sieve`
(one row, see `sieve`), `meta`.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.fold import bridge, is_cyrillic, key, roman
from nomansland.terrain.forms import decline

VERSION = 4
_SCHEMA = """
create table place (id integer primary key, code text not null, name text, kind text, country text, oblast text,
  raion text, hromada text, lat real, lon real, radius real, source text, population integer, rank integer);
create table name (id integer primary key, text text, language text, status text);
create table bears (name integer, place integer, since text, until text, primary key (name, place)) without rowid;
create table form (key text, name integer, primary key (key, name)) without rowid;
create table sieve (bits blob);
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
    bears: dict[tuple[int, int], tuple[str, str]] = {}
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
                borne = names.setdefault((name.text, name.language, name.status), len(names) + 1), number
                if not any(bears.get(borne, ("", ""))):
                    bears[borne] = (name.since, name.until)
    forms = _write_names(db, names, bears)
    db.executemany(
        "insert into meta values (?,?)", [(k, json.dumps(v)) for k, v in {**meta, "version": VERSION}.items()]
    )
    db.execute("create index place_code on place (code)")
    db.commit()
    db.close()
    partial.replace(path)
    return count, len(names), forms


def _write_names(
    db: sqlite3.Connection, names: dict[tuple[str, str, str], int], bears: dict[tuple[int, int], tuple[str, str]]
) -> int:
    db.executemany("insert into name values (?,?,?,?)", ((number, *name) for name, number in names.items()))
    db.executemany("insert into bears values (?,?,?,?)", ((*borne, *dates) for borne, dates in sorted(bears.items())))
    rows = sorted({(form, number) for name, number in names.items() for form in forms_of(Name(*name))})
    db.executemany("insert into form values (?,?)", rows)
    firsts = sorted({(one.split(" ", 1)[0] + " ", 0) for one, _ in rows if " " in one})
    db.executemany("insert or ignore into form values (?,?)", firsts)
    keys = {form for form, _ in rows} | {first for first, _ in firsts}
    db.execute("insert into sieve values (?)", (sieve(keys),))
    return len(rows)


def sieve(keys: set[str]) -> bytes:
    """A Bloom filter of keys (B. H. Bloom, 1970): most words of a report are no names, and it says so without a query.

    Two bits for each key among nine or more, so that about one word in twenty that names no place is asked in vain.
    """
    size = 1 << max(13, (len(keys) * 8).bit_length())
    bits = bytearray(size >> 3)
    for one in keys:
        for bit in sieve_bits(one, size):
            bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def sieve_bits(folded: str, size: int) -> tuple[int, int]:
    """The two bits of a key in a sieve of `size` bits, a power of two."""
    data = folded.encode()
    return crc32(data) & (size - 1), crc32(data[::-1]) & (size - 1)
