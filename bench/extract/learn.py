"""The network of the examples reader as JAX computes it: layers, losses, and windows with labels (see `train`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import jax
import jax.numpy as jnp
import numpy as np
import optax

from bench.extract.corpus import MODALITIES, ROLES, SIDES, Labelled, Sentence
from nomansland.extract import alike, encoder
from nomansland.extract.examples import BEFORE, paragraphs

WIDTH, OVERLAP, SEGMENTS = 256, 96, 8
UPPER, DROPPED, SEEN = 6, 0.1, 0.92
_CUTS = (0, len(SIDES), len(SIDES) + len(ROLES), len(SIDES) + len(ROLES) + len(MODALITIES))
_WEIGHTS = (0.3, 0.5, 0.5)


@dataclass(frozen=True)
class Set:
    """Windows: lower states (n, 256, width) float16, mask (n, 256), labels for the loss, how often each is taken."""

    states: Any
    mask: Any
    labels: tuple[Any, ...]
    often: Any

    def batch(self, chosen: Any, wide: int = WIDTH) -> tuple[Any, ...]:
        """Some windows, cut to a width."""
        first = [self.states[chosen][:, :wide], self.mask[chosen][:, :wide]]
        return (*first, *(one[chosen][:, :wide] if one.shape[1] == WIDTH else one[chosen] for one in self.labels))


def _layer(x: Any, bias: Any, one: Any, heads: int, key: Any = None) -> Any:
    batch, length, width = x.shape
    q, k, v = (
        part.reshape(batch, length, heads, width // heads).transpose(0, 2, 1, 3)
        for part in jnp.split(x @ one["wqkv"] + one["bqkv"], 3, -1)
    )
    weights = jax.nn.softmax(jnp.einsum("bhqd,bhkd->bhqk", q, k) * (width // heads) ** -0.5 + bias, -1)
    met = jnp.einsum("bhqk,bhkd->bhqd", weights, v).transpose(0, 2, 1, 3).reshape(x.shape)
    keys = (None, None) if key is None else jax.random.split(key)
    x = _normed(x + _dropped(met @ one["wo"] + one["bo"], keys[0]), one["lw1"], one["lb1"])
    inner = jax.nn.gelu(x @ one["wi"] + one["bi"], approximate=False)
    return _normed(x + _dropped(inner @ one["wf"] + one["bf"], keys[1]), one["lw2"], one["lb2"])


def _dropped(x: Any, key: Any) -> Any:
    return x if key is None else x * jax.random.bernoulli(key, 1 - DROPPED, x.shape) / (1 - DROPPED)


def _normed(x: Any, weight: Any, bias: Any) -> Any:
    centred = x - x.mean(-1, keepdims=True)
    return centred * jax.lax.rsqrt((centred * centred).mean(-1, keepdims=True) + 1e-12) * weight + bias


def _hidden(mask: Any) -> Any:
    return (1 - mask)[:, None, None, :] * -1e9


def scores(params: Any, states: Any, mask: Any, key: Any = None) -> tuple[Any, Any]:
    """Log odds of events and beginnings, and scores of side, role and modality, for every piece."""
    x, bias = states.astype(jnp.float32), _hidden(mask)
    keys = [None] * len(params["layers"]) if key is None else jax.random.split(key, len(params["layers"]))
    for one, part in zip(params["layers"], keys, strict=True):
        x = _layer(x, bias, one, encoder.base().heads, part)
    return x @ params["ev"] + params["evb"], x @ params["at"] + params["atb"]


def report_loss(params: Any, batch: tuple[Any, ...], key: Any) -> Any:
    """Cross-entropies of events (what is told weighs threefold) and of side, role and modality where a claim is."""
    states, mask, told, voices = batch
    # a piece in twelve is not seen at all: no single word may decide
    mask = mask * jax.random.bernoulli(key, SEEN, mask.shape)
    events, found = scores(params, states, mask, key)
    told = told.astype(jnp.float32)
    loss = ((optax.sigmoid_binary_cross_entropy(events, told) * (1 + 2 * told)).sum(-1) * mask).sum() / mask.sum()
    for number, weight in enumerate(_WEIGHTS):
        label = jnp.where(mask > 0, voices[..., number], -1)
        known = (label >= 0).astype(jnp.float32)
        part = found[..., _CUTS[number] : _CUTS[number + 1]]
        each = optax.softmax_cross_entropy_with_integer_labels(part, jnp.maximum(label, 0).astype(jnp.int32))
        loss += weight * (each * known).sum() / jnp.maximum(known.sum(), 1)
    return loss


def sentence_loss(params: Any, batch: tuple[Any, ...], key: Any) -> Any:
    """A sentence's types hold for its likeliest piece, no other type for any."""
    states, mask, segment, told, known, modality = batch
    events, found = scores(params, states, mask, key)
    inside = jax.nn.one_hot(segment, SEGMENTS)
    peak = jnp.where(inside[..., None] > 0, events[:, :, None, : told.shape[-1]], -1e9).max(1)
    told = told.astype(jnp.float32)
    each = optax.sigmoid_binary_cross_entropy(peak, told) * (0.5 + 2.5 * told)
    loss = (each.sum(-1) * known).sum() / known.sum()
    mean = jnp.einsum("bws,bwk->bsk", inside, found[..., _CUTS[2] : _CUTS[3]]) / jnp.maximum(
        inside.sum(1)[..., None], 1
    )
    each = optax.softmax_cross_entropy_with_integer_labels(mean, jnp.maximum(modality, 0).astype(jnp.int32))
    asked = (modality >= 0).astype(jnp.float32)
    return loss + 0.3 * (each * asked).sum() / jnp.maximum(asked.sum(), 1)


