"""Paste and files: kept, logged, read in the same pass and shown; what cannot be read is set aside with its reason."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nomansland.review import decide
from nomansland.web.background import READER, Reader
from nomansland.web.incoming import MOST_BYTES, safe_name

if TYPE_CHECKING:
    from tests.web.conftest import Desk

    from nomansland.words import Decision

STORY = (
    "В подвале школы под Лиманом третью неделю держат сорок мобилизованных, которые отказались идти на штурм.\n"
    "Об этом рассказал один из солдат 12 мая 2023 года."
)


@pytest.fixture
def read() -> ModuleType:
    """The queries, which can be imported only when a case is open."""
    from nomansland.tables import read

    return read


@pytest.fixture(autouse=True)
def finished() -> None:
    """No pass of another test runs."""
    READER.rest()


def folder() -> Path:
    """The folder of the open case."""
    from nomansland.web.pages.study import case

    return case().folder


def test_pasted_text_is_kept_read_and_shown(empty: Desk, read: ModuleType) -> None:
    sent = {"text": STORY.replace("\n", "\r\n"), "outlet": "Выдуманный канал", "published": "2023-05-13"}
    answer = empty.client.post("/admit", sent)
    READER.wait()
    assert answer.status_code == 302
    report = next(read.readings()).report
    assert (report.text, report.outlet, report.published) == (STORY, "Выдуманный канал", "2023-05-13")
    held = [path for path in (folder() / "holdings").rglob("*") if path.is_file()]
    assert report.holding and any(report.holding in path.name or STORY[:9] in path.read_text() for path in held)
    page = empty.client.get(f"/reports/{report.id}").content.decode()
    assert "refusal" in page and "<mark" in page
    assert answer.headers["Location"] in (f"/reports/{report.id}", "/came")
    assert read.ledger_fault() is None
    assert not list(folder().glob(".incoming*")), "nothing lies beside the holdings"
    assert {"holding", "reports", "readings", "linked"} <= {entry.kind for entry in read.ledger()}
    assert "No report holds" not in empty.client.get("/?q=подвал+держать").content.decode()


def test_the_same_text_twice_is_one_report(empty: Desk, read: ModuleType) -> None:
    for _ in range(2):
        empty.client.post("/admit", {"text": STORY})
        READER.wait()
    assert len(list(read.readings())) == 1


def test_files_and_what_cannot_be_read(empty: Desk, read: ModuleType) -> None:
    files = [
        SimpleUploadedFile("letter.txt", STORY.encode()),
        SimpleUploadedFile("letter.txt", b"Another letter. Two crews refused to go."),
        SimpleUploadedFile("scan.pdf", b"%PDF-1.4 nothing"),
        SimpleUploadedFile("empty.txt", b"  "),
    ]
    answer = empty.client.post("/admit", {"files": files, "text": ""})
    READER.wait()
    assert answer.headers["Location"] == "/came"
    page = empty.client.get("/came").content.decode()
    assert "2 reports kept" in page and "scan.pdf cannot be read" in page and "empty.txt is empty" in page
    assert {one.code for one in read.quarantine()} == {"broken", "empty"}
    assert "scan.pdf" in empty.client.get("/quarantine").content.decode()
    assert len(list(read.readings())) == 2


def test_nothing_and_nonsense_are_said_and_what_was_typed_stays(empty: Desk, read: ModuleType) -> None:
    answer = empty.client.post("/admit", {"text": "  ", "outlet": "Gazette"})
    assert answer.status_code == 400
    assert "Paste the text of a report" in answer.content.decode() and 'value="Gazette"' in answer.content.decode()
    answer = empty.client.post("/admit", {"text": STORY, "published": "in May"})
    assert answer.status_code == 400 and "is no day" in answer.content.decode() and "Лиманом" in answer.content.decode()
    answer = empty.client.post("/admit", {"text": "я" * 2_000_001})
    assert answer.status_code == 400 and "at most 2000000" in answer.content.decode()
    assert read.reports().total == 0


def test_too_much_is_refused_before_it_is_read(empty: Desk) -> None:
    answer = empty.client.post("/admit", {"text": "x"}, CONTENT_LENGTH=str(MOST_BYTES + 1))
    assert answer.status_code == 413 and "Nothing of it was kept" in answer.content.decode()
    answer = empty.client.post("/admit", {"text": "x" * 10_000_000})
    assert answer.status_code == 413
    many = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(101)]
    assert empty.client.post("/admit", {"files": many}).status_code == 413


def test_a_private_chat_is_not_kept(empty: Desk, read: ModuleType) -> None:
    export = (
        b'{"name":"Somebody","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message",'
        b'"date":"2023-05-01T10:00:00","from":"A","text":"hello there"}]}'
    )
    empty.client.post("/admit", {"files": [SimpleUploadedFile("result.json", export)]})
    READER.wait()
    assert [one.code for one in read.quarantine()] == ["private"]
    assert not list(read.holdings())
    assert "private" in empty.client.get("/came").content.decode()


def test_names_of_files_lead_nowhere() -> None:
    assert safe_name("../../etc/passwd.txt") == "passwd.txt"
    assert safe_name("C:\\Users\\x\\letter.txt") == "letter.txt"
    assert safe_name(".hidden") == "hidden" and safe_name("") == "file" and safe_name("a\x00\nb.txt") == "ab.txt"
    assert len(safe_name("x" * 400 + ".html").encode()) < 200 and safe_name("x" * 400 + ".html").endswith(".html")


def test_reading_can_be_stopped_and_taken_up_again(
    empty: Desk, read: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nomansland.tables import write
    from nomansland.words import Report

    write.save_reports([Report(f"r-{number}", f"{number}. Two crews refused to go.") for number in range(4)])
    assert "4 reports wait to be read" in empty.client.get("/").content.decode()
    from nomansland.web.tasks import Pass

    seen: list[int] = []
    track = Pass.track

    def stopping(self: Pass, items: object, label: str, total: int | None = None) -> object:
        for item in track(self, items, label, total):  # type: ignore[arg-type]
            seen.append(1)
            if len(seen) == 2:
                READER.stop()
                self._asked = 0.0
            yield item

    monkeypatch.setattr(Pass, "track", stopping)
    empty.client.post("/read", {"do": "start"})
    READER.wait()
    assert len(list(read.reports_to_read())) == 2
    monkeypatch.undo()
    empty.client.post("/read", {"do": "start"})
    READER.wait()
    assert list(read.reports_to_read()) == []


def test_what_goes_wrong_in_the_background_is_said(empty: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland import work
    from nomansland.words.errors import TerrainError

    def broken(*_: object) -> int:
        raise TerrainError("The gazetteer is damaged.", todo="Build it again.")

    monkeypatch.setattr(work, "read_case", broken)
    answer = empty.client.post("/admit", {"text": STORY})
    READER.wait()
    assert answer.headers["Location"] == "/came"
    assert "The gazetteer is damaged. Build it again." in empty.client.get("/came").content.decode()


def test_progress_is_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.web.background import Progress

    monkeypatch.setattr(Reader, "progress", Progress("read", 3, 250, 130.0))
    page = desk.client.get("/").content.decode()
    assert "3 of 250 reports, about 3 minutes left" in page and "<progress" in page and "Stop" in page


def test_filters_of_the_inbox_live_in_the_address(desk: Desk) -> None:
    from nomansland.tables import write
    from nomansland.words import Report

    write.save_reports([Report("new-1", "Not read yet, this one.")])

    def shown(query: str) -> list[str]:
        page = desk.client.get(f"/?{query}").content.decode()
        return [ref for ref in ("ru-1", "ru-2", "en-1", "new-1") if f'href="/reports/{ref}"' in page]

    assert shown("language=en") == ["en-1"]
    assert shown("outlet=Лента") == ["ru-2"]
    assert shown("since=2023-05-08&until=2023-05-10") == ["ru-2", "en-1"]
    assert shown("state=not+read+yet") == ["new-1"]
    assert shown("state=no+claims+found") == ["ru-2"]
    assert shown("state=waiting+for+a+decision") == ["ru-1", "en-1"]
    assert shown("state=decided") == []
    write.add_decision(_accepted("en-1:c01"))
    assert shown("state=decided") == ["en-1"] and shown("state=waiting+for+a+decision") == ["ru-1"]
    assert shown("q=отказ+мотоцикл&language=ru") == [] and shown("q=запереть&language=ru") == ["ru-1", "ru-2"]


def _accepted(ref: str) -> Decision:
    return decide("claim", ref, "accept", "Olha")


def test_an_inflected_query_is_marked(desk: Desk) -> None:
    page = desk.client.get("/?q=запереть").content.decode()
    assert '<mark class="hit">заперли</mark>' in page
    assert '<mark class="hit">refused</mark>' in desk.client.get("/?q=refuse").content.decode()
    assert "{% " not in page
