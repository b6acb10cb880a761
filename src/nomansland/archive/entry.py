"""One line of the custody log, and the signed head.

A line is canonical JSON (RFC 8785). `hash` is the SHA-256 of the line without `hash` and `signature`, `previous` that
of the line before, `signature` the Ed25519 signature of `hash`. Nobody without the key can add a line; nobody can
change or take out one without breaking the chain; the head, signed too, shows that the end is the end.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from nomansland.words import Holding

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

START = "0" * 64


def canonical(body: dict[str, Any]) -> bytes:
    """Canonical JSON."""
    import rfc8785

    return rfc8785.dumps(body)


def _unsigned(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("hash", "signature")}


def digest(body: dict[str, Any]) -> str:
    """Hash of a line or head without its hash and signature."""
    return sha256(canonical(_unsigned(body))).hexdigest()


def sealed(body: dict[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """The body with its hash and signature."""
    mark = digest(body)
    return {**body, "hash": mark, "signature": key.sign(mark.encode()).hex()}


def signed(body: dict[str, Any], key: Ed25519PublicKey) -> bool:
    """True where the signature is the key's, over the hash as stated."""
    from cryptography.exceptions import InvalidSignature

    try:
        signature = bytes.fromhex(str(body["signature"]))
        key.verify(signature, str(body["hash"]).encode())
    except (InvalidSignature, KeyError, ValueError):
        return False
    return bool(signature.hex() == body["signature"])


def parse(line: bytes) -> dict[str, Any] | None:
    """A line as an object with a number and a hash, or None where it is none."""
    import orjson

    try:
        body = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(body, dict) or type(body.get("seq")) is not int or not isinstance(body.get("hash"), str):
        return None
    return body


def intact(body: dict[str, Any], line: bytes) -> bool:
    """True where the line is canonical and its hash is right."""
    try:
        return canonical(body) == line and digest(body) == body["hash"]
    except (ValueError, TypeError):
        return False


def holding_of(body: dict[str, Any]) -> Holding | None:
    """The holding that a line tells of, or None for lines of another kind."""
    if body.get("event") != "received":
        return None
    return Holding(
        sha256=str(body["sha256"]),
        size=int(body["size"]),
        media_type=str(body["media_type"]),
        source=str(body["source"]),
        received=str(body["at"]),
        log_entry=str(body["hash"]),
        quarantine=body["quarantine"],
    )
