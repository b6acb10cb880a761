"""The desk over the examples, as a person starts it, and Debian's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

EXAMPLES = Path(__file__).parents[2] / "examples"
COMMAND = (sys.executable, "-c", "from nomansland.cli import main; main()")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--screens FOLDER` writes a picture of every page."""
    parser.addoption("--screens", metavar="FOLDER", help="write screenshots into this folder")


@dataclass(frozen=True, slots=True)
class Running:
    """A running desk: its base address, and the one that lets one browser in."""

    base: str
    address: str


def environment(folder: Path) -> dict[str, str]:
    """Keys of its own, no case from outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NOMANSLAND_CASE")}
    return kept | {"NOMANSLAND_KEYS": str(folder / "keys")}


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that holds the examples and one file that nothing can read."""
    folder = tmp_path_factory.mktemp("desk")
    made = folder / "case"
    (folder / "scan.bin").write_bytes(bytes(range(256)) * 8)
    subprocess.run([*COMMAND, "init", str(made)], check=True, env=environment(folder), capture_output=True)
    flow = [*COMMAND, "flow", "--quiet", "--case", str(made), str(EXAMPLES), str(folder / "scan.bin")]
    done = subprocess.run(flow, env=environment(folder), capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    study = [*COMMAND, "study", "report", str(made), "--quiet"]
    subprocess.run(study, check=True, env=environment(folder), capture_output=True)
    return made


@pytest.fixture
def running(case: Path) -> Iterator[Running]:
    """The desk on a free port, and what its first line says."""
    command = [*COMMAND, "desk", "--case", str(case), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, env=environment(case.parent), stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        yield Running(address.split("/open/")[0], address)
        server.terminate()


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Starts Debian's Chromium, headless, with further arguments; one Playwright serves all tests."""
    found = shutil.which("chromium")
    assert found, "Chromium is missing: `make test-system` installs it"
    with sync_playwright() as playwright:
        # Chromium's own sandbox refuses to start as root, which is what containers run as.
        base = ["--no-sandbox"] if os.geteuid() == 0 else []
        yield lambda *more: playwright.chromium.launch(executable_path=found, args=[*base, *more])


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    opened = launch()
    yield opened
    opened.close()


@pytest.fixture
def let_in(browser: Browser, running: Running) -> Iterator[BrowserContext]:
    """A browser that opened the printed address."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(running.address)
    page.close()
    yield context
    context.close()
