"""What each operation may answer, and pages of lists."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from nomansland.review import corrected
from nomansland.tables import read
from nomansland.tables.sight import uncut
from nomansland.web import queries
from nomansland.web.allowed import person_of
from nomansland.web.api.asked import Paged
from nomansland.web.api.auth import Refused
from nomansland.web.api.shapes import Decided, Pair, Problem, Told
from nomansland.web.filters import Filters
from nomansland.web.pages.contradictions import state_of
from nomansland.words import Claim, Decision

_ALWAYS = (400, 401, 403, 422, 429)


def answers(model: Any, *more: int, good: int = 200) -> dict[int, Any]:
    """The answers of an operation: what it gives, and its problems beside the usual ones."""
    return {good: model} | dict.fromkeys(sorted((*_ALWAYS, *more)), Problem)


def paged(request: HttpRequest, asked: Paged, items: Sequence[Any], total: int) -> dict[str, Any]:
    """One page of a list as its answer."""
    after = None
    if asked.page * asked.limit < total:
        query = request.GET.copy()
        query["page"] = str(asked.page + 1)
        after = f"{request.path}?{query.urlencode()}"
    return {"items": list(items), "total": total, "page": asked.page, "limit": asked.limit, "next": after}


def cut(asked: Paged, rows: Any) -> Any:
    """The rows of the page, of a list or a query."""
    start = (asked.page - 1) * asked.limit
    return rows[start : start + asked.limit]


def number(rows: QuerySet[Any] | Sequence[Any]) -> int:
    """How many rows there are."""
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def missing(what: str) -> Refused:
    """404, the same for what is not there and for what may not be seen; it repeats nothing that was asked for."""
    return Refused(HTTPStatus.NOT_FOUND, f"There is no such {what}.", "Ask for the list again.")


def told(claims: Sequence[Claim]) -> list[Told]:
    """Claims with how they stand."""
    standing = queries.standings(claims)
    return [
        Told.model_construct(
            claim=claim, stands=corrected(claim, standing[claim.ref]), finding=standing[claim.ref]
        )
        for claim in claims
    ]  # fmt: skip


def told_of(refs: Sequence[str]) -> list[Told]:
    """The same by reference, in their order."""
    found = queries.claims_by_ref(refs)
    return told([found[ref][0] for ref in refs if ref in found])


def decided(request: HttpRequest, target: str, ref: str, made: Sequence[Decision] | None = None) -> Decided:
    """Decisions on a thing, with what a new one is held against for those who may take one.

    The fingerprint is that of the whole thing: a token that sees less must not look stale for it.
    """
    shown = list(queries.decisions([ref], target) if made is None else made)
    seen = last = None
    if person_of(request).may("decide"):
        with uncut():
            seen, last = read.seen(target, ref), read.last_decision(target, ref)
    return Decided.model_construct(target=target, ref=ref, seen=seen, last=last, decisions=shown)


def pairs(found: Sequence[Any]) -> list[Pair]:
    """Contradictions with their claims and how people decided, in three questions however many they are."""
    made: dict[str, list[Decision]] = {one.id: [] for one in found}
    for row in queries.decisions(made, "contradiction"):
        made[row.ref].append(row)
    claims = {one.claim.ref: one for one in told_of([ref for one in found for ref in one.claims])}
    return [
        Pair.model_construct(
            contradiction=one, state=state_of({"standing": _standing(made[one.id])}),
            claims=[claims[ref] for ref in one.claims],
        )
        for one in found
        if all(ref in claims for ref in one.claims)
    ]  # fmt: skip


def _standing(made: Sequence[Decision]) -> Decision | None:
    """The last decision that nobody took back."""
    undone = {one.undoes for one in made if one.verdict == "undo"}
    return next((one for one in reversed(made) if one.verdict != "undo" and one.id not in undone), None)


def disputes_of(claims: Sequence[str]) -> list[Pair]:
    """Contradictions that one of these claims stands in."""
    return pairs(queries.contradictions(Filters(), claims))
