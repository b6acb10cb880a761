"""The tables of a large case."""
