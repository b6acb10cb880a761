"""Write the description of the API beside its code, or tell whether what is written still holds.

::

    python -m nomansland.web.api.schema [--check]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import orjson

KEPT = Path(__file__).with_name("openapi.json")


def described() -> bytes:
    """The description of the API as it is, one member a line."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nomansland.tables.settings")
        django.setup()
    from nomansland.web.api.urls import api

    made: Any = api.get_openapi_schema()
    return orjson.dumps(made, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE)


def main(arguments: list[str]) -> int:
    """0 where what is written holds, or was renewed; 1 where it does not."""
    made = described()
    if KEPT.is_file() and KEPT.read_bytes() == made:
        return 0
    if "--check" in arguments:
        sys.stderr.write(f"{KEPT} is not the API as it is. Run `make api`, look at what changed, commit it.\n")
        return 1
    KEPT.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
