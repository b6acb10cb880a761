"""What a person saw when deciding: a claim's identity and content as one short string.

A claim's number (`c03`) may change from one forward pass to the next; the characters that it stands on do not. So a
fingerprint is `ANCHOR-CONTENT`: the anchor names report, event type and span, the content every value but the number,
the confidence and the wording of the reasons.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from nomansland.words.claim import Claim
from nomansland.words.codec import to_json

_LENGTH = 16


def _digest(value: object) -> str:
    return sha256(to_json(value)).hexdigest()[:_LENGTH]


def anchor(claim: Claim) -> str:
    """Sixteen hex digits that name the claim over all passes: report, type and span."""
    return _digest([claim.report, claim.type, claim.passage.start, claim.passage.end])


def fingerprint(claim: Claim) -> str:
    """`ANCHOR-CONTENT`, 33 characters; it changes when any value that a person judges changes."""
    content = _digest(replace(claim, id="", confidence=None, evidence=(), reader=""))
    return f"{anchor(claim)}-{content}"


def digest(value: object) -> str:
    """Sixteen hex digits of any other value that is decided on (an incident, a site, a contradiction)."""
    return _digest(value)
