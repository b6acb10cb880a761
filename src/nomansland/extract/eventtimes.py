"""When an event happened, as far as the report says: the time in its clause, then its sentence, then what was told around it.

The time of an event is neither the time of the report nor that of publication: dates that belong to a verb of reporting
("wrote on Tuesday") and date lines are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.timemoment import add, month_end
from nomansland.words import Publication, Time, day_bounds, edtf_of
from nomansland.words.time import OPEN_FIRST

_REPORTING = re.compile(
    r"\b(?:report(?:s|ed|ing)?|said|says|told|tells|wrote|writes|published|publishes|posted|announced|spoke|interview\w*|"
    r"сообщ\w+|расска\w+|пиш\w+|писал\w*|написа\w+|опубликова\w+|заяви\w+|говор\w+|сказа\w+|"
    r"повідом\w+|розпов\w+|пише|писа\w+|оприлюдн\w+|заяви\w+|каза\w+|сказа\w+|опубліку\w+)\b",
    re.I,
)
_EARLIER = re.compile(r"\bhad\s+(?:\w+ly\s+)?\w+|\b(?:до этого|до того|раньше|ранее|перед этим|до цього|раніше|перед тим|доти)\b", re.I)
_THAT = re.compile(_REPORTING.pattern + r".{0,60}?(?:\bthat\b|\bчто\b|\bщо\b)", re.I)
_OUT = re.compile(r"\b(?:released|freed|let (?:him |her |them )?(?:go|out)|came out|got out|отпусти\w+|выпусти\w+|вышел|вышли|вышла|"
                  r"відпусти\w+|випусти\w+|вийшов|вийшли|вийшла|звільни\w+)\b", re.I)  # fmt: skip
_ALREADY = re.compile(r"\b(?:already|уже|вже)\b", re.I)
_FROM = re.compile(r"(?:from|out of|из|с|со|з|із|зі)\s", re.I)
_ORIGINS = ("refusal", "protest", "truce", "attack", "sabotage", "evasion")
_STARTS = ("site.opened", "site.reopened", "site.closed")
_NOT_CARRIED = ("now", "meanwhile", "set")


@dataclass(slots=True)
class _Case:
    """One event with the time found for it so far."""

    event: Event
    time: Time | None = None
    own: bool = False
    now: bool = False

    @property
    def family(self) -> str:
        return self.event.type.split(".")[0]

    @property
    def bounds(self) -> tuple[date, date] | None:
        return self.time.bounds if self.time else None


def event_times(
    document: Document, events: Sequence[Event], times: Sequence[Time], published: Publication | None = None
) -> list[Time | None]:
    """The time of each event, aligned with `events`; None where nothing tells it.

    `basis` of a time says how it was come by; its passage is the expression that it was read from, or counted from.
    """
    cases = [_Case(event) for event in events]
    order = sorted(cases, key=lambda case: case.event.passage.start)
    reader = _Reader(document, times, published)
    for case in order:
        reader.explicit(case)
    for number, case in enumerate(order):
        if case.time is None and case.family not in ("response", "law") or _counts(case):
            if case.time is None:
                case.time = reader.carried(case, order[:number], order[number + 1 :])
        elif case.own and case.time is not None:
            case.time = reader.settled(case, order[:number])
    return [case.time for case in cases]


def _counts(case: _Case) -> bool:
    return case.event.type == "response.prosecution"


class _Reader:
    """The times of one report, and the rules that give them to events."""

    def __init__(self, document: Document, times: Sequence[Time], published: Publication | None) -> None:
        self.document = document
        self.dated = [time for time in times if time.edtf and time.passage and not self._aside(time, published)]
        self.lengths = [time for time in times if time.duration and not time.edtf and time.passage]
        edtf = published.edtf if published else None
        self.published = day_bounds(edtf) if edtf else None

    def _aside(self, time: Time, published: Publication | None) -> bool:
        """True for a date line and for the time of a report."""
        assert time.passage is not None
        text, passage = self.document.text, time.passage
        line = text.rfind("\n", 0, passage.start) + 1
        after = text[passage.end : passage.end + 24]
        if passage.start - line < 30 and published and time.edtf == (published.stated or ""):
            return re.match(r"\s*(?:г\.|р\.|року|года)?\s*(?:[(.—–/·|]|\n|$)", after) is not None
        return False

    def explicit(self, case: _Case) -> None:
        """The time in the clause that tells the event, else in its sentence."""
        event = case.event
        inside = [time for time in self.dated if time.passage and time.passage.overlaps(event.passage)]
        time = self._nearest(inside, event) or self._in_sentence(event)
        if time is None or (event.type == "site.closed" and time.basis in _NOT_CARRIED):
            return
        case.own = True
        case.time = self._as_event(time, event)
        case.now = time.basis in _NOT_CARRIED

    def _nearest(self, times: list[Time], event: Event) -> Time | None:
        good = [time for time in times if time.basis not in _NOT_CARRIED] or times
        return min(good, key=lambda time: abs((time.passage or event.passage).start - event.trigger.start), default=None)

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
                if after is None and len(gap) < 80 and ";" not in gap:
                    after = (time, gap)
            else:
                before = time
        opening = before is not None and before.passage is not None and before.passage.start - sentence.start < 3
        if after and (not opening or len(after[1]) < 4) and not re.search(r"[,:—–(]|\b(?:and|but|и|а|но|і|й|та|але)\b", after[1]):
            return after[0]
        return before or (after[0] if after else None)

    def _reports(self, time: Time, event: Event) -> bool:
        """True where the time stands beside a verb of reporting, outside the event's own clause."""
        assert time.passage is not None
        if time.passage.overlaps(event.passage):
            return False
        text, passage = self.document.text, time.passage
        if passage.end < event.passage.start and _THAT.search(text[passage.end : event.passage.start]):
            return True
        left = text[max(0, passage.start - 28) : passage.start]
        right = text[passage.end : passage.end + 16]
        left = re.split(r"[,;:.«»“”\"]", left)[-1]
        right = re.split(r"[,;:.«»“”\"]", right)[0]
        if event.passage.end > passage.start - 28 and event.passage.end <= passage.start:
            left = text[max(event.passage.end, passage.start - 28) : passage.start]
        return _REPORTING.search(left) is not None or _REPORTING.match(right.lstrip()) is not None

    def _as_event(self, time: Time, event: Event) -> Time:
        """What a bounded time means for the event: a site reopens at the beginning of "since", it does not go on reopening."""
        role, _, core = time.basis.partition(" ")
        if event.type in _STARTS and role in ("since", "by", "after") and core:
            return replace(time, edtf=core, basis=f"'{role}' names when it happened")
        if event.type == "coercion.detention" and _FROM.match(event.passage.quote) and time.bounds:
            return replace(time, edtf=edtf_of(OPEN_FIRST, time.bounds[1]), basis="before they were taken away")
        if time.passage and not time.passage.overlaps(event.passage) and self._earlier(event) and time.bounds:
            return self._before(time, event)
        return self._with_length(time, event)

    def _earlier(self, event: Event) -> bool:
        told = self.document.text[max(0, event.passage.start - 12) : event.passage.end]
        return event.type in ("coercion.detention", "context.losses") and _EARLIER.search(told) is not None

    def _before(self, time: Time, event: Event) -> Time:
        """All the time before, or as long before as the clause says."""
        assert time.bounds is not None
        found = re.fullmatch(r"P(\d+)([DWM])", self._length(event) or "")
        if found is None:
            return replace(time, edtf=edtf_of(OPEN_FIRST, time.bounds[1]), basis="told as earlier than this")
        first = add(time.bounds[0], -int(found.group(1)), {"D": "day", "W": "week", "M": "month"}[found.group(2)])
        return replace(time, edtf=edtf_of(first, time.bounds[1]), basis="so long before this")

    def _length(self, event: Event) -> str | None:
        inside = [one for one in self.lengths if one.passage and one.passage.within(event.passage.start, event.passage.end)]
        return inside[0].duration if inside else None

    def settled(self, case: _Case, before: Sequence[_Case]) -> Time | None:
        """An own time as the events before it bound it: "now" goes back to the refusal, a release to the seizure."""
        event, bounds = case.event, case.bounds
        if case.now and case.family == "coercion":
            return self._since_origin(before) or case.time
        if event.type != "coercion.detention" or bounds is None or not _OUT.search(event.passage.quote):
            return case.time
        came = next((one for one in reversed(before) if one.bounds and one.event.type in ("coercion.mobilization", "coercion.transfer", "coercion.detention")), None)
        if came is None or came.bounds is None or case.time is None or not 0 < (bounds[1] - came.bounds[0]).days < 400:
            return case.time
        return replace(case.time, edtf=edtf_of(came.bounds[0], bounds[1]), basis="from the seizure to the release")

    def _with_length(self, time: Time, event: Event) -> Time:
        bounds = time.bounds
        if bounds is None or bounds[0] != bounds[1]:
            return time
        found = re.fullmatch(r"P(\d+)([DW])", self._length(event) or "")
        if found is None:
            return time
        last = add(bounds[0], int(found.group(1)), "day" if found.group(2) == "D" else "week")
        return replace(time, edtf=edtf_of(bounds[0], min(last, self.published[1]) if self.published else last))

    def carried(self, case: _Case, before: Sequence[_Case], after: Sequence[_Case]) -> Time | None:
        """The time of an event that names none, from what is told around it."""
        event = case.event
        if event.modality == "historical":
            return self._historical(event)
        if event.modality != "asserted" and case.family in _ORIGINS:
            close = before and before[-1].event.type == event.type and event.sentence - before[-1].event.sentence <= 1
            return replace(before[-1].time, basis="as the one it speaks of") if close and before[-1].time else None
        if case.family == "site":
            return self._month_of(before) if event.type == "site.closed" else None
        if _ALREADY.search(event.passage.quote) and self.published and not _counts(case):
            return Time(edtf_of(OPEN_FIRST, self.published[1]), basis="already so by the day of the report")
        last = before[-1] if before else None
        if last and last.bounds and last.time and self._earlier(event) and self._paragraph(last) == self._paragraph(case):
            return self._before(last.time, event)
        raw = self._told_before(event, before)
        if raw is not None:
            case.own = True
            return self._as_event(raw, event)
        if case.family in _ORIGINS:
            return self._origin(case, before, after)
        if case.family == "coercion":
            return self._consequence(case, before, after)
        same = [one for one in before if one.event.type == event.type and one.time]
        if same and same[-1].time:
            return replace(same[-1].time, basis="as the one told before it")
        return self._consequence(case, before, after) if _counts(case) else None

    def _historical(self, event: Event) -> Time | None:
        """The nearest year of another age in the text."""
        limit = self.published[0].year - 8 if self.published else 2014
        old = [time for time in self.dated if time.bounds and time.passage and time.bounds[1].year < limit]
        before = [time for time in old if time.passage and time.passage.start < event.passage.end]
        near = before[-1] if before else (old[0] if old else None)
        return replace(near, basis="the age that is spoken of") if near else None

    def _told_before(self, event: Event, before: Sequence[_Case]) -> Time | None:
        """The day told in the sentence before, in the same paragraph, where no event has come in between."""
        if event.sentence == 0:
            return None
        last, this = self.document.sentences[event.sentence - 1], self.document.sentences[event.sentence]
        if last.paragraph != this.paragraph or any(one.event.sentence == event.sentence and one.time for one in before):
            return None
        told = [time for time in self.dated if time.passage and time.passage.within(last.start, last.end)
                and time.basis not in _NOT_CARRIED and not time.basis.startswith(("since", "until", "by")) and not self._reports(time, event)]  # fmt: skip
        taken = {id(one.time) for one in before}
        return told[-1] if told and id(told[-1]) not in taken else None

    def _told_after(self, event: Event) -> Time | None:
        """The day told in the sentence after, in the same paragraph."""
        if event.sentence + 1 >= len(self.document.sentences):
            return None
        this, following = self.document.sentences[event.sentence], self.document.sentences[event.sentence + 1]
        if following.paragraph != this.paragraph:
            return None
        told = [time for time in self.dated if time.passage and time.passage.within(following.start, following.end) and time.basis not in _NOT_CARRIED]
        return told[0] if told and not self._reports(told[0], event) else None

    def _origin(self, case: _Case, before: Sequence[_Case], after: Sequence[_Case]) -> Time | None:
        timed = [one for one in before if one.time and one.event.modality == "asserted"]
        kin = [one for one in timed if one.family == case.family]
        if kin and kin[-1].time:
            return replace(kin[-1].time, basis="as the one told before it")
        if case.family == "protest" and self.published and self.document.report.kind == "statement":
            return Time(edtf_of(*self.published), basis="the report itself is the appeal")
        coming = self._told_after(case.event)
        if coming is not None:
            case.own = True
            return replace(coming, basis="dated in the next sentence")
        kin = [one for one in after if one.family in ("refusal", "protest") and one.own and one.event.modality == "asserted"]
        if kin and kin[0].time and self._headline(case):
            return replace(kin[0].time, basis="the headline tells what the text dates")
        if timed and timed[-1].event.sentence == case.event.sentence - 1 and timed[-1].family == "coercion" and timed[-1].time:
            return replace(timed[-1].time, basis="told in the same breath")
        found = self._since_origin(before)
        if found is None and self._paragraph(case) <= 1 and self.published and not self._pointer(case):
            first, last = self.published[0].replace(day=1), month_end(self.published[1].year, self.published[1].month)
            return Time(edtf_of(first, last), basis="told as news of the month of the report")
        return found

    def _pointer(self, case: _Case) -> bool:
        """True for a line without a full stop at the end of the text: it points to another story."""
        start, end = self.document.paragraphs[self._paragraph(case)]
        return self._paragraph(case) > 1 and not self.document.text[start:end].rstrip().endswith((".", "!", "?", "»", "”"))

    def _paragraph(self, case: _Case) -> int:
        return self.document.sentences[case.event.sentence].paragraph

    def _since_origin(self, before: Sequence[_Case]) -> Time | None:
        """From the last refusal or protest told to the day of the report."""
        origin = next((one for one in reversed(before) if self._dated_origin(one)), None)
        if origin is None or origin.bounds is None or origin.time is None or self.published is None:
            return None
        first, last = origin.bounds[0], max(origin.bounds[1], self.published[1])
        if (last - first).days >= 62:
            return None
        return Time(edtf_of(first, last), origin.time.passage, basis="between the refusal and the report")

    def _headline(self, case: _Case) -> bool:
        return self.document.sentences[case.event.sentence].paragraph == 0

    def _month_of(self, before: Sequence[_Case]) -> Time | None:
        """A site is found closed in the month of what the report is about."""
        days = [one for one in before if one.bounds and (one.bounds[1] - one.bounds[0]).days < 15 and one.family != "response"]
        bounds = days[0].bounds if days else self.published
        if bounds is None:
            return None
        first = bounds[0].replace(day=1)
        source = days[0].time if days else None
        return Time(edtf_of(first, month_end(bounds[0].year, bounds[0].month)), source.passage if source else None,
                    basis="the month of what is told before it")  # fmt: skip

    def _dated_origin(self, case: _Case) -> bool:
        bounds = case.bounds
        return case.family in ("refusal", "protest") and case.event.modality == "asserted" and bounds is not None and (bounds[1] - bounds[0]).days < 15

    def _consequence(self, case: _Case, before: Sequence[_Case], after: Sequence[_Case]) -> Time | None:
        """What is done to people who refused lies between the refusal and the report; else within the detention told of."""
        sentence = self.document.sentences[case.event.sentence]
        near = [one for one in before if one.time and self._paragraph(one) == sentence.paragraph and one.family not in ("context", "response")]
        if near and near[-1].time and near[-1].own and self._at_once(near[-1], case):
            return replace(near[-1].time, basis="in answer to it, told in the next sentence")
        if near and near[-1].time and self._same_scene(near[-1], case):
            return replace(near[-1].time, basis="told in the same breath")
        held = self._held(before, after)
        if held is not None:
            return held
        between = self._since_origin(before)
        if between and between.bounds and self._earlier(case.event):
            return replace(between, edtf=edtf_of(OPEN_FIRST, between.bounds[0]), basis="told as earlier than this")
        return between or self._frame(before, after)

    def _held(self, before: Sequence[_Case], after: Sequence[_Case]) -> Time | None:
        """A detention told with its beginning and its end."""
        told = [one for one in before if one.event.type == "coercion.detention" and one.bounds and one.time]
        if told and told[-1].bounds and told[-1].time and told[-1].time.basis in ("from the seizure to the release", "while they are held, as told"):
            return replace(told[-1].time, basis="while they are held, as told")
        came = next((one for one in reversed(before) if one.own and one.bounds and (one.family == "refusal" or one.event.type in ("coercion.mobilization", "coercion.transfer"))), None)
        left = next((one for one in after if one.own and one.bounds and one.event.type in ("refusal.absence", "coercion.forced_return", "site.closed")), None)
        if came is None or left is None or came.bounds is None or left.bounds is None or left.time is None or left.event.modality != "asserted":
            return None
        if not 2 <= (left.bounds[0] - came.bounds[0]).days <= 200 or came.bounds[0] > left.bounds[1]:
            return None
        return replace(left.time, edtf=edtf_of(came.bounds[0], left.bounds[1]), basis="between the day they came there and the day they left")

    def _at_once(self, last: _Case, case: _Case) -> bool:
        acts = ("coercion.blocking", "coercion.execution", "coercion.ill_treatment", "coercion.forced_return")
        return self._dated_origin(last) and case.event.type in acts and case.event.sentence - last.event.sentence <= 1

    def _same_scene(self, last: _Case, case: _Case) -> bool:
        bounds = last.bounds
        if bounds is None or last.family in ("site", *_ORIGINS) or last.time is None or last.time.basis in _NOT_CARRIED:
            return False
        gap = case.event.sentence - last.event.sentence
        return gap == 0 or (bounds[1] - bounds[0]).days > 2 or (gap == 1 and last.time.basis.startswith(("overnight", "clockpart", "by", "until", "told in")))

    def _frame(self, before: Sequence[_Case], after: Sequence[_Case]) -> Time | None:
        if self.published is None:
            return None
        frames = [one for one in [*before, *after] if one.event.type in ("coercion.detention", "site.reopened") and one.own and one.bounds]
        frames = [one for one in frames if one.bounds and one.bounds[1] >= self.published[0] - timedelta(days=45)]
        for one in reversed(frames):
            assert one.bounds is not None and one.time is not None
            if one.time.basis.startswith("since"):
                return replace(one.time, basis="while they are held")
        first = self.published[0].replace(day=1)
        passage = frames[-1].time.passage if frames and frames[-1].time else None
        last = month_end(self.published[1].year, self.published[1].month)
        return Time(edtf_of(first, last), passage, basis="the month of the report, which tells it as going on")
