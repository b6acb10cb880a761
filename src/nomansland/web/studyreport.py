"""The study as one page that stands alone: the desk's parts without the desk, nothing loaded from anywhere."""

from __future__ import annotations

import re
from typing import Any

from nomansland.tables import Case, connect
from nomansland.web.assets import text_of
from nomansland.web.door import Door
from nomansland.web.server import overrides

_FONTS = re.compile(r"@font-face\s*{[^}]*}\n?")


def page(case: Case, told: dict[str, Any]) -> str:
    """HTML of a measurement, with its style and plots inside.

    Parameters
    ----------
    case : Case
        Open.
    told : dict
        As `work.measured` made it.
    """
    connect(case, **overrides(Door("127.0.0.1", 0)), NOMANSLAND_CASE=case, NOMANSLAND_FRONT=None)
    from django.template.loader import render_to_string

    from nomansland.web.pages.study import shown

    style = _FONTS.sub("", text_of("desk.css"))
    return render_to_string("desk/studyreport.html", {**shown(told, ""), "style": style, "case": case.folder.name})
