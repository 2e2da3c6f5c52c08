import pytest
from django.urls import reverse

from advisor.rulebook.document import document_of
from advisor.rulebook.draft import model_of, records_from_draft, replace_draft
from advisor.rulebook.files import read_records
from advisor.rulebook.models import Question, Rule, Version
from advisor.rulebook.publishing import publish_directory
from advisor.rulebook.schema import KINDS

pytestmark = pytest.mark.django_db


def submitted(response):
    """What a browser would send back for a form that nobody touched."""
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {name: "" if value in (None, False) else value for name, value in values.items()}


def change_url(row):
    return reverse(f"admin:rulebook_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_can_be_found_and_saved_unchanged(admin_client, small, kind):
    replace_draft(read_records(small))
    before = document_of(records_from_draft())
    row = model_of(kind).objects.first()
    listed = admin_client.get(reverse(f"admin:rulebook_{kind}_changelist"), {"q": row.slug})
    assert row.slug in listed.text
    saved = admin_client.post(change_url(row), submitted(admin_client.get(change_url(row))))
    assert saved.status_code == 302, saved.context["errors"]
    assert document_of(records_from_draft()) == before


def test_rules_can_be_found_by_what_is_inside_their_conditions(admin_client, small):
    replace_draft(read_records(small))
    listed = admin_client.get(reverse("admin:rulebook_rule_changelist"), {"q": "mysql"})
    assert [row.slug for row in listed.context["cl"].queryset] == ["source-code"]
    listed = admin_client.get(reverse("admin:rulebook_rule_changelist"), {"q": "code changed"})
    assert {row.slug for row in listed.context["cl"].queryset} == {"no-source-code", "source-code"}


def test_a_broken_rule_is_refused_at_its_field(admin_client, small):
    replace_draft(read_records(small))
    rule = Rule.objects.get(slug="source-code")
    values = submitted(admin_client.get(change_url(rule)))
    answer = admin_client.post(change_url(rule), {**values, "when": '{"source_cod": ["available"]}'})
    assert answer.status_code == 200
    assert "unknown question source_cod" in str(answer.context["adminform"].form.errors["when"])
    answer = admin_client.post(change_url(rule), {**values, "effects": "{refactor: 3"})
    assert answer.context["adminform"].form["effects"].value() == "{refactor: 3"


def test_choices_are_edited_with_their_question_and_stamped(admin_client, small):
    replace_draft(read_records(small))
    question = Question.objects.get(slug="runtime")
    values = submitted(admin_client.get(change_url(question)))
    values |= {"choices-0-label_en": "Java or Kotlin", "choices-0-korean_of": ""}
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
