"""The lists of the draft: what they can be narrowed by, ordered by, and what cannot be done there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from advisor.editor.presence import show_presence
from advisor.rulebook.models import Event, Question, Rule, Scenario, Section
from advisor.rulebook.schema import KINDS
from tests import books

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _draft(small):
    books.fill_draft(small)


def listed(client, kind, **query):
    answer = client.get(reverse(f"admin:rulebook_{kind}_changelist"), query)
    return answer, [row.slug for row in answer.context["cl"].queryset]


@pytest.mark.parametrize("kind", KINDS)
def test_each_list_opens_in_both_languages_with_every_filter(admin_client, kind):
    for language in ("en", "ko"):
        answer = admin_client.get(
            reverse(f"admin:rulebook_{kind}_changelist"), headers={"accept-language": language}
        )
        assert answer.status_code == 200
        assert "{&quot;" not in answer.text  # no raw JSON
        for spec in answer.context["cl"].filter_specs:
            for choice in list(spec.choices(answer.context["cl"]))[:3]:
                assert choice
    assert listed(admin_client, kind, slug="no-such-word")[1] == []


def test_rules_are_found_by_question_option_and_source(admin_client):
    rule = Rule.objects.get(slug="no-source-code")
    question, option, source = next(iter(rule.when)), next(iter(rule.effects)), rule.sources[0][0]
    for name, value in (("uses", question), ("touches", option), ("source", source)):
        _, found = listed(admin_client, "rule", **{name: value})
        wanted = {
            "uses": [r.slug for r in Rule.objects.all() if value in r.when],
            "touches": [r.slug for r in Rule.objects.all() if value in r.effects],
            "source": [r.slug for r in Rule.objects.all() if [value] in r.sources],
        }[name]
        assert found == wanted
        assert rule.slug in found
    assert listed(admin_client, "rule", uses="no_such_question")[1] == []


def test_rules_are_found_by_when_they_were_checked(admin_client):
    Rule.objects.update(checked_on=localdate())
    old = Rule.objects.first()
    Rule.objects.filter(pk=old.pk).update(checked_on=localdate() - timedelta(days=200))
    assert listed(admin_client, "rule", checked="180")[1] == [old.slug]
    assert listed(admin_client, "rule", checked="365")[1] == []
    assert old.slug not in listed(admin_client, "rule", checked="today")[1]


def test_scenarios_are_found_by_answer_and_expectation(admin_client):
    scenario = Scenario.objects.exclude(expect={}).first()
    option = next(iter(scenario.expect.values()))[0]
    assert scenario.slug in listed(admin_client, "scenario", touches=option)[1]
    assert scenario.slug in listed(admin_client, "scenario", uses=next(iter(scenario.profile)))[1]


def test_stale_korean_is_listed(admin_client):
    assert listed(admin_client, "question", korean="stale")[1] == []
    question = Question.objects.first()
    Question.objects.filter(pk=question.pk).update(text_en="Another question?", changed_at=now())
    assert listed(admin_client, "question", korean="stale")[1] == [question.slug]


def test_a_filter_says_what_is_chosen_and_keeps_the_others(admin_client):
    answer, _ = listed(admin_client, "rule", uses="source_code", q="code")
    assert "<b>: Source code</b>" in answer.text
    assert 'href="?q=code"' in answer.text  # clears the filters, keeps the search


def test_who_has_a_record_open_stands_in_the_list(admin_client, django_user_model):
    assert "Open by" not in listed(admin_client, "rule")[0].text
    colleague = django_user_model.objects.create_user("colleague")
    show_presence(colleague, "rule", ("no-source-code",))
    answer, _ = listed(admin_client, "rule")
    assert '<td class="field-open_by">colleague</td>' in answer.text


def test_order_is_changed_in_the_list_and_logged(admin_client):
    sections = list(Section.objects.order_by("order"))
    values = {"form-TOTAL_FORMS": len(sections), "form-INITIAL_FORMS": len(sections), "_save": "Save"}
    for number, section in enumerate(sections):
        values |= {f"form-{number}-id": section.pk, f"form-{number}-order": 100 - number}
    answer = admin_client.post(reverse("admin:rulebook_section_changelist"), values)
    assert answer.status_code == 302
    assert [s.slug for s in Section.objects.order_by("order")] == [s.slug for s in reversed(sections)]
    assert Event.objects.filter(kind="section", action="changed").count() == len(sections)


def test_several_records_are_noted_as_checked_today(admin_client):
    Rule.objects.update(checked_on=localdate() - timedelta(days=9))
    rows = [row.pk for row in Rule.objects.all()[:2]]
    values = {"action": "check_today", "_selected_action": rows}
    admin_client.post(reverse("admin:rulebook_rule_changelist"), values)
    assert Rule.objects.filter(checked_on=localdate()).count() == 2
    assert Event.objects.filter(kind="rule", action="changed").count() == 2


def test_several_records_cannot_be_removed_at_once(admin_client):
    before = Rule.objects.count()
    values = {"action": "delete_selected", "_selected_action": [Rule.objects.first().pk], "post": "yes"}
    admin_client.post(reverse("admin:rulebook_rule_changelist"), values)
    assert Rule.objects.count() == before


def test_a_row_sent_without_its_number_is_refused_with_the_list(admin_client):
    """The list then has a row of no record, of which everything is missing that the list does not show."""
    address = reverse("admin:rulebook_section_changelist")
    rows = list(Section.objects.order_by("order"))
    management = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows), "_save": "Save"}
    sent = {f"form-{n}-id": row.pk for n, row in enumerate(rows) if n}
    sent |= {f"form-{n}-order": 7 for n in range(len(rows))}
    before = list(Section.objects.values())
    answer = admin_client.post(address, management | sent)
    assert answer.status_code == 200
    assert answer.context["cl"].formset.errors[0]
    assert list(Section.objects.values()) == before
