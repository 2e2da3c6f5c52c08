"""The operator's page: who sees it, what it tells, and what it keeps to itself."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advisor.editor.models import EditorJob
from advisor.operations import facts
from advisor.operations.groups import OPERATORS
from advisor.operations.models import Backup
from advisor.operations.shown_settings import SECRET, shown_settings
from tests.factories import make_assessment, make_user, make_workspace, signed_in

pytestmark = pytest.mark.django_db

PAGE = "/operations/"


@pytest.fixture
def staff():
    user = make_user("staff")
    user.is_staff = True
    user.save()
    return user


@pytest.fixture
def operator(staff):
    staff.groups.add(Group.objects.get(name=OPERATORS))
    return signed_in(staff)


@pytest.fixture
def quiet(settings, monkeypatch, version):
    """A site that gives no cause for concern."""
    monkeypatch.setattr("advisor.operations.views.overview.run_checks", lambda **options: [])
    Backup.objects.create(kind="backup", bytes=5_000_000, text="fourways.zip")


def page(client, **headers):
    response = client.get(PAGE, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def heading(client):
    return page(client).split("<h1>")[1].split("</h1>")[0]


def test_nobody_else_sees_it(staff):
    response = Client().get(PAGE)
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/operations/")
    for user in (make_user("visitor"), staff):
        assert signed_in(user).get(PAGE).status_code == 403


def test_operators_and_administrators_do(operator):
    page(operator)
    page(signed_in(get_user_model().objects.create_superuser("administrator")))


def test_nothing_is_sent_there(operator):
    assert operator.post(PAGE).status_code == 405


@pytest.mark.parametrize("at", ["/glossary/", "/admin/"])
def test_only_those_who_may_are_led_there(staff, version, at):
    link = 'href="/operations/"'
    assert link not in Client().get(at, follow=True).content.decode()
    client = signed_in(staff)
    assert link not in client.get(at).content.decode()
    staff.groups.add(Group.objects.get(name=OPERATORS))
    assert link in signed_in(staff).get(at).content.decode()


def test_versions_and_the_database(operator, version):
    text = page(operator)
    assert version.short_hash in text
    assert connection.display_name in text
    assert "all applied" in text


def test_all_is_well(operator, quiet):
    assert heading(operator) == "All is well"
    assert "4.8 MB" in page(operator).replace("\xa0", " ")


def test_without_a_rulebook_and_a_backup_it_says_what_to_do(operator):
    text = page(operator)
    assert "run manage.py publish_rulebook fixtures" in text
    assert "run manage.py backup" in text


def test_a_migration_that_is_missing_is_named(operator, quiet):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")
    assert heading(operator) == "1 thing to look at"
    assert "operations.0001_operations" in page(operator)


def test_jobs_that_need_somebody(operator, quiet):
    now, state = timezone.now(), EditorJob.State
    long_ago, lately = now - timedelta(hours=5), now - timedelta(minutes=1)
    EditorJob.objects.create(kind="check", mark="", state=state.FAILED, touched_at=lately)
    EditorJob.objects.create(kind="check", mark="", state=state.RUNNING, touched_at=long_ago)
    EditorJob.objects.create(kind="check", mark="", state=state.WAITING, created_at=long_ago)
    assert heading(operator) == "3 things to look at"
    text = page(operator)
    assert "1 job failed within a day." in text
    assert "1 job was left by its worker." in text
    assert "is a worker running?" in text


def test_a_backup_that_is_old_or_failed(operator, quiet):
    Backup.objects.update(at=timezone.now() - timedelta(days=9))
    Backup.objects.create(kind="backup", ok=False, text="The disk is full.")
    assert heading(operator) == "2 things to look at"
    text = page(operator)
    assert "The last backup is 9 days old." in text
    assert "The disk is full." in text


def test_what_the_checks_say_is_shown(settings):
    settings.SECRET_KEY = "hush-4711"
    text = page(signed_in(get_user_model().objects.create_superuser("administrator")))
    assert "security.W009" in text
    assert "hush-4711" not in text


def test_what_is_kept_is_counted_now_and_then(operator, version):
    make_assessment()
    make_workspace("Client")
    found = facts.counts()
    assert (found.assessments, found.deleted, found.workspaces) == (1, 0, 1)
    make_assessment()
    assert facts.counts() == found
    cache.clear()
    assert facts.counts().assessments == 2


def test_settings_are_told_and_secrets_only_that_they_are_set(operator, settings):
    for name in SECRET:
        setattr(settings, name, "hush-4711")
    settings.OTEL_EXPORTER_OTLP_ENDPOINT = "https://somebody:hush-4711@collector:4318/v1"
    settings.HTTPS = True
    shown = {one.name: one.value for one in shown_settings()}
    assert shown["HTTPS"] == "on"
    assert shown["OTEL_EXPORTER_OTLP_ENDPOINT"] == "collector:4318"
    assert [shown[name] for name in SECRET] == ["set"] * len(SECRET)
    settings.HTTPS = False  # this browser comes without
    text = page(operator)
    assert "collector:4318" in text
    assert "hush-4711" not in text


def test_the_page_speaks_korean(operator, quiet):
    text = page(operator, **{"accept-language": "ko"})
    assert '<html lang="ko">' in text


def test_the_number_of_queries_does_not_grow(operator, version):
    page(operator)
    with CaptureQueriesContext(connection) as few:
        page(operator)
    EditorJob.objects.bulk_create(EditorJob(kind="check", mark="") for _ in range(50))
    for _ in range(5):
        make_assessment()
        Backup.objects.create(kind="backup")
    with CaptureQueriesContext(connection) as many:
        page(operator)
    assert len(many) <= len(few) <= 20
