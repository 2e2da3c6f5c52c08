"""The list of versions, and the one step back."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from advisor.editor import version_list
from advisor.editor.version_list import suggested_label
from advisor.rulebook.document import hash_of
from advisor.rulebook.models import Event, Version
from advisor.rulebook.publishing import publish_directory
from tests import books
from tests.editor.accounts import client_of
from tests.editor.drafts import edited, state
from tests.editor.pages import text_of
from tests.factories import make_assessment, make_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(small):
    return books.publish(small, label="2026.1", note="The beginning")


@pytest.fixture
def second(first, small, edit):
    edit("50", "rehost: 1", "rehost: 2")
    return publish_directory(small, label="2026.2", note="Rehosting earlier").version


def use(client, version, in_use, note="Back to what worked"):
    address = reverse("editor:put_in_use", args=[version.short_hash])
    return client.post(address, {"note": note, "in_use": in_use.hash}, follow=True)


def test_lists_every_version_with_its_note_and_who_published_it(first, second):
    page = text_of(client_of("reader").get(reverse("editor:versions")))
    assert page.index("2026.2") < page.index("The beginning")
    assert "Rehosting earlier" in page
    assert page.count("by manage.py") == 2
    assert page.count("fewer than 5 assessments rest on it") == 2


def test_of_very_many_assessments_the_count_is_that_of_minutes_ago(first, monkeypatch):
    monkeypatch.setattr(version_list, "COUNTED_ANEW", 4)
    owner, client = make_owner(), client_of("reader")
    for _ in range(5):
        make_assessment(owner, rulebook=first.hash)
    assert "5 assessments rest on it" in text_of(client.get(reverse("editor:versions")))
    make_assessment(owner, rulebook=first.hash)
    assert "5 assessments rest on it" in text_of(client.get(reverse("editor:versions")))
    cache.clear()
    assert "6 assessments rest on it" in text_of(client.get(reverse("editor:versions")))


def test_counts_assessments_from_five_on(first):
    owner = make_owner()
    client = client_of("reader")
    for _ in range(4):
        make_assessment(owner, rulebook=first.hash)
    assert "fewer than 5 assessments" in text_of(client.get(reverse("editor:versions")))
    make_assessment(owner, rulebook=first.hash)
    assert "5 assessments rest on it" in text_of(client.get(reverse("editor:versions")))


def test_an_earlier_version_is_put_in_use_with_a_note(first, second):
    response = use(client_of("publisher"), first, second)
    assert "Version 2026.1 is in use." in text_of(response)
    assert Version.objects.current() == first
    event = Event.objects.first()
    assert (event.action, event.by, event.note) == ("put_in_use", "publisher", "Back to what worked")
    assert event.version == first.hash


def test_without_a_note_it_is_asked_for_and_nothing_is_done(first, second):
    response = use(client_of("publisher"), first, second, note="  ")
    assert response.status_code == 422
    assert "Say why" in text_of(response)
    assert Version.objects.current() == second


def test_who_saw_another_version_in_use_is_told_and_keeps_what_was_typed(first, second):
    before = state()
    response = use(client_of("publisher"), first, first, note="Typed with care")
    assert response.status_code == 409
    assert "another version was put in use in the meantime" in text_of(response)
    assert "Typed with care" in text_of(response)
    assert state() == before


def test_the_draft_stays_as_it_is(first, second):
    edited(effects={"refactor": 4})
    draft = state()[2]
    use(client_of("publisher"), first, second)
    assert state()[2] == draft


def test_a_version_of_a_newer_program_is_listed_and_not_offered(first):
    document = first.document.replace('"format":1', '"format":2', 1)
    newer = Version.objects.create(hash=hash_of(document), label="2031.1", format=2, document=document)
    Version.objects.make_current(first)
    client = client_of("editor and publisher")
    page = text_of(client.get(reverse("editor:versions")))
    assert "A newer program published this version (format 2)" in page
    assert reverse("editor:put_in_use", args=[newer.short_hash]) not in page
    response = use(client, newer, first)
    assert response.status_code == 422
    assert "cannot be put in use: format: 2 given, this program reads 1" in text_of(response)
    assert Version.objects.current() == first


@pytest.mark.parametrize("digits", ["0" * 12, "abc", "zz" * 6, "f" * 65])
def test_an_unknown_version_is_not_found(first, digits):
    client = client_of("editor and publisher")
    for name in ("put_in_use", "take_version"):
        assert client.post(reverse(f"editor:{name}", args=[digits])).status_code == 404
    assert client.get(reverse("editor:compare_with", args=[digits])).status_code == 404


def test_a_reader_is_offered_neither_to_use_nor_to_take(first, second):
    page = text_of(client_of("reader").get(reverse("editor:versions")))
    assert "Put in use" not in page
    assert "Take as draft" not in page


def test_suggests_a_label_that_nobody_has(first):
    assert suggested_label(date(2026, 5, 1)) == "2026.2"
    assert suggested_label(date(2027, 5, 1)) == "2027.1"
    Version.objects.create(hash="sha256:a", label="2026.9", format=1, document="{}")
    Version.objects.create(hash="sha256:b", label="2026.beta", format=1, document="{}")
    assert suggested_label(date(2026, 5, 1)) == "2026.10"
