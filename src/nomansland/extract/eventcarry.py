"""The time of an event that names none, from the events and times told around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nomansland.extract.event import Event
from nomansland.extract.eventclause import (
    ALREADY,
    APPEAL,
    NOT_CARRIED,
    ORIGINS,
    OUT,
    PAPERS,
    STATES,
    Case,
)
from nomansland.extract.eventframe import FrameReader
from nomansland.extract.eventstill import at_once, in_use, lasts
from nomansland.words import Time, edtf_of
from nomansland.words.time import OPEN_FIRST


def _counts(case: Case) -> bool:
    return case.event.type == "response.prosecution"


class CarryReader(FrameReader):
    """The rules that carry a time from one event to another; each names itself in the `basis` of the time it gives."""

    def settled(self, case: Case, before: Sequence[Case]) -> Time | None:
        """An own time as the events before it bound it: "now" goes back to the refusal, a release to the seizure."""
        event, bounds = case.event, case.bounds
        beside = case.time is None or case.time.passage is None or not case.time.passage.overlaps(event.passage)
        if beside and lasts(event) and self.published:
            return Time(edtf_of(*self.published), basis="still so on the day of the report")
        if in_use(event) and (beside or case.now):
            return self._month(case.time.passage if case.time and not beside else None)
        if case.now and case.time and case.time.basis == "meanwhile" and case.family in ORIGINS:
            return self._month(case.time.passage)
        if case.now and case.family == "coercion":
            return self._since_origin(before) or case.time
        if event.type != "coercion.detention" or bounds is None or not OUT.search(event.passage.quote):
            return case.time
        came = next(
            (
                one
                for one in reversed(before)
                if one.bounds and one.event.type in ("coercion.mobilization", "coercion.transfer", "coercion.detention")
            ),
            None,
        )
        if came is None or came.bounds is None or case.time is None or not 0 < (bounds[1] - came.bounds[0]).days < 400:
            return case.time
        return replace(case.time, edtf=edtf_of(came.bounds[0], bounds[1]), basis="from the seizure to the release")

    def _at_hand(self, case: Case, before: Sequence[Case]) -> Time | None:
        """What the words of the clause or the paragraph tell: still so today, or at once after the refusal."""
        if lasts(case.event) and self.published:
            return Time(edtf_of(*self.published), basis="still so on the day of the report")
        origin = next((one for one in reversed(before) if self._dated_origin(one) and one.own), None)
        if origin is None or origin.time is None or not at_once(self.document, case.event, origin):
            return None
        case.own = True
        return replace(origin.time, basis="at once, as the paragraph tells")

    def carried(self, case: Case, before: Sequence[Case], after: Sequence[Case]) -> Time | None:
        """The time of an event that names none, from what is told around it."""
        event = case.event
        if event.modality == "historical":
            return self._historical(event)
        hand = self._at_hand(case, before)
        if hand is not None:
            return hand
        if event.modality != "asserted" and case.family in ORIGINS:
            close = before and before[-1].event.type == event.type and event.sentence - before[-1].event.sentence <= 1
            return replace(before[-1].time, basis="as the one it speaks of") if close and before[-1].time else None
        if case.family == "site":
            return self._month_of(before) if event.type == "site.closed" else self._month()
        if ALREADY.search(event.passage.quote) and self.published and not _counts(case):
            return Time(edtf_of(OPEN_FIRST, self.published[1]), basis="already so by the day of the report")
        last = before[-1] if before else None
        if (
            last
            and last.bounds
            and last.time
            and self._earlier(event)
            and self._paragraph(last) == self._paragraph(case)
        ):
            return self._before(last.time, event)
        if case.family == "protest" and self.published and self._own_voice(event):
            return Time(edtf_of(*self.published), basis="the report itself is the appeal")
        near = self._in_paragraph_or_period(case, before)
        if near is not None:
            return near
        if case.family in ORIGINS:
            return self._origin(case, before, after)
        if case.family == "coercion":
            return self._consequence(case, before, after)
        same = [one for one in before if one.event.type == event.type and one.time]
        if same and same[-1].time:
            return replace(same[-1].time, basis="as the one told before it")
        return self._consequence(case, before, after) if _counts(case) else None

    def _in_paragraph_or_period(self, case: Case, before: Sequence[Case]) -> Time | None:
        """The day told right before, else the period that the head of a bulletin names."""
        raw = self._told_before(case.event, before)
        if raw is not None:
            case.own = True
            return self._as_event(raw, case.event)
        if self.period is not None and case.family in ("refusal", "coercion", "response"):
            return replace(self.period, basis="the period that the report is about")
        return None

    def _own_voice(self, event: Event) -> bool:
        """True for an appeal in the words of those who make it: "we demand", or the head of an open letter."""
        sentence = self.document.sentences[event.sentence]
        return APPEAL.search(self.document.text[sentence.start : sentence.end]) is not None

    def _historical(self, event: Event) -> Time | None:
        """The nearest year of another age in the text."""
        limit = self.published[0].year - 8 if self.published else 2014
        old = [time for time in self.dated if time.bounds and time.passage and time.bounds[1].year < limit]
        before = [time for time in old if time.passage and time.passage.start < event.passage.end]
        near = before[-1] if before else (old[0] if old else None)
        return replace(near, basis="the age that is spoken of") if near else None

    def _told_before(self, event: Event, before: Sequence[Case]) -> Time | None:
        """The day told in the sentence before, in the same paragraph, where no event has come in between."""
        if event.sentence == 0:
            return None
        last, this = self.document.sentences[event.sentence - 1], self.document.sentences[event.sentence]
        if last.paragraph != this.paragraph or any(one.event.sentence == event.sentence and one.time for one in before):
            return None
        told = [
            time
            for time in self.dated
            if time.passage
            and time.passage.within(last.start, last.end)
            and (not time.basis.startswith(("since", "until", "by", *NOT_CARRIED)) or self._holds(time, event))
            and not self._reports(time, event)
        ]
        taken = {id(one.time) for one in before}
        sites = {one.time.passage for one in before if one.family == "site" and one.time}
        told = [time for time in told if time.passage not in sites or not time.basis.startswith("since")]
        return told[-1] if told and id(told[-1]) not in taken else None

    def _holds(self, time: Time, event: Event) -> bool:
        return event.type in STATES and time.basis.startswith("since")

    def _told_after(self, event: Event) -> Time | None:
        """The day told in the sentence after, in the same paragraph."""
        if event.sentence + 1 >= len(self.document.sentences):
            return None
        this, following = self.document.sentences[event.sentence], self.document.sentences[event.sentence + 1]
        if following.paragraph != this.paragraph:
            return None
        told = [
            time
            for time in self.dated
            if time.passage and time.passage.within(following.start, following.end) and time.basis not in NOT_CARRIED
        ]
        return told[0] if told and not self._reports(told[0], event) else None

    def _origin(self, case: Case, before: Sequence[Case], after: Sequence[Case]) -> Time | None:
        timed = [one for one in before if one.time and one.event.modality == "asserted"]
        kin = [one for one in timed if one.family == case.family]
        other = kin and kin[-1].event.type != case.event.type and not self._retold(kin[-1], case)
        later = kin and case.family == "refusal" and (other or PAPERS.search(case.event.passage.quote))
        between = self._since_origin(before) if later and self._paragraph(case) else None
        if between is not None:
            return between
        if kin and kin[-1].time:
            return replace(kin[-1].time, basis="as the one told before it")
        if case.family == "protest" and self.published and self.document.report.kind == "statement":
            return Time(edtf_of(*self.published), basis="the report itself is the appeal")
        coming = self._told_after(case.event)
        if coming is not None:
            case.own = True
            return replace(coming, basis="dated in the next sentence")
        kin = [
            one
            for one in after
            if one.family in ("refusal", "protest") and one.own and one.event.modality == "asserted"
        ]
        if kin and kin[0].time and self._headline(case):
            return replace(kin[0].time, basis="the headline tells what the text dates")
        last = timed[-1] if timed else None
        if last and last.time and last.event.sentence == case.event.sentence - 1 and last.family == "coercion":
            return replace(last.time, basis="told in the same breath")
        found = self._since_origin(before)
        month = self._month()
        if found is None and month and self._paragraph(case) <= 1 and not self._pointer(case):
            return replace(month, basis="told as news of the month of the report")
        return found

    def _retold(self, last: Case, case: Case) -> bool:
        """True for a refusal told right after another: the same scene, or another version of it."""
        return (
            "refusal.absence" not in (last.event.type, case.event.type)
            and case.event.sentence - last.event.sentence <= 1
            and self._paragraph(last) == self._paragraph(case)
        )

    def _pointer(self, case: Case) -> bool:
        """True for a line without a full stop at the end of the text: it points to another story."""
        start, end = self.document.paragraphs[self._paragraph(case)]
        line = self.document.text[start:end].rstrip()
        return self._paragraph(case) > 1 and not line.endswith((".", "!", "?", "»", "”"))

    def _headline(self, case: Case) -> bool:
        return self.document.sentences[case.event.sentence].paragraph == 0

    def _consequence(self, case: Case, before: Sequence[Case], after: Sequence[Case]) -> Time | None:
        """What is done to people who refused lies between the refusal and the report, else in the detention told of."""
        sentence = self.document.sentences[case.event.sentence]
        near = [
            one
            for one in before
            if one.time and self._paragraph(one) == sentence.paragraph and one.family not in ("context", "response")
        ]
        if near and near[-1].time and near[-1].own and self._at_once(near[-1], case):
            return replace(near[-1].time, basis="in answer to it, told in the next sentence")
        if near and near[-1].time and self._same_scene(near[-1], case):
            lasting = self._until_left(near[-1], case, after)
            return lasting or replace(near[-1].time, basis="told in the same breath")
        held = self._held(before, after)
        if held is not None:
            return held
        between = self._since_origin(before)
        if between and between.bounds and self._earlier(case.event):
            return replace(between, edtf=edtf_of(OPEN_FIRST, between.bounds[0]), basis="told as earlier than this")
        return between or self._frame(case, before, after)

    def _at_once(self, last: Case, case: Case) -> bool:
        acts = ("coercion.blocking", "coercion.execution", "coercion.ill_treatment", "coercion.forced_return")
        return self._dated_origin(last) and case.event.type in acts and case.event.sentence - last.event.sentence <= 1

    def _same_scene(self, last: Case, case: Case) -> bool:
        bounds = last.bounds
        if bounds is None or last.family in ("site", *ORIGINS) or last.time is None or last.time.basis in NOT_CARRIED:
            return False
        gap = case.event.sentence - last.event.sentence
        return (
            gap == 0
            or (bounds[1] - bounds[0]).days > 2
            or (gap == 1 and last.time.basis.startswith(("overnight", "clockpart", "by", "until", "told in")))
        )
