"""The worker that the desk starts: it outlives being killed, is stopped and resumed, and never outlives the desk."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from tests.system.conftest import COMMAND, environment

pytestmark = pytest.mark.system
REPORTS = 60
STORY = (
    "В подвале школы под Лиманом третью неделю держат {} мобилизованных, которые отказались идти на штурм. "
    "Об этом рассказал один из солдат 12 мая 2023 года. Телефоны у них отобрали, двоих избили.\n\n"
)


class Client:
    """A browser without a window: cookies, pages, forms."""

    def __init__(self, address: str) -> None:
        self.base = address.split("/open/")[0]
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self._open(address).read()

    def get(self, path: str) -> str:
        """The text of a page."""
        with self._open(self.base + path) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: str) -> None:
        """Send a form of the jobs page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/jobs"))
        assert token is not None
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        self._open(urllib.request.Request(self.base + path, body, {"Referer": self.base + "/"})).read()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Client, subprocess.Popen[str]]]:
    """A desk over a case whose reports nobody has read."""
    case, export = tmp_path / "case", tmp_path / "reports.jsonl"
    rows = (f'{{"id": "r-{n}", "language": "ru", "text": {STORY.format(n + 20) * 3!r}}}' for n in range(REPORTS))
    export.write_text("\n".join(row.replace("'", '"') for row in rows), encoding="utf-8")
    told = environment(tmp_path)
    subprocess.run([*COMMAND, "init", str(case)], check=True, env=told, capture_output=True)
    subprocess.run([*COMMAND, "admit", "--case", str(case), str(export)], check=True, env=told, capture_output=True)
    command = [*COMMAND, "desk", "--case", str(case), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, env=told, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield Client(server.stdout.readline().strip()), server
        server.kill()


def worker_of(server: subprocess.Popen[str]) -> int:
    """The process id of the desk's worker."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    threads = Path(f"/proc/{server.pid}/task").glob("*/children")
    found = [int(pid) for path in (children, *threads) for pid in path.read_text().split()]
    return next(pid for pid in found if b"nomansland.web.worker" in Path(f"/proc/{pid}/cmdline").read_bytes())


def until(true: Callable[[], object], seconds: float = 120) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)


def gone(pid: int) -> bool:
    """True where a process is no more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def read(client: Client) -> int:
    """How many reports the running or last job has read."""
    found = re.search(r"(\d+) of \d+ reports", client.get("/jobs"))
    return int(found[1]) if found else 0


def test_a_killed_worker_is_replaced_and_every_report_is_read(desk: tuple[Client, subprocess.Popen[str]]) -> None:
    client, server = desk
    client.post("/read", do="start", back="/jobs")
    until(lambda: read(client) > 3)
    first = worker_of(server)
    os.kill(first, signal.SIGKILL)
    until(lambda: "job-done" in client.get("/jobs") and "http-equiv" not in client.get("/jobs"))
    assert worker_of(server) != first
    assert f"{REPORTS} reports wait" not in client.get("/")
    assert "wait to be read" not in client.get("/") and "waits to be read" not in client.get("/")


def test_a_job_is_stopped_and_goes_on_where_it_ended(desk: tuple[Client, subprocess.Popen[str]]) -> None:
    client, _ = desk
    client.post("/read", do="start", back="/jobs")
    until(lambda: read(client) > 3)
    client.post("/read", do="stop", back="/jobs")
    until(lambda: "job-stopped" in client.get("/jobs"))
    left = re.search(r"(\d+) reports wait to be read", client.get("/"))
    assert left is not None and 0 < int(left[1]) < REPORTS
    client.post("/read", do="start", back="/jobs")
    until(lambda: "http-equiv" not in client.get("/jobs"))
    assert f"{left[1]} of {left[1]} reports" in client.get("/jobs")


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_the_desk(desk: tuple[Client, subprocess.Popen[str]], ending: signal.Signals) -> None:
    client, server = desk
    client.post("/read", do="start", back="/jobs")
    until(lambda: read(client) > 1)
    worker = worker_of(server)
    server.send_signal(ending)
    server.wait(60)
    until(lambda: gone(worker), 30)
