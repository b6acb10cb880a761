"""A case is made, found and refused."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from nomansland.archive import verify
from nomansland.archive.keys import key_file, keys_folder
from nomansland.tables import WARNING, Case
from nomansland.tables.database import database_settings
from nomansland.words.errors import CaseError, KeyMissing


def test_a_new_case_holds_its_public_key_and_keeps_the_private_one_elsewhere(tmp_path: Path) -> None:
    made = Case.create(tmp_path / "case")
    key = key_file(made.public_key)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.parent == keys_folder() and not key.is_relative_to(made.folder)
    secret = key.read_bytes().strip()
    assert not any(secret in path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert list(verify(made.folder)) == []


def test_making_a_case_twice_opens_it(tmp_path: Path) -> None:
    first = Case.create(tmp_path / "case")
    assert Case.create(tmp_path / "case") == first
    assert len(list(keys_folder().iterdir())) == 1


@pytest.mark.parametrize("content", ["file in it", "a file itself"])
def test_another_folder_is_left_alone(tmp_path: Path, content: str) -> None:
    target = tmp_path / "notes"
    if content == "a file itself":
        target.write_text("x")
    else:
        target.mkdir()
        (target / "diary.txt").write_text("x")
    with pytest.raises(CaseError, match="is no case"):
        Case.create(target)


def test_the_option_comes_before_the_environment_and_that_before_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    near, named, given = (Case.create(tmp_path / name) for name in ("near", "named", "given"))
    inside = near.folder / "holdings"
    assert Case.find(start=inside) == near
    monkeypatch.setenv("NOMANSLAND_CASE", str(named.folder))
    assert Case.find(start=inside) == named
    assert Case.find(given.folder, start=inside) == given


def test_no_case_names_init(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="init"):
        Case.find(start=tmp_path)


@pytest.mark.parametrize("text", ["version = 2\n", "no toml [", "", "version = 1\x00 "])
def test_a_broken_case_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "case.toml").write_text(text)
    with pytest.raises(CaseError, match=r"case\.toml"):
        Case.open(tmp_path)


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    made = Case.create(tmp_path / "case")
    key_file(made.public_key).chmod(0o644)
    with pytest.raises(KeyMissing, match="chmod 600"):
        made.key()


def test_a_key_that_is_not_here_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Case.create(tmp_path / "case")
    monkeypatch.setenv("NOMANSLAND_KEYS", str(tmp_path / "elsewhere"))
    with pytest.raises(KeyMissing, match="NOMANSLAND_KEYS"):
        made.store()
    assert len(made.store(read_only=True)) == 0


def test_the_key_of_another_case_is_refused(tmp_path: Path) -> None:
    one, other = Case.create(tmp_path / "one"), Case.create(tmp_path / "other")
    key_file(one.public_key).write_bytes(key_file(other.public_key).read_bytes())
    with pytest.raises(KeyMissing, match="another case"):
        one.key()


def test_the_warning_says_what_a_lost_computer_gives_away() -> None:
    assert "encrypted disk" in WARNING and "private chats" in WARNING


def test_a_server_address_becomes_its_parts(tmp_path: Path) -> None:
    url = "postgresql://an%20na:p%40ss@db.example:6543/the%20case?sslmode=require"
    found = database_settings(Case(tmp_path, {"database": url}))
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("an na", "p@ss", "db.example", "6543")
    assert found["NAME"] == "the case" and found["OPTIONS"] == {"sslmode": "require"}


def test_a_database_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="mysql"):
        database_settings(Case(tmp_path, {"database": "mysql://x"}))
