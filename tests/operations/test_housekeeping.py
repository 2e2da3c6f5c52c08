"""What piles up is tidied up: by workers where it is due, by the command all at once."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from advisor.editor import calculations
from advisor.editor.models import EditorJob
from advisor.jobs import housekeeping
from advisor.operations.chores import TASKS_KEPT
from advisor.reports import jobs as exports
from advisor.reports.models import ExportJob
from tests.factories import make_owner
from tests.working import leave, make_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def chores(monkeypatch):
    """No chores but those of the test."""
    monkeypatch.setattr(housekeeping, "_chores", {})
    return housekeeping


def test_each_registered_once_and_done_when_due(chores):
    done = []
    chores.every(timedelta(hours=1), "dust")(lambda: done.append(1) or 3)
    with pytest.raises(ValueError, match="'dust' already"):
        chores.every(timedelta(hours=1), "dust")(lambda: 0)
    assert [(one.name, one.count) for one in chores.keep_house(only_due=True)][1:] == [("dust", 3)]
    assert [one.name for one in chores.keep_house(only_due=True)][1:] == []
    assert [one.name for one in chores.keep_house()][1:] == ["dust"]
    assert len(done) == 2


def test_what_fails_is_logged_and_the_others_are_done(chores, caplog, capsys):
    chores.every(timedelta(hours=1), "broken")(lambda: 1 // 0)
    chores.every(timedelta(hours=1), "dust")(lambda: 3)
    with pytest.raises(CommandError, match=r"failed, see the log: broken$"):
        call_command("housekeeping")
    assert "dust: 3" in capsys.readouterr().out
    assert "housekeeping: broken failed" in caplog.text


def test_a_job_that_was_left_is_taken_up_first(capsys):
    leave(make_job(), state="running")
    call_command("housekeeping")
    assert capsys.readouterr().out.startswith("jobs taken up again: 1\n")
    assert EditorJob.objects.get().state == "waiting"


def test_what_is_too_old_goes_and_the_rest_stays(capsys):
    now, second = timezone.now(), timedelta(seconds=1)
    for name, expires in (("old", now - second), ("new", now + timedelta(hours=1))):
        Session.objects.create(session_key=name, session_data="", expire_date=expires)
    for age in (TASKS_KEPT + second, timedelta(hours=1)):
        for fields in ({"finished_at": now - age, "status": "SUCCESSFUL"}, {"status": "RUNNING"}):
            DBTaskResult.objects.create(
                args_kwargs={}, started_at=now - age, backend_name="default", **fields
            )
    waiting = DBTaskResult.objects.create(args_kwargs={}, backend_name="default")
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=now - 2 * TASKS_KEPT)
    owner = make_owner()
    for age in (exports.KEPT + second, timedelta(hours=1)):
        ExportJob.objects.create(owner=owner, format="json", language="en", size="a4", created_at=now - age)
    for age in (calculations.KEPT + second, timedelta(hours=1)):
        make_job(created_at=now - age)
    call_command("housekeeping")
    told = dict(line.rsplit(": ", 1) for line in capsys.readouterr().out.splitlines())
    expected = {"expired sessions": "1", "tasks done": "2", "exports": "1", "calculations": "1"}
    assert told | expected == told
    assert [one.session_key for one in Session.objects.all()] == ["new"]
    assert DBTaskResult.objects.count() == 3
    assert waiting in DBTaskResult.objects.all()
    assert (ExportJob.objects.count(), EditorJob.objects.count()) == (1, 1)
