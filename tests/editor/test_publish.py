"""Publishing on the site."""

import re

import pytest
from django.urls import reverse

from advisor.editor import readiness
from advisor.editor.views import publish as publish_view
from advisor.rulebook.audit import Actor
from advisor.rulebook.draft import draft_mark, records_from_draft, replace_draft
from advisor.rulebook.files import read_records
from advisor.rulebook.models import Event, Rule, Version
from advisor.rulebook.publishing import publish_directory, publish_draft, roll_back
from tests import books
from tests.editor.accounts import client_of
from tests.editor.drafts import edited, examined, state
from tests.editor.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = reverse("editor:publish")
NOTE = "Rehosting earlier"


@pytest.fixture
def version(small):
    return books.publish(small, label="2026.1")


@pytest.fixture
def changed(version):
    edited("no-source-code", effects={"rehost": 2, "refactor": "rules_out"})


@pytest.fixture
def ready(changed):
    examined()


@pytest.fixture
def client():
    return client_of("publisher")


def form_on(response):
    """Return what the form on a page would send: the fields that nobody sees, and those typed into."""
    page = response.content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(mark|in_use|shown_at)" value="([^"]*)"', page))
    label = re.search(r'name="label"[^>]*value="([^"]*)"', page)
    return {**hidden, **({"label": label[1]} if label else {}), "note": NOTE}


def send(client, **fields):
    return client.post(ADDRESS, form_on(client.get(ADDRESS)) | fields, follow=True)


@pytest.mark.usefixtures("ready")
def test_shows_what_would_be_published(client):
    page = text_of(client.get(ADDRESS))
    assert "Rule “no-source-code”: changed" in page
    assert "Rehost: was +1, now +2" in page
    assert "<b>0 errors</b>" in page
    assert "The exact checks of this very draft have ended." in page
    assert "The 1 requirement holds." in page
    assert page.count("100.0%") == 4
    assert "It was not worked out for this draft." in page
    assert "<button>Publish</button>" in page


@pytest.mark.usefixtures("ready")
def test_publishes_under_the_label_with_the_note_in_the_publishers_name(client):
    response = send(client, label="2026.2")
    assert "Version 2026.2 is published and in use." in text_of(response)
    version = Version.objects.current()
    assert (version.label, version.note) == ("2026.2", NOTE)
    event = Event.objects.first()
    assert (event.action, event.by, event.version) == ("published", "publisher", version.hash)


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"label": ""}, "Give the version a name"),
        ({"label": " 2026.1 "}, "There is a version “2026.1” already."),
        ({"note": " "}, "Say what has changed, and why"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_nothing_typed_is_lost(client, typed, complaint):
    before = state()
    response = send(client, **{"label": "My label", "note": "My note"} | typed)
    page = text_of(response)
    assert response.status_code == 422
    assert complaint in page
    kept = {"label": "My label", "note": "My note"} | typed
    assert all(text.strip() in page for text in kept.values())
    assert 'aria-invalid="true"' in page
    assert "<title>Error: Publish" in page
    assert state() == before


@pytest.mark.usefixtures("changed")
def test_nothing_is_published_before_the_exact_checks_have_ended(client):
    page = text_of(client.get(ADDRESS))
    assert "The exact checks were not run for this draft." in page
    assert "The exact checks have to end first." in page
    assert f'action="{reverse("editor:checks")}"' in page
    before = state()
    assert send(client, label="2026.2").status_code == 422
    assert state() == before


@pytest.mark.usefixtures("ready")
def test_an_exact_check_of_another_draft_does_not_count(client):
    edited("no-source-code", because_en="Without source code nothing at all can be changed.")
    assert "The exact checks were not run for this draft." in text_of(client.get(ADDRESS))


@pytest.mark.usefixtures("version")
def test_errors_of_the_checks_block(client):
    edited("java-functions", effects={"functions": 2}, sources=[["nowhere"]])
    page = text_of(client.get(ADDRESS))
    assert "Error · blocks publishing" in page
    assert "Errors block publishing." in page
    before = state()
    assert send(client, label="2026.2").status_code == 422
    assert state() == before


@pytest.mark.usefixtures("version")
def test_what_only_the_exact_checks_find_blocks_too(client):
    edited("java-functions", when={"strategy": ["rehost"], "runtime": ["java"]})
    examined()
    page = text_of(client.get(ADDRESS))
    assert "rule java-functions" in page
    assert "can never hold" in page
    before = state()
    assert send(client, label="2026.2").status_code == 422
    assert state() == before


@pytest.mark.usefixtures("version")
def test_a_requirement_that_does_not_hold_blocks(client):
    edited("no-source-code", effects={"rehost": 2, "refactor": "rules_out"})
    edited("no-code-rehosts", "scenario", expect={"strategy": ["refactor"]}, expect_not={})
    examined()
    page = text_of(client.get(ADDRESS))
    assert "1 requirement does not hold: it blocks publishing" in page
    assert "strategy is rehost, required refactor" in page
    assert "Requirements that do not hold block publishing." in page
    assert "<button disabled" in page
    before = state()
    assert send(client, label="2026.2").status_code == 422
    assert state() == before


@pytest.fixture
def fallen(version):
    edited(when={"source_code": ["available"], "databases": ["mysql"]})
    examined()


@pytest.mark.usefixtures("fallen")
def test_a_fall_of_the_agreement_is_shown_and_wants_a_reason(client):
    page = text_of(client.get(ADDRESS))
    assert "0.0% <span>fell</span>" in page
    assert "Why the fall of the agreement is right" in page
    before = state()
    response = send(client, label="2026.2", accept=" ")
    assert response.status_code == 422
    assert "Say why the fall is right" in text_of(response)
    assert state() == before
    send(client, label="2026.2", accept="The case was misread.")
    assert Version.objects.current().note == f"{NOTE}\nThe case was misread."


@pytest.mark.usefixtures("ready")
def test_without_a_fall_no_reason_joins_the_note(client):
    assert "Why the fall" not in text_of(client.get(ADDRESS))
    send(client, label="2026.2", accept="Not asked for")
    assert Version.objects.current().note == NOTE


@pytest.mark.usefixtures("ready")
def test_a_draft_that_moved_on_is_not_published_and_what_was_typed_stays(client):
    form = form_on(client.get(ADDRESS)) | {"label": "My label", "note": "My note"}
    edited("source-code", actor=Actor("a colleague"), effects={"refactor": 4})
    before = state()
    response = client.post(ADDRESS, form)
    page = text_of(response)
    assert response.status_code == 409
    assert "a colleague: changed – rule source-code" in page
    assert "Refactor: was +3, now +4" in page
    assert "My label" in page
    assert "My note" in page
    assert state() == before


@pytest.mark.usefixtures("ready")
def test_a_version_published_meanwhile_is_told_of(client):
    form = form_on(client.get(ADDRESS)) | {"label": "2026.3"}
    publish_draft(label="2026.2", actor=Actor("another publisher"))
    before = state()
    response = client.post(ADDRESS, form)
    assert response.status_code == 409
    assert "another publisher: published – 2026.2" in text_of(response)
    assert state() == before


@pytest.mark.usefixtures("ready")
def test_who_loses_the_race_after_the_last_look_is_told_too(client, monkeypatch):
    real, form = publish_view.publish_draft, form_on(client.get(ADDRESS)) | {"label": "2026.3"}

    def slower(**options):
        publish_draft(label="2026.2", actor=Actor("another publisher"))
        return real(**options)

    monkeypatch.setattr(publish_view, "publish_draft", slower)
    response = client.post(ADDRESS, form)
    assert response.status_code == 409
    assert "another publisher: published – 2026.2" in text_of(response)
    assert [version.label for version in Version.objects.order_by("pk")] == ["2026.1", "2026.2"]


@pytest.mark.usefixtures("version")
def test_a_draft_like_the_version_in_use_is_not_published(client):
    page = text_of(client.get(ADDRESS))
    assert "The draft is the version in use." in page
    assert 'name="note"' not in page
    before = state()
    mark, in_use = draft_mark(), Version.objects.current().hash
    examined()
    sent = {"mark": mark, "in_use": in_use, "label": "2026.2", "note": NOTE}
    assert client.post(ADDRESS, sent).status_code == 422
    assert state() == before


def test_a_draft_like_an_earlier_version_puts_that_one_in_use(client, version, small, edit):
    edit("50", "rehost: 1", "rehost: 2")
    publish_directory(small, label="2026.2")
    edit("50", "rehost: 2", "rehost: 1")
    replace_draft(read_records(small))
    examined()
    page = text_of(client.get(ADDRESS))
    assert "The draft is the same as version 2026.1." in page
    assert 'name="label"' not in page
    assert "Version 2026.1 is in use." in text_of(send(client))
    assert Version.objects.current() == version
    assert Version.objects.count() == 2


def test_the_very_first_version_is_published_like_the_others(client, small):
    books.fill_draft(small)
    examined()
    page = text_of(client.get(ADDRESS))
    assert "nothing is published yet" in page
    assert page.count('<td class="n">–</td>') == 2
    send(client, label="2026.1")
    assert Version.objects.current().label == "2026.1"


def test_a_draft_that_cannot_be_read_says_why(client, version):
    Rule.objects.filter(slug="source-code").update(effects={"refactor": "three"})
    edited("no-source-code", because_en="Anything.")
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert "rule source-code" in text_of(response)
    assert client.post(ADDRESS, {"note": NOTE}).status_code == 422


def test_a_version_in_use_that_cannot_be_read_is_said(client, version):
    document = version.document.replace('"format":1', '"format":2', 1)
    from advisor.rulebook.document import hash_of

    Version.objects.create(hash=hash_of(document), label="2031.1", format=2, document=document)
    page = text_of(client.get(ADDRESS))
    assert "format: 2 given, this program reads 1" in page
    roll_back(version, actor=Actor("a publisher"))
    assert "The draft is the version in use." in text_of(client.get(ADDRESS))


def test_what_is_shown_is_of_one_draft_only(version, small):
    readiness.readiness()
    edited(effects={"refactor": 4})
    assert [change.key for change in readiness.readiness().comparison.changes] == [("source-code",)]
    assert len(list(records_from_draft().of("rule"))) == Rule.objects.count()
