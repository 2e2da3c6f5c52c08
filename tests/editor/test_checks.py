"""The page of findings: at once by reading the draft, exactly by a job; each with its example."""

import pytest
from django.urls import reverse

from advisor.editor import checking
from advisor.editor.models import EditorJob
from advisor.rulebook.draft import draft_mark
from advisor.rulebook.findings import Finding
from advisor.rulebook.models import Rule
from tests.editor.accounts import client_of
from tests.editor.pages import words

pytestmark = pytest.mark.django_db
PAGE = reverse("editor:checks")


@pytest.fixture
def client(version):
    return client_of("editor", staff=True)


@pytest.fixture
def checked(client, django_capture_on_commit_callbacks):
    """Run the exact checks and return the page."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(PAGE).url == PAGE
        return client.get(PAGE).text

    return run


def broken_rule():
    """Let a rule name an option that there is not, and return it."""
    rule = Rule.objects.get(slug="source-code")
    rule.effects = {"refactor": 3, "nothing-of-the-kind": 1}
    rule.save()
    return rule


def impossible_rule():
    """Let a rule ask for what can never be."""
    rule = Rule.objects.get(slug="source-code")
    rule.when = {"source_code": ["unavailable"], "runtime": ["java"]}
    rule.save()
    return rule


def test_what_reading_finds_is_there_at_once_with_its_meaning(client):
    rule = broken_rule()
    page = client.get(PAGE).text
    assert "Error · blocks publishing" in page
    assert "nothing-of-the-kind" in page
    assert "How to mend it" in page
    assert reverse("admin:rulebook_rule_change", args=[rule.pk]) in page
    assert "mend the errors first" in page
    assert not EditorJob.objects.exists()


def test_without_the_admin_no_link_leads_there(version):
    broken_rule()
    page = client_of("reader").get(PAGE).text
    assert "source-code" in page
    assert "/admin/rulebook/" not in page


def test_the_exact_checks_prove_what_reading_cannot_see(client, checked):
    assert "Not run yet." in client.get(PAGE).text
    impossible_rule()
    page = checked()
    assert "Done for the draft as it is now." in page
    assert "can never hold" in page


def test_an_example_is_shown_in_words_and_opens_in_the_simulator(client, monkeypatch):
    given = Finding(
        "warning",
        "Look.",
        record="rule source-code",
        code="w",
        witness={
            "source_code": "unavailable",
            "databases": ["mysql", "sql_server"],
            "size": 3.5,
            "runtime": None,
        },
    )
    monkeypatch.setattr(checking, "findings_now", lambda: (given,))
    page = client.get(PAGE).text
    assert "Source code: Not available" in words(page)
    assert "Database size: 3.5 GiB" in words(page)
    query = (
        "source_code=unavailable&amp;databases=mysql&amp;databases=sql_server&amp;size=3.5&amp;runtime=%3F"
    )
    assert f"{reverse('editor:simulator')}?{query}" in page


def test_a_result_for_an_older_draft_is_said_to_be_one(client, checked):
    impossible_rule()
    mark = draft_mark()
    checked()
    Rule.objects.get(slug="source-code").delete()
    page = client.get(PAGE).text
    assert "The draft has changed since they were run." in page
    assert "can never hold" in page
    assert checking.exact_result(draft_mark()) is None
    assert checking.exact_result(mark)


def test_the_result_is_kept_for_the_draft_in_no_language(client, checked):
    impossible_rule()
    checked()
    (job,) = EditorJob.objects.all()
    found = checking.exact_result(draft_mark())
    assert found == tuple(Finding.from_data(data) for data in job.result)
    assert any(finding.level == "error" and finding.code == "rule_never_fires" for finding in found)
    assert job.total


def test_findings_are_narrowed(client):
    broken_rule()
    Rule.objects.filter(slug="java-functions").update(because_ko="")
    Rule.objects.get(slug="java-functions").save()
    everything = words(client.get(PAGE).text)
    assert "java-functions" in everything
    assert "nothing-of-the-kind" in everything
    errors = words(client.get(PAGE, {"level": "error"}).text)
    assert "nothing-of-the-kind" in errors
    found = [finding for finding in checking.findings_now() if "nothing-of-the-kind" in finding.message]
    only = words(client.get(PAGE, {"code": found[0].code}).text)
    assert "nothing-of-the-kind" in only
    assert "java-functions :" not in only
    assert "No finding fits all of this." in client.get(PAGE, {"kind": "term"}).text


def test_errors_come_before_warnings(client, monkeypatch):
    given = (
        Finding("warning", "Less bad.", record="rule source-code", code="w"),
        Finding("error", "Bad.", record="rule source-code", code="e"),
    )
    monkeypatch.setattr(checking, "findings_now", lambda: given)
    page = client.get(PAGE).text
    assert page.index("Bad.") < page.index("Less bad.")


def test_many_of_one_code_are_shown_when_asked_for(client, monkeypatch):
    given = tuple(Finding("warning", f"Number {n}.", record="rule source-code", code="w") for n in range(30))
    monkeypatch.setattr(checking, "findings_now", lambda: given)
    page = client.get(PAGE).text
    assert "Number 9." in page
    assert "Number 10." not in page
    assert "Show all 30" in page
    assert "Number 29." in client.get(PAGE, {"level": "warning", "code": "w"}).text


def test_a_draft_that_cannot_be_read_is_told_of(client):
    Rule.objects.filter(slug="source-code").update(effects={"refactor": "a lot"})
    Rule.objects.get(slug="source-code").save()
    page = client.get(PAGE).text
    assert "Error · blocks publishing" in page
    assert "source-code" in page


def test_progress_is_not_written_for_every_small_step(version, monkeypatch, django_assert_num_queries):
    job = EditorJob.objects.create(kind="check", mark="", state=EditorJob.State.RUNNING)
    telling = checking._Telling(job)
    with django_assert_num_queries(1):
        for step in range(100):
            telling(step, 100)
    assert telling.total == 100


def test_members_may_not():
    assert client_of("member").get(PAGE).status_code == 403
    assert client_of("nobody").get(PAGE).status_code == 302
