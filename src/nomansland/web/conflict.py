"""Two people on one record: the second save is shown beside what stands, field by field, with a choice."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nomansland.review import corrected, texts
from nomansland.tables import read
from nomansland.web import queries
from nomansland.web.claimform import written
from nomansland.web.errors import plain
from nomansland.words import Claim, Decision
from nomansland.words.errors import ReviewError, StaleDecision


@dataclass(frozen=True, slots=True)
class Field:
    """One field in three versions: when the form was made, as it stands now, as the second person wants it."""

    name: str
    was: str
    now: str
    mine: str
    clash: bool

    @property
    def wanted(self) -> bool:
        """True where the second person changed it."""
        return self.mine != self.was


def fields_of(stands: Claim, form: dict[str, str]) -> list[Field]:
    """Every field that one of the two changed; without the older texts, those that the second person names."""
    now = texts(stands)
    was = {name: form.get(f"was-{name}", now[name]) for name in now}
    try:
        mine = was | written(form)
    except ReviewError:
        mine = was
    if form.get("field") in now:
        mine[form["field"]] = form.get("value", "").strip()
    return [
        Field(name, was[name], now[name], mine[name], was[name] != now[name] != mine[name] != was[name])
        for name in now
        if len({was[name], now[name], mine[name]}) > 1
    ]


def since(decision: Decision, last: str) -> list[Decision]:
    """What others decided since the form was made."""
    rows = list(read.decisions(decision.target, decision.ref))
    at = next((number for number, row in enumerate(rows) if row.id == last), -1)
    return rows[at + 1 :]


def conflict(request: HttpRequest, decision: Decision, error: StaleDecision) -> HttpResponse:
    """Both versions side by side; whoever comes second chooses, and what stands stays until then.

    The page holds the version that it was made from as well: a third person in between is seen the same way.
    """
    seen = read.seen(decision.target, decision.ref)
    if not seen:
        return plain(request, 409, error.sentence, "It is no longer in the case: open the list again.")
    form = {name: str(value) for name, value in request.POST.items()}
    by_field = (decision.target, decision.verdict) == ("claim", "correct")
    words = {
        "title": "It changed meanwhile",
        "mine": decision,
        "theirs": since(decision, form.get("last", "")),
        "sentence": error.sentence,
        "todo": error.todo,
        "seen": seen,
        "last": read.last_decision(decision.target, decision.ref),
        "back": form.get("back", "/"),
        "reread": bool(decision.seen) and decision.seen != seen,
        "fields": [],
        "kept": [
            (name, value) for name, value in form.items() if name not in _OWN and not (by_field and _of_field(name))
        ],
    }
    found = queries.claims_by_ref([decision.ref]) if decision.target == "claim" else {}
    if decision.ref in found:
        claim, row = found[decision.ref]
        standing = queries.standings([claim])[claim.ref]
        stands = corrected(claim, standing)
        words |= {"claim": stands, "row": row, "standing": standing, "now": texts(stands)}
        words["fields"] = fields_of(stands, form)
    return render(request, "desk/conflict.html", words, status=409)


_OWN = frozenset({"csrfmiddlewaretoken", "seen", "last"})


def _of_field(name: str) -> bool:
    """True for what the page sends anew, field by field."""
    return name in ("field", "value") or name.startswith(("set-", "was-", "time-", "count-", "place-"))
