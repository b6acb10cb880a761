"""Benches: one folder per step, each with `run.py` and the figures it measured last."""
