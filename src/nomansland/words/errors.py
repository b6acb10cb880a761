"""Every error the product raises, drawn as one tree.

::

    NomanslandError                 the root: `code`, `retry`, a sentence for the editor
    ├── CaseError                   no case, two cases, a case that cannot be opened
    ├── AdmitError                  a source that could not be read; it is quarantined, never dropped
    │   ├── UnknownKind             no admitter recognises the bytes
    │   ├── EmptySource             nothing in it
    │   ├── BrokenSource            the kind is known, its content is damaged
    │   ├── TooLarge                past the stated limit
    │   └── PrivateSource           a private chat: refused until sources can be sealed
    ├── ArchiveError                evidence that could not be kept
    │   ├── CustodyFault            the log or a holding does not verify
    │   └── KeyMissing              the signing key of the case is not on this machine
    ├── ExtractError                a report that could not be read
    ├── TerrainError                a gazetteer or front line that cannot be used
    ├── PersonError                 a name, passphrase, role or invitation that cannot be used
    ├── ReviewError                 a decision that cannot be taken
    │   └── StaleDecision           the record changed since it was shown
    ├── ShareRefused                a release that would endanger somebody or is not decided
    └── StudyError                  a table that cannot be measured as asked
        └── StudyRefused            data that cannot carry the measurement: too few, or its assumptions are broken
"""

from __future__ import annotations


class NomanslandError(Exception):
    """Root of the tree.

    Attributes
    ----------
    code : str
        Stable machine-readable name of the error.
    retry : bool
        True where the same call may succeed later without a change of input.
    """

    code = "error"
    retry = False

    def __init__(self, sentence: str, *, todo: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.todo = todo

    def __str__(self) -> str:
        return f"{self.sentence} {self.todo}".strip()


class CaseError(NomanslandError):
    """No usable case: the sentence says which folder was tried."""

    code = "case"


class AdmitError(NomanslandError):
    """A source that could not be read."""

    code = "admit"


class UnknownKind(AdmitError):
    """No admitter recognises the bytes."""

    code = "unknown-kind"


class EmptySource(AdmitError):
    """The source holds no text."""

    code = "empty"


class BrokenSource(AdmitError):
    """The kind is known and the content is damaged."""

    code = "broken"


class TooLarge(AdmitError):
    """Past a stated limit of bytes, lines or depth."""

    code = "too-large"


class PrivateSource(AdmitError):
    """A private chat, refused until sources can be sealed."""

    code = "private"


class ArchiveError(NomanslandError):
    """Evidence that could not be kept."""

    code = "archive"


class CustodyFault(ArchiveError):
    """The custody log or a holding does not verify."""

    code = "custody"


class KeyMissing(ArchiveError):
    """The signing key of the case is not on this machine."""

    code = "key-missing"


class ExtractError(NomanslandError):
    """A report that could not be read."""

    code = "extract"


class TerrainError(NomanslandError):
    """A gazetteer or a front line that cannot be used."""

    code = "terrain"


class PersonError(NomanslandError):
    """A name, passphrase, role or invitation that cannot be used: the sentence says what is wrong with it."""

    code = "person"


class ReviewError(NomanslandError):
    """A decision that cannot be taken."""

    code = "review"


class StaleDecision(ReviewError):
    """The record changed since it was shown to the person who decides."""

    code = "stale"


class ShareRefused(NomanslandError):
    """A release that would endanger somebody or holds an undecided item."""

    code = "share-refused"


class StudyError(NomanslandError):
    """A table or a setting with which a measurement cannot be made: the sentence says which line or value."""

    code = "study"


class StudyRefused(StudyError):
    """Data that cannot carry the measurement: too few, or an assumption of the method is broken."""

    code = "study-refused"
