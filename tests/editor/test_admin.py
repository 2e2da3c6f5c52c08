import pytest
from django.urls import reverse

from advisor.rulebook.document import document_of
from advisor.rulebook.draft import model_of, records_from_draft
from advisor.rulebook.models import Question, Version
from advisor.rulebook.publishing import publish_directory
from advisor.rulebook.schema import KINDS
from tests import books
from tests.editor.forms import sent

pytestmark = pytest.mark.django_db


def change_url(row):
    return reverse(f"admin:rulebook_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_can_be_found_and_saved_unchanged(admin_client, small, kind):
    books.fill_draft(small)
    before = document_of(records_from_draft())
    row = model_of(kind).objects.first()
    listed = admin_client.get(reverse(f"admin:rulebook_{kind}_changelist"), {"q": row.slug})
    assert row.slug in listed.text
    saved = admin_client.post(change_url(row), sent(admin_client.get(change_url(row))))
    assert saved.status_code == 302, saved.context["errors"]
    assert document_of(records_from_draft()) == before


def test_rules_can_be_found_by_what_is_inside_their_conditions(admin_client, small):
    books.fill_draft(small)
    listed = admin_client.get(reverse("admin:rulebook_rule_changelist"), {"q": "mysql"})
    assert [row.slug for row in listed.context["cl"].queryset] == ["source-code"]
    listed = admin_client.get(reverse("admin:rulebook_rule_changelist"), {"q": "code changed"})
    assert {row.slug for row in listed.context["cl"].queryset} == {"no-source-code", "source-code"}


def test_choices_are_edited_with_their_question_and_stamped(admin_client, small):
    books.fill_draft(small)
    question = Question.objects.get(slug="runtime")
    values = sent(admin_client.get(change_url(question)))
    values |= {"choices-0-label_en": "Java or Kotlin", "choices-0-korean_fits": "on"}
    assert admin_client.post(change_url(question), values).status_code == 302
    choice = question.choices.get(slug="java")
    assert choice.label_en == "Java or Kotlin"
    assert len(choice.korean_of) == 8


def test_versions_can_only_be_read(admin_client, small):
    version = publish_directory(small, label="First").version
    assert "First" in admin_client.get(reverse("admin:rulebook_version_changelist")).text
    assert version.hash in admin_client.get(change_url(version)).text
    assert admin_client.post(change_url(version), {"label": "Second"}).status_code == 403
    assert admin_client.get(reverse("admin:rulebook_version_add")).status_code == 403
    assert admin_client.post(reverse("admin:rulebook_version_delete", args=[version.pk])).status_code == 403
    assert Version.objects.get().label == "First"


@pytest.mark.parametrize("words", ["a " * 1500, "x" * 300])
def test_a_search_of_very_many_words_is_refused(admin_client, words):
    """Each word is a condition on every column: hundreds are too much for any database."""
    address = reverse("admin:rulebook_rule_changelist")
    assert admin_client.get(address, {"q": words}).status_code == 400
    assert admin_client.get(address, {"q": "source code of the application"}).status_code == 200


@pytest.mark.parametrize("key", ["x", "1 OR 1=1", "٣", "9" * 40, ""])
def test_rows_that_are_chosen_by_no_number_are_refused(admin_client, key):
    sent = {"action": "delete_selected", "_selected_action": ["1", key]}
    assert admin_client.post(reverse("admin:auth_group_changelist"), sent).status_code == 400
