"""A process killed at any point loses nothing that it acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nomansland.archive import verify
from nomansland.tables import Case

POINTS = ("written", "synced", "renamed", "placed", "logged", "sealed")
HARMLESS = {"temporary", "holding-stray", "log-unsealed", "log-torn"}

KEEP = """
import os, signal, sys
from pathlib import Path
from nomansland.archive import Store
from nomansland.tables import Case

case, stop, first = Case.open(sys.argv[1]), sys.argv[2], int(sys.argv[3])
passed = 0

def point(name):
    global passed
    if name == stop:
        passed += 1
        if passed == 3:
            os.kill(os.getpid(), signal.SIGKILL)

store = Store(case.folder, case.key(), point)
for number in range(first, first + 100_000):
    held = store.keep(b"report %d" % number * 50, f"source {number}", "text/plain")
    os.write(1, f"{held.sha256} {held.log_entry}\\n".encode())
"""


def start(case: Case, stop: str, first: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", KEEP, str(case.folder), stop, str(first)], stdout=subprocess.PIPE)


def acknowledged(output: bytes) -> dict[str, str]:
    """What the process said it kept: the oracle, outside of it. An incomplete last line was not said."""
    whole = output[: output.rfind(b"\n") + 1].decode().split()
    return dict(zip(whole[::2], whole[1::2], strict=True))


def check(case: Case, said: dict[str, str]) -> None:
    assert {fault.kind for fault in verify(case.folder)} <= HARMLESS
    store = case.store()
    kept = {held.sha256: held.log_entry for held in store}
    assert said.items() <= kept.items()
    assert len(kept) <= len(said) + 1
    for name in said:
        store.read(name)
    assert {fault.kind for fault in verify(case.folder)} <= {"holding-stray"}


@pytest.mark.parametrize("stop", POINTS)
def test_killed_at_a_named_point(tmp_path: Path, stop: str) -> None:
    case = Case.create(tmp_path / "case")
    process = start(case, stop, 0)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    said = acknowledged(output)
    assert len(said) == 2
    check(case, said)
    swept = {fault.kind for fault in verify(case.folder)}
    assert swept == ({"holding-stray"} if stop in ("renamed", "placed") else set())
    case.store().keep(b"report 2" * 50, "again", "text/plain")
    assert list(verify(case.folder)) == []


def test_what_an_interrupted_keep_left_is_swept_and_told(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case")
    start(case, "synced", 0).communicate(timeout=60)
    assert [fault.kind for fault in verify(case.folder)] == ["temporary"]
    assert len(case.store().swept) == 1
    assert list(verify(case.folder)) == [] and case.store().swept == ()


def test_what_a_living_process_is_writing_is_not_swept(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case")
    inside, outside = os.pipe()
    os.write(outside, b"the first half")
    store = case.store()
    with os.fdopen(inside, "rb", buffering=0) as stream:

        class Slow:
            def read(self, size: int) -> bytes:
                assert case.store().swept == ()
                return stream.read(size)

        os.close(outside)
        held = store.keep(Slow(), "slow", "text/plain")  # type: ignore[arg-type]
    assert store.read(held.sha256) == b"the first half"


def test_killed_at_random(tmp_path: Path) -> None:
    case, rng = Case.create(tmp_path / "case"), random.Random(7)
    said: dict[str, str] = {}
    inside = 0
    for turn in range(8):
        process = start(case, "", turn * 1_000_000)
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), True)
        first = process.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.05))
        process.kill()
        said |= acknowledged(first + process.stdout.read())
        process.wait()
        process.stdout.close()
        inside += bool({fault.kind for fault in verify(case.folder)} & HARMLESS)
        kept = {held.sha256: held.log_entry for held in case.store()}
        assert said.items() <= kept.items()
    check_all = {fault.kind for fault in verify(case.folder)}
    assert check_all <= {"holding-stray"} and len(said) >= 8
    assert inside >= 2, "too few of the kills fell inside a keep to show anything"
