"""When the store fails: a clear page with 503, one line in the log, nothing half-saved."""

import logging
import os
import subprocess
import sys

import pytest
from django.db import connection
from django.urls import reverse

from advisor.assessments.models import Answer
from tests.factories import make_assessment

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="failures of SQLite are made here"),
]


@pytest.fixture
def address(version, owner):
    return reverse("assessments:question", args=[make_assessment(owner).code, "runtime"])


@pytest.fixture
def read_only(address, browser):
    """A database that takes no more writes."""
    browser.get(address)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF")


def saving(browser, address, note="", **more):
    data = {"runtime": "java", "runtime.revision": "0", "runtime.note": note}
    return browser.post(address, data, **more)


def test_a_read_only_database_says_that_the_answer_was_not_saved(browser, address, read_only, caplog):
    with caplog.at_level(logging.WARNING):
        response = saving(browser, address)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "not saved" in response.content.decode()
    assert len([r for r in caplog.records if r.levelno >= logging.ERROR]) == 1


def test_it_still_reads(browser, address, read_only):
    assert browser.get(address).status_code == 200


def test_htmx_gets_the_same_status(browser, address, read_only):
    assert saving(browser, address, headers={"HX-Request": "true"}).status_code == 503


def test_the_page_is_in_the_reader_s_language(browser, address, read_only):
    response = saving(browser, address, headers={"Accept-Language": "ko"})
    assert response["Content-Language"] == "ko"


def test_nothing_is_saved_by_half(browser, address, read_only):
    saving(browser, address)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF")
    assert not Answer.objects.exists()


def test_without_a_published_rulebook_the_site_says_what_to_do(client, db):
    response = client.get("/")
    assert response.status_code == 503
    assert "publish_rulebook" in response.content.decode()


def test_an_assessment_of_a_missing_version_says_so(browser, version, owner):
    assessment = make_assessment(owner, rulebook="sha256:gone")
    response = browser.get(reverse("assessments:check", args=[assessment.code]))
    assert response.status_code == 503


def test_a_full_disk_says_that_the_answer_was_not_saved(browser, address):
    browser.get(address)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        response = saving(browser, address, note="n" * 10_000)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert response.status_code == 503


def test_a_locked_database_says_that_the_answer_was_not_saved(tmp_path, document):
    """Another process holds the lock for longer than a save waits."""
    done = subprocess.run(
        [sys.executable, "-c", LOCKED],
        input=document,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ
        | {"DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["503 True"], done.stderr


LOCKED = """
import sqlite3, sys
import django
from django.conf import settings
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.2
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from advisor.rulebook.document import hash_of
from advisor.rulebook.models import Version
from tests.factories import browser_of, make_assessment, make_owner
text = sys.stdin.read()
Version.objects.create(hash=hash_of(text), format=1, document=text)
assessment = make_assessment(make_owner("secret"))
other = sqlite3.connect(settings.DATABASES["default"]["NAME"])
other.execute("BEGIN IMMEDIATE")
data = {"runtime": "java", "runtime.revision": "0"}
response = browser_of("secret").post(f"/a/{assessment.code}/q/runtime/", data)
print(response.status_code, "not saved" in response.content.decode())
"""
