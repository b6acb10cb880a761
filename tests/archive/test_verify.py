"""Each way to tamper with a case's evidence is found and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nomansland.archive import FAULTS, Fault, verify
from nomansland.archive.entry import sealed
from nomansland.archive.keys import make_key, public_text
from nomansland.tables import Case
from nomansland.words import Holding


@pytest.fixture
def made(tmp_path: Path) -> Case:
    case = Case.create(tmp_path / "case")
    store = case.store()
    for number in range(4):
        store.keep(b"report %d" % number, f"source {number}", "text/plain")
    return case


def lines(case: Case) -> list[bytes]:
    return (case.folder / "custody.log").read_bytes().splitlines(keepends=True)


def rewrite(case: Case, new: list[bytes]) -> None:
    (case.folder / "custody.log").write_bytes(b"".join(new))


def holding_file(case: Case, number: int) -> Path:
    return case.store(read_only=True).path(list(case.store(read_only=True))[number].sha256)


def flip(case: Case) -> None:
    path = holding_file(case, 1)
    data = bytearray(path.read_bytes())
    data[3] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(data))


def swap(case: Case) -> None:
    one, other = holding_file(case, 1), holding_file(case, 2)
    kept = one.read_bytes()
    shutil.copyfile(other, one.with_name("x"))
    one.with_name("x").replace(one)
    other.unlink()
    other.write_bytes(kept)


def link_away(case: Case) -> None:
    path = holding_file(case, 0)
    shutil.move(path, case.folder / "elsewhere")
    path.symlink_to(case.folder / "elsewhere")


def edit_line(case: Case) -> None:
    rewrite(case, [line.replace(b"source 2", b"source 7") for line in lines(case)])


def respace(case: Case) -> None:
    rewrite(case, [line.replace(b'"seq":2,', b'"seq": 2,') for line in lines(case)])


def scribble(case: Case) -> None:
    new = lines(case)
    new[2] = b"nothing to see here\n"
    rewrite(case, new)


def swap_lines(case: Case) -> None:
    new = lines(case)
    rewrite(case, [new[0], new[2], new[1], *new[3:]])


def forge(case: Case) -> None:
    """A chain that is right in itself, made with another key from line 3 on."""
    key, previous, new = Ed25519PrivateKey.generate(), "", []
    for line in lines(case):
        body = orjson.loads(line)
        if body["seq"] < 3:
            new.append(line)
        else:
            if body["seq"] == 3:
                body["source"] = "somewhere else"
            body = sealed(
                {k: v for k, v in (body | {"previous": previous}).items() if k not in ("hash", "signature")}, key
            )
            new.append(rfc8785.dumps(body) + b"\n")
        previous = orjson.loads(new[-1])["hash"]
    rewrite(case, new)
    head = sealed({"seq": 5, "last": previous, "size": 1, "at": "2023-06-01T00:00:00+00:00"}, key)
    (case.folder / "custody.head").write_bytes(rfc8785.dumps(head) + b"\n")


def another_key(case: Case) -> None:
    toml = case.folder / "case.toml"
    toml.write_text(toml.read_text().replace(case.public_key, public_text(Ed25519PrivateKey.generate())))


def no_key(case: Case) -> None:
    toml = case.folder / "case.toml"
    toml.write_text(toml.read_text().replace(case.public_key, "none"))


def old_head(case: Case) -> None:
    head = (case.folder / "custody.head").read_bytes()
    case.store().keep(b"one more", "one more", "text/plain")
    (case.folder / "custody.head").write_bytes(head)


TAMPERING: dict[str, tuple[Callable[[Case], object], set[str]]] = {
    "a flipped bit": (flip, {"holding-changed"}),
    "two files swapped": (swap, {"holding-changed"}),
    "a missing file": (lambda case: holding_file(case, 2).unlink(), {"holding-missing"}),
    "a link instead of a file": (link_away, {"holding-changed"}),
    "a stray file": (lambda case: (case.folder / "holdings" / "notes.txt").write_text("x"), {"holding-stray"}),
    "a file under a wrong folder": (
        lambda case: shutil.copy(holding_file(case, 0), case.folder / "holdings"),
        {"holding-stray"},
    ),
    "a temporary file": (lambda case: (case.folder / "holdings/.incoming/1-a").write_bytes(b""), {"temporary"}),
    "a changed line": (edit_line, {"log-changed"}),
    "a space in a line": (respace, {"log-changed"}),
    "a line overwritten": (scribble, {"log-changed", "holding-stray"}),
    "a line removed": (lambda case: rewrite(case, lines(case)[:2] + lines(case)[3:]), {"log-removed", "holding-stray"}),
    "two lines exchanged": (swap_lines, {"log-removed", "log-changed"}),
    "the first line removed": (lambda case: rewrite(case, lines(case)[1:]), {"log-removed"}),
    "the end cut off": (lambda case: rewrite(case, lines(case)[:-2]), {"log-cut", "holding-stray"}),
    "the end torn": (
        lambda case: rewrite(case, [*lines(case)[:-1], lines(case)[-1][:30]]),
        {"log-torn", "log-cut", "holding-stray"},
    ),
    "everything cut off": (lambda case: rewrite(case, []), {"log-cut", "holding-stray"}),
    "no log": (lambda case: (case.folder / "custody.log").unlink(), {"log-missing", "holding-stray"}),
    "no head": (lambda case: (case.folder / "custody.head").unlink(), {"head-missing"}),
    "a head of nonsense": (lambda case: (case.folder / "custody.head").write_text("[]"), {"head-changed"}),
    "a head edited": (
        lambda case: (case.folder / "custody.head").write_bytes(
            (case.folder / "custody.head").read_bytes().replace(b'"seq":5', b'"seq":3')
        ),
        {"head-changed"},
    ),
    "an old head": (old_head, {"log-unsealed"}),
    "a forged log": (forge, {"log-signature", "head-changed"}),
    "another key in case.toml": (another_key, {"key", "log-signature", "head-changed"}),
    "no key in case.toml": (no_key, {"key"}),
}


def test_a_whole_case_has_no_fault(made: Case) -> None:
    assert list(verify(made.folder, indexed=iter(made.store(read_only=True)))) == []


@pytest.mark.parametrize("name", TAMPERING)
def test_each_tampering_is_named(made: Case, name: str) -> None:
    tamper, expected = TAMPERING[name]
    tamper(made)
    found = list(verify(made.folder))
    assert {fault.kind for fault in found} == expected
    assert all(fault.where and fault.sentence.endswith(".") for fault in found)


def test_every_kind_of_fault_but_the_index_is_provoked() -> None:
    assert set().union(*(kinds for _, kinds in TAMPERING.values())) == FAULTS.keys() - {"index"}


def test_the_database_is_held_against_the_log(made: Case) -> None:
    kept = list(made.store(read_only=True))
    wrong = [replace(kept[0], source="edited"), *kept[2:], Holding("9" * 64, 1, "x", "planted", "", "")]
    found = list(verify(made.folder, indexed=wrong))
    assert {fault.kind for fault in found} == {"index"}
    assert {fault.where for fault in found} == {kept[0].sha256, kept[1].sha256, "9" * 64}


def test_a_key_from_elsewhere_is_trusted_over_the_case(made: Case) -> None:
    forge(made)
    assert list(verify(made.folder, public=make_key())) != []
    assert {fault.kind for fault in verify(made.folder, public=made.public_key)} == {"log-signature", "head-changed"}


def test_each_bit_of_the_log_counts(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case")
    case.store().keep(b"x", "x", "text/plain")
    log = case.folder / "custody.log"
    whole = log.read_bytes()
    for place in range(0, len(whole), 3):
        data = bytearray(whole)
        data[place] ^= 32 if place % 2 else 1 << (place % 8)
        log.write_bytes(bytes(data))
        assert list(verify(case.folder)), f"byte {place} of the log was changed and nothing was found"


def test_progress_is_told(made: Case) -> None:
    told: list[tuple[str, int]] = []

    def track(items: list[Holding], label: str, total: int) -> list[Holding]:
        told.append((label, total))
        return items

    assert list(verify(made.folder, track=track)) == [] and told == [("verify", 4)]


def test_a_fault_prints_itself() -> None:
    assert str(Fault("index", "ab", "It is wrong.")) == "index: ab: It is wrong."
    with pytest.raises(ValueError, match="no such fault"):
        Fault("nonsense", "", "")
