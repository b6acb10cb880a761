"""The exact characters that a value was read from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote and its position (W3C Web Annotation: TextQuoteSelector, TextPositionSelector).

    Parameters
    ----------
    quote : str
        The characters themselves.
    start, end : int
        Offsets in Unicode code points of the report's kept text, `end` exclusive.
    """

    quote: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.quote):
            raise ValueError(f"a passage of {len(self.quote)} characters cannot span {self.start}..{self.end}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Passage:
        """The passage `text[start:end]`."""
        return cls(text[start:end], start, end)

    def overlaps(self, other: Passage) -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def within(self, start: int, end: int) -> bool:
        """True where the passage lies inside the span."""
        return start <= self.start and self.end <= end
