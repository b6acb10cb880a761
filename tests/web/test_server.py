"""The server: where it listens, what it prints, what it refuses."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from nomansland.tables import Case
from nomansland.web import serve
from nomansland.words.errors import CaseError

COMMAND = (sys.executable, "-c", "from nomansland.cli import main; main()")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """An empty case."""
    return Case.create(tmp_path / "case")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org", ""])
def test_only_loopback(case: Case, host: str) -> None:
    with pytest.raises(CaseError, match="does not listen"):
        serve(case, 0, open_browser=False, host=host)


def test_a_taken_port_is_said(case: Case) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CaseError, match="cannot be used"):
            serve(case, taken.getsockname()[1], open_browser=False)


def test_the_first_line_lets_one_browser_in(case: Case) -> None:
    """As a person uses it: the command, its first line, one visit with the token, then the pages."""
    command = [*COMMAND, "desk", "--case", str(case.folder), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as running:
        assert running.stdout is not None
        first = running.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/open/[\w-]{40,}", first)
        parts = urlsplit(first)
        connection = HTTPConnection(parts.netloc, timeout=20)
        connection.request("GET", "/")
        refused = connection.getresponse()
        assert (refused.status, b"not been let in" in refused.read()) == (403, True)
        connection.request("GET", parts.path)
        opened = connection.getresponse()
        opened.read()
        assert opened.status == 302
        cookie = (opened.getheader("Set-Cookie") or "").split(";")[0]
        connection.request("GET", "/", headers={"Cookie": cookie})
        page = connection.getresponse()
        assert (page.status, b"Nothing has come in yet" in page.read()) == (200, True)
        assert page.getheader("Server") is None, "the server does not name itself"
        connection.close()
        running.terminate()
