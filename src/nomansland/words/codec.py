"""Frozen dataclasses to JSON and back, without loss: what `tables` stores beside the indexed columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


def to_json(value: Any) -> bytes:
    """A value (dataclass, tuple, list, dict, str, number, None) as UTF-8 JSON with sorted keys.

    Raises
    ------
    TypeError
        Where the value holds something that JSON cannot.
    """
    import orjson

    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def from_json(cls: type[T], data: bytes | str) -> T:
    """The dataclass that `to_json` was given; a key that the class does not know is refused.

    Raises
    ------
    ValueError
        Where the JSON is broken, a key is unknown or missing, or a value has another type than the field.
    """
    import orjson

    made: T = from_data(cls, orjson.loads(data))
    return made


def from_data(cls: Any, data: Any) -> Any:
    """The same from plain data; `cls` may also be a type such as `tuple[Place, ...]`."""
    return _reader(cls)(data)


def _plain(wanted: type, value: Any) -> Any:
    if type(value) is not wanted and not (wanted is float and type(value) is int):
        raise ValueError(f"{value!r} is no {wanted.__name__}")
    return value


def _many(item: Reader, value: Any) -> Any:
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is no list")
    return tuple(map(item, value))


def _fixed(items: tuple[Reader, ...], value: Any) -> Any:
    if not isinstance(value, list) or len(value) != len(items):
        raise ValueError(f"{value!r} is no list of {len(items)}")
    return tuple(item(part) for item, part in zip(items, value, strict=True))


def _optional(item: Reader, value: Any) -> Any:
    return None if value is None else item(value)


def _object(cls: type, value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{value!r} is no {cls.__name__}")
    known = _fields(cls)
    strange = value.keys() - known.keys()
    if strange:
        raise ValueError(f"{cls.__name__} has no {', '.join(sorted(strange))}")
    try:
        return cls(**{name: known[name](part) for name, part in value.items()})
    except TypeError as error:
        raise ValueError(f"{cls.__name__}: {error}") from error


@cache
def _fields(cls: type) -> dict[str, Reader]:
    hints = get_type_hints(cls)
    return {field.name: _reader(hints[field.name]) for field in fields(cls)}


@cache
def _reader(wanted: Any) -> Reader:
    parts = get_args(wanted)
    if get_origin(wanted) in (Union, UnionType):
        rest = [part for part in parts if part is not NoneType]
        if len(rest) != 1 or len(rest) == len(parts):
            raise TypeError(f"cannot tell the members of {wanted} apart")
        return partial(_optional, _reader(rest[0]))
    if get_origin(wanted) is tuple:
        if len(parts) == 2 and parts[1] is Ellipsis:
            return partial(_many, _reader(parts[0]))
        return partial(_fixed, tuple(_reader(part) for part in parts))
    if is_dataclass(wanted):
        return partial(_object, cast(type, wanted))
    if wanted in (str, int, float, bool):
        return partial(_plain, wanted)
    raise TypeError(f"no way to read {wanted}")
