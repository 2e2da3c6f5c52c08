"""The page of scenarios: all of them run with draft and version in use, and what none of them exercises."""

import re

import pytest
from django.urls import reverse

from advisor.editor.scenario_run import run_now
from advisor.rulebook.models import Rule, Scenario
from tests.editor.accounts import client_of
from tests.editor.pages import words
from tests.editor.test_impact import change_draft

pytestmark = pytest.mark.django_db
PAGE = reverse("editor:scenarios")


@pytest.fixture
def client(version):
    return client_of("editor", staff=True)


def test_all_hold_in_the_rulebook_as_it_was_published(client):
    text = words(client.get(PAGE).text)
    assert "All requirements hold." in text
    assert "2 of 2 scenarios" in text
    assert "100% of 1 cases" in text


def test_a_broken_requirement_comes_first_with_what_is_expected(client):
    change_draft()
    page = client.get(PAGE).text
    text = words(page)
    assert "1 scenario blocks publishing." in text
    assert text.index("Without source code it is rehosted") < text.index("A case")
    assert re.search("Refactor · expected Rehost · in use: Rehost", text)
    scenario = Scenario.objects.get(slug="no-code-rehosts")
    assert reverse("admin:rulebook_scenario_change", args=[scenario.pk]) in page
    assert f"{reverse('editor:simulator')}?scenario=no-code-rehosts" in page


def test_the_agreement_of_draft_and_version_stand_side_by_side(client):
    rule = Rule.objects.get(slug="source-code")
    rule.effects = {"rehost": 3}
    rule.save()
    (agreed,) = [one for one in run_now().agreed if one.decision == "strategy"]
    assert (agreed.now.percent, agreed.before.percent, agreed.fell) == (0, 100, True)
    assert "0% of 1 cases fell 100%" in words(client.get(PAGE).text)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"kind": "requirement"}, {"no-code-rehosts"}),
        ({"kind": "published_case"}, {"a-case"}),
        ({"state": "differs"}, {"no-code-rehosts"}),
        ({"state": "moved"}, {"no-code-rehosts"}),
        ({"state": "differs", "kind": "published_case"}, set()),
    ],
)
def test_they_are_narrowed(client, query, shown):
    change_draft()
    page = client.get(PAGE, query).text
    found = set(re.findall(r"\?scenario=([\w-]+)", page))
    assert found == shown


def test_a_scenario_that_cannot_be_read_blocks_and_says_why(client):
    scenario = Scenario.objects.get(slug="a-case")
    scenario.profile = {"source_code": "somewhere"}
    scenario.save()
    text = words(client.get(PAGE).text)
    assert "1 scenario blocks publishing." in text
    assert "source_code: unknown_choice" in text


def test_what_none_exercises_is_listed(client):
    rule = Rule.objects.get(slug="no-database")
    page = client.get(PAGE).text
    text = words(page)
    assert "6 of 7 rules hold in at least one" in text
    assert "Rules that hold in none 1" in text
    assert reverse("admin:rulebook_rule_change", args=[rule.pk]) in page
    assert "“Databases” does not include “Mysql”" in text or "“Databases” does not include “MySQL”" in text


def test_a_draft_that_cannot_be_decided_from_is_said(client):
    rule = Rule.objects.get(slug="source-code")
    rule.effects = {"nothing-of-the-kind": 3}
    rule.save()
    response = client.get(PAGE)
    assert response.status_code == 200
    assert "nothing-of-the-kind" in response.text


def test_readers_may_look_without_the_admin_and_members_may_not(version):
    page = client_of("reader").get(PAGE).text
    assert "/admin/rulebook/" not in page
    assert reverse("editor:offered") not in page
    assert client_of("member").get(PAGE).status_code == 403
