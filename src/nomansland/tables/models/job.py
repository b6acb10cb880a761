"""Work in the background: what was asked for, how far it is, and which process does it."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """A pass over a case: reports are read, then what belongs together is worked out.

    `state` is waiting, running, stopped, failed or done; `phase` read or link; `begun` when the phase began; `stop`
    asks it to end after the report that it reads; `upto` is the number of the last entry of the ledger that the linking
    acted on.
    """

    state = models.CharField(max_length=16, default="waiting", db_index=True)
    phase = models.CharField(max_length=8, default="read")
    link = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=200, default="")
    asked = models.DateTimeField()
    begun = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    stop = models.BooleanField(default=False)
    fault = models.TextField(default="")
    upto = models.BigIntegerField(default=0)


class Lease(models.Model):
    """The one process that works on a case; whoever has not been seen for a while has lost it."""

    holder = models.CharField(max_length=64)
    seen = models.DateTimeField()
