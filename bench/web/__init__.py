"""The pages of the desk over a large case."""
