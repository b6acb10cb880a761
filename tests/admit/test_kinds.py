"""Every kind of source gives reports whose text is kept as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nomansland.admit import Source, identify, read, walk
from nomansland.words import Quarantined, Report


def one(path: Path) -> Report:
    found = list(read(Source(path, path.name)))
    assert len(found) == 1, found
    assert isinstance(found[0], Report), found
    return found[0]


def test_text_is_kept_character_for_character(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    text = "Перша\r\nlinе two\t🙂 café\n\n"
    path.write_bytes(text.encode())
    assert one(path).text == text


def test_header_on_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    head = "Two villages Date: Unknown Source: https://www.paper.example/a/b Tags: war, prisons"
    path.write_text(head + "\nThe body.", encoding="utf-8")
    report = one(path)
    assert (report.title, report.outlet, report.tags) == ("Two villages", "paper.example", ("war", "prisons"))
    assert report.published is None
    assert report.text.startswith(head)


def test_header_a_field_a_line(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Title: Two villages\nDate: 2023-03-04\nOutlet: Paper\n\nThe body.", encoding="utf-8")
    report = one(path)
    assert (report.title, report.outlet, report.published) == ("Two villages", "Paper", "2023-03-04")


def test_page_without_its_surroundings(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    story = "".join(
        f"<p>Paragraph {n} says that the men at the depot stayed where they were all day.</p>" for n in range(6)
    )
    path.write_text(
        f"""<html lang="en"><head><title>The depot</title><link rel="canonical" href="https://paper.example/depot">
        <meta property="article:published_time" content="2023-04-05T10:00:00+03:00"><meta name="author" content="Desk">
        </head><body><nav><a href="/x">Subscribe now</a></nav><article><h1>The depot</h1>{story}
        <p>Whoever wants to know more can read <a href="https://other.example/first">the first telling of it</a>, which
        came out a week before ours and says less about the depot and more about the road to it.</p></article>
        <script>alert(1)</script></body></html>""",
        encoding="utf-8",
    )
    report = one(path)
    assert report.published == "2023-04-05"
    assert report.url == "https://paper.example/depot"
    assert "Paragraph 5" in report.text
    assert "alert" not in report.text
    link = next(link for link in report.links if link.url == "https://other.example/first")
    assert link.passage is not None
    assert report.text[link.passage.start : link.passage.end] == "the first telling of it"


def export(messages: list[dict[str, object]], kind: str = "public_channel") -> str:
    return json.dumps({"name": "Quiet Bank", "type": kind, "id": 77, "messages": messages}, ensure_ascii=False)


def test_telegram_export_with_reply_forward_edit_and_link(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    first = {"id": 1, "type": "message", "date": "2023-01-02T09:00:00", "text": "Рота осталась в лесу."}
    second = {
        "id": 2,
        "type": "message",
        "date": "2023-01-03T09:00:00",
        "edited": "2023-01-04T09:00:00",
        "reply_to_message_id": 1,
        "forwarded_from": "Other Bank",
        "photo": "photos/a.jpg",
        "text": ["Смотрите ", {"type": "text_link", "text": "здесь", "href": "https://b.example/1"}, "."],
    }
    service = {"id": 3, "type": "service", "action": "pin_message", "text": ""}
    path.write_text(export([first, second, service]), encoding="utf-8")
    reports = [found for found in read(Source(path, path.name)) if isinstance(found, Report)]
    assert [report.id for report in reports] == ["tg-77-1", "tg-77-2"]
    report = reports[1]
    assert (report.reply_to, report.forwarded_from, report.updated) == ("tg-77-1", "Other Bank", "2023-01-04")
    assert report.media[0].name == "photos/a.jpg"
    passage = report.links[0].passage
    assert passage is not None
    assert report.text[passage.start : passage.end] == "здесь"


@pytest.mark.parametrize("kind", ["personal_chat", "private_group", "private_channel", "saved_messages"])
def test_private_chats_are_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(export([{"id": 1, "type": "message", "text": "secret"}], kind), encoding="utf-8")
    found = list(read(Source(path, path.name)))
    assert [type(item) for item in found] == [Quarantined]
    assert isinstance(found[0], Quarantined)
    assert found[0].code == "private"
    assert "secret" not in found[0].reason


def test_feed_entries_without_markup(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(
        """<?xml version="1.0"?><rss version="2.0"><channel><title>Bank Wire</title><language>uk</language>
        <item><title>Рота</title><link>https://w.example/1</link><guid>w1</guid>
        <pubDate>Tue, 07 Feb 2023 10:00:00 +0200</pubDate>
        <description>&lt;p&gt;Бійці &lt;b&gt;залишились&lt;/b&gt; на місці.&lt;/p&gt;</description></item>
        </channel></rss>""",
        encoding="utf-8",
    )
    report = one(path)
    assert report.text == "Рота\nБійці залишились на місці."
    assert (report.outlet, report.published, report.kind, report.language) == (
        "Bank Wire",
        "2023-02-07",
        "feed_item",
        "uk",
    )


def test_json_lines_keep_their_ids_and_say_what_they_did_not_read(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    row = {"id": "a1", "text": " x\n", "outlet": {"name": "Paper"}, "published": "2023-01-05", "mood": "bad"}
    path.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    report = one(path)
    assert (report.id, report.text, report.outlet, report.published) == ("a1", " x\n", "Paper", "2023-01-05")
    assert report.notes == ("fields not read: mood",)


def test_a_folder_is_walked_and_its_export_pictures_are_attachments(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    (folder / "photos").mkdir(parents=True)
    (folder / "result.json").write_text(export([]), encoding="utf-8")
    (folder / "photos" / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 jpeg")
    found = {source.name: source.attachment for source in walk([tmp_path])}
    base = tmp_path.name
    assert found == {f"{base}/export/result.json": False, f"{base}/export/photos/a.jpg": True}


def test_examples_are_all_read() -> None:
    folder = Path(__file__).parents[2] / "examples"
    reports = []
    for source in walk([folder]):
        for found in read(source):
            assert isinstance(found, Report), found
            reports.append(found)
    assert len(reports) == 16
    assert len({report.id for report in reports}) == 16
    assert len({identify(source).name for source in walk([folder]) if not source.attachment}) == 6
