"""Keeping and verifying small files, beside a plain copy and a plain hash that prove nothing."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from pathlib import Path

from bench.data import freeze

FILES, SIZE = 1_000, 8_192


def _rate(begin: float) -> int:
    return round(FILES / (time.perf_counter() - begin))


def main() -> None:
    """Measure and freeze."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ["NOMANSLAND_KEYS"] = str(root / "keys")
        from nomansland.archive import verify
        from nomansland.tables import Case

        data = [os.urandom(SIZE) for _ in range(FILES)]
        plain = root / "plain"
        plain.mkdir()
        begin = time.perf_counter()
        for number, content in enumerate(data):
            (plain / str(number)).write_bytes(content)
        copied = _rate(begin)
        case = Case.create(root / "case")
        store = case.store()
        begin = time.perf_counter()
        for number, content in enumerate(data):
            store.keep(content, f"source {number}", "application/octet-stream")
        kept = _rate(begin)
        begin = time.perf_counter()
        case.store()
        opened = time.perf_counter() - begin
        begin = time.perf_counter()
        for path in plain.iterdir():
            hashlib.sha256(path.read_bytes()).hexdigest()
        hashed = _rate(begin)
        begin = time.perf_counter()
        faults = len(list(verify(case.folder)))
        freeze(
            "archive",
            {
                "files": FILES,
                "bytes_each": SIZE,
                "keep_files_per_second": kept,
                "floor_copy_without_proof_files_per_second": copied,
                "open_log_ms": round(opened * 1000),
                "verify_files_per_second": _rate(begin),
                "floor_hash_only_files_per_second": hashed,
                "faults": faults,
            },
        )


if __name__ == "__main__":
    main()
