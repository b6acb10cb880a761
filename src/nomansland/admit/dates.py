"""Dates that a source states in its metadata. Dates inside a report's text are read by `extract`."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$")
_DOTTED = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")


def iso_date(stated: str | None) -> str | None:
    """`YYYY-MM-DD` of a stated date (ISO 8601, `dd.mm.yyyy`, RFC 5322), or None where it states none.

    The day is the one the source itself states, in its own time zone.
    """
    if not stated or not stated.strip():
        return None
    text = stated.strip()
    try:
        if match := _ISO.match(text):
            return datetime.strptime(match.group(1), "%Y-%m-%d").date().isoformat()
        if match := _DOTTED.match(text):
            day, month, year = map(int, match.groups())
            return datetime(year, month, day).date().isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError):
        return None


def unix_date(stated: str | int | None) -> str | None:
    """`YYYY-MM-DD` (UTC) of seconds since 1970, or None."""
    try:
        return datetime.fromtimestamp(int(stated), UTC).date().isoformat() if stated is not None else None
    except (ValueError, OverflowError, OSError):
        return None
