"""The log as editors read it."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from advisor.rulebook.audit import Actor, log_event
from advisor.rulebook.models import Event
from tests import books
from tests.editor.accounts import client_of
from tests.editor.drafts import edited

pytestmark = pytest.mark.django_db
LOG = reverse("editor:log")


@pytest.fixture
def version(small):
    version = books.publish(small, label="2026.1", note="The beginning")
    edited(effects={"refactor": 4}, actor=Actor("an editor"))
    edited("runtime", "question", hint_en="Ask.", actor=Actor("another editor"))
    return version


def page_of(query="", client=None):
    response = (client or client_of("reader")).get(LOG + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_tells_who_did_what_in_words_with_before_and_after(version):
    page = page_of()
    assert "<b>Changed</b>: rule source-code" in page
    assert "<del>refactor: 3</del>" in page
    assert "<ins>refactor: 4</ins>" in page
    assert "hint (English)" in page
    assert "<b>Published</b>: 2026.1" in page
    assert "<b>Replaced the draft</b>" in page
    assert page.index("another editor") < page.index("<b>Published</b>")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?person=an+editor", ["source-code"]),
        ("?action=changed", ["runtime", "source-code"]),
        ("?action=published", ["2026.1"]),
        ("?kind=question", ["runtime"]),
        ("?record=SOURCE", ["source-code"]),
        ("?person=an+editor&kind=question", []),
        ("?day=2001-01-01", []),
    ],
)
def test_is_narrowed_by_person_action_kind_record_and_day(version, query, found):
    response = client_of("reader").get(LOG + query)
    assert [entry.about for entry in response.context["entries"]] == found


def test_a_day_is_the_day_here(version):
    response = client_of("reader").get(f"{LOG}?day={timezone.localdate().isoformat()}")
    assert len(response.context["entries"]) == Event.objects.count()


def test_what_cannot_be_understood_is_said_and_left_out(version):
    page = page_of("?day=soon&action=eaten&kind=rulez")
    for word in ("soon", "eaten", "rulez"):
        assert f"<li>{word}</li>" in page
    assert f"{Event.objects.count()} entries" in page


def test_comes_in_pages_that_keep_the_filter(version):
    for number in range(60):
        log_event(Actor("an editor"), Event.Action.CHANGED, kind="rule", key=(f"rule-{number}",))
    client = client_of("reader")
    first = page_of("?person=an+editor", client)
    assert "page 1 of 2" in first
    assert "?person=an+editor&amp;page=2" in first
    assert "rule-0<" in page_of("?person=an+editor&page=2", client)


def test_all_of_it_is_a_file_that_no_spreadsheet_runs(version):
    log_event(Actor("=HYPERLINK(1)"), Event.Action.ADDED, kind="rule", key=("new",), note="=1+1")
    response = client_of("reader").get(reverse("editor:log_csv"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == Event.objects.count()
    assert (rows[0]["by"], rows[0]["note"]) == ("'=HYPERLINK(1)", "'=1+1")
    assert rows[2]["record"] == "source-code"
    assert rows[2]["changes"] == '{"effects": [{"refactor": 3}, {"refactor": 4}]}'


def test_the_file_holds_what_the_page_was_narrowed_to(version):
    response = client_of("reader").get(f"{reverse('editor:log_csv')}?kind=question")
    assert response.content.decode().count("\r\n") == 2


def test_an_entry_stays_readable_though_its_record_is_gone(version):
    log_event(Actor("somebody"), Event.Action.REMOVED, kind="rule", key=("gone",), changes={"x": (1, None)})
    assert "rule gone" in page_of()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_request_alters_it(version, method):
    before = list(Event.objects.values())
    client = client_of("editor and publisher")
    for address in (LOG, reverse("editor:log_csv")):
        assert getattr(client, method)(address, {"by": "somebody else"}).status_code == 405
    assert list(Event.objects.values()) == before


def test_the_newest_come_first_across_equal_moments(version):
    now = timezone.now() + timedelta(minutes=1)
    for number in range(3):
        Event.objects.create(at=now, by="somebody", action="added", kind="rule", key=f"r{number}")
    response = client_of("reader").get(LOG)
    assert [entry.about for entry in response.context["entries"]][:3] == ["r2", "r1", "r0"]
