"""What every result of convergence says of itself: its null, what it takes for granted, what it cannot know."""

from __future__ import annotations

NULL = (
    "Shared fighting: the sides of the incidents are shuffled within sector and month. Two sides that suffer the same "
    "offensives keep them; only what stands nearer than that counts. It was named before any data were looked at."
)
ASSUMPTIONS = (
    "Within one sector and month, how likely an incident is of one side rather than the other does not change with "
    "place and day. Where it does change, cross-side pairs become rarer and the test rejects less often.",
    "Incidents are told apart: copies and retellings of one story count once.",
    "What is reported of each side is a sample that does not seek out the other side's incidents: an outlet that "
    "looks for both at one place makes them meet in its reports.",
    "Positions are kilometres along one reference line of the period; the front of each day is taken to it.",
)
LIMITS = (
    "It counts what was reported, not what happened, and the two sides are reported by different sources.",
    "Nearness is not contact: two refusals on the two sides of one village may know nothing of each other.",
    "It asks whether the sides stand nearer to each other than to themselves. Where incidents call forth others on "
    "their own side as much as on the other one, it sees nothing; `study prospect` fits both, but cannot tell them "
    "from shared fighting either.",
    "What draws together over more than a sector and a month is taken for shared fighting and cannot be seen.",
    "Places of detention, courts and garrisons do not enter, nor do regions; what is left out is counted by side.",
    "Near the ends of the front and of the period fewer neighbours are known. Shuffling sides keeps every place, so "
    "the test needs no correction there; K and D are corrected (weights 1 and 2); the distance to the nearest is not.",
    "The p-value does not know how uncertain places and days are: that is the spread over draws, given apart.",
    "Sectors and pairs stay in the case: no release and no interface serves them, for commanders hunt such places.",
)
SENSITIVITY = {
    "half-strata": "sides shuffled within 25 km of a sector and half a month",
    "double-strata": "sides shuffled within 100 km and two months",
    "intensity": "each side drawn anew within 50 km and 30 days: takes fighting narrower than that for an answer",
    "labels": "sides shuffled over all: blames where each side is seen more often",
    "dates": "each side's days permuted: takes shared offensives for an answer",
    "shift": "each side's days shifted round: takes shared offensives for an answer",
    "shared-fighting": "the primary null",
}
