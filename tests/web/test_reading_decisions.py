"""Correct, split, add, translate, decide for copies: forms that need no script, and rows that the record follows."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from nomansland.web.claimform import changed, written
from nomansland.web.spans import halves, words_of
from nomansland.words import Claim, Count, Edge, Interval, Passage, Publication, Reading, Report, Retelling
from nomansland.words.errors import ReviewError

if TYPE_CHECKING:
    from tests.web.conftest import Desk


@pytest.fixture
def read(desk: Desk) -> ModuleType:
    """The queries, which can be imported only when a case is open."""
    from nomansland.tables import read

    return read


def page_of(desk: Desk, address: str) -> str:
    """A page as text."""
    answer = desk.client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def fields_in(page: str, form: str) -> dict[str, str]:
    """What a browser would send for a form as it was drawn, by the id of the form."""
    part = page[page.index(f'<form id="{form}"' if form else '<form class="fields"') :]
    part = part[: part.index("</form>")]
    out = {}
    for tag in re.findall(r"<input[^>]*>", part):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="radio"' not in tag or " checked" in tag):
            out[name.group(1)] = value.group(1) if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', part, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        first = re.search(r'<option(?: value="([^"]*)")?>([^<]*)', options)
        found = chosen or first
        assert found is not None, name
        out[name] = found.group(1) if found.group(1) is not None else found.group(2)
    return out


def corrections(read: ModuleType, ref: str = "ru-1:c01") -> dict[str, str]:
    """What people corrected of a claim."""
    return dict(next(one for one in read.findings() if one.claim == ref).corrections)


def correct(desk: Desk, **changes: str) -> int:
    """Send the form of a claim with some fields changed."""
    sent = fields_in(page_of(desk, "/claims/ru-1:c01"), "correct") | changes | {"verdict": "correct"}
    return int(desk.client.post("/decide", sent).status_code)


def test_a_form_that_changes_nothing_is_no_correction(desk: Desk, read: ModuleType) -> None:
    assert correct(desk) == 400
    assert read.decisions() == ()


def test_only_what_was_changed_is_corrected(desk: Desk, read: ModuleType) -> None:
    values = {
        "set-type": "coercion.transfer",
        "set-side": "UA",
        "set-modality": "hypothetical",
        "set-hedge": "yes",
        "set-role": "relative",
        "set-speaker": "A sister",
        "set-office": "mother's council",
        "set-via": "An Invented Channel; A Gazette",
        "count-low": "12",
        "count-high": "14",
        "set-unit": "3rd company",
        "set-site": "the garage",
        "time-from": "2023-05-01",
        "time-until": "2023-05-31",
        "reason": "the second sentence says so",
    }
    assert correct(desk, **values) == 302
    found = corrections(read)
    assert found == {
        "type": "coercion.transfer",
        "side": "UA",
        "modality": "hypothetical",
        "hedge": "yes",
        "role": "relative",
        "speaker": "A sister",
        "office": "mother's council",
        "via": "An Invented Channel; A Gazette",
        "count": "12..14 person",
        "unit": "3rd company",
        "site": "the garage",
        "time": "2023-05",
    }, "the place was left as it was"
    page = page_of(desk, "/claims/ru-1:c01")
    assert "What is shown was corrected" in page and "Lyman" in page


def test_a_place_is_chosen_among_its_candidates(desk: Desk, read: ModuleType) -> None:
    from nomansland.review import applied

    page = page_of(desk, "/claims/ru-1:c01")
    assert 'class="chart"' in page, "the candidates stand on a small map"
    assert correct(desk, **{"set-place": "Lyman, Chuhuivskyi raion, Kharkivska oblast [UA2]"}) == 302
    reading = next(one for one in applied(read.readings(), read.findings()) if one.report.id == "ru-1")
    place = reading.claims[0].place
    assert place is not None and place.best is not None
    assert (place.best.code, place.best.weight, place.point) == ("UA2", 1.0, (49.6, 36.4))
    assert place.passage is not None, "the words it was read from stay"


def test_a_name_is_looked_up_without_losing_what_was_typed(desk: Desk, read: ModuleType) -> None:
    sent = fields_in(page_of(desk, "/claims/ru-1:c01"), "correct") | {
        "set-side": "UA",
        "set-place": "other",
        "place-other": "Сватово",
    }
    answer = desk.client.post("/claims/ru-1:c01", sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 200 and read.decisions() == ()
    assert re.search(r'<option value="UA" selected>', page)
    assert re.search(r'value="Svatove[^"]*\[UA\w+\]"', page), "the gazetteer of the machine knows it"
    assert 'value="Сватово"' in page


def test_days_that_run_backwards_are_refused(desk: Desk) -> None:
    assert correct(desk, **{"time-from": "2023-06-01", "time-until": "2023-05-01"}) == 400


def test_open_ends_and_counts_of_a_form() -> None:
    assert written({"set-time": "", "time-from": "2023-05-01"})["time"] == "2023-05-01/.."
    assert written({"set-time": "2023-05", "time-until": ""})["time"] == "2023-05"
    assert written({"count-low": "", "count-high": "9", "count-unit": "site"})["count"] == "..9 site"
    assert written({"count-low": "", "count-high": ""})["count"] == ""
    assert written({"set-place": "other", "place-other": " by  the river "})["place"] == "by the river"
    assert changed({"set-side": "UA", "was-side": "RF", "set-unit": "x", "was-unit": "x"}) == (("side", "UA"),)
    with pytest.raises(ReviewError):
        written({"time-from": "2023-06-02", "time-until": "2023-06-01"})


def test_split_and_undo(desk: Desk, read: ModuleType) -> None:
    sent = fields_in(page_of(desk, "/claims/ru-1:c01"), "split") | {"verdict": "split"}
    text = read.report("ru-1").text
    first = text[int(sent["first-from"]) : int(sent["first-to"])]
    second = text[int(sent["second-from"]) : int(sent["second-to"])]
    assert first and second and first in "В гараже под Лиманом заперли 12 мобилизованных"
    assert desk.client.post("/decide", sent).status_code == 302
    claims = read.reading("ru-1").claims
    assert [claim.passage.quote for claim in claims[4:]] == [first, second]
    page = page_of(desk, "/reports/ru-1")
    assert page.count("Made by splitting by editor") == 2 and "Split into two by editor" in page
    assert "1 decision was taken since" in page_of(desk, "/")
    row = read.decisions()[0]
    form = {"decision": row.id, "ref": row.ref}
    assert desk.client.post("/undo", form).status_code == 302
    assert len(read.reading("ru-1").claims) == 4


def test_the_next_pass_follows_a_split(desk: Desk, read: ModuleType) -> None:
    from nomansland import work

    sent = fields_in(page_of(desk, "/claims/ru-1:c03"), "split") | {"verdict": "split"}
    assert desk.client.post("/decide", sent).status_code == 302
    work.join_case()
    told = {ref for one in read.incidents(limit=100).items for ref in one.claims}
    parts = [claim.ref for claim in read.reading("ru-1").claims if claim.reader == "person"]
    assert "ru-1:c03" not in told and told >= set(parts) and len(parts) == 2


def test_a_missed_claim_is_added_from_its_sentence(desk: Desk, read: ModuleType) -> None:
    page = page_of(desk, "/add/en-1?line=2")
    sent = fields_in(page, "")
    assert sent["set-side"] == "UA", "as the nearest claim"
    sent |= {"verdict": "add", "set-type": "response.denial", "set-role": "commander", "reason": "it is a denial"}
    answer = desk.client.post("/decide", sent)
    assert answer.status_code == 302
    claim = read.reading("en-1").claims[1]
    assert (claim.type, claim.passage.quote, claim.side) == ("response.denial", "The brigade denies it", "UA")
    assert claim.speaker is not None and claim.speaker.role == "commander"
    assert answer.headers["Location"] == f"/reports/en-1#{claim.id}"
    page = page_of(desk, "/reports/en-1")
    assert "Added by editor" in page and f'id="{claim.id}"' in page
    assert "2 crews" in page_of(desk, "/claims?show=undecided") and "denies" not in page_of(
        desk, "/claims?show=undecided"
    )
    assert "The brigade denies it" in page_of(desk, "/claims?show=accepted")
    assert "denies" in page_of(desk, "/claims?q=denies"), "search finds it"


def test_a_missed_claim_is_added_from_characters(desk: Desk, read: ModuleType) -> None:
    text = read.report("en-1").text
    start = text.index("a driver says")
    sent = fields_in(page_of(desk, f"/add/en-1?start={start}&end={start + 8}"), "")
    assert text[int(sent["span-from"]) : int(sent["span-to"])] == "a driver"
    assert desk.client.post("/decide", sent | {"verdict": "add"}).status_code == 302
    assert "a driver" in [claim.passage.quote for claim in read.reading("en-1").claims]


@pytest.mark.parametrize("query", ["", "?line=0", "?line=99", "?start=5&end=5", "?start=0&end=99999", "?start=x&end=y"])
def test_words_that_are_not_there_cannot_be_added(desk: Desk, query: str) -> None:
    assert desk.client.get(f"/add/en-1{query}").status_code == 404


def test_a_translation_is_signed_beside_the_words(desk: Desk, read: ModuleType) -> None:
    sent = fields_in(page_of(desk, "/claims/ru-1:c03"), "translate")
    sent |= {"verdict": "add", "language": "en", "text": "We refused to go on the assault"}
    assert desk.client.post("/decide", sent).status_code == 302
    page = page_of(desk, "/reports/ru-1")
    assert "We refused to go on the assault" in page and "translated by editor" in page
    assert "Мы отказались идти на штурм" in page, "the original always shows"
    row = read.decisions()[0]
    assert desk.client.post("/undo", {"decision": row.id, "ref": row.ref}).status_code == 302
    assert "We refused to go" not in page_of(desk, "/reports/ru-1")
    assert desk.client.post("/decide", sent | {"text": " ", "last": ""}).status_code == 400


def family() -> list[Reading]:
    """One telling and two copies of it, one of them with another number."""
    out = []
    for ref, text in (
        ("o-1", "Twelve men of a company refused to storm the mill, a driver says."),
        ("o-2", "Twelve men of a company refused to storm the mill, a driver says."),
        ("o-3", "Twelve men of a company refused to storm the mill, the driver said."),
    ):
        end = text.index(" a driver" if "a driver" in text else " the driver")
        claim = Claim("c01", ref, "refusal.order", Passage.of(text, 0, end - 1), "UA")
        out.append(
            Reading(Report(ref, text, outlet=f"Paper {ref}"), "en", Publication("2023-05-0" + ref[-1]), (claim,))
        )
    return out


def test_one_decision_on_the_oldest_telling_is_offered_for_its_copies(empty: Desk) -> None:
    from nomansland.tables import read, write

    readings = family()
    write.save_reports([one.report for one in readings])
    write.save_readings(readings)
    one = Interval(1, 1, "one driver")
    edges = (Edge("o-2", "o-1", "copy", 9.0), Edge("o-3", "o-1", "copy", 8.0))
    nothing = type("L", (), {"incidents": (), "sites": (), "contradictions": (), "reconciled": (), "transfers": ()})()
    write.save_linked(nothing, [Retelling("t-1", ("o-1", "o-2", "o-3"), edges, one, one)])
    assert "The same for" not in page_of(empty, "/reports/o-1"), "nothing was decided yet"
    form = {"target": "claim", "ref": "o-1:c01", "verdict": "accept", "seen": read.seen("claim", "o-1:c01"), "last": ""}
    assert empty.client.post("/decide", form).status_code == 302
    page = page_of(empty, "/reports/o-1")
    assert "2 of 2 say just the same" in page
    part = page[page.index('class="copies"') :]
    sent = {
        "decision": re.findall(r'name="decision" value="([^"]*)"', part)[0],
        "copy": re.findall(r'name="copy" value="([^"]*)" checked', part),
        "back": "/reports/o-1#n1",
    }
    assert empty.client.post("/copies", sent | {"copy": [*sent["copy"][:1], "o-3:c01|x-y|"]}).status_code == 409
    assert len(read.decisions()) == 1, "all of the copies or none"
    assert empty.client.post("/copies", sent).status_code == 302
    assert [finding.state for finding in read.findings()] == ["accepted"] * 3
    assert {row.reason for row in read.decisions()[1:]} == {"as in o-1:c01"}
    assert "The same for" not in page_of(empty, "/reports/o-1")
    assert "It repeats" in page_of(empty, "/reports/o-2")
    assert len(sent["copy"]) == 2
    assert empty.client.post("/copies", {"decision": "d-none", "copy": ["a|b|c"]}).status_code == 400


def test_a_copy_that_differs_is_not_ticked(empty: Desk) -> None:
    from nomansland.tables import read, write

    readings = family()
    third = readings[2]
    changed = replace(third.claims[0], count=Count(120, 120, "person"))
    readings[2] = replace(third, claims=(changed,))
    write.save_reports([one.report for one in readings])
    write.save_readings(readings)
    one = Interval(1, 1, "one driver")
    edges = (Edge("o-2", "o-1", "copy", 9.0), Edge("o-3", "o-1", "copy", 8.0))
    nothing = type("L", (), {"incidents": (), "sites": (), "contradictions": (), "reconciled": (), "transfers": ()})()
    write.save_linked(nothing, [Retelling("t-1", ("o-1", "o-2", "o-3"), edges, one, one)])
    form = {"target": "claim", "ref": "o-1:c01", "verdict": "accept", "seen": read.seen("claim", "o-1:c01"), "last": ""}
    empty.client.post("/decide", form)
    page = page_of(empty, "/reports/o-1")
    assert "1 of 2 say just the same" in page and "120 person there" in page
    assert re.findall(r'name="copy" value="(o-\d)[^"]*" checked', page) == ["o-2"]
    assert re.findall(r'name="copy" value="(o-\d)[^"]*"', page) == ["o-2", "o-3"]


def test_sentences_that_may_have_been_missed_are_marked(empty: Desk) -> None:
    from nomansland.tables import write

    text = "Three soldiers of the brigade deserted from their positions at night. The weather was fine on that day."
    report = Report("m-1", text, outlet="Paper")
    write.save_reports([report])
    write.save_readings([Reading(report, "en", Publication())])
    page = page_of(empty, "/reports/m-1")
    assert "1 sentence may have been missed" in page
    assert page.count("May have been missed:") == 1
    row = page[page.index('class="row opens missed"') :]
    assert row.index("deserted") < row.index("May have been missed:") < row.index("The weather")


def test_halves_come_apart_at_a_joining_word() -> None:
    text = "Twelve men refused to go, and four were locked in a cellar."
    words = words_of(text, 0, len(text), Passage.of(text, 0, len(text) - 1))
    found = halves(words)
    assert found is not None
    assert [text[start:end] for start, end in found] == ["Twelve men refused to go", "four were locked in a cellar"]
    one = words_of("Desertion.", 0, 10, Passage("Desertion", 0, 9))
    assert halves(one) is None


def test_a_viewer_sees_no_forms(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.web import whois
    from nomansland.web.allowed import rights_of

    monkeypatch.setattr(whois, "ALONE", frozenset({"viewer"}))
    assert rights_of(["viewer"]) == {"read"}
    page = page_of(desk, "/reports/ru-1")
    for action in ("/decide", "/undo", "/copies", "/add/", "/claims/ru-1"):
        assert f'"{action}' not in page, action
    assert desk.client.get("/claims/ru-1:c01").status_code == 403
    assert desk.client.get("/original/ru-1").status_code == 403


def test_the_next_report_is_the_oldest_that_waits(desk: Desk, read: ModuleType) -> None:
    from nomansland.review import decide
    from nomansland.tables import write

    assert desk.client.get("/next").headers["Location"] == "/reports/ru-1"
    assert desk.client.get("/next?after=ru-1").headers["Location"] == "/reports/en-1"
    for claim in read.reading("ru-1").claims:
        write.add_decision(decide("claim", claim.ref, "accept", "Olena"))
    assert desk.client.get("/next?after=en-1").headers["Location"] == "/", "nothing else waits"
