"""The time of an event from its own clause or sentence, without date lines and the times of reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.timemoment import add
from nomansland.words import Publication, Time, day_bounds, edtf_of
from nomansland.words.time import OPEN_FIRST

REPORTING = re.compile(
    r"\b(?:report(?:s|ed|ing)?|articles?|said|says|told|tells|wrote|writes|published|publishes|posted|announced|spoke|interview\w*|"
    r"сообщ\w+|расска\w+|пиш\w+|писал\w*|написа\w+|опубликова\w+|заяви\w+|говор\w+|сказа\w+|"
    r"повідом\w+|розпов\w+|пише|писа\w+|оприлюдн\w+|заяви\w+|каза\w+|сказа\w+|опубліку\w+)\b",
    re.I,
)
EARLIER = re.compile(
    r"\bhad\s+(?:\w+ly\s+)?\w+|\b(?:до этого|до того|раньше|ранее|перед этим|до цього|раніше|перед тим|доти)\b", re.I
)
THAT = re.compile(REPORTING.pattern + r".{0,60}?(?:\bthat\b|\bчто\b|\bщо\b)", re.I)
OUT = re.compile(
    r"\b(?:released|freed|let (?:him |her |them )?(?:go|out)|came out|got out|"
    r"отпусти\w+|выпусти\w+|вышел|вышли|вышла|відпусти\w+|випусти\w+|вийшов|вийшли|вийшла|звільни\w+)\b",
    re.I,
)
ALREADY = re.compile(r"\b(?:already|уже|вже)\b", re.I)
FROM = re.compile(r"(?:from|out of|из|с|со|з|із|зі)\s", re.I)
ORIGINS = ("refusal", "protest", "truce", "attack", "sabotage", "evasion")
STARTS = ("site.opened", "site.reopened", "site.closed")
NOT_CARRIED = ("now", "meanwhile", "set")
# A refusal in words is told by a verb of saying, whose day is then the day of the refusal.
_WORDS = re.compile(
    r"\b(?:would|will|wo)n?[’']?t?\s+(?:not|never)\b|\b(?:won|wouldn)[’']t\b|\bне\s+(?:по)?(?:йд|ид|буд|пойд|підуть|піде)\w*",
    re.I,
)


APPEAL = re.compile(
    r"\b(?:we|our)\b.{0,60}?\b(?:demand|appeal|ask|urge|beg|call on)\b|"
    r"\b(?:требуем|просим|обращаемся|умоляем|призываем|вимагаємо|просимо|звертаємося|благаємо|закликаємо)\b|"
    r"^\W*(?:open (?:letter|appeal)|(?:открытое |коллективное )?обращение|(?:відкрите |колективне )?звернення)\b",
    re.I | re.S,
)
PAPERS = re.compile(r"\b(?:рапорт\w*|reports|resignations?)\b", re.I)
STATES = ("coercion.detention", "coercion.conditions", "coercion.ill_treatment", "coercion.confiscation")
LEAVING = ("refusal.absence", "coercion.forced_return", "site.closed")


@dataclass(slots=True)
class Case:
    """One event with the time found for it so far."""

    event: Event
    time: Time | None = None
    own: bool = False
    now: bool = False
    night: Time | None = None

    @property
    def family(self) -> str:
        return self.event.type.split(".")[0]

    @property
    def bounds(self) -> tuple[date, date] | None:
        return self.time.bounds if self.time else None


class ClauseReader:
    """The times of one report, and the rules that find them in the clause and the sentence of an event."""

    def __init__(self, document: Document, times: Sequence[Time], published: Publication | None) -> None:
        self.document = document
        self.dated = [time for time in times if time.edtf and time.passage and not self._aside(time, published)]
        self.lengths = [time for time in times if time.duration and not time.edtf and time.passage]
        edtf = published.edtf if published else None
        self.published = day_bounds(edtf) if edtf else None
        self.period = self._period()

    def _period(self) -> Time | None:
        """The weeks or months that a bulletin says at its head it is about."""
        for time in self.dated:
            assert time.passage is not None
            heads = [span for span in self.document.paragraphs[:3] if time.passage.within(*span)]
            if not heads or time.bounds is None or self.published is None:
                continue
            line = self.document.text[slice(*heads[0])].strip()
            days, ago = (time.bounds[1] - time.bounds[0]).days, (self.published[1] - time.bounds[1]).days
            if len(line) < 120 and not line.endswith((".", "!", "?", "…")) and 5 <= days <= 366 and 0 <= ago <= 60:
                return time
        return None

    def _aside(self, time: Time, published: Publication | None) -> bool:
        """True for a date line and for the time of a report."""
        assert time.passage is not None
        text, passage = self.document.text, time.passage
        line = text.rfind("\n", 0, passage.start) + 1
        after = text[passage.end : passage.end + 24]
        if passage.start - line < 30 and published and time.edtf == (published.stated or ""):
            return re.match(r"\s*(?:г\.|р\.|року|года)?\s*(?:[(.—–/·|]|\n|$)", after) is not None
        return False

    def explicit(self, case: Case) -> None:
        """The time in the clause that tells the event, else in its sentence."""
        event = case.event
        inside = [time for time in self.dated if time.passage and time.passage.overlaps(event.passage)]
        time = self._nearest(inside, event) or self._in_sentence(event)
        if time is None or (event.type == "site.closed" and time.basis in NOT_CARRIED):
            return
        last_night = time.bounds and self.published and time.bounds[1] >= self.published[0]
        if time.basis == "overnight" and last_night and case.family not in ORIGINS:
            case.night = time
            return
        case.own = True
        case.time = self._as_event(self._told_by(time, event), event)
        case.now = time.basis in NOT_CARRIED

    def _told_by(self, time: Time, event: Event) -> Time:
        """A time that is open towards the report ends where the source of the sentence is dated."""
        bounds, sentence = time.bounds, self.document.sentences[event.sentence]
        if bounds is None or not time.basis.startswith(("since", "during")):
            return time
        dated = [
            one.bounds[1]
            for one in self.dated
            if one.bounds
            and one.passage
            and one.passage.within(sentence.start, sentence.end)
            and one is not time
            and self._reports(one, event)
        ]
        last = min([bounds[1], *(day for day in dated if day >= bounds[0])])
        return replace(time, edtf=edtf_of(bounds[0], last)) if last < bounds[1] else time

    def _nearest(self, times: list[Time], event: Event) -> Time | None:
        good = [time for time in times if time.basis not in NOT_CARRIED] or times
        # "on the 14th until noon": the part of the day dates nothing beside the day
        good = [time for time in good if time.basis != "overnight"] or good
        return min(
            good, key=lambda time: abs((time.passage or event.passage).start - event.trigger.start), default=None
        )

    def _in_sentence(self, event: Event) -> Time | None:
        sentence = self.document.sentences[event.sentence]
        text = self.document.text
        after, before = None, None
        for time in self.dated:
            passage = time.passage
            if passage is None or not passage.within(sentence.start, sentence.end) or self._reports(time, event):
                continue
            if passage.start >= event.passage.end:
                gap = text[event.passage.end : passage.start]
                # what the court heard of is dated after the comma, the hearing is not
                apart = event.type == "response.prosecution" and re.search(r"[,:(]", gap)
                if after is None and len(gap) < 80 and ";" not in gap and not apart:
                    after = (time, gap)
            else:
                before = time
        opening = before is not None and before.passage is not None and before.passage.start - sentence.start < 3
        if (
            after
            and (not opening or len(after[1]) < 4)
            and not re.search(r"[,:—–(]|\b(?:and|but|и|а|но|і|й|та|але)\b", after[1])
        ):
            return after[0]
        return before or (after[0] if after else None)

    def _reports(self, time: Time, event: Event) -> bool:
        """True where the time stands beside a verb of reporting, outside the event's own clause."""
        assert time.passage is not None
        if time.passage.overlaps(event.passage):
            return False
        text, passage = self.document.text, time.passage
        in_words = event.type == "refusal.order" and _WORDS.search(event.passage.quote)
        if not in_words and passage.end < event.passage.start and THAT.search(text[passage.end : event.passage.start]):
            return True
        left = text[max(0, passage.start - 28) : passage.start]
        right = text[passage.end : passage.end + 16]
        left = re.split(r"[,;:.«»“”\"]|\b(?:that|что|що)\b", left)[-1]
        right = re.split(r"[,;:.«»“”\"]", right)[0]
        if re.match(r"(?:that|что|що)\b", passage.quote, re.I):
            left = ""  # "reports that on Friday ...": the day is of what is reported
        if event.passage.end > passage.start - 28 and event.passage.end <= passage.start:
            left = text[max(event.passage.end, passage.start - 28) : passage.start]
        return REPORTING.search(left) is not None or REPORTING.match(right.lstrip()) is not None

    def _as_event(self, time: Time, event: Event) -> Time:
        """What a bounded time means for the event: a site reopens when "since" begins, it does not go on reopening."""
        role, _, core = time.basis.partition(" ")
        if event.type in STARTS and role in ("since", "by", "after") and core:
            return replace(time, edtf=core, basis=f"'{role}' names when it happened")
        if event.type == "coercion.detention" and FROM.match(event.passage.quote) and time.bounds:
            return replace(time, edtf=edtf_of(OPEN_FIRST, time.bounds[1]), basis="before they were taken away")
        if time.passage and not time.passage.overlaps(event.passage) and self._earlier(event) and time.bounds:
            return self._before(time, event)
        return self._with_length(time, event)

    def _earlier(self, event: Event) -> bool:
        told = self.document.text[max(0, event.passage.start - 12) : event.passage.end]
        return event.type in ("coercion.detention", "context.losses") and EARLIER.search(told) is not None

    def _before(self, time: Time, event: Event) -> Time:
        """All the time before, or as long before as the clause says."""
        assert time.bounds is not None
        found = re.fullmatch(r"P(\d+)([DWM])", self._length(event) or "")
        if found is None:
            return replace(time, edtf=edtf_of(OPEN_FIRST, time.bounds[1]), basis="told as earlier than this")
        first = add(time.bounds[0], -int(found.group(1)), {"D": "day", "W": "week", "M": "month"}[found.group(2)])
        return replace(time, edtf=edtf_of(first, time.bounds[1]), basis="so long before this")

    def _length(self, event: Event) -> str | None:
        inside = [
            one for one in self.lengths if one.passage and one.passage.within(event.passage.start, event.passage.end)
        ]
        return inside[0].duration if inside else None

    def _with_length(self, time: Time, event: Event) -> Time:
        bounds = time.bounds
        if bounds is None or bounds[0] != bounds[1]:
            return time
        found = re.fullmatch(r"P(\d+)([DW])", self._length(event) or "")
        if found is None:
            return time
        last = add(bounds[0], int(found.group(1)), "day" if found.group(2) == "D" else "week")
        return replace(time, edtf=edtf_of(bounds[0], min(last, self.published[1]) if self.published else last))
