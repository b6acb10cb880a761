"""Values as plain sentences: numbers carry their bounds, what is not known is said."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _

from nomansland.web.labels import label
from nomansland.words import Chain, Count, Interval, Place, Publication, Speaker, Time
from nomansland.words.time import OPEN_FIRST, OPEN_LAST, day_bounds

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NOUNS = {
    "person": ngettext_lazy("person", "people"),
    "site": ngettext_lazy("site", "sites"),
    "case": ngettext_lazy("case", "cases"),
    "proceeding": ngettext_lazy("proceeding", "proceedings"),
    "sentence": ngettext_lazy("sentence", "sentences"),
    "request": ngettext_lazy("request", "requests"),
    "complaint": ngettext_lazy("complaint", "complaints"),
    "village": ngettext_lazy("village", "villages"),
    "vehicle": ngettext_lazy("vehicle", "vehicles"),
    "platoon": ngettext_lazy("platoon", "platoons"),
    "company": ngettext_lazy("company", "companies"),
    "battalion": ngettext_lazy("battalion", "battalions"),
    "crew": ngettext_lazy("crew", "crews"),
    "voice": ngettext_lazy("voice", "voices"),
    "newsroom": ngettext_lazy("newsroom", "newsrooms"),
    "report": ngettext_lazy("report", "reports"),
    "claim": ngettext_lazy("claim", "claims"),
    "incident": ngettext_lazy("incident", "incidents"),
    "contradiction": ngettext_lazy("contradiction", "contradictions"),
    "retelling": ngettext_lazy("retelling", "retellings"),
    "minute": ngettext_lazy("minute", "minutes"),
    "hour": ngettext_lazy("hour", "hours"),
    "day": ngettext_lazy("day", "days"),
    "week": ngettext_lazy("week", "weeks"),
    "month": ngettext_lazy("month", "months"),
    "year": ngettext_lazy("year", "years"),
}


def plural(number: int, noun: str) -> str:
    """`noun` in the number that `number` asks for."""
    if noun in _NOUNS:
        return str(_NOUNS[noun] % number)
    if number == 1:
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def is_noun(text: str) -> bool:
    """True for a noun that `plural` knows in every language."""
    return text in _NOUNS


def number(value: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def count(value: Count | None) -> str:
    """ "at least 58 people"; empty where nobody gives a number."""
    if value is None:
        return ""
    low, high = value.min, value.max
    noun = plural(high if high is not None else (low or 0), value.unit)
    if low is not None and high is not None:
        told = number(low) if low == high else _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}
        return _about(f"{told} {noun}", value.approx)
    if low is not None:
        told = f"{number(low)} {plural(low if _inflected() else max(low, 2), value.unit)}"
        return _("at least %(told)s") % {"told": _about(told, value.approx)}
    return _("up to %(told)s") % {"told": _about(f"{number(high or 0)} {noun}", value.approx)}


def _about(told: str, approximate: bool) -> str:
    return _("about %(told)s") % {"told": told} if approximate else told


def _inflected() -> bool:
    """True where a noun follows the number itself and small numbers have genders: they are written as digits."""
    return (get_language() or "en").partition("-")[0] != "en"


def day(value: date) -> str:
    """ "9 July 2023"."""
    return date_format(value, "j E Y")


def _month(value: date) -> str:
    """ "July 2023"; without a capital where the language writes none."""
    told = date_format(value, "F Y")
    return told.lower() if _inflected() else told


def _between(first: str, last: str) -> str:
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _whole(first: date, last: date) -> str | None:
    following = date.fromordinal(last.toordinal() + 1) if last < OPEN_LAST else None
    if first.day != 1 or following is None or following.day != 1:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return _month(first)
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
        return _("at a time that nothing bounds")
    if last == OPEN_LAST:
        return _("since %(day)s") % {"day": day(first)}
    if first == OPEN_FIRST:
        return _("up to %(day)s") % {"day": day(last)}
    if first == last:
        return day(first)
    whole = _whole(first, last)
    if whole:
        return whole
    if (first.year, first.month) == (last.year, last.month):
        return _between(str(first.day), day(last))
    if first.year == last.year:
        return _between(date_format(first, "j E"), day(last))
    return _between(day(first), day(last))


def time(value: Time | None) -> str:
    """When, or that nobody says when."""
    if value is None or (value.edtf is None and value.duration is None):
        return ""
    told = days(value.edtf) if value.edtf else _("for %(time)s") % {"time": duration(value.duration or "")}
    return _about(told, bool(value.approximate and value.edtf))


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
    near = (
        _(", within %(km)s km") % {"km": f"{best.radius_km:.0f}"}
        if best.lat is not None and best.radius_km >= 1
        else ""
    )
    return f"{best.name}{near}"


def speaker(value: Speaker | None) -> str:
    """Who says it: name and role, or that nobody is named."""
    if value is None:
        return _("nobody is named")
    role = label("role", value.role)
    parts = [value.name or "", role if not value.office else f"{role}, {value.office}"]
    told = ", ".join(part for part in parts if part)
    return _("%(told)s (of the other side)") % {"told": told} if value.adversary else told


def via(chain: Chain) -> str:
    """ "through Glukhaya Pora, then The Ferry Post"; empty for a report's own voice."""
    joined = _(", which had it from ").join(chain.outlets)
    return _("through %(outlets)s") % {"outlets": joined} if joined else ""


def _few(value: int) -> str:
    return _SMALL[value] if value < len(_SMALL) and not _inflected() else number(value)


def interval(value: Interval, noun: str) -> str:
    """ "two voices", "one to three newsrooms"."""
    if value.low == 0 and value.high > 0:
        return _("at most %(told)s") % {"told": f"{_few(value.high)} {plural(value.high, noun)}"}
    if value.low == value.high:
        return f"{_few(value.low)} {plural(value.low, noun)}"
    told = _("%(low)s to %(high)s") % {"low": _few(value.low), "high": _few(value.high)}
    return f"{told} {plural(value.high, noun)}"


def origins(voices: Interval, newsrooms: Interval) -> str:
    """ "Two voices, one newsroom": the two are never added."""
    told = f"{interval(voices, 'voice')}, {interval(newsrooms, 'newsroom')}"
    return told[0].upper() + told[1:]


def published(value: Publication) -> str:
    """The stated date, or the interval that the evidence bounds, said to be inferred."""
    if value.stated:
        return days(value.stated[:10])
    if value.inferred:
        return _("not stated; %(days)s by inference") % {"days": days(value.inferred)}
    return _("not stated, and nothing bounds it")
