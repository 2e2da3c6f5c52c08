"""The page of an impact: counts, ways and causes; one's own one by one."""

import pytest
from django.urls import reverse

from advisor.assessments import actions
from advisor.assessments.models import Owner
from advisor.editor.models import EditorJob
from advisor.rulebook.models import Rule
from tests.editor.accounts import client_of, make_account
from tests.editor.pages import words
from tests.editor.test_impact import LOST, THERE, change_draft
from tests.factories import make_assessment

pytestmark = pytest.mark.django_db
PAGE = reverse("editor:impact")


@pytest.fixture
def account(version):
    return make_account("editor", staff=True)


@pytest.fixture
def client(account):
    client = client_of("nobody")
    client.force_login(account)
    return client


@pytest.fixture
def own(account):
    return Owner.objects.create(token_hash="own", user=account)


@pytest.fixture
def shown(client, django_capture_on_commit_callbacks):
    """Work the impact out and return the page."""

    def work_out():
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(PAGE).url == PAGE
        return client.get(PAGE).text

    return work_out


def test_it_is_worked_out_when_asked_for(client):
    page = client.get(PAGE).text
    assert "Work out the impact" in page
    assert not EditorJob.objects.exists()


def test_counts_ways_and_causes(shown, own):
    mine = make_assessment(own, LOST, name="My own shop")
    for number in range(12):
        make_assessment(None, LOST if number < 6 else THERE, name="Somebody’s payroll")
    change_draft()
    page = shown()
    text = words(page)
    assert "at least 7 of 13 assessments would change" in text
    assert "Rehost" in text
    assert "Refactor" in text
    rule = Rule.objects.get(slug="no-source-code")
    assert reverse("admin:rulebook_rule_change", args=[rule.pk]) in page
    assert "1 is yours" in text
    assert f"{reverse('editor:simulator')}?assessment={mine.code}" in page
    assert "My own shop" in text
    assert "payroll" not in text


def test_few_others_are_not_told_of(shown, own):
    make_assessment(own, LOST)
    for _ in range(4):
        make_assessment(None, LOST)
    change_draft()
    text = words(shown())
    assert "1 of your 1 assessment would change" in text
    assert "fewer than 5 assessments of other people" in text


def test_the_result_says_when_the_draft_has_moved_on(client, shown, own):
    make_assessment(own, LOST)
    assert "The draft has changed since." not in shown()
    change_draft()
    Rule.objects.get(slug="source-code").delete()
    assert "The draft has changed since." in client.get(PAGE).text


def test_what_was_deleted_since_is_no_longer_listed(client, shown, own):
    mine = make_assessment(own, LOST, name="My own shop")
    change_draft()
    assert "My own shop" in shown()
    actions.delete(mine)
    assert "My own shop" not in client.get(PAGE).text


def test_a_rule_that_went_is_named_and_marked(shown, own):
    make_assessment(own, LOST)
    Rule.objects.get(slug="no-source-code").delete()
    text = words(shown())
    assert "Without source code nothing can be changed." in text
    assert "removed in the draft" in text


def test_others_do_not_see_the_result(shown, own):
    make_assessment(own, LOST, name="My own shop")
    change_draft()
    shown()
    page = client_of("reader").get(PAGE).text
    assert "My own shop" not in page
    assert "Worked out" not in page


def test_a_draft_that_cannot_be_decided_from_is_said(client):
    Rule.objects.filter(slug="source-code").update(effects={"nothing-of-the-kind": 3})
    Rule.objects.get(slug="source-code").save()
    page = client.get(PAGE).text
    assert "nothing-of-the-kind" in page
    assert "Work out the impact" not in page


def test_unreadable_versions_are_counted_apart(shown, own):
    make_assessment(own, LOST, rulebook="sha256:gone")
    assert "1 assessment is on a version that cannot be read here" in words(shown())


def test_members_may_not(client):
    assert client_of("member").get(PAGE).status_code == 403
    assert client_of("nobody").post(PAGE).status_code == 302


def test_it_speaks_korean(client, shown, own):
    make_assessment(own, LOST)
    change_draft()
    shown()
    assert 'lang="ko"' in client.get(PAGE, headers={"Accept-Language": "ko"}).text
