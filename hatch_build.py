"""Build hook: makes the gazetteer index and gets the browser's packages once, so that the wheel (and an editable
install) carries both."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[Any]):
    """Puts `terrain/data/index.sqlite3` and `web/static/vendor` into the package."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            made = [self._gazetteer(source), *self._vendor()]
        finally:
            sys.path.remove(str(source))
        if version != "editable":
            build_data["force_include"] |= {str(path): path.relative_to(source).as_posix() for path in made}

    def _gazetteer(self, source: Path) -> Path:
        from nomansland.terrain.build import build_default
        from nomansland.terrain.gazetteer import DEFAULT_NAME, is_current

        out = source / "nomansland" / "terrain" / "data" / DEFAULT_NAME
        if not is_current(out):
            build_default(out)
        return out

    def _vendor(self) -> list[Path]:
        """The browser's files; none, with a word, where npm cannot get them: the desk works without them."""
        from nomansland.web.vendor import VENDOR, ensure

        kept_away = ensure()
        if kept_away:
            self.app.display_warning(f"Without the browser's packages the desk is plain: drawn maps. {kept_away}")
            return []
        return sorted(VENDOR.iterdir())
