"""What a model was asked about a report, and what of its answers was refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelRun:
    """One report's questions to a model.

    Parameters
    ----------
    model : str
        Its name at the endpoint.
    prompt : str
        `VERSION-FINGERPRINT` of the prompts: twelve hex digits of the SHA-256 of their file.
    asked : int
        Paragraphs that it was asked about, those answered from the cache among them.
    cached : int
        Answers that were known already.
    kept : int
        Claims that stood up to the text.
    refused : tuple of (str, int)
        How many claims, fields or questions were refused, by reason.
    """

    model: str
    prompt: str
    asked: int = 0
    cached: int = 0
    kept: int = 0
    refused: tuple[tuple[str, int], ...] = ()
