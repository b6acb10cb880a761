"""Broken sources, named by their defect: each is quarantined with a reason, and what is whole beside it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nomansland.admit import Source, read, walk
from nomansland.admit.jsonl import MAX_LINE
from nomansland.words import Quarantined, Report
from nomansland.words.errors import AdmitError

DEFECTS: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "empty"),
    "white space only": ("a.txt", b" \n\t\n", "empty"),
    "binary": ("a.txt", b"text\x00\x01\x02", "broken"),
    "windows-1251": ("a.txt", "Солдаты отказались идти дальше".encode("cp1251"), "broken"),
    "utf-8 cut inside a letter": ("a.txt", "слово".encode()[:-1], "broken"),
    "unknown suffix": ("a.docx", b"PK\x03\x04 office", "unknown-kind"),
    "picture": ("a.png", b"\x89PNG\r\n", "unknown-kind"),
    "pdf": ("a.pdf", b"%PDF-1.7", "broken"),
    "json without text": ("a.jsonl", b'{"id": "x"}\n', "broken"),
    "json that is no object": ("a.jsonl", b'"x"\n', "broken"),
    "json with an impossible date": ("a.jsonl", b'{"text": "x", "published": "soon"}\n', "broken"),
    "json nested too deeply": ("a.jsonl", b"[" * 100_000, "broken"),
    "half a surrogate": ("a.jsonl", b'{"text": "\\ud800"}\n', "broken"),
    "export cut before its messages": ("result.json", b'{"name": "X", "type": "public_channel", "messages"', "broken"),
    "export without a type": ("result.json", b'{"name": "X", "messages": []}', "broken"),
    "no feed": ("a.xml", b"<rss version='2.0'><channel", "broken"),
    "page without words": ("a.html", b"<html><body><script>1</script></body></html>", "empty"),
}


def take(path: Path) -> list[Report | Quarantined]:
    return list(read(Source(path, path.name)))


@pytest.mark.parametrize("defect", DEFECTS)
def test_defect_is_quarantined_with_a_reason(tmp_path: Path, defect: str) -> None:
    name, data, code = DEFECTS[defect]
    path = tmp_path / name
    path.write_bytes(data)
    found = take(path)
    assert [item.code for item in found if isinstance(item, Quarantined)] == [code], found
    assert all(name in item.reason for item in found if isinstance(item, Quarantined))


def test_wrong_encoding_is_named() -> None:
    assert "windows-1251" in DEFECTS
    data = DEFECTS["windows-1251"][1]
    with pytest.raises(AdmitError, match=r"looks like windows-1251"):
        from nomansland.admit.decode import characters

        characters(data, "a.txt")


def test_a_line_past_the_limit_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"id": "ok", "text": "fine"}).encode()
    path.write_bytes(b'{"text": "' + b"x" * (MAX_LINE + 10) + b'"}\n' + good + b"\n")
    found = take(path)
    assert [type(item) for item in found] == [Quarantined, Report]
    assert isinstance(found[0], Quarantined)
    assert found[0].code == "too-large"


def test_an_export_cut_in_the_middle_gives_what_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    messages = [{"id": n, "type": "message", "date": "2023-01-01T00:00:00", "text": f"message {n}"} for n in range(50)]
    whole = json.dumps({"name": "X", "type": "public_channel", "id": 5, "messages": messages})
    path.write_text(whole[: len(whole) // 2], encoding="utf-8")
    found = take(path)
    assert sum(isinstance(item, Report) for item in found) >= 20
    assert isinstance(found[-1], Quarantined)
    assert found[-1].code == "broken"


def test_addresses_are_not_fetched() -> None:
    with pytest.raises(AdmitError, match="is an address"):
        list(walk(["https://paper.example/a"]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.xml", "result.json", "a.bin"])
)
def test_any_bytes_end_as_reports_or_quarantined(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = take(path)
    assert found
    assert all(item.text.strip() if isinstance(item, Report) else item.reason for item in found)
