"""The signing key of a case: Ed25519, its private half outside the case, its public half in `case.toml`."""

from __future__ import annotations

import base64
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from nomansland.words.errors import KeyMissing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_PREFIX = "ed25519:"


def keys_folder() -> Path:
    """`NOMANSLAND_KEYS`, else `~/.config/nomansland/keys`."""
    named = os.environ.get("NOMANSLAND_KEYS")
    return Path(named) if named else Path.home() / ".config" / "nomansland" / "keys"


def key_file(public: str) -> Path:
    """Where the private half of a public key is looked for: 16 hex digits of the hash of the public half, `.key`."""
    return keys_folder() / f"{sha256(public.encode()).hexdigest()[:16]}.key"


def public_text(key: Ed25519PrivateKey) -> str:
    """`ed25519:` and the public half in base64, as `case.toml` holds it."""
    return _PREFIX + base64.b64encode(key.public_key().public_bytes_raw()).decode()


def public_key(text: str) -> Ed25519PublicKey:
    """The public half that `public_text` wrote.

    Raises
    ------
    KeyMissing
        Where the text is not such a key.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        if not text.startswith(_PREFIX):
            raise ValueError(text)
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text.removeprefix(_PREFIX), validate=True))
    except ValueError as error:
        raise KeyMissing(f"{text!r} is no public key.", todo="Restore the line `key` of case.toml.") from error


def make_key() -> str:
    """Make a key, store its private half (mode 0600) and return the public half as text."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    public = public_text(key)
    path = key_file(public)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(base64.b64encode(key.private_bytes_raw()) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    return public


def load_key(public: str) -> Ed25519PrivateKey:
    """The private half of a case's key.

    Raises
    ------
    KeyMissing
        Where it is not on this machine, is readable for others, or belongs to another case.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = key_file(public)
    try:
        if path.stat().st_mode & 0o077:
            raise KeyMissing(f"{path} can be read by others.", todo=f"Run chmod 600 {path}.")
        key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_bytes(), validate=False))
    except (OSError, ValueError) as error:
        raise KeyMissing(
            f"The signing key {path} is not on this machine.", todo="Copy it there or set NOMANSLAND_KEYS."
        ) from error
    if public_text(key) != public:
        raise KeyMissing(f"{path} is the key of another case.", todo="Set NOMANSLAND_KEYS to the right folder.")
    return key
