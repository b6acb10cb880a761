"""When a report was published: as it states, else as an interval that the evidence in it bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from nomansland.extract.document import Document
from nomansland.extract.publicationdays import Day, days_of, past_days
from nomansland.extract.timeevents import known_events, length_before
from nomansland.extract.timelexicon import load
from nomansland.extract.timemoment import add, month_end, safe
from nomansland.extract.timephrases import WAR
from nomansland.words import Publication, Report, edtf_of

WAR_YEAR = 2022
_HEADER = re.compile(r"^\W*(?:published|date|posted|updated|дата|опубликовано|опубліковано|оприлюднено)?\W*$", re.I)
_LABEL = re.compile(r"\b(?:date|published|дата|опубликовано|опубліковано|оприлюднено)\s*:\s*$", re.I)
_CITY = re.compile(r"^[\W\d]*(?:[^\W\d_]{2,}[\s,.—–-]*){0,3}$")
_UPDATE = re.compile(r"\b(?:UPD|UPDATE[D]?|Updated|Обновлено|Оновлено|ОБНОВЛЕНО|ОНОВЛЕНО)\W*(?:\d\W*)?$")
# what every expression of an update has in it; most reports have none
_UPDATE_WORDS = ("UPD", "pdated", "бновлен", "БНОВЛЕН", "новлено", "НОВЛЕНО")
_UPDATES = re.compile(r"\bUPD\b|\bUPDATED?\b|\bUpdated\b|(?i:обновлено|оновлено)")
_URL_DATE = re.compile(r"/(20\d\d)/(\d{1,2})/(\d{1,2})(?:/|$|-)|[/-](20\d\d)-(\d\d)-(\d\d)(?:\D|$)")
_LAST_YEAR = re.compile(r"\blast year\b|\bпрошл(?:ом|ый|ого) год|\bминул(?:ого|ий|ому) ро|\bторік\b", re.I)
_THIS_YEAR = re.compile(
    r"\bthis year\b|\b(?:этого|текущего|нынешнего) года|\b(?:цього|поточного) року|\bцьогоріч\b", re.I
)
_WHOLE_YEAR = re.compile(r"\b(?:за|for the year|in all of)\s+(20\d\d)\s*(?:рік|год|р\.|г\.|\b)", re.I)
_LAST_MONTH = re.compile(r"^\W{0,4}(?:last month|(?:в )?прошл(?:ого|ом) месяц|минулого місяця)", re.I)


@dataclass(slots=True)
class Evidence:
    """What bounds the day of publication, with a sentence for each reason."""

    after: date | None = None
    why: list[str] = field(default_factory=list)

    def not_before(self, day: date, reason: str) -> None:
        """The report is not older than `day`."""
        self.after = day if self.after is None else max(self.after, day)
        self.why.append(reason)


def stated(report: Report) -> Publication | None:
    """The day that the source states, where the text tells of no update; None where it has to be read."""
    low = report.text.lower()
    if not report.published or "upd" in low or "обновлено" in low or "оновлено" in low:
        return None
    return Publication(stated=report.published[:10], basis=("stated by the source",), updated=report.updated)


def publication(document: Document) -> Publication:
    """The day of publication as stated by the source or the header of the text, else an interval with its reasons.

    Nothing is stated: the lower bound is the latest day told as past, or an event of public record that the text knows;
    the upper bound is the end of that month, since reports of this kind tell of the last weeks. Where no year is given,
    it is the first one in which everything fits, and a reason says so.
    """
    report = document.report
    updated = report.updated or _updated(document, report.published)
    if report.published:
        return Publication(stated=report.published[:10], basis=("stated by the source",), updated=updated)
    header = _header(document, days_of(document, 4))
    if header is not None and header.year is not None:
        stated = header.on(header.year)
        assert stated is not None
        basis = f"the report is headed '{document.text[header.start : header.end]}'"
        return Publication(stated=stated.isoformat(), basis=(basis,), updated=updated)
    return _inferred(document, past_days(document, days_of(document)), header, updated)


def _updated(document: Document, published: str | None) -> str | None:
    if not any(word in document.text for word in _UPDATE_WORDS):
        return None
    for day in days_of(document) if _UPDATES.search(document.text) else []:
        if _UPDATE.search(document.text[max(0, day.start - 20) : day.start]) and (day.year or published):
            found = day.on(int((published or "0")[:4]) or day.year or WAR_YEAR)
            return found.isoformat() if found else None
    short = re.search(r"\bUPD\W{1,3}(\d{1,2})\.(\d\d)\b(?!\.\d)", document.text)
    if short and published:
        made = safe(int(published[:4]), int(short.group(2)), int(short.group(1)))
        return made.isoformat() if made else None
    return None


def _header(document: Document, days: list[Day]) -> Day | None:
    """The date line: a date alone in one of the first lines, or one that opens the text before a dash or full stop."""
    text = document.text
    heads = document.paragraphs[:4]
    for day in days:
        for start, end in heads:
            if not start <= day.start < end:
                continue
            before, after = text[start : day.start], text[day.end : end]
            alone = len(after) < 25 and re.match(r"\s*(?:г\.?|р\.?|року|года)?\s*(?:[·|]|,?\s*\d{1,2}:\d\d|$)", after)
            opens = re.match(r"\s*(?:\((?![^)]*\d)[^)]{2,40}\)|/[^/]+/)?\s*[.—–:]", after)
            line = (alone and _HEADER.match(before)) or (opens and _CITY.match(before) and len(before) < 30)
            if line or _LABEL.search(before):
                return day
    return None


def _inferred(document: Document, days: list[Day], header: Day | None, updated: str | None) -> Publication:
    url = _URL_DATE.search(document.report.url or "")
    if url:
        parts = [int(part) for part in url.groups() if part]
        made = safe(*parts)
        if made:
            return Publication(inferred=made.isoformat(), basis=("the date in its address",), updated=updated)
    evidence = Evidence()
    _events(document, evidence)
    _years_told(document, days, evidence)
    year = _year(document, days, evidence)
    exact = _exact(document, days, header, year, evidence)
    if exact is not None:
        return Publication(inferred=exact.isoformat(), basis=tuple(evidence.why), updated=updated)
    latest = _latest(document, days, year, evidence)
    if latest is None:
        lower = max(filter(None, [evidence.after, date(year, 1, 1) if _has_year(document) else None]), default=None)
        return Publication(
            inferred=f"{lower.isoformat()}/.." if lower else None, basis=tuple(evidence.why), updated=updated
        )
    if all(day.month_only and day.year is None for day in days):
        return Publication(inferred=f"{latest.isoformat()}/..", basis=tuple(evidence.why), updated=updated)
    upper = month_end(latest.year, latest.month)
    if latest.day == 1 and any(day.month_only and day.month == latest.month for day in days):
        following = add(latest, 1, "month")
        upper = month_end(following.year, following.month)
    if (upper - latest).days < 7:
        upper = latest + timedelta(days=14)
    evidence.why.append(f"reports of this kind tell of the last weeks: not after {upper.isoformat()}")
    best = _best(document, latest, upper)
    inferred = f"{latest.isoformat()}/{upper.isoformat()}"
    return Publication(inferred=inferred, best=best, basis=tuple(evidence.why), updated=updated)


def _exact(document: Document, days: list[Day], header: Day | None, year: int, evidence: Evidence) -> date | None:
    if header is not None and (made := header.on(year)):
        evidence.why.append(f"the report is headed '{document.text[header.start : header.end]}'")
        return made
    for day in days:
        if day.shift is not None and (made := day.on(year)):
            evidence.why.append(f"'{document.text[day.start : day.end]}' puts it on {made - timedelta(days=day.shift)}")
            return made - timedelta(days=day.shift)
    return None


def _latest(document: Document, days: list[Day], year: int, evidence: Evidence) -> date | None:
    """The latest day that the text names as past; days of the turn of a year are told apart by the widest gap."""
    full = [made for day in days if day.year and day.year >= 2014 and (made := day.on(day.year))]
    latest = max(full, default=None)
    bare = _last_bare(days)
    if bare:
        made = safe(year if latest is None else max(year, latest.year), *bare)
        latest = max(filter(None, [latest, made]), default=None)
    if latest is not None:
        evidence.why.append(f"it tells of {latest.isoformat()}, so it is not older")
        latest = max(latest, evidence.after) if evidence.after and evidence.after.year == latest.year else latest
    return latest


def _last_bare(days: list[Day]) -> tuple[int, int] | None:
    """Month and day of the last of the days without a year: the one before the widest gap of the calendar."""
    bare = sorted({(day.month, day.day) for day in days if day.year is None})
    if not bare:
        return None
    order = [month * 31 + day for month, day in bare]
    gaps = [(order[(n + 1) % len(order)] - order[n]) % 372 or 372 for n in range(len(order))]
    return bare[max(range(len(bare)), key=lambda n: (gaps[n], n))]


def _years_told(document: Document, days: list[Day], evidence: Evidence) -> None:
    """A month with its year, and a year told as a whole ("за 2024 рік"), are over when the text is written."""
    for day in days:
        made = day.on(day.year) if day.year and day.month_only else None
        if made and WAR < made <= date.today():
            evidence.not_before(made, f"it tells of {document.text[day.start : day.end]}")
    for match in _WHOLE_YEAR.finditer(document.text):
        made = date(int(match.group(1)), 12, 31)
        if made < date.today() and made > WAR:
            evidence.not_before(made, f"'{match.group()}' tells of a whole year")


def _events(document: Document, evidence: Evidence) -> None:
    text = document.text
    for event in known_events(document.language, text):
        match = event.pattern.search(text)
        if match and event.since > WAR:
            evidence.not_before(
                event.since, f"it knows of '{match.group()}' ({event.id}), which began on {event.since.isoformat()}"
            )


@lru_cache(maxsize=1)
def _fronts() -> list[tuple[str, date, date, re.Pattern[str]]]:
    return [
        (
            front["id"],
            date.fromisoformat(front["from"]),
            date.fromisoformat(front["to"]),
            re.compile(rf"(?<!\w)(?:{front['names']})", re.I),
        )
        for front in load("events")["fronts"]
    ]


def _explicit_years(document: Document) -> list[tuple[int, int]]:
    return [
        (int(found.group()), found.start())
        for found in re.finditer(r"(?<![\d.,/№-])20[12]\d(?!\d|[.,]\d)", document.text)
    ]


def _has_year(document: Document) -> bool:
    return any(year >= WAR_YEAR for year, _ in _explicit_years(document))


def _year(document: Document, days: list[Day], evidence: Evidence) -> int:
    """The year of publication: the first one in which dates, weekdays, known events and the front all fit."""
    told = [year for year, _ in _explicit_years(document) if year <= date.today().year]
    floor = max([WAR_YEAR, *[year for year in told if year >= WAR_YEAR]])
    for clue, shift in ((_LAST_YEAR, 1), (_THIS_YEAR, 0)):
        for match in clue.finditer(document.text):
            near = [year for year, at in _explicit_years(document) if abs(at - match.start()) < 60]
            if near:
                evidence.why.append(f"'{match.group().strip()}' beside {near[0]} puts the year at {near[0] + shift}")
                return near[0] + shift
    years = range(floor, max(date.today().year, floor) + 1)
    best = max(years, key=lambda year: (_fit(document, days, year, evidence), -year))
    if days and (not told or max(told) < WAR_YEAR):
        evidence.why.append(
            f"it names no year: {best} is the first one in which all of it fits, later ones are not excluded"
        )
    return best


def _fit(document: Document, days: list[Day], year: int, evidence: Evidence) -> int:
    bare = _last_bare(days)
    score = sum(2 if made.isoweekday() == day.weekday else -3
                for day in days if day.weekday and not day.year and (made := day.on(year)))  # fmt: skip
    latest = (safe(year, *bare) if bare else None) or date(year, 12, 31)
    if latest < (evidence.after or WAR):
        score -= 5
    for first, last in _fronts_named(document.text):
        score += 1 if first <= latest <= last + timedelta(days=90) else -1
    return score


@lru_cache(maxsize=4)
def _fronts_named(text: str) -> list[tuple[date, date]]:
    """The first and last days of the battles whose places a text names."""
    return [(first, last) for _, first, last, pattern in _fronts() if pattern.search(text)]


def _best(document: Document, latest: date, upper: date) -> str | None:
    """A narrower guess: so many weeks of a known event had passed."""
    for event in known_events(document.language, document.text):
        for match in event.pattern.finditer(document.text):
            length = length_before(document.text[: match.start()], document.language)
            if length:
                first = max(add(event.since, *length), latest)
                if first <= upper:
                    return edtf_of(first, min(first + timedelta(days=2), upper))
    return None
