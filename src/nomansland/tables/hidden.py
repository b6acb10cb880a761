"""Which rows rest on sealed reports: worked out once for each state of the case, which the ledger numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import orjson
from django.db import connection

from nomansland.tables import models
from nomansland.tables.sight import EVERYTHING, seeing

Keys = Mapping[str, frozenset[int]]
_BATCH = 1000


@dataclass
class Known:
    """The rows that a set of sealed reports hides, as of an entry of the ledger."""

    seq: int = 0
    hash: str = ""
    keys: dict[str, frozenset[int]] = field(default_factory=dict)


_KNOWN: dict[tuple[str, frozenset[str]], Known] = {}
_MOST = 8
_LOCK = Lock()


def hidden_keys(refs: frozenset[str]) -> Keys:
    """Primary keys of the rows that rest on these reports, by the name of the model.

    Parameters
    ----------
    refs : frozenset of str
        Ids of sealed reports.
    """
    if not refs:
        return {}
    with _LOCK, seeing(EVERYTHING):
        last = models.Ledger.objects.order_by("-seq").values_list("seq", "hash").first() or (0, "")
        name = (str(connection.settings_dict["NAME"]), refs)
        known = _KNOWN.pop(name, None) or Known()
        if (known.seq, known.hash) != last:
            if not models.Ledger.objects.filter(seq=known.seq, hash=known.hash).exists():
                # Another case, or an earlier state of this one, put back.
                known = Known()
            entries = known.keys.get("Ledger", frozenset()) | _entries(refs, known.seq)
            known = Known(*last, _rows(refs) | {"Ledger": entries})
        while len(_KNOWN) >= _MOST:
            _KNOWN.pop(next(iter(_KNOWN)))
        _KNOWN[name] = known
        return known.keys


def _pks(rows: Any, column: str = "pk") -> frozenset[int]:
    return frozenset(rows.values_list(column, flat=True))


def _through(field_: Any, column: str, other: str, keys: frozenset[int]) -> frozenset[int]:
    """Keys on one side of a many-to-many relation by those on the other."""
    return _pks(field_.through.objects.filter(**{f"{other}__in": keys}), column)


def _rows(refs: frozenset[str]) -> dict[str, frozenset[int]]:
    reports = _pks(models.Report.objects.filter(ref__in=refs))
    claims = _pks(models.Claim.objects.filter(report__in=reports))
    held = models.Report.objects.filter(pk__in=reports).exclude(holding="").values("holding")
    keys = {
        "Report": reports,
        "Reading": _pks(models.Reading.objects.filter(report__in=reports)),
        "Claim": claims,
        "Incident": _through(models.Incident.claims, "incident_id", "claim", claims),
        "Site": _through(models.Site.claims, "site_id", "claim", claims),
        "Transfer": _through(models.Transfer.claims, "transfer_id", "claim", claims),
        "Retelling": _through(models.Retelling.reports, "retelling_id", "report", reports),
        "Holding": _pks(models.Holding.objects.filter(sha256__in=held)),
    }
    for model in (models.Contradiction, models.Reconciled):
        pairs = model._default_manager.all()
        keys[model.__name__] = _pks(pairs.filter(left__in=claims)) | _pks(pairs.filter(right__in=claims))
    return keys | {"Decision": _decisions(refs, keys)}


def _decisions(refs: frozenset[str], keys: Keys) -> frozenset[int]:
    """Decisions on the hidden things, and those on such decisions."""
    about: set[str] = set()
    for name in ("Incident", "Site", "Contradiction", "Retelling"):
        rows = getattr(models, name).objects.filter(pk__in=keys[name])
        about.update(rows.values_list("ref", flat=True))
    gone, names = set(), set()
    for pk, ref, target, thing in models.Decision.objects.order_by("pk").values_list("pk", "ref", "target", "about"):
        report = thing.rpartition(":")[0]
        ends = thing.split(">") if target == "edge" else ()
        if thing in refs or report in refs or thing in about or refs.intersection(ends) or thing in names:
            gone.add(pk)
            names.add(ref)
    return frozenset(gone)


def _entries(refs: Iterable[str], after: int) -> frozenset[int]:
    """Entries of the ledger after a number that name one of the reports, or its bytes."""
    held = models.Report.objects.filter(ref__in=refs).exclude(holding="").values_list("holding", flat=True)
    written = list(held)
    for ref in refs:
        quoted = orjson.dumps(ref).decode()[1:-1]
        written += [f'"{quoted}"', f'"{quoted}:', f'"{quoted}>', f'>{quoted}"']
    rows = models.Ledger.objects.filter(seq__gt=after).order_by("seq").values_list("pk", "data")
    return frozenset(pk for pk, data in rows.iterator(_BATCH) if any(one in data for one in written))
