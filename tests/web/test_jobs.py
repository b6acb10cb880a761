"""Jobs of the background: one row each, stopped, resumed, lost and taken up, and told to whoever looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from nomansland.tables import Case, connect
from nomansland.web.background import READER, progress_of

if TYPE_CHECKING:
    from tests.web.conftest import Desk


def _unread(many: int) -> None:
    from nomansland.tables import write
    from nomansland.words import Report

    write.save_reports([Report(f"r-{number}", f"{number}. Two crews refused to go.") for number in range(many)])


def _page(desk: Desk) -> str:
    return str(desk.client.get("/jobs").content.decode())


def test_a_job_is_a_row_that_says_who_asked_and_how_it_ended(empty: Desk) -> None:
    from nomansland.tables import read
    from nomansland.tables.models import Job

    assert "No jobs yet" in _page(empty)
    _unread(3)
    assert empty.client.post("/read", {"do": "start", "back": "/jobs"}).headers["Location"] == "/jobs"
    READER.wait()
    job = Job.objects.get()
    assert (job.state, job.phase, job.done, job.total, job.by) == ("done", "link", 3, 3, "editor")
    assert job.ended is not None and job.ended >= job.asked and job.upto > 0
    assert len(list(read.readings())) == 3
    page = _page(empty)
    assert "3 of 3 reports" in page and "editor" in page and "http-equiv" not in page


def test_two_that_ask_at_once_get_one_job(empty: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from django_tasks_db.models import DBTaskResult

    from nomansland.tables.models import Job
    from nomansland.web.pages.study import case

    monkeypatch.setattr(READER, "_work_here", lambda: None)
    _unread(1)
    READER.start(case(), by="Olena")
    READER.start(case(), join=True, by="Petro")
    assert [(job.by, job.link) for job in Job.objects.all()] == [("Olena", True)]
    assert DBTaskResult.objects.ready().count() == 1
    assert "Reading begins in a moment" in empty.client.get("/").content.decode()
    assert 'http-equiv="refresh"' in _page(empty)
    READER.stop()
    assert Job.objects.get().state == "stopped"
    monkeypatch.undo()
    READER._work_here()
    READER.rest()
    assert Job.objects.get().state == "stopped", "what was stopped before it began never begins"


def test_what_a_lost_worker_was_at_is_taken_up(empty: Desk) -> None:
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from nomansland.tables import read
    from nomansland.tables.models import Job, Lease
    from nomansland.web.background import enqueue

    _unread(2)
    job = Job.objects.create(state="running", asked=datetime.now(UTC), begun=datetime.now(UTC), done=1, total=2)
    enqueue(job)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=datetime.now(UTC))
    Lease.objects.create(pk=1, holder="somebody else", seen=datetime.now(UTC) - timedelta(minutes=5))
    READER._work_here()
    READER.rest()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert len(list(read.readings())) == 2


def test_while_another_process_works_nobody_else_does(empty: Desk) -> None:
    from nomansland.tables.models import Lease
    from nomansland.web.worker import _take

    lease = Lease.objects.create(pk=1, holder="the other", seen=datetime.now(UTC))
    assert not _take("me")
    lease.seen = datetime.now(UTC) - timedelta(minutes=5)
    lease.save()
    assert _take("me") and not _take("the other")


def test_what_is_left_is_reckoned_from_the_pace(empty: Desk) -> None:
    from nomansland.tables.models import Job

    begun = datetime(2024, 1, 1, 12, 0, tzinfo=UTC)
    job = Job(state="running", phase="read", done=30, total=90, begun=begun, asked=begun)
    found = progress_of(job, begun + timedelta(seconds=60))
    assert (found.left, found.minutes) == (120.0, 2)
    assert progress_of(Job(state="running", total=9, asked=begun, begun=begun)).left is None


def test_the_queue_is_the_same_on_both_databases(any_case: Case) -> None:
    connect(any_case, NOMANSLAND_CASE=any_case)
    from nomansland.tables import read
    from nomansland.tables.models import Job, Lease

    _unread(3)
    READER.start(any_case, by="Olena")
    READER.start(any_case, join=True)
    assert READER.wait(120)
    assert {job.state for job in Job.objects.all()} == {"done"}
    assert len(list(read.readings())) == 3 and READER.joined > 0
    assert Lease.objects.get().holder == ""
