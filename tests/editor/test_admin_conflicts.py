"""Two editors at once: nobody's edit is lost, and each sees the other."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from advisor.editor.models import Presence
from advisor.rulebook.audit import Actor
from advisor.rulebook.draft import model_of
from advisor.rulebook.editing import remove_row, save_row
from advisor.rulebook.models import Event, Question, Rule
from tests import books
from tests.editor.forms import form_in, sent
from tests.rulebook.conftest import SMALL

pytestmark = pytest.mark.django_db
OTHER = Actor("the second editor", 7)


@pytest.fixture(autouse=True)
def _draft(db):
    books.fill_draft(SMALL)


@pytest.fixture
def editor(django_user_model):
    """An editor of the rulebook, signed in."""
    user = django_user_model.objects.create_user("first", is_staff=True)
    user.groups.set(Group.objects.filter(name="Rulebook editors"))
    client = Client()
    client.force_login(user)
    return client


def address(kind, slug):
    row = model_of(kind).objects.get(slug=slug)
    return reverse(f"admin:rulebook_{kind}_change", args=[row.pk])


def written_by_the_other(kind, slug, **values):
    row = model_of(kind).objects.get(slug=slug)
    seen = row.changed_at
    for name, value in values.items():
        setattr(row, name, value)
    save_row(row, seen, OTHER)


def test_the_second_to_save_sees_who_wrote_what_and_keeps_what_was_typed(editor):
    url = address("rule", "no-source-code")
    page = editor.get(url)
    written_by_the_other("rule", "no-source-code", because_en="Theirs.", effects={"refactor": 7})
    answer = editor.post(url, sent(page, because_en="Mine.", **{"effects-rehost": "4"}))
    assert answer.status_code == 200
    assert "the second editor changed this record" in answer.text
    assert sent(answer)["because_en"] == ["Mine."]
    assert sent(answer)["effects-rehost"] == ["4"]
    stored = form_in(answer).xpath(".//div[@class='theirs']")
    told = [" ".join(one.text_content().split()) for one in stored]
    assert len(told) == 2
    assert any("Theirs." in text for text in told)
    assert any("Refactor: +7" in text for text in told)
    assert Rule.objects.get(slug="no-source-code").because_en == "Theirs."


def test_to_save_again_wins_knowingly(editor):
    url = address("rule", "no-source-code")
    page = editor.get(url)
    written_by_the_other("rule", "no-source-code", because_en="Theirs.")
    answer = editor.post(url, sent(page, because_en="Mine."))
    assert editor.post(url, sent(answer)).status_code == 302
    assert Rule.objects.get(slug="no-source-code").because_en == "Mine."
    event = Event.objects.first()
    assert (event.by, event.changes["because_en"]) == ("first", ["Theirs.", "Mine."])


def test_what_the_other_wrote_can_be_taken_field_by_field(editor):
    url = address("rule", "no-source-code")
    page = editor.get(url)
    written_by_the_other("rule", "no-source-code", because_en="Theirs.", effects={"refactor": 7})
    answer = editor.post(url, sent(page, because_en="Mine.", because_ko="제 것."))
    answer = editor.post(url, sent(answer) | {"_rows": "because_en:take"})
    assert sent(answer)["because_en"] == ["Theirs."]
    assert "Refactor: +7" in answer.text
    answer = editor.post(url, sent(answer) | {"_rows": "effects:take"})
    assert sent(answer)["effects-refactor"] == ["7"]
    assert "Stored now" not in answer.text
    assert editor.post(url, sent(answer)).status_code == 302
    rule = Rule.objects.get(slug="no-source-code")
    assert (rule.because_en, rule.because_ko, rule.effects) == ("Theirs.", "제 것.", {"refactor": 7})


def test_a_third_edit_in_between_is_not_lost_either(editor):
    url = address("rule", "no-source-code")
    page = editor.get(url)
    written_by_the_other("rule", "no-source-code", because_en="Theirs.")
    answer = editor.post(url, sent(page, because_en="Mine."))
    written_by_the_other("rule", "no-source-code", because_en="Theirs again.")
    answer = editor.post(url, sent(answer))
    assert answer.status_code == 200
    assert "Theirs again." in answer.text
    assert Rule.objects.get(slug="no-source-code").because_en == "Theirs again."


@pytest.mark.parametrize("lock", [None, "", "yesterday", "2026-01-01T00:00:00"])
def test_a_form_without_its_lock_is_not_saved(editor, lock):
    url = address("rule", "no-source-code")
    answer = editor.post(url, sent(editor.get(url), because_en="Mine.", seen=lock))
    assert answer.status_code == 200
    assert not Event.objects.exists()


def test_choices_are_locked_one_by_one(editor):
    url = address("question", "runtime")
    page = editor.get(url)
    written_by_the_other("choice", "java", label_en="Theirs")
    answer = editor.post(url, sent(page, **{"choices-0-label_en": "Mine", "choices-1-label_en": "Others"}))
    assert answer.status_code == 200
    assert "the second editor changed this record" in answer.text
    assert sent(answer)["choices-0-label_en"] == ["Mine"]
    assert editor.post(url, sent(answer)).status_code == 302
    choices = Question.objects.get(slug="runtime").choices.values_list("label_en", flat=True)
    assert list(choices) == ["Mine", "Others"]


def test_an_edit_of_another_choice_stands_in_nobodys_way(editor):
    url = address("question", "runtime")
    page = editor.get(url)
    written_by_the_other("choice", "java", label_en="Theirs")
    assert editor.post(url, sent(page, **{"choices-1-label_en": "Others"})).status_code == 302
    choices = Question.objects.get(slug="runtime").choices.values_list("label_en", flat=True)
    assert list(choices) == ["Theirs", "Others"]


def test_what_was_removed_meanwhile_comes_back_as_it_was_typed(editor):
    url = address("rule", "no-source-code")
    page = editor.get(url)
    remove_row(Rule.objects.get(slug="no-source-code"), OTHER)
    answer = editor.post(url, sent(page, because_en="Mine."))
    assert answer.status_code == 200
    assert "was removed while you edited it" in answer.text
    assert sent(answer)["because_en"] == ["Mine."]
    assert editor.post(url, sent(answer)).status_code == 302
    assert Rule.objects.get(slug="no-source-code").because_en == "Mine."


def test_an_open_form_shows_who_else_has_it_open(editor, admin_client):
    url = address("rule", "no-source-code")
    assert "has this record open" not in editor.get(url).text
    page = admin_client.get(url)
    assert "first has this record open too" in page.text
    beat = admin_client.post(reverse("editor:presence", args=["rule", "no-source-code"]))
    assert "first has this record open too" in beat.text
    assert editor.post(url, sent(editor.get(url))).status_code == 302
    assert set(Presence.objects.values_list("user__username", flat=True)) == {"admin"}


def test_an_open_choice_is_known_by_question_and_choice(editor):
    editor.get(address("choice", "java"))
    assert Presence.objects.get().key == "runtime/java"
    assert editor.post(reverse("editor:presence", args=["choice", "runtime/java"])).status_code == 200


def test_only_editors_tell_that_they_have_a_record_open(client, django_user_model):
    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.groups.set(Group.objects.filter(name="Rulebook readers"))
    client.force_login(user)
    assert client.post(reverse("editor:presence", args=["rule", "x"])).status_code == 403
    assert client.get(address("rule", "no-source-code")).status_code == 200
    assert not Presence.objects.exists()
