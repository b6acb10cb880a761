"""A working week, played through the pages of the desk: 200 mixed reports become a two-sided column.

An editor who reads what stands there accepts what is told, corrects fields that were read wrongly, rejects what is not
told and adds what was missed, with the forms of the desk. Played twice: every report alone, and with the copies of a
telling decided at once. Keys are counted; minutes come from the keystroke-level model (Card, Moran and Newell, *The
Psychology of Human-Computer Interaction*, 1983: 0.28 s a key, 1.35 s a decision) and from reading at 238 words a minute
(Brysbaert, *Journal of Memory and Language* 109, 2019): no person was timed. Run with `python -m bench.web.week`.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from bench.web.weekmade import FACTS, HARD, Fact, Told, week

KEY, DECISION, WORDS_A_MINUTE = 0.28, 1.35, 238
ORDER = (
    "set-type set-side set-modality set-hedge set-role set-speaker set-office set-via count-low count-high count-unit"
    " set-unit set-site set-time time-from time-until set-place"
).split()
_DAY = re.compile("(?:July|июля|липня)")


@dataclass
class Effort:
    """What the week cost."""

    keys: int = 0
    decisions: int = 0
    words: int = 0
    pages: int = 0
    seconds: float = 0.0
    verdicts: Counter[str] = field(default_factory=Counter)

    def minutes(self) -> float:
        """By the model, with the time that the server took."""
        return (self.keys * KEY + self.decisions * DECISION + self.seconds) / 60 + self.words / WORDS_A_MINUTE


class Editor:
    """Somebody at the desk who reads well: the truth is what each report says, not what happened."""

    def __init__(self, client: Any, told: dict[str, Told], copies: bool) -> None:
        self.client, self.told, self.copies, self.effort = client, told, copies, Effort()

    def get(self, address: str) -> str:
        """Open a page."""
        begin = time.perf_counter()
        answer = self.client.get(address)
        self.effort.seconds += time.perf_counter() - begin
        self.effort.pages += 1
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return unescape(answer.content.decode())

    def send(self, address: str, form: dict[str, Any], keys: int, verdict: str) -> None:
        """Send a form."""
        begin = time.perf_counter()
        answer = self.client.post(address, form)
        self.effort.seconds += time.perf_counter() - begin
        if answer.status_code != 302:
            raise RuntimeError(f"{address} {form}: {answer.status_code}")
        self.effort.keys += keys
        self.effort.decisions += 1
        self.effort.verdicts[verdict] += 1

    def work(self) -> None:
        """From report to report with one key, the oldest that waits first, until nothing waits."""
        while (address := self.client.get("/next").headers["Location"]) != "/":
            self.effort.keys += 1
            self.report(address.removeprefix("/reports/"))

    def report(self, ref: str) -> None:
        """Every claim of one report, and what is missing."""
        from nomansland.tables import read

        page = self.get(f"/reports/{ref}")
        reading, told = read.reading(ref), self.told[ref]
        if reading is None:
            raise RuntimeError(ref)
        self.effort.words += len(reading.report.text.split())
        states = re.findall(r'is-(\w+)" id="n\d+" data-claim="(\w+)"', page)
        open_ones = {claim for state, claim in states if state == "undecided"}
        if not states:
            raise RuntimeError(f"{ref} holds no note")
        for claim in reading.claims:
            if claim.id in open_ones:
                self.claim(page, claim, told)
        self.add(reading, told)
        if self.copies:
            self.repeat(ref)

    def claim(self, page: str, claim: Any, told: Told) -> None:
        """Accept, correct or reject one claim."""
        if not truly(claim, told):
            return self.send("/decide", _form(page, claim.id) | {"verdict": "reject"}, 2, "reject")
        wrong = wrong_fields(claim, told)
        if not wrong:
            return self.send("/decide", _form(page, claim.id) | {"verdict": "accept"}, 2, "accept")
        shown = self.get(f"/claims/{claim.ref}")
        form = fields_in(shown, '<form id="correct"')
        keys = 3
        for name, value in wrong.items():
            if name == "set-place":
                value, more, form_page = self.place(claim.ref, shown, form, value)
                keys += more
                form |= fields_in(form_page, '<form id="correct"')
            form[name] = value
            keys += len(ORDER[: ORDER.index(name)]) + (len(value) if name != "set-place" else 0)
        self.send("/decide", form | {"verdict": "correct"}, keys, "correct")

    def place(self, ref: str, page: str, form: dict[str, str], name: str) -> tuple[str, int, str]:
        """The place with this name among those offered, else looked up: its value, the keys, the page."""
        found = _offered(page, name)
        if found:
            return found[0], found[1], page
        answer = self.client.post(f"/claims/{ref}", form | {"set-place": "other", "place-other": name})
        self.effort.pages += 1
        page = unescape(answer.content.decode())
        found = _offered(page, name)
        if not found:
            raise RuntimeError(f"the gazetteer has no {name}")
        return found[0], found[1] + len(name) + 2, page

    def add(self, reading: Any, told: Told) -> None:
        """What stands in the text and in no claim."""
        from nomansland.extract.document import analyse

        for number, sentence in enumerate(analyse(reading.report).sentences, 1):
            text = reading.report.text[sentence.start : sentence.end]
            wanted = event_of(text, told)
            if wanted is None or wanted in _types(reading, sentence):
                continue
            form = fields_in(self.get(f"/add/{reading.report.id}?line={number}"), '<form class="fields"')
            keys = 3 + (3 if form["set-type"] != wanted else 0)
            form |= {"set-type": wanted, "set-side": FACTS[told.fact or 0].side, "verdict": "add"}
            self.send("/decide", form, keys, "add")

    def repeat(self, ref: str) -> None:
        """The same for the copies, where the page offers it."""
        page = self.get(f"/reports/{ref}")
        for part in page.split('class="copies"')[1:]:
            part = part[: part.index("</form>")]
            form = {
                "decision": re.findall(r'name="decision" value="([^"]*)"', part)[0],
                "copy": re.findall(r'name="copy" value="([^"]*)" checked', part),
            }
            if not form["copy"]:
                continue
            # What differs is read before one key decides for all of them.
            self.effort.words += len(re.sub(r"<[^>]*>", " ", part).split())
            self.send("/copies", form, 2, "copies")


def event_of(sentence: str, told: Told) -> str | None:
    """The event that a sentence of a report tells, None where it tells none."""
    if told.fact is None:
        return None
    if _DAY.search(sentence):
        return FACTS[told.fact].type
    return "refusal.order" if any(sentence.startswith(hard[:12]) for hard in HARD.values()) else None


def truly(claim: Any, told: Told) -> bool:
    """True for what the words of a claim say."""
    if told.fact is None:
        return claim.type == "refusal.order" and claim.modality in ("conditional", "hypothetical")
    fact = FACTS[told.fact]
    main = bool(_DAY.search(_around(claim, told.report.text)))
    types = (
        {fact.type, "refusal.order"}
        if main and fact.type == "coercion.detention"
        else {fact.type if main else "refusal.order"}
    )
    return claim.type in types and claim.side == fact.side and claim.modality == "asserted"


def _around(claim: Any, text: str) -> str:
    start = max((text.rfind(sign, 0, claim.passage.start) for sign in (". ", "\n")), default=-1)
    end = text.find(". ", claim.passage.end)
    return text[start + 1 : end if end >= 0 else len(text)]


def wrong_fields(claim: Any, told: Told) -> dict[str, str]:
    """Fields of the form that say something else than the sentence."""
    if told.fact is None or not _DAY.search(_around(claim, told.report.text)):
        return {}
    fact, out = FACTS[told.fact], {}
    number = str(fact.number * 10 if told.drifted else fact.number)
    if not _is_at(claim, fact):
        out["set-place"] = fact.en
    bounds = claim.time.bounds if claim.time else None
    if bounds is None or (bounds[0].day, bounds[1].day) != (fact.day, fact.day):
        out["set-time"] = f"2023-07-{fact.day:02}"
    if claim.count is None or str(claim.count.min) != number:
        out |= {"count-low": number, "count-high": number}
    return out


def _is_at(claim: Any, fact: Fact) -> bool:
    best = claim.place.best if claim.place else None
    return best is not None and best.name.split(",")[0] == fact.en


def _offered(page: str, name: str) -> tuple[str, int] | None:
    """The value of the place with this name, and how many arrow keys lead to it."""
    values = re.findall(r'name="set-place" value="([^"]*)"', page)
    found = next((at for at, value in enumerate(values) if value.split(",")[0].split(" [")[0] == name), None)
    return None if found is None else (values[found], found)


def _form(page: str, claim: str) -> dict[str, str]:
    """The hidden fields beside the buttons of a note."""
    part = page[page.index(f'data-claim="{claim}"') :]
    part = part[: part.index("</form>")]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', part))


def fields_in(page: str, opens: str) -> dict[str, str]:
    """What a browser would send for a form as it was drawn."""
    part = page[page.index(opens) :]
    part, out = part[: part.index("</form>")], {}
    for tag in re.findall(r"<input[^>]*>", part):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="radio"' not in tag or " checked" in tag):
            out[name.group(1)] = value.group(1) if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', part, re.DOTALL):
        rows = re.findall(r'<option(?: value="([^"]*)")?( selected)?>([^<]*)', options)
        chosen = next((row for row in rows if row[1]), rows[0])
        out[name] = chosen[0] or ("" if 'value=""' in options and chosen is rows[0] else chosen[2])
    return out


def column() -> list[tuple[int | None, str]]:
    """Incidents that hold an accepted claim of something asserted, each with the number of the fact that it is."""
    from nomansland.review import corrected
    from nomansland.tables import read

    findings = {one.claim: one for one in read.findings() if one.state == "accepted"}
    claims = {claim.ref: claim for reading in read.readings() for claim in reading.claims}
    out = []
    for incident in read.incidents(limit=10_000).items:
        told = [corrected(claims[ref], findings[ref]) for ref in incident.claims if ref in findings]
        told = [claim for claim in told if claim.modality == "asserted" and claim.place is not None]
        if told:
            which = next((at for at, fact in enumerate(FACTS) if any(_matches(claim, fact) for claim in told)), None)
            out.append((which, incident.side or ""))
    return out


def _types(reading: Any, sentence: Any) -> set[str]:
    """Events of the claims that a sentence holds."""
    return {one.type for one in reading.claims if one.passage.start < sentence.end and sentence.start < one.passage.end}


def unrecorded(made: list[Told]) -> int:
    """Sentences that tell something and hold no claim of it when the week is over."""
    from nomansland.extract.document import analyse
    from nomansland.tables import read

    left = 0
    for told in made:
        reading = read.reading(told.report.id)
        for sentence in analyse(told.report).sentences if reading else ():
            wanted = event_of(told.report.text[sentence.start : sentence.end], told)
            left += wanted is not None and wanted not in _types(reading, sentence)
    return left


def _matches(claim: Any, fact: Fact) -> bool:
    days = claim.time.bounds if claim.time else None
    return (
        claim.type == fact.type
        and claim.side == fact.side
        and _is_at(claim, fact)
        and bool(days and days[0].day <= fact.day <= days[1].day)
    )


def play(folder: Path, copies: bool, seed: int = 1) -> dict[str, Any]:
    """One week in a new case; the figures of its effort and of what came of it."""
    from django.test import Client

    from nomansland import work
    from nomansland.flow import How
    from nomansland.tables import Case, connect, disconnect
    from nomansland.web.door import Door, Session
    from nomansland.web.server import overrides

    case, door = Case.create(folder), Door(port=8765)
    connect(case, **overrides(door), NOMANSLAND_CASE=case, NOMANSLAND_FRONT=None)
    from nomansland.tables import write

    client = Client(HTTP_HOST="127.0.0.1:8765")
    door.sessions["week"] = Session("Olena")
    client.cookies[door.cookie] = "week"
    made = week(seed)
    write.save_reports([told.report for told in made])
    work.read_case(case, How(), work.tracker(True))
    work.join_case()
    editor = Editor(client, {told.report.id: told for told in made}, copies)
    editor.work()
    work.join_case()
    found, left = column(), unrecorded(made)
    disconnect()
    known = Counter(which for which, _ in found if which is not None)
    return {
        "reports": len(made),
        "decisions": editor.effort.decisions,
        "by_verdict": dict(sorted(editor.effort.verdicts.items())),
        "keys": editor.effort.keys,
        "pages_opened": editor.effort.pages,
        "words_read": editor.effort.words,
        "server_seconds": round(editor.effort.seconds, 1),
        "minutes_by_the_model": round(editor.effort.minutes(), 1),
        "findings_of_12": len(known),
        "findings_russian_side": sum(1 for which in known if FACTS[which].side == "RF"),
        "findings_ukrainian_side": sum(1 for which in known if FACTS[which].side == "UA"),
        "incidents_that_repeat_one": sum(known.values()) - len(known),
        "told_and_in_no_claim": left,
        "incidents_beside_the_twelve": sum(1 for which, _ in found if which is None),
    }


def main() -> None:
    """Both weeks, frozen."""
    figures = {}
    for name, copies in (("each_report_alone", False), ("copies_at_once", True)):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["NOMANSLAND_KEYS"] = str(Path(folder) / "keys")
            figures[name] = play(Path(folder) / "case", copies)
    path = Path(__file__).with_name("week.json")
    path.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", "utf-8")
    print(path.read_text("utf-8"))


if __name__ == "__main__":
    main()
