"""The second factor: codes of the hour from a secret (RFC 6238), and recovery codes that stand in for them."""

from __future__ import annotations

import hmac
import io
import re
import secrets
from datetime import datetime

import pyotp
import segno
from django.utils.safestring import SafeString, mark_safe

from nomansland.tables import read, write
from nomansland.tables.models import Person
from nomansland.tables.read.people import fold_name
from nomansland.tables.write.ledger import now
from nomansland.web.accounts import refuse_blocked
from nomansland.web.limits import WINDOW
from nomansland.words.errors import PersonError

CODES = 10
_STEP, _DRIFT = 30, 1
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GIVEN = re.compile(r"\d{6}")
WRONG = "The code is not right, or was used."


def secret() -> str:
    """A new secret of 160 bits in Base32."""
    return pyotp.random_base32()


def picture(person: Person, key: str) -> SafeString:
    """The QR code of a secret as SVG that stands in the page: no picture is asked for, none is kept."""
    address = pyotp.TOTP(key).provisioning_uri(name=person.name, issuer_name="nomansland")
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=5, border=4, xmldecl=False, svgns=False, nl=False, svgclass="qr", lineclass="qr-line",
        light="#fff", dark="#000", title="QR code of the secret below",
    )  # fmt: skip
    return mark_safe(out.getvalue().decode())


def step_of(key: str, code: str, at: datetime) -> int | None:
    """The time step that a code belongs to, one step to either side for clocks that differ; None for a wrong code."""
    if not _GIVEN.fullmatch(code):
        return None
    totp, here = pyotp.TOTP(key), int(at.timestamp()) // _STEP
    for step in range(here - _DRIFT, here + _DRIFT + 1):
        if hmac.compare_digest(totp.generate_otp(step), code):
            return step
    return None


def codes() -> list[str]:
    """New recovery codes, four groups of four letters: 79 bits each."""
    return ["-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4)) for _ in range(CODES)]


def _typed(text: str) -> str:
    """A code as it is kept, however it was typed: with or without its signs, in capitals or not."""
    bare = "".join(letter for letter in text.lower() if letter.isalnum())
    return "-".join(bare[at : at + 4] for at in range(0, 16, 4)) if len(bare) == 16 else bare


def passed(person: Person, text: str) -> None:
    """Take a code of the secret or a recovery code; either counts once.

    Raises
    ------
    PersonError
        Where it is neither, was used, or too many attempts failed.
    """
    refuse_blocked(person.name)
    code = _typed(text)
    step = step_of(person.totp, code, now())
    if step is not None and write.use_step(person.ref, step):
        return
    if step is None and write.use_recovery(person.ref, code, person.name):
        return
    write.add_attempt(fold_name(person.name), person, WINDOW)
    raise PersonError(WRONG, todo="Wait for the next code, or use a recovery code.")


def begin(person: Person) -> str:
    """The secret that waits for its first code, made where there is none."""
    if not person.totp_new:
        person.totp_new = secret()
        write.propose_totp(person.ref, person.totp_new)
    return person.totp_new


def confirm(person: Person, text: str) -> list[str]:
    """Put the waiting secret in force with a first code; the recovery codes, shown this one time.

    Raises
    ------
    PersonError
        Where the code is not of the waiting secret.
    """
    waiting = person.totp_new
    step = step_of(waiting, "".join(text.split()), now()) if waiting else None
    if step is None:
        raise PersonError("The code is not right.", todo="Check the clock of the telephone, and type the next code.")
    made = codes()
    write.confirm_totp(person.ref, waiting, step, made, person.name)
    return made


def recoveries(ref: str) -> int:
    """How many recovery codes are left."""
    return read.recoveries_left(ref) if ref else 0
