"""The draft beside a version, and versions beside each other, in words."""

import pytest
from django.urls import reverse

from advisor.rulebook.audit import Actor
from advisor.rulebook.document import hash_of
from advisor.rulebook.draft import records_from_draft
from advisor.rulebook.editing import remove_row
from advisor.rulebook.models import Rule, Scenario, Version
from advisor.rulebook.publishing import publish_draft
from tests import books
from tests.editor.accounts import client_of, make_account
from tests.editor.drafts import EDITOR, edited
from tests.editor.pages import text_of

pytestmark = pytest.mark.django_db
COMPARE = reverse("editor:compare")


@pytest.fixture
def first(small):
    return books.publish(small, label="2026.1")


@pytest.fixture
def second(first):
    edited(effects={"refactor": 4})
    return publish_draft(label="2026.2").version


def titles(response):
    return [row.title for row in response.context["rows"]]


def test_says_rule_by_rule_what_differs_and_who_did_it(first):
    edited(effects={"refactor": 4}, actor=Actor("a colleague"))
    edited("runtime", "question", hint_en="Ask the team.")
    remove_row(Rule.objects.get(slug="watch-it"), EDITOR)
    response = client_of("reader").get(COMPARE)
    page = text_of(response)
    assert "From 2026.1 to the draft" in page
    assert "Refactor: was +3, now +4" in page
    assert "last by a colleague on" in page
    assert '<b class="num">2</b> rules' in page
    assert '<b class="num">1</b> question' in page
    assert titles(response) == [
        "Question “Runtime” (runtime): changed",
        "Rule “source-code”: changed",
        "Rule “watch-it”: removed",
    ]


def test_shows_one_kind_alone(first):
    edited(effects={"refactor": 4})
    edited("runtime", "question", hint_en="Ask the team.")
    response = client_of("reader").get(COMPARE, {"kind": "question"})
    assert titles(response) == ["Question “Runtime” (runtime): changed"]
    assert "Rules (1)" not in text_of(response)
    assert "Rule (1)" in text_of(response)


def test_compares_with_any_version_and_two_versions(first, second):
    client = client_of("reader")
    assert titles(client.get(COMPARE)) == []
    since_first = client.get(reverse("editor:compare_with", args=[first.short_hash]))
    assert titles(since_first) == ["Rule “source-code”: changed"]
    between = client.get(COMPARE, {"against": second.short_hash, "with": first.short_hash})
    assert "Refactor: was +4, now +3" in text_of(between)
    assert "From 2026.2 to 2026.1" in text_of(between)


def test_links_to_the_records_for_those_who_may_open_them(client, first):
    row = edited(effects={"refactor": 4})
    address = reverse("admin:rulebook_rule_change", args=[row.pk])
    assert address not in text_of(client_of("reader").get(COMPARE))
    account = make_account("editor", "with admin")
    account.is_staff = True
    account.save()
    client.force_login(account)
    assert f'<a href="{address}">Rule “source-code”: changed</a>' in text_of(client.get(COMPARE))


def test_scenarios_and_order_numbers_are_no_difference(first):
    Scenario.objects.all().delete()
    for number, record in enumerate(records_from_draft().of("question"), start=1):
        edited(record.slug, "question", order=number * 7)
    page = text_of(client_of("reader").get(COMPARE))
    assert "Nothing differs." in page


def test_before_the_first_version_everything_is_new(small, first):
    Version._base_manager.all()._raw_delete("default")
    response = client_of("reader").get(COMPARE)
    assert response.context["page"].paginator.count == len(
        [record for record in records_from_draft() if record.kind != "scenario"]
    )
    assert all(row.what == "added" for row in response.context["rows"])


def test_long_differences_come_in_pages_that_keep_the_filter(first):
    Version._base_manager.all()._raw_delete("default")
    response = client_of("reader").get(COMPARE)
    assert len(response.context["rows"]) == 40
    assert "page 1 of 2" in text_of(response)
    narrowed = text_of(client_of("reader", "another").get(COMPARE, {"kind": "choice"}))
    assert "page 1 of" not in narrowed


def test_a_version_that_cannot_be_read_is_said(first):
    document = first.document.replace('"format":1', '"format":2', 1)
    newer = Version.objects.create(hash=hash_of(document), label="2031.1", format=2, document=document)
    response = client_of("reader").get(reverse("editor:compare_with", args=[newer.short_hash]))
    assert response.status_code == 200
    assert "format: 2 given, this program reads 1" in text_of(response)


def test_a_draft_that_cannot_be_read_is_said(first):
    edited(effects={"refactor": "three"})
    page = text_of(client_of("reader").get(COMPARE))
    assert "rule source-code" in page
