"""Reports of several assessments in one file."""

import io
import json
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from advisor.assessments import actions
from advisor.assessments.models import Assessment, Owner
from advisor.jobs import MOST_ATTEMPTS, run
from advisor.reports import jobs
from advisor.reports.models import ExportJob
from tests.reports.conftest import JAVA, begin
from tests.working import leave

pytestmark = pytest.mark.django_db
CHOOSE = reverse("reports:choose")
State = ExportJob.State


@pytest.fixture
def several(owner, small):
    return [begin(owner, small, JAVA, name=name) for name in ("Shop", "Shop", "창고")]


def export(client, assessments, django_capture_on_commit_callbacks, **given):
    """Ask for a file as the form does; return the job."""
    data = {"assessment": [str(a.code) for a in assessments], "format": "markdown", "language": "en", **given}
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(CHOOSE, data)
    assert response.status_code == 302, response.content.decode()
    return ExportJob.objects.get(code=response["Location"].split("/")[2])


def fetched(client, job):
    return client.get(reverse("reports:job_file", args=[job.code]))


def test_a_zip_has_a_file_for_each_with_names_of_their_own(
    client, several, django_capture_on_commit_callbacks
):
    job = export(client, several, django_capture_on_commit_callbacks)
    response = fetched(client, job)
    assert response["Content-Type"] == "application/zip"
    day = timezone.localdate().isoformat()
    assert f"fourways-reports-{day}-en.zip" in response["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == [f"{stem}-{day}-en.md" for stem in ("Shop", "Shop-2", "창고")]
    assert archive.read(archive.namelist()[2]).decode().startswith("# 창고")


def test_a_workbook_holds_all_in_one(client, several, django_capture_on_commit_callbacks):
    job = export(client, several, django_capture_on_commit_callbacks, format="xlsx", language="ko")
    book = openpyxl.load_workbook(io.BytesIO(fetched(client, job).content))
    told = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert told.count("창고") >= 1
    assert told.count("Shop") >= 2


def test_json_of_several_is_one_list_without_notes_where_they_are_left_out(
    client, owner, small, django_capture_on_commit_callbacks
):
    one = begin(owner, small, JAVA, {"runtime": "secret"})
    job = export(client, [one], django_capture_on_commit_callbacks, format="json", notes="0")
    (entry,) = json.loads(fetched(client, job).content)
    assert entry["notes"] == {}


def test_only_ones_own_are_written(client, several, small, django_capture_on_commit_callbacks):
    foreign = begin(Owner.objects.create(token_hash="x"), small, JAVA)
    job = export(client, [several[0], foreign], django_capture_on_commit_callbacks)
    assert job.codes == [str(several[0].code)]
    client.cookies.clear()
    assert fetched(client, job).status_code == 404
    assert client.get(reverse("reports:job", args=[job.code])).status_code == 404


def test_nothing_chosen_or_an_unknown_format_is_said(client, several):
    response = client.post(CHOOSE, {"format": "pdf"})
    assert response.status_code == 422
    assert "at least one" in response.content.decode()
    code = str(several[0].code)
    assert client.post(CHOOSE, {"format": "exe", "assessment": code}).status_code == 400


def waiting(owner, assessments, format_="markdown"):
    codes = [str(a.code) for a in assessments]
    return ExportJob.objects.create(owner=owner, format=format_, language="en", size="a4", codes=codes)


@pytest.mark.parametrize("format_", ["markdown", "xlsx", "json"])
def test_a_cancelled_job_stops_where_it_is_and_leaves_nothing(owner, several, monkeypatch, format_):
    job = waiting(owner, several, format_)
    real, seen = jobs.making_of, []

    def watched(loaded, wish):
        seen.append(loaded.name)
        if len(seen) == 2:
            jobs.cancel(job)
        return real(loaded, wish)

    monkeypatch.setattr(jobs, "making_of", watched)
    run("export", job.pk)
    job.refresh_from_db()
    assert (job.state, job.file, job.done, len(seen)) == (State.CANCELLED, None, 1, 2)


def test_progress_is_told_and_ends_with_the_file(client, owner, several):
    job = waiting(owner, several)
    address = reverse("reports:job", args=[job.code])
    page = client.get(address).content.decode()
    assert "0 of 3 written" in page
    assert 'hx-trigger="every 1s"' in page
    run("export", job.pk)
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="progress"')
    assert "hx-trigger" not in part
    assert reverse("reports:job_file", args=[job.code]) in part


def test_a_job_is_done_once(owner, several, monkeypatch):
    job = waiting(owner, several)
    run("export", job.pk)
    monkeypatch.setattr(jobs, "making_of", None)
    run("export", job.pk)
    job.refresh_from_db()
    assert job.state == State.FINISHED


def test_a_job_whose_worker_died_is_taken_up_by_its_page(
    client, owner, several, django_capture_on_commit_callbacks
):
    job = leave(waiting(owner, several), state=State.RUNNING, attempts=1)
    address = reverse("reports:job", args=[job.code])
    with django_capture_on_commit_callbacks(execute=True):
        assert 'hx-trigger="every 1s"' in client.get(address, headers={"HX-Request": "true"}).text
    assert "The file is ready." in client.get(address).text


def test_a_job_that_was_given_up_says_so_and_can_be_started_again(
    client, owner, several, django_capture_on_commit_callbacks
):
    job = leave(waiting(owner, several), state=State.RUNNING, attempts=MOST_ATTEMPTS)
    page = client.get(reverse("reports:job", args=[job.code])).text
    assert "begun 3 times" in page
    assert "hx-get" not in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("reports:change_job", args=[job.code]), {"again": "1"})
    job.refresh_from_db()
    assert job.state == State.FINISHED


def test_a_failure_is_logged_and_said(client, owner, several, monkeypatch, caplog):
    def broken(loaded, wish):
        raise RuntimeError("no paper left")

    monkeypatch.setattr(jobs, "making_of", broken)
    job = waiting(owner, several)
    run("export", job.pk)
    assert "no paper left" in caplog.text
    assert "went wrong" in client.get(reverse("reports:job", args=[job.code])).content.decode()


def test_what_has_no_rulebook_here_is_left_out_and_named(client, owner, several):
    Assessment.objects.filter(pk=several[0].pk).update(rulebook="sha256:gone", name="Old")
    job = waiting(owner, several)
    run("export", job.pk)
    job.refresh_from_db()
    assert (job.state, job.left_out) == (State.FINISHED, ["Old"])
    assert "Old" in client.get(reverse("reports:job", args=[job.code])).content.decode()


def test_what_was_deleted_meanwhile_is_not_written(owner, several):
    job = waiting(owner, several)
    actions.delete(several[0])
    run("export", job.pk)
    job.refresh_from_db()
    assert len(zipfile.ZipFile(io.BytesIO(job.file)).namelist()) == 2


def test_old_jobs_go(owner, several):
    old = waiting(owner, several)
    ExportJob.objects.filter(pk=old.pk).update(created_at=timezone.now() - jobs.KEPT - timedelta(hours=1))
    newer = [waiting(owner, several) for _ in range(jobs.MOST_KEPT + 2)]
    jobs.forget_old(owner.pk)
    kept = set(ExportJob.objects.values_list("pk", flat=True))
    assert kept == {job.pk for job in newer[-jobs.MOST_KEPT :]}
