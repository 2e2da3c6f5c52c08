"""Another name for what no version has published."""

import pytest
from django.urls import reverse

from advisor.rulebook.audit import Actor
from advisor.rulebook.draft import draft_mark, records_from_draft
from advisor.rulebook.models import Choice, Event, Question, Rule
from tests import books
from tests.editor.accounts import client_of
from tests.editor.drafts import edited, state
from tests.editor.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _draft(small):
    """A draft with a question that no version has: it asks for the framework, and a rule reads it."""
    books.publish(small, label="2026.1")
    question = Question.objects.get(slug="runtime")
    choices = list(Choice.objects.filter(question=question))
    question.pk, question.slug, question.asked_when = None, "framework", {}
    question.save()
    for choice in choices:
        choice.pk, choice.question = None, question
        choice.save()
    edited("watch-it", when={"framework": ["java"]})


@pytest.fixture
def client():
    return client_of("editor")


def at(kind, key):
    return reverse("editor:rename", args=[kind, key])


def test_asks_then_shows_then_renames_wherever_it_is_named(client):
    assert 'name="slug"' in text_of(client.get(at("question", "framework")))
    before = state()
    page = text_of(client.get(at("question", "framework"), {"slug": "web_framework"}))
    assert "Rule “watch-it”: changed" in page
    assert "Rename everywhere" in page
    assert state() == before
    sent = {"slug": "web_framework", "mark": draft_mark()}
    assert "is called “web_framework” now" in text_of(
        client.post(at("question", "framework"), sent, follow=True)
    )
    assert Rule.objects.get(slug="watch-it").when == {"web_framework": ["java"]}
    assert Choice.objects.filter(question__slug="web_framework").count() == 2
    assert set(Event.objects.filter(action="renamed").values_list("kind", flat=True)) >= {"question", "rule"}


def test_a_choice_is_renamed_in_its_question_alone(client):
    client.post(at("choice", "framework/java"), {"slug": "jvm", "mark": draft_mark()})
    assert Rule.objects.get(slug="watch-it").when == {"framework": ["jvm"]}
    assert records_from_draft().find("choice", "runtime", "java")


@pytest.mark.parametrize(
    ("kind", "key"), [("question", "runtime"), ("choice", "runtime/java"), ("rule", "watch-it")]
)
def test_a_published_name_stays(client, kind, key):
    before = state()
    page = text_of(client.get(at(kind, key)))
    assert "This name was published and stays for ever." in page
    assert 'name="slug"' not in page
    response = client.post(at(kind, key), {"slug": "another", "mark": draft_mark()})
    assert response.status_code == 422
    assert state() == before


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("runtime", "is taken by another question"),
        ("Frame work", "small letters"),
        ("strategy", "reserved"),
        ("framework", "already"),
    ],
)
def test_a_name_that_cannot_be_had_is_said_and_stays_typed(client, slug, reason):
    response = client.get(at("question", "framework"), {"slug": slug})
    assert response.status_code == 422
    assert reason in text_of(response)
    assert f'value="{slug}"' in text_of(response)


def test_a_draft_that_changed_since_is_looked_at_again(client):
    mark = draft_mark()
    edited("no-source-code", actor=Actor("a colleague"), because_en="Changed meanwhile.")
    response = client.post(at("question", "framework"), {"slug": "web_framework", "mark": mark})
    assert response.status_code == 409
    assert "Nothing was renamed" in text_of(response)
    assert Question.objects.filter(slug="framework").exists()


@pytest.mark.parametrize(("kind", "key"), [("question", "nothing"), ("nothing", "runtime")])
def test_what_is_not_in_the_draft_is_not_found(client, kind, key):
    assert client.get(at(kind, key)).status_code == 404