def lower(rows: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Lower layers' output and mask of windows of pieces (at most 254 each)."""
    used = encoder.base()
    stack = [used.layer(number) for number in range(used.layers - UPPER)]

    def through(x: Any, mask: Any) -> Any:
        for one in stack:
            x = _layer(x, _hidden(mask), one, used.heads)
        return x

    run = jax.jit(through)
    ids = np.ones((len(rows), WIDTH), np.int32)
    mask = np.zeros((len(rows), WIDTH), np.float32)
    for number, row in enumerate(rows):
        ids[number, : len(row) + 2] = [used.first, *row, used.last]
        mask[number, : len(row) + 2] = 1
    out = []
    for at in range(0, len(rows), 8):
        x = encoder.embedded(ids[at : at + 8].reshape(-1), np.tile(np.arange(WIDTH), len(ids[at : at + 8])))
        x = run(x.reshape(-1, WIDTH, used.width), mask[at : at + 8])
        out.append(np.asarray(x).astype(np.float16))
    return np.concatenate(out), mask


def _cut(report: Labelled, types: Sequence[str]) -> Iterator[tuple[Sequence[int], Any, Any]]:
    """The windows of a report: pieces, events and beginnings, side with role and modality."""
    cut = alike.cut(report.text)
    starts, ends = np.asarray(cut.starts), np.asarray(cut.ends)
    told = np.zeros((len(cut.ids), 2 * len(types)), np.uint8)
    voices = np.full((len(cut.ids), 3), -1, np.int16)
    # the innermost claim says whose words they are
    for label in sorted(report.labels, key=lambda one: one.start - one.end):
        inside = ((starts < label.end) & (ends > label.start) & (ends > starts)).nonzero()[0]
        if len(inside):
            column = types.index(label.type)
            told[inside, column] = 1
            told[inside[0], len(types) + column] = 1
            voices[inside] = SIDES.index(label.side), ROLES.index(label.role), MODALITIES.index(label.modality)
    for start, end in [*_long(len(cut.ids)), *_short(report, cut.starts)]:
        yield cut.ids[start:end], told[start:end], voices[start:end]


def _long(many: int) -> Iterator[tuple[int, int]]:
    """Windows as long as may be, which overlap."""
    start, most = 0, WIDTH - 2
    while True:
        end = min(many, start + most)
        yield start, end
        if end == many:
            return
        start += most - OVERLAP


def _short(report: Labelled, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Every fourth paragraph as the reader sees it, with much, little or nothing of what stands before it."""
    chance = np.random.default_rng(crc32(report.id.encode()))
    for start, end in paragraphs(report.text, starts)[int(chance.integers(0, 4)) :: 4]:
        before = int(chance.choice([0, 0, 30, BEFORE]))
        yield max(0, start - before), min(end, start + WIDTH - 2 - before)


def reports_set(reports: Sequence[Labelled], often: Sequence[int], types: Sequence[str]) -> Set:
    """The windows of reports with their labels, each taken as often as its report."""
    parts = [list(_cut(report, types)) for report in reports]
    rows = [row for part in parts for row in part]
    times = np.repeat(often, [len(part) for part in parts])
    told = np.zeros((len(rows), WIDTH, 2 * len(types)), np.uint8)
    voices = np.full((len(rows), WIDTH, 3), -1, np.int16)
    for number, (ids, events, found) in enumerate(rows):
        told[number, 1 : len(ids) + 1], voices[number, 1 : len(ids) + 1] = events, found
    return Set(*lower([ids for ids, _, _ in rows]), (told, voices), times)


def sentences_set(found: Sequence[Sentence], types: Sequence[str], seed: int = 1) -> Set:
    """Sentences packed into windows, up to eight each, in an order drawn from the seed."""
    packed: list[list[tuple[Sequence[int], Sentence]]] = [[]]
    size = 0
    for number in np.random.default_rng(seed).permutation(len(found)):
        ids = encoder.base().pieces.cut(found[number].text).ids[:80]
        if size + len(ids) > WIDTH - 2 or len(packed[-1]) == SEGMENTS:
            packed.append([])
            size = 0
        packed[-1].append((ids, found[number]))
        size += len(ids)
    segment = np.full((len(packed), WIDTH), SEGMENTS, np.int8)
    told = np.zeros((len(packed), SEGMENTS, len(types)), np.uint8)
    known = np.zeros((len(packed), SEGMENTS), np.float32)
    modality = np.full((len(packed), SEGMENTS), -1, np.int8)
    for row, window in enumerate(packed):
        at = 1
        for place, (ids, sentence) in enumerate(window):
            segment[row, at : at + len(ids)], known[row, place] = place, 1
            at += len(ids)
            told[row, place, [types.index(one) for one in sentence.types if one in types]] = 1
            if sentence.modality is not None:
                modality[row, place] = MODALITIES.index(sentence.modality)
    rows = [[piece for ids, _ in window for piece in ids] for window in packed]
    return Set(*lower(rows), (segment, told, known, modality), np.ones(len(rows), int))
