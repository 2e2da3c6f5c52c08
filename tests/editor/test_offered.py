"""Answers that owners offer: seen by editors without names, made into scenarios, taken back."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisor.assessments import actions
from advisor.assessments.models import Assessment
from advisor.rulebook.models import Event, Rule, Scenario
from tests.editor.accounts import client_of
from tests.editor.pages import words
from tests.factories import browser_of, make_assessment, make_owner

pytestmark = pytest.mark.django_db
LIST = reverse("editor:offered")
SECRETS = (
    "Payroll",
    "Import",
    "Head of payroll",
    "Proseware",
    "Pays everybody.",
    "Kept in a safe.",
    "some-case",
)


@pytest.fixture
def owner(version):
    return make_owner("owner")


@pytest.fixture
def payroll(owner):
    answers = {"source_code": "unavailable", "size": 20}
    found = make_assessment(owner, answers, {"source_code": "Kept in a safe."}, name="Payroll")
    details = {"component": "Import", "contact": "Head of payroll", "client": "Proseware"}
    Assessment.objects.filter(pk=found.pk).update(
        description="Pays everybody.", example="some-case", **details
    )
    return found


@pytest.fixture
def client(version):
    return client_of("editor")


def make_url(assessment):
    return reverse("editor:make_scenario", args=[assessment.code])


WISH = {
    "slug": "no-code",
    "title": "Nothing to build from",
    "expect.strategy": "rehost",
    "expect.compute": "",
}


def test_an_owner_offers_and_takes_back(owner, payroll):
    browser, address = browser_of("owner"), reverse("assessments:offer", args=[payroll.code])
    details = reverse("assessments:details", args=[payroll.code])
    assert "Offer the answers" in browser.get(details).text
    browser.post(address)
    payroll.refresh_from_db()
    first = payroll.offered_at
    assert first is not None
    assert "Take the offer back" in browser.get(details).text
    browser.post(address)
    payroll.refresh_from_db()
    assert payroll.offered_at == first
    browser.post(address, {"end": "1"})
    payroll.refresh_from_db()
    assert payroll.offered_at is None


def test_only_the_owner_may_offer(payroll):
    make_owner("another")
    address = reverse("assessments:offer", args=[payroll.code])
    assert browser_of("another").post(address).status_code == 404
    assert client_of("editor").post(address).status_code == 404
    assert browser_of("owner").get(address).status_code == 405
    payroll.refresh_from_db()
    assert payroll.offered_at is None


def test_editors_see_only_what_is_offered(client, payroll):
    assert make_url(payroll) not in client.get(LIST).text
    assert client.get(make_url(payroll)).status_code == 404
    assert client.post(make_url(payroll), WISH).status_code == 404
    actions.offer(payroll)
    assert make_url(payroll) in client.get(LIST).text
    actions.delete(payroll)
    assert make_url(payroll) not in client.get(LIST).text
    assert client.get(make_url(payroll)).status_code == 404


def test_they_see_answers_and_outcomes_and_no_names(client, payroll):
    actions.offer(payroll)
    for address in (LIST, make_url(payroll)):
        page = client.get(address).text
        assert "Not available" in page
        assert "20 GiB" in page
        assert "Rehost" in page
        assert not [secret for secret in SECRETS if secret in page], address


def test_a_scenario_is_made_with_the_answers_alone(client, payroll):
    actions.offer(payroll)
    response = client.post(make_url(payroll), WISH)
    assert response.url == f"{reverse('editor:simulator')}?scenario=no-code"
    made = Scenario.objects.get(slug="no-code")
    assert (made.kind, made.title) == ("requirement", "Nothing to build from")
    assert made.profile == {"source_code": "unavailable", "size": 20}
    assert made.expect == {"strategy": ["rehost"]}
    stored = " ".join(str(value) for value in vars(made).values())
    assert not [secret for secret in SECRETS if secret in stored]
    assert str(payroll.code) not in stored
    entry = Event.objects.first()
    assert (entry.action, entry.kind, entry.key) == ("added", "scenario", "no-code")
    assert str(payroll.code) not in str(entry.changes) + entry.note


def test_what_the_version_in_use_gives_is_expected_at_first(client, payroll):
    actions.offer(payroll)
    rule = Rule.objects.get(slug="no-source-code")
    rule.effects = {"refactor": 3}
    rule.save()
    page = client.get(make_url(payroll)).text
    assert re.search(r'<option value="rehost" selected>', page)


def test_after_taking_back_the_scenario_stays(client, payroll):
    actions.offer(payroll)
    client.post(make_url(payroll), WISH)
    actions.take_back_offer(payroll)
    assert make_url(payroll) not in client.get(LIST).text
    assert client.post(make_url(payroll), WISH | {"slug": "again"}).status_code == 404
    assert set(Scenario.objects.filter(slug__in=["no-code", "again"]).values_list("slug", flat=True)) == {
        "no-code"
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"slug": ""}, "small letters"),
        ({"slug": "Two Words"}, "small letters"),
        ({"slug": "a-case"}, "already"),
        ({"title": " "}, "in a few words"),
        ({"expect.strategy": ""}, "at least one outcome"),
        ({"expect.strategy": "nothing-of-the-kind"}, "nothing-of-the-kind"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(client, payroll, change, words):
    actions.offer(payroll)
    before = Scenario.objects.count()
    response = client.post(make_url(payroll), WISH | {"title": "My own words"} | change)
    assert response.status_code == 422
    assert words in response.text
    assert change.get("title", "My own words").strip() in response.text
    assert Scenario.objects.count() == before


def test_answers_that_no_rulebook_knows_any_more_make_no_scenario(client, owner):
    odd = make_assessment(owner, {"gone": "away"})
    actions.offer(odd)
    page = client.get(make_url(odd)).text
    assert "1 more answer cannot be read" in words(page)
    assert client.post(make_url(odd), WISH).status_code == 422


def test_a_draft_that_cannot_be_decided_from_leads_to_the_checks(client, payroll):
    actions.offer(payroll)
    rule = Rule.objects.get(slug="source-code")
    rule.effects = {"nothing-of-the-kind": 3}
    rule.save()
    assert client.post(make_url(payroll), WISH).url == reverse("editor:checks")
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("role", ["member", "reader", "publisher"])
def test_who_may_not_edit_may_not_see_them(version, payroll, role):
    actions.offer(payroll)
    client = client_of(role)
    assert client.get(LIST).status_code == 403
    assert client.get(make_url(payroll)).status_code == 403
    assert client.post(make_url(payroll), WISH).status_code == 403


def test_many_offers_take_as_many_queries_as_one(client, owner):
    taken = []
    for number in (1, 7):
        for _ in range(number):
            actions.offer(make_assessment(owner, {"size": number}))
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        taken.append(len(queries))
    assert taken[0] == taken[1]
