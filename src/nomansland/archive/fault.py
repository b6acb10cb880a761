"""What can be wrong with a case's evidence."""

from __future__ import annotations

from dataclasses import dataclass

FAULTS = {
    "holding-changed": "The bytes are not those that were logged.",
    "holding-missing": "The log names bytes that are not in the store.",
    "holding-stray": "The store holds a file that the log does not name.",
    "temporary": "An interrupted keep left a temporary file; the next command that writes sweeps it.",
    "log-missing": "There is no custody log.",
    "log-changed": "A line of the log is not what was written.",
    "log-removed": "Lines are missing inside the log.",
    "log-cut": "The signed head names more lines than the log has: its end was cut off.",
    "log-torn": "The last line is incomplete; nothing that was acknowledged is lost.",
    "log-unsealed": "The log is longer than its signed head says; the next command that writes seals it.",
    "log-signature": "A line was not signed by the key of the case.",
    "head-missing": "The signed head of the log is missing.",
    "head-changed": "The head of the log was not signed by the key of the case, or names another log.",
    "key": "case.toml holds no public key that could be checked with, or another one than the log begins with.",
    "index": "The database and the log disagree.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `kind` is a key of `FAULTS`, `where` a file, line or hash, `sentence` what was found."""

    kind: str
    where: str
    sentence: str

    def __post_init__(self) -> None:
        if self.kind not in FAULTS:
            raise ValueError(f"no such fault: {self.kind}")

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.sentence}"
