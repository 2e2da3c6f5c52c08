import pytest
from django.contrib.auth.models import Group

from advisor.rulebook.models import Event, Question, Rule
from tests import books

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(admin_client, small):
    books.publish(small)
    return lambda: admin_client.get("/rulebook/").text


def test_the_overview_says_that_nothing_differs(page):
    text = page()
    assert "The draft is what is in use" in text
    assert "No errors." in text
    assert "The exact checks were not run on this draft yet." in text


def test_it_counts_changes_and_what_blocks_publishing(page):
    Question.objects.filter(slug="runtime").update(text_ko="")
    row = Question.objects.get(slug="runtime")
    row.changed_at = row.changed_at.replace(year=2001)
    row.save()
    text = page()
    assert "1 change waits in the draft" in text
    assert "1 error blocks publishing." in text


def test_it_says_so_where_nothing_can_be_decided_from_the_draft(admin_client, small):
    books.fill_draft(small)
    Rule.objects.all().delete()
    text = admin_client.get("/rulebook/").text
    assert "Rulebook · draft, nothing is published yet" in text
    assert "blocks publishing" in text or "block publishing" in text


def test_it_counts_the_records_and_shows_what_was_done_last(page):
    text = page()
    assert f"<span>{Rule.objects.count()}</span>" in text
    assert Event.objects.first().by in text


def test_readers_see_it_and_others_do_not(client, django_user_model, small):
    books.publish(small)
    reader = django_user_model.objects.create_user("reader")
    client.force_login(reader)
    assert client.get("/rulebook/").status_code == 403

    reader.groups.add(Group.objects.get(name="Rulebook readers"))
    answer = client.get("/rulebook/")
    assert answer.status_code == 200
    assert "staff status" in answer.text
