"""Poisson log-linear models of capture patterns, fitted in numbers for one model or for all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from nomansland.study.lists.table import Floats, Ints

Counts = NDArray[Any]

FAR, ROUNDS, CLOSE = 30.0, 60, 1e-9


@njit(cache=True)
def _solve(matrix: Floats, vector: Floats, size: int) -> bool:
    """Solve in place by Cholesky; False where the matrix is not positive definite."""
    for row in range(size):
        for column in range(row + 1):
            value = matrix[row, column]
            for k in range(column):
                value -= matrix[row, k] * matrix[column, k]
            if row == column:
                if value <= 1e-11 * max(matrix[row, row], 1e-300):
                    return False
                matrix[row, row] = np.sqrt(value)
            else:
                matrix[row, column] = value / matrix[column, column]
    for row in range(size):
        value = vector[row]
        for k in range(row):
            value -= matrix[row, k] * vector[k]
        vector[row] = value / matrix[row, row]
    for row in range(size - 1, -1, -1):
        value = vector[row]
        for k in range(row + 1, size):
            value -= matrix[k, row] * vector[k]
        vector[row] = value / matrix[row, row]
    return True


@njit(cache=True)
def _held(cells: Ints, terms: Ints) -> tuple[Ints, Ints]:
    """Terms of each cell (cells, terms), and how many (cells,)."""
    held = np.zeros((len(cells), len(terms)), dtype=np.int64)
    width = np.zeros(len(cells), dtype=np.int64)
    for cell in range(len(cells)):
        for term in range(len(terms)):
            if cells[cell] & terms[term] == terms[term]:
                held[cell, width[cell]] = term
                width[cell] += 1
    return held, width


@njit(cache=True)
def _means(counts: Counts, cells: Ints, held: Ints, width: Ints, beta: Floats, mean: Floats) -> float:
    """Expected counts in place; the log-likelihood up to a constant."""
    loglik = 0.0
    for cell in range(len(cells)):
        value = 0.0
        for k in range(width[cell]):
            value += beta[held[cell, k]]
        value = min(max(value, -3 * FAR), FAR)
        mean[cell] = np.exp(value)
        loglik += counts[cells[cell]] * value - mean[cell]
    return loglik


@njit(cache=True)
def _newton(counts: Counts, cells: Ints, held: Ints, width: Ints, mean: Floats, matrix: Floats, step: Floats) -> bool:
    """The Newton step, and the factor of the information in `matrix`; False where it has none."""
    matrix[:, :] = 0.0
    step[:] = 0.0
    for cell in range(len(cells)):
        apart = counts[cells[cell]] - mean[cell]
        for k in range(width[cell]):
            row = held[cell, k]
            step[row] += apart
            for other in range(k + 1):
                matrix[row, held[cell, other]] += mean[cell]
    return bool(_solve(matrix, step, len(step)))


@njit(cache=True)
def _variance(factor: Floats, size: int) -> float:
    """Variance of the first parameter, from the Cholesky factor of the information."""
    unit, total = np.zeros(size), 0.0
    unit[0] = 1.0
    for row in range(size):
        value = unit[row]
        for k in range(row):
            value -= factor[row, k] * unit[k]
        unit[row] = value / factor[row, row]
        total += unit[row] * unit[row]
    return total


@njit(cache=True)
def fit(counts: Counts, cells: Ints, terms: Ints, beta: Floats, warm: bool) -> tuple[int, float, float]:
    """Newton-Raphson for Poisson counts of `cells` (masks) on the terms (masks; term 0 is the intercept).

    `beta` (len(terms),) holds the start where `warm`, and the estimate afterwards.

    Returns
    -------
    status : int
        0 fitted, 1 an estimate runs to infinity (no maximum), 2 not identifiable, 3 did not settle.
    loglik : float
        Up to a constant of the counts.
    variance : float
        Of the intercept, from the inverse information.
    """
    size = len(terms)
    if size > len(cells):
        return 2, 0.0, 0.0
    if not warm:
        beta[:] = 0.0
        beta[0] = np.log(max(counts[cells].sum(), 1.0) / len(cells))
    held, width = _held(cells, terms)
    mean, matrix, step = np.empty(len(cells)), np.empty((size, size)), np.zeros(size)
    last = -np.inf
    for turn in range(ROUNDS):
        loglik = _means(counts, cells, held, width, beta, mean)
        if turn > 0 and loglik < last - 1e-6 * (1 + abs(last)):
            # A step too far: halve it.
            step *= 0.5
            beta -= step
            continue
        if not _newton(counts, cells, held, width, mean, matrix, step):
            # Deficient from the start: the terms say the same. Later: a direction in which the likelihood never turns.
            return 2 if turn == 0 else 1, loglik, 0.0
        largest = np.abs(step).max()
        if largest > 3.0:
            step *= 3.0 / largest
        beta += step
        if largest < CLOSE * 1e3 and abs(loglik - last) < CLOSE * (1 + abs(loglik)):
            return 0, loglik, _variance(matrix, size)
        last = loglik
    return 3, last, 0.0


@njit(cache=True)
def chosen(lists: int, extra: Ints, dead: Ints) -> tuple[Ints, Ints]:
    """Cells and terms of a model: all patterns but none and those that a `dead` term empties; mains and `extra`."""
    count = 0
    cells = np.empty((1 << lists) - 1, dtype=np.int64)
    for mask in range(1, 1 << lists):
        keep = True
        for one in dead:
            if mask & one == one:
                keep = False
                break
        if keep:
            cells[count] = mask
            count += 1
    terms = np.zeros(1 + lists + len(extra), dtype=np.int64)
    for place in range(lists):
        terms[1 + place] = 1 << place
    terms[1 + lists :] = extra
    return cells[:count].copy(), terms


@njit(cache=True)
def search(counts: Counts, lists: int, live: Ints, dead: Ints) -> tuple[Ints, Floats, Floats, Floats, Ints]:
    """Every model with some of the interactions, in the order of a Gray code so that each starts from its neighbour.

    Parameters
    ----------
    live, dead : int arrays
        Masks of interactions with and without overlap in the data; a dead one in a model empties its cells.

    Returns
    -------
    code : (models,)
        Bits of the interactions: first those of `live`, then those of `dead`.
    loglik, hidden, variance : (models,)
        `hidden` is the estimated count on no list; `variance` that of its logarithm.
    status : (models,)
        As in `fit`.
    """
    many = len(live) + len(dead)
    models = 1 << many
    code = np.empty(models, dtype=np.int64)
    loglik, hidden, variance = np.empty(models), np.empty(models), np.empty(models)
    status = np.empty(models, dtype=np.int64)
    values = np.zeros(1 + lists + len(live))
    good = False
    for index in range(models):
        gray = index ^ (index >> 1)
        code[index] = gray
        of_live = np.array([k for k in range(len(live)) if gray >> k & 1], dtype=np.int64)
        of_dead = np.array([k for k in range(len(dead)) if gray >> (len(live) + k) & 1], dtype=np.int64)
        cells, terms = chosen(lists, live[of_live], dead[of_dead])
        beta = np.empty(len(terms))
        beta[: 1 + lists] = values[: 1 + lists]
        for k in range(len(of_live)):
            beta[1 + lists + k] = values[1 + lists + of_live[k]]
        status[index], loglik[index], variance[index] = fit(counts, cells, terms, beta, good)
        if status[index] == 3 and good:
            status[index], loglik[index], variance[index] = fit(counts, cells, terms, beta, False)
        hidden[index] = np.exp(min(beta[0], FAR))
        good = status[index] == 0
        if good:
            values[:] = 0.0
            values[: 1 + lists] = beta[: 1 + lists]
            for k in range(len(of_live)):
                values[1 + lists + of_live[k]] = beta[1 + lists + k]
    return code, loglik, hidden, variance, status


@njit(cache=True)
def every(counts: Counts, lists: int, masks: Ints, codes: Ints) -> tuple[Floats, Floats, Ints]:
    """Chosen models, each a bit code over `masks` (interactions of any order); those without overlap empty their cells.

    Returns
    -------
    loglik, hidden : (models,)
    status : (models,)
        As in `fit`.
    """
    overlap = np.zeros(len(masks), dtype=np.int64)
    for k in range(len(masks)):
        for cell in range(1, len(counts)):
            if cell & masks[k] == masks[k]:
                overlap[k] += counts[cell]
    loglik, hidden = np.empty(len(codes)), np.empty(len(codes))
    status = np.empty(len(codes), dtype=np.int64)
    for index in range(len(codes)):
        of_live = np.array(
            [masks[k] for k in range(len(masks)) if codes[index] >> k & 1 and overlap[k]], dtype=np.int64
        )
        of_dead = np.array(
            [masks[k] for k in range(len(masks)) if codes[index] >> k & 1 and not overlap[k]], dtype=np.int64
        )
        cells, terms = chosen(lists, of_live, of_dead)
        beta = np.empty(len(terms))
        status[index], loglik[index], _ = fit(counts, cells, terms, beta, False)
        hidden[index] = np.exp(min(beta[0], FAR))
    return loglik, hidden, status
