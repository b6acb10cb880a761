"""The path end to end, through the commands, on the example reports."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nomansland.cli import main

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def loaded(*words: str | Path) -> Any:
    done = run(*words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("path")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NOMANSLAND_KEYS", str(folder / "keys"))
        patch.delenv("NOMANSLAND_CASE", raising=False)
        assert run("init", folder / "case").exit_code == 0
        assert run("flow", "--case", folder / "case", EXAMPLES, "--quiet").exit_code == 0
        yield folder / "case"


def test_every_claim_of_the_record_quotes_its_report(case: Path) -> None:
    record = loaded("record", "--case", case, "--format", "json")
    assert len(record["documents"]) == 16
    claims = [(document["text"], claim) for document in record["documents"] for claim in document["claims"]]
    assert claims
    for text, claim in claims:
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        for evidence in claim["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_the_record_holds_both_sides_a_site_with_a_history_and_a_contradiction(case: Path) -> None:
    record = loaded("record", "--case", case, "--format", "json")
    refusals = {
        claim["side"]
        for document in record["documents"]
        for claim in document["claims"]
        if claim["type"].startswith("refusal.")
    }
    assert {"RF", "UA"} <= refusals
    assert record["contradictions"]
    assert any(len(group) > 1 for group in record["lineages"])
    states = [{state["state"] for state in site["states"]} for site in record["sites"]]
    assert any({"closed", "reopened"} <= found for found in states)


def test_the_same_sources_again_add_nothing(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOMANSLAND_KEYS", str(case.parent / "keys"))
    before = loaded("archive", "--case", case, "--format", "json")
    assert run("flow", "--case", case, EXAMPLES, "--quiet").exit_code == 0
    assert loaded("archive", "--case", case, "--format", "json") == before
    assert len(loaded("record", "--case", case, "--format", "json")["documents"]) == 16


def test_a_copied_folder_is_the_same_case_and_a_flipped_bit_is_named(case: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(case, copy)
    assert run("verify", "--case", copy).exit_code == 0
    victim = next(path for path in (copy / "holdings").rglob("*") if path.is_file())
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.chmod(0o600)
    victim.write_bytes(bytes(data))
    done = run("verify", "--case", copy)
    assert done.exit_code == 1
    assert victim.name in done.output


def test_the_week_cites_characters_and_says_what_it_cannot_know(case: Path) -> None:
    column = run("record", "--case", case, "--week", "2022-W45", "--format", "markdown").output
    assert "## Russian side" in column
    assert "## Ukrainian side" in column
    assert "characters" in column
    assert "not comparable" in column


def test_broken_sources_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text("Forty soldiers of the Russian army refused to fight near Svatove.", "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "odd.bin").write_bytes(bytes(range(256)))
    done = run("flow", folder, "--quiet")
    assert done.exit_code == 1
    assert "empty.txt" in done.stderr
    assert "odd.bin" in done.stderr
    assert "good:c01" in done.stdout


def test_without_a_case_the_sentence_names_init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NOMANSLAND_CASE", raising=False)
    done = run("record")
    assert done.exit_code == 2
    assert "nomansland init" in done.stderr


def test_extract_needs_no_case_and_writes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "note.txt"
    path.write_text("Twelve mobilised Russians refused to return to the front.\n", "utf-8")
    found = loaded("extract", path, "--format", "json")
    assert set(found) >= {"documents", "lineages", "contradictions", "incidents", "sites"}
    assert [claim["type"] for claim in found["documents"][0]["claims"]] == ["refusal.order"]
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_sheet_runs_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "=cmd.txt"
    path.write_text("Twelve mobilised Russians refused to return to the front.\n", "utf-8")
    done = run("extract", path, "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


@pytest.mark.data
def test_the_document_it_was_made_from(data_folder: Path) -> None:
    annotated = json.loads((data_folder.parent / "gold" / "seed.json").read_text("utf-8"))
    annotated = annotated["documents"][0] if "documents" in annotated else annotated
    seed = next((data_folder.parent / "seeds").glob("*.txt"))
    document = loaded("extract", seed, "--format", "json")["documents"][0]
    found = {
        claim["id"]
        for claim in annotated["claims"]
        if any(
            claim["type"] == guess["type"] and claim["start"] < guess["end"] and guess["start"] < claim["end"]
            for guess in document["claims"]
        )
    }
    assert len(found) >= 15
    for trap in annotated["not_events"]:
        for guess in document["claims"]:
            over = guess["start"] < trap["end"] and trap["start"] < guess["end"]
            assert not (over and guess["modality"] in ("asserted", "denied")), (trap["quote"], guess["type"])
