"""The regular expressions of words/places/patterns.yaml, compiled when first asked for."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).parent.parent / "words" / "places" / "patterns.yaml"


@lru_cache(maxsize=1)
def _rows() -> dict[str, str]:
    data = yaml.load(PATH.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {name: "".join(rows) for name, rows in data.items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled pattern of a name ("scenes.origin"); case is ignored. Raises KeyError for a name that is not
    there."""
    rows = _rows()
    return re.compile(rows[name].replace("{fill}", rows["fill"]).replace("{compass}", rows["compass"]), re.IGNORECASE)


@cache
def table(name: str) -> dict[str, Any]:
    """A small table of words/places ("numbers", "sides"), read once."""
    text = (PATH.parent / f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
