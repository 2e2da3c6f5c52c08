"""Retiring a record with all that follows from it."""

import pytest
from django.urls import reverse

from advisor.editor.several import plan_to_retire
from advisor.rulebook.audit import Actor
from advisor.rulebook.checks import check
from advisor.rulebook.draft import draft_mark, records_from_draft
from advisor.rulebook.findings import errors
from advisor.rulebook.models import Choice, Event, Option, Question, Rule, Service
from tests import books
from tests.editor.accounts import client_of, make_account
from tests.editor.drafts import edited, state
from tests.editor.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _version(small):
    books.publish(small, label="2026.1")


@pytest.fixture
def client():
    return client_of("editor")


def at(kind, key):
    return reverse("editor:retire", args=[kind, key])


def test_shows_exactly_what_would_change_and_changes_nothing(client):
    before = state()
    page = text_of(client.get(at("choice", "databases/mysql")))
    assert "Rule “source-code”: changed" in page
    assert "Retire, with all of this" in page
    assert state() == before


def test_does_all_of_it_at_once_and_logs_each_record(client):
    response = client.post(at("choice", "databases/mysql"), {"mark": draft_mark()}, follow=True)
    assert "is retired. The log keeps what every record said before" in text_of(response)
    assert Choice.objects.get(slug="mysql").retired
    assert Rule.objects.get(slug="source-code").when == {
        "source_code": ["available"],
        "databases": ["none", "sql_server"],
    }
    told = Event.objects.filter(action="retired", by="editor")
    assert set(told.values_list("kind", "key")) == {("choice", "databases/mysql"), ("rule", "source-code")}
    assert set(told.values_list("note", flat=True)) == {"choice databases/mysql"}
    assert not errors(check(records_from_draft()))


def test_rules_that_can_never_hold_any_more_go_with_it(client):
    page = text_of(client.get(at("question", "runtime")))
    assert "Rule “java-functions”: removed" in page
    client.post(at("question", "runtime"), {"mark": draft_mark()})
    assert Question.objects.get(slug="runtime").retired
    assert not Rule.objects.filter(slug="java-functions").exists()


def test_what_is_history_keeps_naming_it(client):
    page = text_of(client.get(at("question", "runtime")))
    assert "What keeps naming it" in page
    assert "scenario “A case”: answers" in page


def test_a_service_retires_by_its_lifecycle_and_takes_its_options_with_it(client):
    client.post(at("service", "functions"), {"mark": draft_mark()})
    assert Service.objects.get(slug="functions").lifecycle == "retired"
    assert Option.objects.get(slug="functions").retired


def test_a_draft_that_changed_since_is_looked_at_again(client):
    mark = draft_mark()
    edited("no-source-code", actor=Actor("a colleague"), because_en="Changed meanwhile.")
    before = state()
    response = client.post(at("choice", "databases/mysql"), {"mark": mark})
    assert response.status_code == 409
    assert "Nothing was retired" in text_of(response)
    assert state() == before


def test_who_changes_the_draft_at_the_last_moment_stops_it_too(client, monkeypatch):
    from advisor.editor.views import retire

    real, mark = retire.plan_to_retire, draft_mark()

    def slowly(kind, key):
        plan = real(kind, key)
        if plan.mark == mark:
            edited("no-source-code", actor=Actor("a colleague"), because_en="Changed meanwhile.")
        return plan

    monkeypatch.setattr(retire, "plan_to_retire", slowly)
    assert client.post(at("choice", "databases/mysql"), {"mark": mark}).status_code == 409
    assert not Choice.objects.get(slug="mysql").retired


@pytest.mark.parametrize(
    ("kind", "key", "reason"),
    [
        ("rule", "source-code", "Only questions, choices, options and services are retired"),
        ("choice", "source_code/available", "fewer than two choices"),
    ],
)
def test_says_why_something_cannot_be_retired(client, kind, key, reason):
    before = state()
    assert reason in text_of(client.get(at(kind, key)))
    response = client.post(at(kind, key), {"mark": draft_mark()})
    assert response.status_code == 422
    assert state() == before


@pytest.mark.parametrize(("kind", "key"), [("question", "nothing"), ("nothing", "runtime"), ("choice", "x")])
def test_what_is_not_in_the_draft_is_not_found(client, kind, key):
    assert client.get(at(kind, key)).status_code == 404


def test_what_is_retired_already_says_so(client):
    client.post(at("choice", "databases/mysql"), {"mark": draft_mark()})
    assert "It is retired already" in text_of(client.get(at("choice", "databases/mysql")))


def test_leads_back_to_the_record_for_those_who_may_open_it(client):
    account = make_account("editor", "with admin")
    account.is_staff = True
    account.save()
    client.force_login(account)
    row = Choice.objects.get(slug="mysql")
    response = client.post(at("choice", "databases/mysql"), {"mark": draft_mark()})
    assert response.url == reverse("admin:rulebook_choice_change", args=[row.pk])


def test_a_plan_holds_what_it_says():
    plan = plan_to_retire("choice", ("databases", "mysql"))
    assert plan.mark == draft_mark()
    changed = {(change.kind, change.key) for change in plan.comparison.changes}
    assert changed == {("choice", ("databases", "mysql")), ("rule", ("source-code",))}
