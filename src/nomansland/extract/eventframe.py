"""The frames that events without a time are put into: since the refusal, while people are held, the report's month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from nomansland.extract.eventclause import LEAVING, STATES, Case, ClauseReader
from nomansland.extract.timemoment import month_end
from nomansland.words import Passage, Time, edtf_of

LASTING = ("coercion.detention", "coercion.conditions")
BRINGING = ("coercion.transfer", "coercion.confiscation", "coercion.mobilization", "coercion.detention")


class FrameReader(ClauseReader):
    """Spans of time that what a report tells lets one draw around an event."""

    def _paragraph(self, case: Case) -> int:
        return self.document.sentences[case.event.sentence].paragraph

    def _since_origin(self, before: Sequence[Case]) -> Time | None:
        """From the last refusal or protest told to the day of the report."""
        origin = next((one for one in reversed(before) if self._dated_origin(one)), None)
        if origin is None or origin.bounds is None or origin.time is None or self.published is None:
            return None
        first, last = origin.bounds[0], max(origin.bounds[1], self.published[1])
        if (last - first).days >= 120:
            return None
        return Time(edtf_of(first, last), origin.time.passage, basis="between the refusal and the report")

    def _dated_origin(self, case: Case) -> bool:
        bounds = case.bounds
        return (
            case.family in ("refusal", "protest")
            and case.event.modality == "asserted"
            and bounds is not None
            and (bounds[1] - bounds[0]).days < 15
        )

    def _month_of(self, before: Sequence[Case]) -> Time | None:
        """A site is found closed in the month of what the report is about."""
        days = [
            one
            for one in before
            if one.bounds and (one.bounds[1] - one.bounds[0]).days < 15 and one.family != "response"
        ]
        bounds = days[0].bounds if days else self.published
        if bounds is None:
            return None
        source = days[0].time if days else None
        month = edtf_of(bounds[0].replace(day=1), month_end(bounds[0].year, bounds[0].month))
        return Time(month, source.passage if source else None, basis="the month of what is told before it")

    def _held(self, before: Sequence[Case], after: Sequence[Case]) -> Time | None:
        """A detention told with its beginning and its end."""
        told = [one.time for one in before if one.event.type == "coercion.detention" and one.bounds and one.time]
        if told and told[-1].basis in ("from the seizure to the release", "while they are held, as told"):
            return replace(told[-1], basis="while they are held, as told")
        came = next((one for one in reversed(before) if one.own and one.bounds and self._brings(one)), None)
        left = next((one for one in after if one.own and one.bounds and one.event.type in LEAVING), None)
        if came is None or left is None or not came.bounds or not left.bounds or left.time is None:
            return None
        stay = (left.bounds[0] - came.bounds[0]).days
        if left.event.modality != "asserted" or not 2 <= stay <= 200 or came.bounds[0] > left.bounds[1]:
            return None
        span = edtf_of(came.bounds[0], left.bounds[1])
        return replace(left.time, edtf=span, basis="between the day they came there and the day they left")

    def _brings(self, case: Case) -> bool:
        return case.family == "refusal" or case.event.type in ("coercion.mobilization", "coercion.transfer")

    def _frame(self, case: Case, before: Sequence[Case], after: Sequence[Case]) -> Time | None:
        if self.published is None:
            return None
        frames = [
            one
            for one in [*before, *after]
            if one.event.type in ("coercion.detention", "site.reopened") and one.own and one.bounds
        ]
        frames = [one for one in frames if one.bounds and one.bounds[1] >= self.published[0] - timedelta(days=45)]
        for one in reversed(frames):
            assert one.bounds is not None and one.time is not None
            if one.time.basis.startswith("since"):
                return replace(one.time, basis="while they are held")
        held = [time for time in self.dated if time.basis.startswith("since") and time.bounds and self._recent(time)]
        if held and case.event.type in STATES:
            return replace(held[-1], basis="while they are held")
        return self._month(frames[-1].time.passage if frames and frames[-1].time else None)

    def _recent(self, time: Time) -> bool:
        """True for a time that begins in the four months before the report."""
        assert self.published is not None and time.bounds is not None
        return 0 <= (self.published[1] - time.bounds[0]).days < 120

    def _month(self, passage: Passage | None = None) -> Time | None:
        if self.published is None:
            return None
        first, last = self.published[0].replace(day=1), month_end(self.published[1].year, self.published[1].month)
        return Time(edtf_of(first, last), passage, basis="the month of the report, which tells it as going on")

    def _until_left(self, came: Case, case: Case, after: Sequence[Case]) -> Time | None:
        """From the one day they were brought to the day told as their leaving, else to the day of the report."""
        bounds = came.bounds
        if case.event.type not in LASTING or came.event.type not in BRINGING or bounds is None or came.time is None:
            return None
        if bounds[0] != bounds[1] or self.published is None:
            return None
        left = next((one.bounds for one in after if one.own and one.bounds and one.event.type in LEAVING), None)
        last = left[1] if left and left[1] > bounds[0] else self.published[1]
        if not 0 < (last - bounds[0]).days < 120:
            return None
        return replace(came.time, edtf=edtf_of(bounds[0], last), basis="from the day they were brought there")
