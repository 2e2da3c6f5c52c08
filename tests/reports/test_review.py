"""A reviewer's other outcome, milestones, and what changed since."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from advisor.accounts.roles import Act
from advisor.assessments import actions, review
from advisor.assessments.models import Milestone, Owner
from advisor.reports.build import build_report
from advisor.reports.evaluation import Override, Subject, evaluate
from advisor.reports.places import own
from advisor.rulebook import published
from advisor.rulebook.document import canonical_json, document_of, hash_of
from advisor.rulebook.files import read_records
from advisor.rulebook.models import Version
from tests.reports.conftest import JAVA, SMALL, begin

pytestmark = pytest.mark.django_db

REASON = "The data centre closes in March.\n=1+1"


def page_of(client, assessment, name="review"):
    return client.get(reverse(f"reports:{name}", args=[assessment.code]))


def decide_otherwise(client, shop, **given):
    data = {"decision": "strategy", "option": "rehost", "reason": REASON, "by": "Architecture board", **given}
    return client.post(reverse("reports:review", args=[shop.code]), data)


def report_of(assessment, rf=None, language="en"):
    """Return the report of an assessment as its owner's page builds it."""
    from advisor.reports.places import of_assessment

    loaded = of_assessment(assessment)
    return build_report(loaded.subject(language), evaluate(loaded.compiled, loaded.profile))


def test_an_override_stands_beside_the_recommendation_and_hides_nothing(client, shop):
    before = report_of(shop)
    assert decide_otherwise(client, shop).status_code == 302
    report = report_of(shop)
    (override,) = report.overrides
    assert (override.recommended_slug, override.decided_slug) == ("refactor", "rehost")
    assert (override.reason, override.by, override.agrees) == (REASON, "Architecture board", False)
    assert "Fourways recommends Refactor" in override.sentence
    assert report.verdict == before.verdict
    assert report.evaluation.recommendation == before.evaluation.recommendation


def test_an_override_that_agrees_by_now_says_so(shop):
    review.override(shop, "strategy", "refactor", "Because.", "The board")
    (override,) = report_of(shop).overrides
    assert override.agrees
    assert "as is recommended now" in override.sentence


@pytest.mark.parametrize("missing", ["option", "reason", "by"])
def test_an_override_needs_an_outcome_a_reason_and_a_name(client, shop, missing):
    response = decide_otherwise(client, shop, **{missing: " "})
    assert response.status_code == 422
    page = response.content.decode()
    assert f'href="#strategy_{missing}"' in page
    assert shop.overrides.count() == 0
    if missing != "reason":
        assert "The data centre closes in March." in page


def test_an_override_of_what_is_no_option_is_refused(client, shop):
    assert decide_otherwise(client, shop, option="retire").status_code == 422
    assert decide_otherwise(client, shop, decision="supporting").status_code == 422
    assert shop.overrides.count() == 0


def test_a_second_override_replaces_the_first_which_stays_on_record(client, shop):
    decide_otherwise(client, shop)
    decide_otherwise(client, shop, option="refactor")
    assert [o.decided_slug for o in report_of(shop).overrides] == ["refactor"]
    assert shop.overrides.count() == 2


def test_an_override_can_be_taken_back(client, shop):
    decide_otherwise(client, shop)
    client.post(reverse("reports:withdraw", args=[shop.code]), {"decision": "strategy"})
    assert report_of(shop).overrides == ()
    assert shop.overrides.get().withdrawn_at


def test_an_option_that_the_rulebook_no_longer_has_is_named_by_its_slug(small):
    rules = published.compiled(small)
    gone = Override("strategy", "teleport", "Why not.", "The board", datetime.date(2026, 11, 1))
    subject = Subject("x", "X", "en", datetime.date(2026, 11, 21), overrides=(gone,))
    assert build_report(subject, evaluate(rules, {})).overrides[0].decided == "teleport"


