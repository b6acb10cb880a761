"""Bytes are kept once, logged, and acknowledged only when they are on the disk."""

from __future__ import annotations

import hashlib
import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nomansland.archive import Store, verify
from nomansland.tables import Case
from nomansland.words.errors import ArchiveError, CustodyFault, KeyMissing


@pytest.fixture
def made(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "case")


def faults(case: Case) -> list[str]:
    return [fault.kind for fault in verify(case.folder)]


def test_the_same_bytes_twice_are_one_holding(made: Case, tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    source.write_bytes(b"the same")
    store = made.store()
    first = store.keep(source, "report.txt", "text/plain")
    log = (made.folder / "custody.log").read_bytes()
    assert store.keep(b"the same", "another name", "text/html") == first
    assert made.store().keep(BytesIO(b"the same"), "a stream", "text/html") == first
    assert (made.folder / "custody.log").read_bytes() == log
    assert first.sha256 == hashlib.sha256(b"the same").hexdigest() and first.size == 8
    assert store.read(first.sha256) == b"the same" and list(made.store()) == [first]
    assert faults(made) == []


def test_a_kept_file_cannot_be_written_by_accident(made: Case) -> None:
    store = made.store()
    held = store.keep(b"x", "x", "text/plain")
    assert store.path(held.sha256).stat().st_mode & 0o222 == 0


def test_quarantine_is_logged_and_can_be_lifted(made: Case) -> None:
    store = made.store()
    broken = store.keep(b"{", "a.json", "application/json", quarantine="broken")
    read = store.keep(b"{", "a.json", "application/json")
    assert (broken.quarantine, read.quarantine) == ("broken", None) and broken.log_entry != read.log_entry
    assert list(made.store()) == [read] and faults(made) == []


def test_two_stores_take_turns(made: Case) -> None:
    one, other = made.store(), made.store()
    for number in range(6):
        (one if number % 2 else other).keep(b"%d" % number, str(number), "text/plain")
    assert len(made.store()) == 6 and faults(made) == []


def test_without_the_key_nothing_is_kept(made: Case) -> None:
    reader = made.store(read_only=True)
    with pytest.raises(KeyMissing):
        Store(made.folder, None).keep(b"x", "x", "text/plain")
    assert len(reader) == 0 and list((made.folder / "holdings").rglob("[0-9a-f]*")) == []


def test_a_source_that_cannot_be_read_is_an_error_and_leaves_nothing(made: Case, tmp_path: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the disk was pulled out")

    store = made.store()
    for bad in (tmp_path / "nowhere", tmp_path, Broken()):
        with pytest.raises(ArchiveError, match="could not be kept"):
            store.keep(bad, "bad", "text/plain")
    assert faults(made) == [] and len(store) == 0


def test_damaged_bytes_are_not_taken_for_the_same(made: Case) -> None:
    store = made.store()
    held = store.keep(b"right", "a", "text/plain")
    path = store.path(held.sha256)
    path.chmod(0o600)
    path.write_bytes(b"wrong")
    with pytest.raises(CustodyFault, match="damaged"):
        store.keep(b"right", "a", "text/plain")
    with pytest.raises(CustodyFault, match="damaged"):
        store.read(held.sha256)
    path.unlink()
    with pytest.raises(CustodyFault, match="missing"):
        store.read(held.sha256)


def test_a_full_disk_leaves_no_half_line(made: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    store = made.store()
    kept = store.keep(b"before", "before", "text/plain")
    log = (made.folder / "custody.log").read_bytes()
    real = os.write

    def half(handle: int, data: memoryview) -> int:
        if b'"event"' in bytes(data):
            real(handle, bytes(data)[:40])
            raise OSError(28, "No space left on device")
        return real(handle, data)

    with monkeypatch.context() as patched, pytest.raises(ArchiveError, match="No space left"):
        patched.setattr("nomansland.archive.log.os.write", half)
        store.keep(b"after", "after", "text/plain")
    assert (made.folder / "custody.log").read_bytes() == log
    assert faults(made) == ["holding-stray"], "bytes that were never acknowledged"
    again = store.keep(b"after", "after", "text/plain")
    assert list(made.store()) == [kept, again] and faults(made) == []


def test_a_torn_last_line_is_taken_off_and_noted(made: Case) -> None:
    kept = made.store().keep(b"x", "x", "text/plain")
    with (made.folder / "custody.log").open("ab") as log:
        log.write(b'{"at":"2023')
    assert faults(made) == ["log-torn"]
    store = made.store()
    assert list(store) == [kept] and faults(made) == []
    assert b'"event":"recovered"' in (made.folder / "custody.log").read_bytes()


@pytest.mark.parametrize("what", ["log", "end", "middle", "head"])
def test_nothing_is_added_to_a_damaged_log(made: Case, what: str) -> None:
    store = made.store()
    for number in range(3):
        store.keep(b"%d" % number, str(number), "text/plain")
    log = made.folder / "custody.log"
    lines = log.read_bytes().splitlines(keepends=True)
    if what == "log":
        log.unlink()
    elif what == "head":
        (made.folder / "custody.head").unlink()
    else:
        log.write_bytes(b"".join(lines[:-1] if what == "end" else lines[:1] + lines[2:]))
    with pytest.raises(CustodyFault):
        made.store()


def test_a_line_that_the_key_did_not_sign_is_not_sealed(made: Case) -> None:
    store = made.store()
    store.keep(b"0", "0", "text/plain")
    head = (made.folder / "custody.head").read_bytes()
    store.keep(b"1", "1", "text/plain")
    log = made.folder / "custody.log"
    log.write_bytes(log.read_bytes().replace(b'"source":"1"', b'"source":"9"'))
    (made.folder / "custody.head").write_bytes(head)
    with pytest.raises(CustodyFault, match="not signed"):
        made.store()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_come_back(made: Case, data: bytes, source: str) -> None:
    store = made.store()
    assert store.read(store.keep(data, source, "application/octet-stream").sha256) == data
    assert faults(made) == []
