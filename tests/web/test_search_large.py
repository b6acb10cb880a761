"""What is kept in memory follows the case, and a search finds the same by either way, on each database."""

from __future__ import annotations

import pytest

from nomansland.tables import Case
from nomansland.words import Claim, Decision, Passage, Publication, Reading, Report

TEXT = "Рота отказалась идти на штурм. Солдаты написали рапорт командиру."


def _reading(number: int, text: str = TEXT) -> Reading:
    report = Report(f"r{number}", f"{text} {number}", language="ru", outlet=f"Outlet {number}")
    side = "RF" if number % 2 else "UA"
    claim = Claim("c01", report.id, "refusal.order", Passage.of(report.text, 0, 12), side)
    return Reading(report, "ru", Publication(f"2023-05-{number + 1:02}", best=f"2023-05-{number + 1:02}"), (claim,))


def _save(*readings: Reading) -> None:
    from nomansland.tables import write

    write.save_reports(reading.report for reading in readings)
    write.save_readings(readings)


def test_counts_follow_new_reports(any_case: Case) -> None:
    from nomansland.web import overview

    _save(_reading(0))
    assert (overview.totals()["reports"], overview.outlets()) == (1, ["Outlet 0"])
    _save(_reading(1))
    assert (overview.totals()["reports"], overview.outlets()) == (2, ["Outlet 0", "Outlet 1"])


def test_what_was_decided_follows_each_decision(any_case: Case) -> None:
    from nomansland.tables import write
    from nomansland.web import overview, states

    _save(_reading(0), _reading(1))
    assert overview.decided() == {"accepted": 0, "rejected": 0, "waiting": 2, "total": 2}
    for number, verdict in enumerate(("accept", "reject")):
        at = f"2025-01-01T00:00:0{number}+00:00"
        write.add_decision(Decision(f"d{number}", "claim", f"r{number}:c01", verdict, "Olena", at))
        assert overview.decided()["waiting"] == 1 - number
    assert overview.decided() == {"accepted": 1, "rejected": 1, "waiting": 0, "total": 2}
    assert states.in_state("decided").count() == 2 and not states.in_state("waiting for a decision").exists()
    write.add_decision(
        Decision("d9", "claim", "r0:c01", "undo", "Olena", "2025-01-01T00:01:00+00:00", undoes="d0"),
    )
    assert overview.decided()["waiting"] == 1
    assert [row.ref for row in states.in_state("waiting for a decision")] == ["r0"]


@pytest.mark.parametrize("query", ["солдат", "рапорт командир", '"написали рапорт"', "штурм nowhere", "nowhere"])
@pytest.mark.parametrize("side", ["", "RF"])
def test_common_and_rare_words_are_found_alike(
    any_case: Case, monkeypatch: pytest.MonkeyPatch, query: str, side: str
) -> None:
    from nomansland.web import queries, remembered
    from nomansland.web.filters import Filters

    _save(*map(_reading, range(7)), _reading(8, "Мост закрыт."))
    filters = Filters(q=query, side=side, page="2")
    found = []
    for many in (3000, 0):
        monkeypatch.setattr(queries, "_MANY", many)
        remembered._KEPT.clear()
        reports, claims = queries.reports(filters, 2), queries.claims_page(Filters(q=query, side=side), 2)
        found.append(
            (reports.total, [row.ref for row in reports.rows], claims.total, [one.ref for one, _ in claims.rows])
        )
    assert found[0] == found[1]
    expected = 0 if "nowhere" in query else 3 if side else 7
    assert found[0][0] == expected


def test_a_report_that_waits_comes_after_those_that_were_read(any_case: Case) -> None:
    from nomansland.tables import write
    from nomansland.web import queries
    from nomansland.web.filters import Filters

    write.save_reports([Report("waiting", TEXT)])
    _save(*map(_reading, range(3)))
    assert [row.ref for row in queries.reports(Filters(), 2).rows] == ["r2", "r1"]
    assert [row.ref for row in queries.reports(Filters(page="2"), 2).rows] == ["r0", "waiting"]
    assert [row.ref for row in queries.reports(Filters(q="солдаты", page="2"), 2).rows] == ["r0", "waiting"]
