"""The task of the queue: one pass over the open case, its progress and its end written to its row."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from threading import Event
from typing import Any

from django_tasks import task

from nomansland.tables.models import Job
from nomansland.tables.write.ledger import now
from nomansland.web.background import how_of
from nomansland.words.errors import NomanslandError

LEAVING = Event()
"""Set where the process is to end: the pass stops after the report that it reads and is taken up by the next worker."""

_FAULT = "The reading stopped at a fault in the program; the terminal that runs the desk says which."
_WRITE, _ASK = 0.4, 0.2


class Pass:
    """A pass that runs, and its row."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._asked = self._written = 0.0
        self._stopped = False

    def set(self, **values: Any) -> None:
        """Write values to the row."""
        for name, value in values.items():
            setattr(self.job, name, value)
        self.job.save(update_fields=list(values))

    @property
    def stopped(self) -> bool:
        """True where somebody asked it to stop, or the process is to end; the table is asked a few times a second."""
        if LEAVING.is_set():
            return True
        if not self._stopped and time.monotonic() - self._asked > _ASK:
            self._asked = time.monotonic()
            self._stopped = Job.objects.filter(pk=self.job.pk, stop=True).exists()
        return self._stopped

    def track(self, items: Iterable[Any], label: str, total: int | None = None) -> Iterator[Any]:
        """The items, counted in the row, up to where it is stopped."""
        self.set(phase="read", done=0, total=total or 0, begun=now())
        for number, item in enumerate(items, 1):
            if self.stopped:
                break
            yield item
            if time.monotonic() - self._written > _WRITE:
                self._written = time.monotonic()
                self.set(done=number)
        else:
            self.set(done=self.job.total)

    def run(self) -> None:
        """Read what waits, then work out what belongs together where something is new or it was asked for."""
        from nomansland import work
        from nomansland.tables import read
        from nomansland.web.pages.study import case

        found = work.read_case(case(), how_of(case()), self.track)
        self.job.refresh_from_db(fields=["link", "stop"])
        if self.stopped:
            return
        if found or self.job.link:
            self.set(phase="link")
            upto = read.last_entry()
            work.join_case()
            self.set(upto=upto)


@task()
def perform(number: int) -> None:
    """Do the job of this number; one that ended meanwhile is left alone."""
    job = Job.objects.filter(pk=number).exclude(state__in=("done", "stopped", "failed")).first()
    if job is None:
        return
    work = Pass(job)
    work.set(state="running", fault="", begun=now())
    try:
        work.run()
    except NomanslandError as error:
        work.set(state="failed", ended=now(), fault=str(error))
    except Exception:
        traceback.print_exc(file=sys.stderr)
        work.set(state="failed", ended=now(), fault=_FAULT)
    else:
        if LEAVING.is_set() and work.job.phase == "read":
            # whoever works next puts it into the queue again
            work.set(state="waiting")
        else:
            work.set(state="stopped" if work.stopped and work.job.phase == "read" else "done", ended=now())