@pytest.fixture
def frozen(client, shop):
    with time_machine.travel("2026-05-04T10:00:00Z", tick=False):
        data = {"name": "Board meeting in May"}
        assert client.post(reverse("reports:freeze", args=[shop.code]), data).status_code == 302
    return Milestone.objects.get()


def test_a_milestone_keeps_the_report_as_it_was(client, shop, frozen):
    decide_otherwise(client, shop)
    actions.save_answer(shop, "source_code", "unavailable", "", None)
    actions.change_details(shop, actions.Details("Renamed", client="Other"))
    page = client.get(reverse("reports:milestone_report", args=[frozen.code])).content.decode()
    assert "Refactor" in page
    assert "4 May 2026" in page
    assert "Web shop" in page
    assert "Renamed" not in page
    entry = client.get(reverse("reports:milestone_json", args=[frozen.code])).json()[0]
    assert entry["recommendation"] == frozen.recommendation
    assert entry["profile"]["source_code"] == "available"
    assert entry["notes"] == {"runtime": "Java 8, to be checked"}


def test_a_later_report_says_what_changed_since_by_answer(shop, frozen):
    actions.save_answer(shop, "source_code", "unavailable", "", None)
    actions.save_answer(shop, "size", actions.OPEN, "", None)
    since = report_of(shop).since
    assert since.milestone == "Board meeting in May"
    assert [(a.before, a.now) for a in since.answers] == [("Available", "Not available"), ("3 GiB", "")]
    strategy = since.outcomes[0]
    assert (strategy.before, strategy.now, strategy.moved) == ("Refactor", "Rehost", True)
    assert "4 May 2026" in since.headline
    assert "same" in since.rulebook


def test_nothing_changed_is_said_too(shop, frozen):
    since = report_of(shop).since
    assert since.answers == ()
    assert not any(outcome.moved for outcome in since.outcomes)
    assert since.headline.startswith("Nothing changed")


def test_what_a_newer_rulebook_changes_is_told_apart_from_the_answers(shop, frozen):
    document = document_of(read_records(SMALL))
    for rule in document["rules"]:
        if rule["slug"] == "source-code":
            rule["effects"] = {"rehost": 10}
    text = canonical_json(document)
    Version.objects.create(hash=hash_of(text), format=1, document=text)
    type(shop).objects.filter(pk=shop.pk).update(rulebook=hash_of(text))
    shop.refresh_from_db()
    since = report_of(shop).since
    assert since.answers == ()
    assert (since.outcomes[0].before, since.outcomes[0].same_answers) == ("Refactor", "Rehost")
    assert "another version" in since.rulebook
    assert since.outcomes[0].decision in since.rulebook


def test_each_milestone_compares_with_the_one_before(client, shop, frozen, rf):
    actions.save_answer(shop, "source_code", "unavailable", "", None)
    second = review.freeze(shop, "Second")
    from advisor.reports.places import milestone

    request = client.get(reverse("reports:review", args=[shop.code])).wsgi_request
    assert milestone(request, Act.READ, frozen.code).earlier is None
    assert milestone(request, Act.READ, second.code).earlier.name == "Board meeting in May"
    assert own(request, Act.READ, shop.code).earlier.name == "Second"


def test_a_milestone_needs_a_name(client, shop):
    response = client.post(reverse("reports:freeze", args=[shop.code]), {"name": " "})
    assert response.status_code == 422
    assert "Give the milestone a name" in response.content.decode()


def test_nobody_else_reviews_or_reads_milestones(client, shop, frozen, small):
    client.cookies.clear()
    assert page_of(client, shop).status_code == 404
    assert decide_otherwise(client, shop).status_code == 404
    assert client.get(reverse("reports:milestone_report", args=[frozen.code])).status_code == 404
    foreign = begin(Owner.objects.create(token_hash="x"), small, JAVA)
    assert page_of(client, foreign).status_code == 404
