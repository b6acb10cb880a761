"""The worker of a case: one process at a time takes jobs from its queue; the desk starts it and ends it.

Run as `python -m nomansland.web.worker FOLDER`. It ends when its standard input does, so that it never outlives the
desk that started it, however that one ended.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nomansland.tables import Case

LOST = timedelta(seconds=45)
BEAT, IDLE, AGAIN, PATIENCE = 5.0, 0.3, 1.0, 30.0


def _take(holder: str) -> bool:
    """True where this process holds the lease of the open case, or takes it from one that was lost."""
    from django.db import IntegrityError, transaction

    from nomansland.tables.models import Lease
    from nomansland.tables.write.ledger import now

    try:
        with transaction.atomic():
            lease, made = Lease.objects.select_for_update().get_or_create(
                pk=1, defaults={"holder": holder, "seen": now()}
            )
            held = not made and lease.holder not in ("", holder) and now() - lease.seen < LOST
            if held and not _dead(lease.holder):
                return False
            fresh = made or lease.holder != holder
            lease.holder, lease.seen = holder, now()
            lease.save()
            if fresh:
                _take_up()
    except IntegrityError:
        return False
    return True


def _name() -> str:
    """Machine, process, and something of its own."""
    return f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(6)}"


def _dead(holder: str) -> bool:
    """True for a process of this machine that is no more; one of another machine is only given up after a while."""
    machine, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    if machine != socket.gethostname()[:32] or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _take_up() -> None:
    """What the last worker was at waits again, and all that waits is in the queue once."""
    from django_tasks_db.models import DBTaskResult

    from nomansland.tables.models import Job
    from nomansland.web.background import enqueue

    Job.objects.filter(state="running", stop=True).update(state="stopped")
    Job.objects.filter(state="running").update(state="waiting")
    DBTaskResult.objects.all().delete()
    for job in Job.objects.filter(state="waiting").order_by("pk"):
        enqueue(job)


def _leave(holder: str) -> None:
    from nomansland.tables.models import Lease

    Lease.objects.filter(holder=holder).update(holder="")


def _beats(holder: str, ended: Event) -> None:
    from nomansland.tables import disconnect
    from nomansland.tables.models import Lease
    from nomansland.tables.write.ledger import now

    while not ended.wait(BEAT):
        Lease.objects.filter(holder=holder).update(seen=now())
    disconnect()


def _work(holder: str) -> None:
    """Take jobs from the queue until it is empty."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=holder, excluded_queue_names=[],
    ).run()  # fmt: skip
    # what became of each stands in its job
    DBTaskResult.objects.finished().delete()


def run(until: Event, once: bool = False) -> None:
    """Work on the open case until it is told to end; with `once` until nothing waits in its queue."""
    from nomansland.tables.models import Job

    holder, ended = _name(), Event()
    beats = Thread(target=_beats, args=(holder, ended), daemon=True)
    beats.start()
    try:
        while not until.is_set():
            if _take(holder):
                _work(holder)
            if once and not Job.objects.filter(state="waiting").exists():
                break
            until.wait(IDLE)
    finally:
        ended.set()
        beats.join()
        _leave(holder)


def drain() -> None:
    """Work in this thread until the queue is empty."""
    run(Event(), once=True)


def main() -> None:
    """The worker process of a case's folder."""
    from nomansland.tables import Case, connect

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    case = Case.find(sys.argv[1])
    connect(case, migrate=False, NOMANSLAND_CASE=case)
    from nomansland.web.tasks import LEAVING

    def leave(*_: object) -> None:
        LEAVING.set()

    signal.signal(signal.SIGTERM, leave)

    def outlive_nobody() -> None:
        sys.stdin.read()
        leave()

    Thread(target=outlive_nobody, daemon=True).start()
    run(LEAVING)


class Keeper:
    """The worker process of a desk: started with it, started again where it was lost, ended with it."""

    def __init__(self, case: Case) -> None:
        self._folder = str(case.folder)
        self._ended = Event()
        self._process = self._start()
        self._watch = Thread(target=self._keep, name="worker", daemon=True)
        self._watch.start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "nomansland.web.worker", self._folder], stdin=subprocess.PIPE, start_new_session=True
        )

    def _keep(self) -> None:
        while not self._ended.is_set():
            self._process.wait()
            if not self._ended.wait(AGAIN):
                self._process = self._start()

    def close(self) -> None:
        """End the worker: after the report that it reads, or by force after half a minute."""
        self._ended.set()
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


if __name__ == "__main__":
    main()
