"""People, their sessions, what invites them, what they failed at, and what is sealed from most of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Person(models.Model):
    """Somebody with a name and a passphrase.

    `folded` is the name without the chance of capitals and spaces, so that no two people decide under one. `roles` are
    names of roles with spaces between them. `passphrase` is an Argon2 hash. `totp` is the secret of the second factor,
    `totp_new` one that was not confirmed by a code yet, `totp_step` the last time step that was used.
    """

    ref = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=240, unique=True)
    roles = models.CharField(max_length=120, default="")
    passphrase = models.CharField(max_length=200)
    totp = models.CharField(max_length=64, default="")
    totp_new = models.CharField(max_length=64, default="")
    totp_step = models.BigIntegerField(default=0)
    active = models.BooleanField(default=True)
    made = models.DateTimeField()


class Recovery(models.Model):
    """One code in place of a second factor, as its SHA-256: it is random and long, so no slow hash is needed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recoveries")
    digest = models.CharField(max_length=64, unique=True)


class Session(models.Model):
    """A browser that signed in. `key` is the SHA-256 of the cookie's value: the table lets nobody in.

    `pending` says that the second factor is still to come.
    """

    key = models.CharField(max_length=64, unique=True)
    ref = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="sessions")
    pending = models.BooleanField(default=False)
    browser = models.CharField(max_length=120, default="")
    begun = models.DateTimeField()
    seen = models.DateTimeField()


class Invitation(models.Model):
    """A link that makes one account; `digest` is the SHA-256 of its token."""

    ref = models.CharField(max_length=40, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    roles = models.CharField(max_length=120)
    by = models.CharField(max_length=60)
    made = models.DateTimeField()
    until = models.DateTimeField()
    used = models.DateTimeField(null=True)


class Token(models.Model):
    """What lets a program ask in a person's name; `digest` is the SHA-256 of it: the table lets nobody in.

    `scopes` are names with spaces between them: they only take away from what the person may do at that moment.
    """

    ref = models.CharField(max_length=40, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=60)
    scopes = models.CharField(max_length=240)
    made = models.DateTimeField()
    until = models.DateTimeField()
    seen = models.DateTimeField(null=True)


class Attempt(models.Model):
    """A sign-in that failed; `account` is a digest of the name that was typed, whether it is anybody's or not."""

    account = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "at"], name="attempt_account")]


class Sealed(models.Model):
    """A report that only those see who may: everyone else's desk is as if it were not in the case."""

    report = models.CharField(max_length=200, unique=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    reason = models.TextField(default="")
