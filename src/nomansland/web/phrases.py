"""Values as plain sentences: numbers carry their bounds, what is not known is said."""

from __future__ import annotations

from datetime import date

from nomansland.web.labels import label
from nomansland.words import Chain, Count, Interval, Place, Publication, Speaker, Time
from nomansland.words.time import OPEN_FIRST, OPEN_LAST, day_bounds

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PLURALS = {"person": "people", "company": "companies"}


def plural(number: int, noun: str) -> str:
    """`noun` in the number that `number` asks for."""
    if number == 1:
        return noun
    if noun in _PLURALS:
        return _PLURALS[noun]
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def number(value: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def count(value: Count | None) -> str:
    """ "at least 58 people"; empty where nobody gives a number."""
    if value is None:
        return ""
    low, high = value.min, value.max
    noun = plural(high if high is not None else (low or 0), value.unit)
    about = "about " if value.approx else ""
    if low is not None and high is not None:
        told = number(low) if low == high else f"{number(low)} to {number(high)}"
        return f"{about}{told} {noun}"
    if low is not None:
        return f"at least {about}{number(low)} {plural(max(low, 2), value.unit)}"
    return f"up to {about}{number(high or 0)} {noun}"


def day(value: date) -> str:
    """ "9 July 2023"."""
    return f"{value.day} {value:%B %Y}"


def _whole(first: date, last: date) -> str | None:
    following = date.fromordinal(last.toordinal() + 1) if last < OPEN_LAST else None
    if first.day != 1 or following is None or following.day != 1:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    return f"{first.year}" if (first.month, last.month, first.year) == (1, 12, last.year) else None


def days(edtf: str | None) -> str:
    """An EDTF date or interval in words: "9 July 2023", "October 2022", "1 to 7 March 2023", "since 1 May 2022"."""
    if not edtf:
        return ""
    try:
        first, last = day_bounds(edtf)
    except ValueError:
        return edtf
    if first == OPEN_FIRST and last == OPEN_LAST:
        return "at a time that nothing bounds"
    if last == OPEN_LAST:
        return f"since {day(first)}"
    if first == OPEN_FIRST:
        return f"up to {day(last)}"
    if first == last:
        return day(first)
    whole = _whole(first, last)
    if whole:
        return whole
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def time(value: Time | None) -> str:
    """When, or that nobody says when."""
    if value is None or (value.edtf is None and value.duration is None):
        return ""
    told = days(value.edtf) if value.edtf else f"for {duration(value.duration or '')}"
    return f"about {told}" if value.approximate and value.edtf else told


def duration(iso: str) -> str:
    """`P2W` as "2 weeks"; what cannot be said in words stays as it is."""
    units = {"Y": "year", "M": "month", "W": "week", "D": "day"}
    body = iso.removeprefix("P")
    if body[:-1].isdigit() and body[-1:] in units:
        return f"{body[:-1]} {plural(int(body[:-1]), units[body[-1]])}"
    return iso


def place(value: Place | None) -> str:
    """Where, with the radius within which it is known: "Bilolutsk, Starobilsk raion, Luhansk oblast, within 12 km"."""
    if value is None:
        return ""
    best = value.best
    if best is None:
        return value.text
    near = f", within {best.radius_km:.0f} km" if best.lat is not None and best.radius_km >= 1 else ""
    return f"{best.name}{near}"


def speaker(value: Speaker | None) -> str:
    """Who says it: name and role, or that nobody is named."""
    if value is None:
        return "nobody is named"
    role = label("role", value.role)
    parts = [value.name or "", role if not value.office else f"{role}, {value.office}"]
    told = ", ".join(part for part in parts if part)
    return f"{told} (of the other side)" if value.adversary else told


def via(chain: Chain) -> str:
    """ "through Glukhaya Pora, then The Ferry Post"; empty for a report's own voice."""
    return "through " + ", which had it from ".join(chain.outlets) if chain.outlets else ""


def _few(value: int) -> str:
    return _SMALL[value] if value < len(_SMALL) else number(value)


def interval(value: Interval, noun: str) -> str:
    """ "two voices", "one to three newsrooms"."""
    if value.low == 0 and value.high > 0:
        return f"at most {_few(value.high)} {plural(value.high, noun)}"
    if value.low == value.high:
        return f"{_few(value.low)} {plural(value.low, noun)}"
    return f"{_few(value.low)} to {_few(value.high)} {plural(value.high, noun)}"


def origins(voices: Interval, newsrooms: Interval) -> str:
    """ "Two voices, one newsroom": the two are never added."""
    told = f"{interval(voices, 'voice')}, {interval(newsrooms, 'newsroom')}"
    return told[0].upper() + told[1:]


def published(value: Publication) -> str:
    """The stated date, or the interval that the evidence bounds, said to be inferred."""
    if value.stated:
        return days(value.stated[:10])
    if value.inferred:
        return f"not stated; {days(value.inferred)} by inference"
    return "not stated, and nothing bounds it"
