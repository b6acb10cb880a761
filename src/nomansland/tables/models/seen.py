"""Columns and managers that obey the sight of the request (`tables.sight`)."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual

from nomansland.tables.cut import CELL_LAT, CELL_LON, RADIUS_KM, blurred, cut_json, cut_text
from nomansland.tables.sight import sight

if TYPE_CHECKING:
    Text = models.TextField[str, str]
    Number = models.FloatField[float | None, float | None]
else:
    Text, Number = models.TextField, models.FloatField

M = TypeVar("M", bound=models.Model)


class _Plain:
    """The migrations know the column as Django's own: only how it is read differs."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        base = next(one for one in type(self).__mro__ if one.__module__.startswith("django.db.models"))
        return name, f"django.db.models.{base.__name__}", args, kwargs


def _blind(found: type[Any]) -> type[Any]:
    """A comparison that nothing meets: what is not shown is not found either."""
    return type(f"Blind{found.__name__}", (found,), {"as_sql": lambda self, compiler, connection: ("1 = 0", [])})


class CutText(_Plain, Text):
    """Text that comes back cut, and cannot be searched by those for whom it is."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """The text as it may be seen."""
        return value if not value or sight().clear else cut_text(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """A comparison with the column."""
        found = super().get_lookup(lookup_name)
        return found if found is None or lookup_name == "isnull" or sight().clear else _blind(found)


class CutValue(CutText):
    """A value as JSON, coarsened as it is read."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """The value as it may be seen."""
        return value if not value or sight().clear else cut_json(value)


class _Edge:
    """A comparison that cannot be used to find out where in its cell a point lies."""

    def get_prep_lookup(self) -> Any:
        asked = super().get_prep_lookup()  # type: ignore[misc]
        cell = getattr(getattr(self.lhs, "output_field", None), "cell", 0.0)  # type: ignore[attr-defined]
        if not isinstance(asked, int | float):
            return asked
        if not cell:
            return max(asked, RADIUS_KM)
        low = isinstance(self, GreaterThan | GreaterThanOrEqual)
        return (floor(asked / cell) if low else ceil(asked / cell)) * cell


_EDGES = {
    base.lookup_name: type(f"{base.__name__}Edge", (_Edge, base), {})
    for base in (GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual)
}


class Blurred(_Plain, Number):
    """A coordinate or radius that comes back blurred; what is compared with it is moved to the edge of a cell."""

    cell = 0.0

    def from_db_value(self, value: float | None, expression: Any, connection: Any) -> float | None:
        """The number as it may be seen."""
        if value is None or sight().exact:
            return value
        return blurred(value, self.cell) if self.cell else max(value, RADIUS_KM)

    def get_lookup(self, lookup_name: str) -> Any:
        """A comparison with the column."""
        found = super().get_lookup(lookup_name)
        if found is None or lookup_name == "isnull" or sight().exact:
            return found
        return _EDGES.get(lookup_name) or _blind(found)


class Latitude(Blurred):
    """Degrees north."""

    cell = CELL_LAT


class Longitude(Blurred):
    """Degrees east."""

    cell = CELL_LON


class Seen(models.Manager[M]):
    """Rows that rest on no hidden report.

    Parameters
    ----------
    read : str
        The way to the reading of its report, where a row without one is shown only to those from whom nothing is cut:
        before a report is read nobody knows which of its words are places.
    """

    def __init__(self, read: str = "") -> None:
        super().__init__()
        self.read = read

    def get_queryset(self) -> models.QuerySet[M]:
        """All rows that may be seen."""
        rows, seen = super().get_queryset(), sight()
        if self.read and not seen.clear:
            rows = rows.filter(**{f"{self.read}__isnull": False})
        gone = seen.keys.get(self.model.__name__)
        return rows.exclude(pk__in=listed(gone)) if gone else rows


def listed(keys: frozenset[int]) -> RawSQL:
    """Keys as one parameter, however many they are."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [sorted(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [str(sorted(keys))])
