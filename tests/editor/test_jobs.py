"""Calculations about the draft: begun once, seen by whom they concern, cancelled, begun again."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from advisor import jobs
from advisor.editor import calculations, impact
from advisor.editor.models import EditorJob
from advisor.rulebook.models import Rule
from tests.editor.accounts import client_of, make_account
from tests.working import leave

pytestmark = pytest.mark.django_db
Kind, State = EditorJob.Kind, EditorJob.State
HTMX = {"HX-Request": "true"}


def make(user=None, kind="check", state=State.RUNNING, **fields):
    return EditorJob.objects.create(kind=kind, mark=fields.pop("mark", "m"), user=user, state=state, **fields)


def address(name, job):
    return reverse(f"editor:{name}", args=[job.code])


def test_what_is_at_work_for_the_same_draft_is_not_begun_again(version):
    user = make_account("editor")
    first = calculations.order(Kind.CHECK, user)
    assert (first.state, first.version) == (State.WAITING, version.hash)
    assert calculations.order(Kind.CHECK, make_account("reader")) == first
    rule = Rule.objects.first()
    rule.changed_at = timezone.now()
    rule.save()
    assert calculations.order(Kind.CHECK, user) != first


def test_one_that_was_left_is_taken_up_by_whoever_asks_for_it(version, django_capture_on_commit_callbacks):
    user = make_account("editor")
    first = leave(calculations.order(Kind.IMPACT, user), state=State.RUNNING, attempts=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert calculations.order(Kind.IMPACT, user) == first
    assert calculations.last(Kind.IMPACT, user) == (None, first)


def test_one_that_was_given_up_does_not_stand_in_the_way(version):
    user = make_account("editor")
    first = calculations.order(Kind.IMPACT, user)
    leave(first, state=State.RUNNING, attempts=jobs.MOST_ATTEMPTS)
    assert calculations.order(Kind.IMPACT, user) != first


@pytest.mark.parametrize("name", ["editor_job", "page"])
def test_one_that_was_left_is_taken_up_by_the_pages_that_show_it(
    version, name, django_capture_on_commit_callbacks
):
    client = client_of("reader")
    job = leave(make(state=State.RUNNING), attempts=1)
    with django_capture_on_commit_callbacks(execute=True):
        client.get(address("editor_job", job), headers=HTMX) if name == "editor_job" else client.get(
            reverse("editor:checks")
        )
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FINISHED, 2)


def test_everybody_has_impacts_of_their_own(version):
    one, other = make_account("editor"), make_account("reader")
    mine = calculations.order(Kind.IMPACT, one)
    assert calculations.order(Kind.IMPACT, other) != mine
    assert calculations.last(Kind.IMPACT, one) == (mine, None)


def test_the_newest_few_are_kept_and_none_for_ever(version):
    user = make_account("editor")
    kept = [make(user, state=State.FINISHED) for _ in range(calculations.MOST_KEPT + 2)]
    EditorJob.objects.filter(pk=kept[-1].pk).update(created_at=timezone.now() - timedelta(days=31))
    calculations.forget_old(Kind.CHECK, user)
    left = set(EditorJob.objects.values_list("pk", flat=True))
    assert left == {job.pk for job in kept[1:-1]}


def test_progress_is_told_to_whom_it_concerns():
    client = client_of("reader")
    job = make(done=2, total=7)
    told = client.get(address("editor_job", job), headers=HTMX)
    assert "2 of 7 done" in told.text
    assert 'hx-trigger="every 1s"' in told.text
    assert client.get(address("editor_job", job)).url == reverse("editor:checks")


@pytest.mark.parametrize(
    ("kind", "button"), [("check", "Run the exact checks"), ("impact", "Work out the impact")]
)
def test_while_one_is_at_work_its_page_looks_again_and_offers_no_other(version, kind, button):
    client = client_of("reader")
    page = reverse(f"editor:{'checks' if kind == 'check' else kind}")
    again = '<noscript><meta http-equiv="refresh"'
    assert button in client.get(page).text
    make(get_user_model().objects.get(), kind=kind)
    shown = client.get(page).text
    assert again in shown
    assert button not in shown
    EditorJob.objects.update(state=State.FAILED)
    shown = client.get(page).text
    assert again not in shown
    assert button in shown


def test_the_page_is_loaded_anew_at_the_end():
    client = client_of("reader")
    told = client.get(address("editor_job", make(state=State.FINISHED)), headers=HTMX)
    assert told["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("state", "words"), [(State.CANCELLED, "Cancelled."), (State.FAILED, "Something went wrong")]
)
def test_what_has_ended_without_a_result_asks_no_more(state, words):
    told = client_of("reader").get(address("editor_job", make(state=state)), headers=HTMX)
    assert words in told.text
    assert "hx-get" not in told.text
    assert "Start again" in told.text


def test_an_impact_of_somebody_else_is_not_found():
    job = make(make_account("editor"), kind="impact")
    client = client_of("reader")
    assert client.get(address("editor_job", job)).status_code == 404
    assert client.post(address("change_editor_job", job), {"cancel": "1"}).status_code == 404
    job.refresh_from_db()
    assert job.state == State.RUNNING


def test_it_is_cancelled_and_begun_again(version, django_capture_on_commit_callbacks):
    user = make_account("editor")
    client = client_of("nobody")
    client.force_login(user)
    job = make(user, kind="impact")
    assert client.post(address("change_editor_job", job), {"cancel": "1"}).url == reverse("editor:impact")
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("change_editor_job", job), {"again": "1"})
    job.refresh_from_db()
    assert job.state == State.FINISHED
    assert impact.Impact.from_data(job.result).own == 0


@pytest.mark.parametrize("name", ["editor_job", "change_editor_job"])
def test_members_may_not(name):
    job = make()
    client = client_of("member")
    call = client.get if name == "editor_job" else client.post
    assert call(address(name, job)).status_code == 403
    assert client_of("nobody").post(address(name, job)).status_code == 302
