"""Build hook: makes the gazetteer index once, so that the wheel (and an editable install) carries it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[Any]):
    """Puts `terrain/data/index.sqlite3` into the package."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            from nomansland.terrain.build import build_default
            from nomansland.terrain.gazetteer import DEFAULT_NAME, is_current

            out = source / "nomansland" / "terrain" / "data" / DEFAULT_NAME
            if not is_current(out):
                build_default(out)
        finally:
            sys.path.remove(str(source))
        if version != "editable":
            build_data["force_include"][str(out)] = f"nomansland/terrain/data/{DEFAULT_NAME}"
