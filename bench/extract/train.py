"""Train the upper layers and the heads of the examples reader on the labelled reports (`corpus`) and sentences.

`python -m bench.extract.train --out FILE.npz [--steps N] [--start FILE.npz]`; needs `pip install jax optax` (CPU). The
lower layers stay as they ship, so that their output is computed once. Every piece of a report is asked which events it
tells and which begin with it (logistic), and whose side, role and modality they have (softmax, asked where a claim is).
A sentence's label holds for its likeliest piece. A tenth of the reports is held back: on these the thresholds are
chosen. AdamW with warm-up and a cosine (Loshchilov and Hutter, 2019); weights are stored in eight bits,
and on the way every 250 steps, so that `--start` can go on from there.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from bench.extract.corpus import MODALITIES, ROLES, SIDES, Labelled, digest, labelled, sentences, types_of
from bench.extract.learn import UPPER, WIDTH, Set, report_loss, reports_set, sentence_loss, sentences_set
from nomansland.extract import encoder

BATCH, RATE, HEADS, EACH, KEPT = 6, 2.5e-4, 10, 6, 250


def first(types: Sequence[str], seed: int = 0) -> Any:
    """The shipped upper layers, and heads drawn from the seed."""
    rng, used = np.random.default_rng(seed), encoder.base()
    layers = [used.layer(number) for number in range(used.layers - UPPER, used.layers)]
    labels = len(SIDES) + len(ROLES) + len(MODALITIES)
    return {
        "layers": jax.tree.map(jnp.asarray, layers),
        "ev": jnp.asarray(rng.normal(0, 0.02, (used.width, 2 * len(types))), jnp.float32),
        "evb": jnp.concatenate([jnp.full(len(types), -3.0), jnp.full(len(types), -5.0)]),
        "at": jnp.asarray(rng.normal(0, 0.02, (used.width, labels)), jnp.float32),
        "atb": jnp.zeros(labels),
    }


def again(path: Path) -> Any:
    """Weights that were stored, to go on from."""
    made = encoder.loaded(path)
    layers = [{name: jnp.asarray(value) for name, value in layer.items()} for layer in made.layers]
    heads = dict(zip(("ev", "evb", "at", "atb"), (*made.events, *made.voices), strict=True))
    return {"layers": layers, **{name: jnp.asarray(value) for name, value in heads.items()}}


def _batches(made: Set, rng: Any) -> Iterator[tuple[Any, int]]:
    """Windows of about one length together, without end: their numbers, and how wide they are."""
    lengths = made.mask.sum(1).astype(int)
    while True:
        near = lengths + rng.integers(0, 40, len(lengths))
        order = np.repeat(np.argsort(near), made.often[np.argsort(near)])
        groups = [order[at : at + BATCH] for at in range(0, len(order) - BATCH + 1, BATCH)]
        for number in rng.permutation(len(groups)):
            chosen = groups[number]
            yield chosen, min(WIDTH, -(-int(lengths[chosen].max()) // 64) * 64)


def often(report: Labelled) -> int:
    """How many times a report is taken: Ukrainian ones are few, and those of `near1` tell as newsrooms mostly do."""
    return 4 if report.id.startswith("near1-") else 2 if report.language == "uk" else 1


def fit(params: Any, reports: Set, singles: Set, steps: int, top: float, keep: Callable[[Any], None]) -> Any:
    """The parameters after so many steps; progress is printed every 50, and they are kept every 250."""
    rate = optax.warmup_cosine_decay_schedule(0, top, max(1, steps // 15), steps, top * 0.02)
    parts = {"body": optax.adamw(rate, weight_decay=0.01)}
    parts["head"] = optax.adamw(lambda step: rate(step) * HEADS, weight_decay=0.01)
    names = {
        name: jax.tree.map(lambda _, name=name: "body" if name == "layers" else "head", value)
        for name, value in params.items()
    }
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(parts, names))
    state, rng, key = optimizer.init(params), np.random.default_rng(0), jax.random.PRNGKey(0)

    def stepper(loss: Any) -> Any:
        def step(params: Any, state: Any, batch: Any, key: Any) -> Any:
            value, slope = jax.value_and_grad(loss)(params, batch, key)
            change, state = optimizer.update(slope, state, params)
            return optax.apply_updates(params, change), state, value

        return jax.jit(step)

    on_reports, on_sentences = stepper(report_loss), stepper(sentence_loss)
    batches, losses, began = _batches(reports, rng), [], time.perf_counter()
    for step in range(1, steps + 1):
        chosen, wide = next(batches)
        key, one, other = jax.random.split(key, 3)
        params, state, value = on_reports(params, state, reports.batch(chosen, wide), one)
        losses.append(float(value))
        if step % EACH == 0:
            chosen = rng.integers(0, len(singles.mask), BATCH)
            params, state, _ = on_sentences(params, state, singles.batch(chosen), other)
        if step % 50 == 0:
            pace = (time.perf_counter() - began) / step
            print(f"step {step} of {steps}: loss {np.mean(losses[-50:]):.3f}, {pace:.2f} s each", flush=True)
        if step % KEPT == 0:
            keep(params)
    return params


def store(params: Any, types: Sequence[str], path: Path) -> None:
    """Write the weights: matrices of layers in eight bits with a scale for each column, heads in sixteen."""
    out: dict[str, Any] = {"layers": UPPER, "types": ",".join(types), "corpus": digest()}
    out |= {"sides": ",".join(SIDES), "roles": ",".join(ROLES), "modalities": ",".join(MODALITIES)}
    for number, layer in enumerate(params["layers"]):
        for name, value in layer.items():
            value = np.asarray(value, np.float32)
            if value.ndim == 2:
                scale = np.abs(value).max(0, keepdims=True) / 127
                out[f"{number}.{name}.scale"], value = scale, np.round(value / scale).astype(np.int8)
            out[f"{number}.{name}"] = value
    for name in ("ev", "evb", "at", "atb"):
        out[name] = np.asarray(params[name], np.float32 if name.endswith("b") else np.float16)
    np.savez(path, **out)


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2400)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--rate", type=float, default=RATE)
    chosen = parser.parse_args()
    reports: list[Labelled] = list(labelled())
    types = types_of(reports)
    used = [report for report in reports if not report.held]
    print(f"{len(used)} reports of {len(reports)}, {sum(len(one.labels) for one in used)} claims")
    params = again(chosen.start) if chosen.start else first(types)
    made = reports_set(used, [often(report) for report in used], types)
    print(f"{len(made.mask)} windows")
    singles = sentences_set(list(sentences()), types)
    keep = partial(store, types=types, path=chosen.out)
    params = fit(params, made, singles, chosen.steps, chosen.rate, keep)
    keep(params)


if __name__ == "__main__":
    main()
