"""From a matched rule to days: parts of the day, bare days, numeric dates, years in words, sets and lengths of time."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nomansland.extract.timeclock import Clock, patterns
from nomansland.extract.timegrammar import Hit, load
from nomansland.extract.timemoment import Moment, add, day_moment, duration_of, month_end, safe, timex_length, unit_moment, year_moment
from nomansland.extract.timeresolve import ONE, kind, place_in_year

_CODES = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}


def _anchor(clock: Clock) -> tuple[date, date]:
    """The day that a bare part of a day belongs to: the last one told close by, else that of publication."""
    for told in reversed(clock.told):
        if clock.paragraph - told.paragraph > 1:
            break
        moment = told.moment
        if told.anchors and moment.grain == "day" and moment.first and moment.last and moment.value != "PRESENT_REF":
            return (moment.last, moment.last) if moment.value.endswith("TNI") else (moment.first, moment.last)
    return clock.first, clock.last


def _part(clock: Clock, part: str, word: str, anchored: bool = True) -> Moment:
    first, last = _anchor(clock) if anchored else (clock.first, clock.last)
    told = (first, last) != (clock.first, clock.last)
    night = word.startswith(tuple(load(clock.language)["night"]))
    if night and not told:
        first -= ONE
    return Moment(first, last, "day", f"{last.isoformat()}{_CODES[part]}")


@kind("overnight")
def _overnight(hit: Hit, clock: Clock) -> Moment | None:
    word = clock.text[hit.start : hit.end].lower()
    if hit.after in ("into", "to", "на", "проти"):
        return None
    if word in load(clock.language)["adverb_parts"]:
        return _part(clock, str(hit.slots["part"]), word)
    leads = {"by", "at", "before", "until", "till", "around", "after", "since", "к", "до", "под", "ближе", "после", "в", "с",
             "о", "об", "опівночі", "на", "від", "з", "перед"}  # fmt: skip
    if hit.before not in leads or (hit.before in ("в", "на", "с", "з", "о", "об", "перед", "после") and not re.match("полноч|полдень|світан|рассв|midnight", word)):
        return None
    return _part(clock, str(hit.slots["part"]), word)


@kind("clockpart", "partof")
def _clockpart(hit: Hit, clock: Clock) -> Moment | None:
    if hit.kind == "partof" and hit.before not in ("by", "until", "till", "during", "before", "since", "towards", "through", "after"):
        return None
    number = hit.slots.get("n")
    if hit.after in ("to", "into", "of", "on", "на", "проти"):
        return None
    if number is not None and not 1 <= int(number) <= 24:
        return None
    if hit.slots.get("n_class") == "NUMW" and hit.after in ("и", "і", "та"):
        return None
    return _part(clock, str(hit.slots["part"]), clock.text[hit.start : hit.end].lower().removeprefix("at ").removeprefix("in "))


@kind("relpart")
def _relpart(hit: Hit, clock: Clock) -> Moment | None:
    return Moment(clock.first, clock.last, "day", clock.last.isoformat() + _CODES[str(hit.slots["part"])])


@kind("tonight")
def _tonight(hit: Hit, clock: Clock) -> Moment | None:
    return day_moment(clock.first, clock.last)


@kind("thatday")
def _thatday(hit: Hit, clock: Clock) -> Moment | None:
    unit = str(hit.slots.get("unit") or "day")
    if unit in ("hour", "minute", "second"):
        return None
    if hit.before in ("за", "не") or hit.after in ("that", "who", "что", "що", ","):
        return None
    told = clock.last_told()
    if told is None or told.moment.first is None or told.moment.last is None:
        return None
    if unit in ("day", "night"):
        return told.moment if told.moment.grain in ("day", "span") else None
    low, high = unit_moment(told.moment.first, unit), unit_moment(told.moment.last, unit)
    return low.between(low.first, high.last) if low.first and high.last else None


@kind("then")
def _then(hit: Hit, clock: Clock) -> Moment | None:
    leads = {"by", "since", "until", "till", "к", "до", "с", "з", "із", "на", "від", "at"}
    if hit.before not in leads or (hit.kind == "then" and not clock.told):
        return None
    for told in reversed(clock.told):
        if told.moment.first is not None and told.moment.value != "PRESENT_REF":
            return told.full
    return None


@kind("eve")
def _eve(hit: Hit, clock: Clock) -> Moment | None:
    if clock.language == "en":
        return None
    after = clock.text[hit.end : hit.end + 30].split()
    if after and re.fullmatch(r"[а-яёіїєґ'’ʼ]{3,}", after[0].strip(".,!?;:")) and not clock.text[hit.end :].startswith((",", ".")):
        from nomansland.extract.document import analyzer

        tag = str(analyzer(clock.language).parse(after[0].strip(".,!?;:").lower())[0].tag)
        if "NOUN" in tag and "gent" in tag:
            return unit_moment(clock.last, "month")
    first, last = _anchor(clock)
    return day_moment(first - ONE, last - ONE)


@kind("forunit")
def _forunit(hit: Hit, clock: Clock) -> Moment | None:
    unit = str(hit.slots["unit"])
    word = clock.text[hit.start : hit.end].split()[-1].lower()
    if word not in {"неделю", "месяц", "год", "сутки", "день", "квартал", "тиждень", "місяць", "рік", "добу"}:
        return None
    if hit.after in ("до", "перед") or unit in ("hour", "minute", "second", "century", "decade", "night", "weekend"):
        return None
    first = clock.first - ONE if unit == "day" else add(clock.first, -1, unit) + ONE
    return Moment(first, clock.last, "span", duration_of(1, unit))


@kind("bareunit")
def _bareunit(hit: Hit, clock: Clock) -> Moment | None:
    unit = str(hit.slots["unit"])
    if unit not in ("week", "month", "quarter", "halfyear", "year", "decade"):
        return None
    before = clock.text[max(0, hit.start - 24) : hit.start].lower()
    if not re.search(r"(?:\b(?:end|start|beginning|middle|rest) of|начал\w*|конц\w*|середин\w*|почат\w+|кінц\w+|кінець|наприкінці|середині)\s+$", before):
        return None
    told = clock.last_told() if clock.narrative else None
    return unit_moment(told.moment.first if told and told.moment.first else clock.last, unit)


@kind("daynum")
def _daynum(hit: Hit, clock: Clock) -> Moment | None:
    day = int(hit.slots["day"])
    if not _bare_day(hit, clock):
        return None
    told = clock.last_told(("day", "month", "span"))
    base = told.moment.first if told and told.moment.first else clock.last
    coming = hit.before in ("до", "to", "until", "till", "by") and clock.future(hit.start, hit.end)
    limit = date(9999, 1, 1) if clock.narrative else clock.last
    months = [(base.year + (base.month - 1 + step) // 12, (base.month - 1 + step) % 12 + 1) for step in (0, 1, -1)]
    months += [(clock.last.year, clock.last.month)]
    found = [made for year, month in months if (made := safe(year, month, day))]
    if coming or (hit.before == "до" and told is None):
        later = [made for made in found if made >= clock.last]
        return day_moment(min(later)) if later else None
    fits = [made for made in found if made <= limit]
    forward = [made for made in fits if made >= base]
    if forward:
        return day_moment(min(forward))
    return day_moment(max(fits)) if fits else None


def _bare_day(hit: Hit, clock: Clock) -> bool:
    """True where a number with an ending stands for a day: it is not followed by the noun that it counts."""
    text = clock.text
    if re.search(r"[\w№/-]$", text[: hit.start][-1:]):
        return False
    after = re.match(r"\s*([^\W\d_]+(?:['’ʼ][^\W\d_]+)*)", text[hit.end : hit.end + 40])
    if re.match(r"\s*[-–—/]\s*\w", text[hit.end : hit.end + 5]) or re.match(r"\s*\d", text[hit.end : hit.end + 5]):
        return False
    if after is None:
        return True
    word = after.group(1)
    if clock.language == "en":
        words = "and|or|he|she|they|we|i|it|the|a|when|but|to|at|in|by|as|for|from|with|after|before|one|on|his|her|their|who|there|men|two|three|all"
        return re.fullmatch(words, word.lower()) is not None and hit.before in ("on", "of", "until", "by", "since", "the", "from", "to", "till", "and", "")
    if word[:1].isupper():
        return False
    from nomansland.extract.document import analyzer

    tag = analyzer(clock.language).parse(word.lower())[0].tag
    return not ({"NOUN", "ADJF"} & set(str(tag).replace(" ", ",").split(","))) and hit.before in {
        "на", "до", "с", "к", "з", "від", "після", "после", "аж", "—", ".", "", "уже", "вже", "лишь", "по", "около", "за", "«", ",", "и", "та", "і"}  # fmt: skip


@kind("iso")
def _iso(hit: Hit, clock: Clock) -> Moment | None:
    try:
        return day_moment(date.fromisoformat(hit.slots["d"][:10]))
    except ValueError:
        return None


@kind("dmy")
def _dmy(hit: Hit, clock: Clock) -> Moment | None:
    first, second, year = (int(part) for part in re.split("[./]", hit.slots["d"]))
    year += 2000 if year < 70 else (1900 if year < 100 else 0)
    if clock.language == "en" and "/" in hit.slots["d"] and first <= 12:
        first, second = second, first
    if second > 12:
        first, second = second, first
    found = safe(year, second, first)
    return day_moment(found) if found else None


@kind("dm")
def _dm(hit: Hit, clock: Clock) -> Moment | None:
    day, month = (int(part) for part in hit.slots["d"].split("."))
    leads = {"upd", "от", "від", "с", "з", "до", "на", "по", "за", "к", "оновлено", "обновлено", "update", "updated", ""}
    after = clock.text[hit.end : hit.end + 1]
    if hit.before not in leads or after == "%" or (hit.before == "" and after not in ".,:\n "):
        return None
    if hit.before in ("на", "до", "по", "с", "з", "за", "к", "от", "від", "") and re.match(r"\s*[^\W\d_]", clock.text[hit.end : hit.end + 3]) and hit.before != "":
        return None

    def make(year: int) -> Moment | None:
        found = safe(year, month, day)
        return day_moment(found) if found else None

    return place_in_year(make, hit, clock)


@kind("clock")
def _clock(hit: Hit, clock: Clock) -> Moment | None:
    hour, minute = (int(part) for part in hit.slots["t"].split(":"))
    if hour > 24 or minute > 59:
        return None
    first, last = _anchor(clock)
    zone = "Z" if re.search(r"UTC|GMT", clock.text[hit.start : hit.end]) else ""
    return Moment(first, last, "day", f"{last.isoformat()}T{hit.slots['t']}{zone}")


@kind("newyear")
def _newyear(hit: Hit, clock: Clock) -> Moment | None:
    year = clock.last.year + (clock.last.month > 8 and clock.future(hit.start, hit.end))
    return day_moment(date(year, 1, 1))


@kind("wordyear", "wordyearbare")
def _wordyear(hit: Hit, clock: Clock) -> Moment | None:
    number = int(hit.slots.get("tens") or 0) + int(hit.slots["y"])
    if hit.kind == "wordyearbare" and not (number in (14, 16, 17, 18) and _ends_phrase(hit, clock) and hit.before != "в"):
        return None
    if hit.kind == "wordyear" and not hit.slots.get("tens") and (number < 14 or number > 90 or number % 10 == 0 and number < 20):
        return None
    if hit.kind == "wordyear" and clock.text[hit.end - 3 : hit.end].lower() in ("лет", "ков"):
        return None
    if not hit.slots.get("y_class") or number < 14:
        return None
    year = 2000 + number if 19 < number <= clock.last.year % 100 + 1 else 1900 + number
    return year_moment(year)


def _ends_phrase(hit: Hit, clock: Clock) -> bool:
    return re.match(r"\s*(?:[.,;:!?»)…]|$|один|был|стреля|\n)", clock.text[hit.end : hit.end + 8]) is not None


@kind("set")
def _set(hit: Hit, clock: Clock) -> Moment | None:
    unit = str(hit.slots.get("unit") or "week")
    if unit in ("hour", "minute", "second") or (not hit.slots.get("wd") and not clock.narrative and unit in ("day", "night")):
        return None
    year = year_moment(clock.last.year)
    return Moment(year.first, year.last, "set", duration_of(1, unit))


@kind("whole")
def _whole(hit: Hit, clock: Clock) -> Moment | None:
    if hit.slots.get("season"):
        from nomansland.extract.timeresolve import RESOLVERS

        return RESOLVERS["season"](hit, clock)
    unit = str(hit.slots["unit"])
    if unit in ("hour", "minute", "second", "century"):
        return None
    return Moment(None, None, "length", duration_of(1, unit), duration_of(1, unit))


@kind("halfyear")
def _halfyear(hit: Hit, clock: Clock) -> Moment | None:
    return Moment(None, None, "length", "P6M", "P6M")


@kind("duration")
def _duration(hit: Hit, clock: Clock) -> Moment | None:
    text, unit, n = clock.text, str(hit.slots["unit"]), hit.slots.get("n")
    found = patterns(clock.language)
    spoken = text[hit.start : hit.end].lower()
    if found["frequency"].search(text[max(0, hit.start - 25) : hit.start]) or found["sentence"].match(text[hit.end : hit.end + 30].lstrip()):
        return None
    if re.match(r"(?:a|an)\s+second|one\s+(?:day|night)$", spoken) and not hit.before:
        return None
    if unit == "second" and not isinstance(n, int):
        return None
    if re.search(r"[\w№/][-–]?$", text[: hit.start][-2:]) and not text[: hit.start][-1:].isspace():
        return None
    if unit in ("year", "month") and clock.cue("sentenced", *clock.clause(hit.start, hit.end)):
        return None
    if spoken.endswith(("ночи", "ночі", "дня")) and hit.before in ("в", "о", "об", "к", "до", "около", "близько", "після", "после"):
        return _part(clock, "night" if spoken.endswith(("и", "і")) else "afternoon", "")
    if hit.slots.get("n2") and hit.slots["n2_class"] != "FEW" and "half" not in spoken:
        n = hit.slots["n2"]
    if spoken.startswith(("half", "пол")) and n == 1:
        return Moment(None, None, "length", duration_of(0.5, unit), duration_of(0.5, unit))
    if re.search(r"\band a half\b", spoken) and isinstance(n, int):
        n = n + 0.5
    return Moment(None, None, "length", timex_length(n, unit), duration_of(n, unit))


def month_or_day_end(moment: Moment) -> date | None:
    """The last day of the month in which a moment ends."""
    return month_end(moment.last.year, moment.last.month) if moment.last else None
