"""Tables of `docs/terrain.md` from what `bench/terrain` and `bench/time` measured last."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def _found(step: str) -> Any:
    return json.loads((Path(__file__).parents[1] / "bench" / step / "results.json").read_text("utf-8"))


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _said(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return "-"
    if isinstance(value, str):
        return value
    return f"{value:,.3f}" if isinstance(value, float) and value < 10 else f"{value:,.0f}"


def annotated() -> str:
    """Mentions and resolution on the annotated reports, with both gazetteers."""
    found = _found("terrain")
    names = ("f1", "exact spans", "resolved within tolerance", "the greatest of its name alone")
    rows = [
        [name, *(_said(found[f"annotated reports, {name} gazetteer"][one]) for one in names)]
        for name in ("default", "built")
    ]
    return _table(["gazetteer", *names], rows)


def speed() -> str:
    """Reports and megabytes a second."""
    found = _found("terrain")["speed"]
    rows = []
    for texts, figures in found.items():
        for name, one in figures.items():
            if isinstance(one, dict):
                rows.append([texts, name, _said(one["reports a second"]), f"{one['MB a second']:.2f}"])
    return _table(["texts", "gazetteer", "reports a second", "MB a second"], rows)


def indexes() -> str:
    """What each index holds, and what it takes to build, open and hold."""
    found = _found("terrain")
    rows = []
    for name, one in found["indexes"].items():
        cost = found["set-up cost"][f"nomansland, {name}"]
        rows.append(
            [
                f"nomansland, {name}", one["commands"], f"{one['seconds to build']:.0f}", _said(one["MB of the index"]),
                _said(one["places"]), _said(one["forms"]), f"{cost['seconds to import and open']:.2f}",
                f"{1000 * cost['seconds to the first look-up']:.1f}", _said(cost["MB in memory"]),
            ]
        )  # fmt: skip
    for name in ("Mordecai 3", "geoparser"):
        one = found["set-up cost"][name]
        rows.append([name, one["commands"], "-", _said(one["MB"]), "-", "-", "-", "-", "quoted"])
    head = [
        "program, index", "commands", "seconds to build", "MB on disk", "places", "forms", "seconds to import and open",
        "ms to the first look-up", "MB in memory",
    ]  # fmt: skip
    return _table(head, rows)


def automaton() -> str:
    """An automaton over all forms beside look-ups by key."""
    rows = []
    for name, one in _found("terrain")["automaton beside look-ups"].items():
        whole, keys = one["automaton"], one["look-ups"]
        first, again = whole["words met first"], whole["words met again"]
        rows.append(
            [
                name, _said(one["forms"]), f"{whole['seconds to load']:.2f}", _said(whole["MB in memory"]),
                f"{1000 * (first['seconds to fold'] + first['seconds to scan']):.0f}",
                f"{1000 * (again['seconds to fold'] + again['seconds to scan']):.0f}", f"{keys['seconds to load']:.3f}",
                f"{1000 * keys['words met first']['seconds']:.0f}", f"{1000 * keys['words met again']['seconds']:.0f}",
            ]
        )  # fmt: skip
    head = ["index", "forms", "automaton: seconds to load", "MB", "ms, words met first", "ms, met again",
            "look-ups: seconds to load", "ms, words met first", "ms, met again"]  # fmt: skip
    return _table(head, rows)


def namesakes() -> str:
    """Namesakes of Ukraine in sentences of one relation."""
    rows = []
    for name, one in _found("terrain")["namesakes of Ukraine, built gazetteer"].items():
        if isinstance(one, dict):
            keys = (
                "sentences",
                "told right",
                "the greatest alone",
                "that one namesake alone fits",
                "told right of these",
            )
            rows.append([name, *(_said(one[key]) for key in keys)])
    head = [
        "relation",
        "sentences",
        "told right",
        "the greatest alone",
        "that fit one namesake alone",
        "told right of these",
    ]
    return _table(head, rows)


def world() -> str:
    """English news, end to end."""
    found, rows = _found("terrain"), []
    within, area = "within 161 km of the found", "area under the curve"
    speed = ("documents a second", "MB a second")
    names = ("names", "precision", "recall", "f1", within, "median error km", area, *speed)
    for name in ("gwn", "lgl", "trnews"):
        one = found[f"English, {name}, world gazetteer"]
        rows.append([f"{name}, ours", *(_said(one[key]) for key in names)])
    for name, one in found["published"]["on GWN, recomputed from stored output, end to end"].items():
        f1 = 2 * one["precision"] * one["recall"] / (one["precision"] + one["recall"])
        figures = (one["precision"], one["recall"], f1, one["within 161 km"])
        rows.append([f"gwn, {name}", "2,401", *map(_said, figures), *["-"] * 4])
    return _table(["set", *names], rows)


def given() -> str:
    """English news, names given."""
    found, rows = _found("terrain"), []
    mordecai = next(one for name, one in found["published"].items() if name.startswith("Mordecai"))
    for name in ("gwn", "lgl", "trnews"):
        one = found[f"English, {name}, world gazetteer, names given"]
        keys = (
            "answerable",
            "within 161 km of the found",
            "right number",
            "the greatest of its name alone, right number",
        )
        rows.append([name, *(_said(one[key]) for key in keys), _said(mordecai[name])])
    head = ["set", "answerable names", "within 161 km", "right number", "the greatest alone, right number",
            "Mordecai 3 within 161 km, published"]  # fmt: skip
    return _table(head, rows)


def peers() -> str:
    """Unique names of 100 documents."""
    found = _found("terrain")["unique names of 100 documents of gwn"]
    keys = ("precision", "recall", "f1 of unique names", "documents a second", "kchar a second")
    return _table(["program", *keys], ([name, *(_said(one[key]) for key in keys)] for name, one in found.items()))


def times() -> str:
    """Times in annotated sets and reports, beside other programs."""
    found, rows = _found("time"), []
    keys = ("strict_f1", "relaxed_f1", "value_f1", "documents_per_second")
    for name in ("meantime", "wikiwarsua", "reports_en", "reports_ru", "reports_uk"):
        rows.append([name, "ours", *(_said(found[name][key]) for key in keys)])
        for program in ("heideltime", "dateparser"):
            if one := found["peers"].get(f"{program}_{name}"):
                when = "measured once" if program == "heideltime" else "same run"
                rows.append([name, f"{program}, {when}", *(_said(one[key]) for key in keys)])
    return _table(["set", "program", "strict F1", "relaxed F1", "value F1", "documents a second"], rows)


def front() -> str:
    """Agreement of the front with the official list, by month."""
    found = _found("terrain")["front against the official list"]
    head = [
        "month",
        "settlements",
        "agree",
        "occupied in the list only",
        "on the map only",
        "agreement from 75 to 100 %",
    ]
    rows = []
    for month, one in found.items():
        bar = "█" * round((one["agree"] - 0.75) * 80)
        numbers = [_said(one[name]) for name in ("settlements", "only in the list", "only on the map")]
        rows.append([month, numbers[0], f"{one['agree']:.1%}", numbers[1], numbers[2], bar])
    return _table(head, rows)
