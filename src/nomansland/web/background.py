"""Work in the background: a queue in the case's own tables, one worker, seen from every page, stopped and resumed.

A pass is a row (`Job`) and a task of `django-tasks` that names it. Where the desk started a worker (`web.worker`), that
process takes it up; elsewhere (a test, a program) a thread of this process does.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import transaction

if TYPE_CHECKING:
    from nomansland.flow import How
    from nomansland.tables import Case
    from nomansland.tables.models import Job

OPEN = ("waiting", "running")
_LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pass is: `phase` is `wait`, `read` or `link`, `left` the seconds that it may still take, None where
    unknown."""

    phase: str
    done: int
    total: int
    left: float | None

    @property
    def minutes(self) -> int | None:
        """`left` in minutes, rounded up."""
        return None if self.left is None else max(1, -int(-self.left // 60))


def progress_of(job: Job, at: datetime | None = None) -> Progress:
    """How far a job is; what is left is reckoned from the pace of its phase so far."""
    left = None
    if job.begun and job.done and job.phase == "read" and job.state == "running":
        spent = ((at or _now()) - job.begun).total_seconds()
        left = spent / job.done * (job.total - job.done)
    return Progress("wait" if job.state == "waiting" else job.phase, job.done, job.total, left)


class Reader:
    """What pages ask of the background: to start, to stop, how far it is, what went wrong."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._lock = Lock()

    def start(self, case: Case, join: bool = False, by: str = "") -> Job:
        """Read what waits; what waits in the queue already serves for this too.

        With `join` what belongs together is worked out even where nothing is new: people decided meanwhile.
        """
        with transaction.atomic():
            job = _jobs().filter(state="waiting", stop=False).order_by("pk").first()
            if job is None:
                job = _jobs().create(link=join, by=by, asked=_now())
                enqueue(job)
            elif join and not job.link:
                job.link = True
                job.save(update_fields=["link"])
        if not getattr(settings, "NOMANSLAND_WORKER", False):
            self._work_here()
        return cast("Job", job)

    def _work_here(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._drain, name="background", daemon=True)
                self._thread.start()

    def _drain(self) -> None:
        """Work until nothing waits; whoever starts something at that moment finds the thread there, or gone."""
        from nomansland.tables import disconnect
        from nomansland.web.worker import drain

        try:
            while True:
                drain()
                with self._lock:
                    if not _jobs().filter(state="waiting").exists():
                        self._thread = None
                        return
        finally:
            self._thread = None
            disconnect()

    def wait(self, seconds: float | None = None) -> bool:
        """True where nothing waits or runs any more after so many seconds (None: however long it takes)."""
        end = None if seconds is None else time.monotonic() + seconds
        while _open().exists():
            if end is not None and time.monotonic() >= end:
                return False
            time.sleep(_LOOK)
        self.rest()
        return True

    def rest(self) -> None:
        """Wait for the thread of this process, if it works."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def stop(self) -> None:
        """End what runs after the report that is being read, and what waits; what was read stays."""
        _jobs().filter(state="running").update(stop=True)
        _jobs().filter(state="waiting").update(stop=True, state="stopped", ended=_now())

    @property
    def progress(self) -> Progress | None:
        """How far the pass is; None where none runs or waits."""
        # "running" comes before "waiting"
        job = _open().order_by("state", "pk").first()
        return progress_of(job) if job else None

    @property
    def fault(self) -> str:
        """What the last pass ended with, empty where it ended well or another one runs."""
        last = _jobs().order_by("-pk").first()
        return last.fault if last else ""

    @property
    def joined(self) -> int:
        """The ledger's last entry that a linking acted on."""
        return _jobs().order_by("-upto").values_list("upto", flat=True).first() or 0


def _jobs() -> Any:
    # models can be imported only when a case is open
    from nomansland.tables.models import Job

    return Job.objects


def _open() -> Any:
    return _jobs().filter(state__in=OPEN)


def _now() -> datetime:
    return datetime.now(UTC)


def enqueue(job: Job) -> None:
    """Put a job into the queue."""
    from nomansland.web.tasks import perform

    perform.enqueue(job.pk)


def how_of(case: Case) -> How:
    """How the desk reads: as `case.toml` says, but without asking a model, which a command must be told to do."""
    from nomansland.extract import USUAL
    from nomansland.flow import How

    readers = [one for one in str(case.toml.get("reader", USUAL)).split("+") if one != "model"]
    return How(reader="+".join(readers) or "rules")


READER = Reader()
