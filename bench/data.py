"""Where benches and tests find the shared data sets; nothing of them is part of the product."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def data_folder() -> Path:
    """The folder that `NOMANSLAND_DATA` names.

    Raises
    ------
    SystemExit
        Where it is not set or does not exist.
    """
    named = os.environ.get("NOMANSLAND_DATA", "")
    if not named or not Path(named).is_dir():
        sys.exit("Set NOMANSLAND_DATA to the folder of the shared data sets.")
    return Path(named)


def gold(name: str) -> dict[str, Any]:
    """A set of annotated reports (`dev`, `seed`) as one object with `documents`."""
    found: dict[str, Any] = json.loads((data_folder().parent / "gold" / f"{name}.json").read_text("utf-8"))
    return found if "documents" in found else {"documents": [found]}


def scorer() -> ModuleType:
    """The scorer that lies beside the annotated reports."""
    path = data_folder().parent / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is missing.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def freeze(folder: str, figures: dict[str, Any]) -> None:
    """Write what was measured beside its bench, and print it."""
    path = Path(__file__).parent / folder / "results.json"
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    print(json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True))
