"""One rule edited where it stands."""

import re

import pytest

from advisor.editor.models import Presence
from advisor.rulebook.audit import COMMAND_LINE
from advisor.rulebook.draft import compiled_draft
from advisor.rulebook.editing import remove_row, save_row
from advisor.rulebook.models import Event, Rule
from tests import books
from tests.editor.accounts import client_of

pytestmark = pytest.mark.django_db
ROW = "/rulebook/rules/strategy/source-code/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def editor(small):
    books.publish(small)
    return client_of("editor")


def stored():
    return Rule.objects.get(slug="source-code")


def typed(**changed):
    """What a browser sends for the form of the rule as it is stored, with some fields changed."""
    rule = stored()
    values = {
        "because_en": rule.because_en,
        "because_ko": rule.because_ko,
        "checked_on": "2026-11-21",
        "seen": rule.changed_at.isoformat(),
        "points-refactor": "3",
        "points-rehost": "",
        **changed,
    }
    return {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize(
    ("role", "status"),
    [("nobody", 302), ("member", 403), ("reader", 403), ("publisher", 403), ("editor", 200)],
)
def test_only_editors_edit(editor, role, status):
    client = editor if role == "editor" else client_of(role)
    assert client.get(ROW).status_code == status
    answer = client.post(ROW, typed(**{"points-refactor": "7"}), headers=HTMX)
    assert answer.status_code == status
    assert stored().effects == {"refactor": 7 if role == "editor" else 3}


def test_a_row_is_saved_logged_and_shown_again(editor):
    answer = editor.post(f"{ROW}?column=databases", typed(**{"points-refactor": "5"}), headers=HTMX)
    assert answer.status_code == 200
    assert "changed: Refactor was +3" in answer.text
    assert answer.text.count('class="demand"') == 1
    assert compiled_draft().rulebook.rules["source-code"].points == {"refactor": 5}
    event = Event.objects.filter(kind="rule", key="source-code").first()
    assert (event.by, event.action) == ("editor", "changed")
    assert event.changes["effects"] == [{"refactor": 3}, {"refactor": 5}]


def test_without_javascript_the_same_address_is_a_page_that_leads_back(editor):
    page = editor.get(f"{ROW}?question=databases")
    assert "<h1>" in page.text
    assert page.text.count("<form") >= 1
    answer = editor.post(f"{ROW}?question=databases", typed(**{"out-rehost": "on"}))
    assert answer.status_code == 302
    assert answer.url == "/rulebook/rules/strategy/?question=databases#row-source-code"
    assert stored().effects == {"refactor": 3, "rehost": "rules_out"}


def test_checked_today_dates_the_rule(editor):
    from django.utils import timezone

    editor.post(ROW, typed(today="on"), headers=HTMX)
    assert stored().checked_on == timezone.localdate()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"points-refactor": "11"}, "less than or equal to 10"),
        ({"points-refactor": "1.5"}, "Enter a whole number"),
        ({"points-refactor": "2", "out-refactor": "on"}, "not both"),
        ({"points-refactor": ""}, "Give at least one option points, or rule it out."),
        ({"because_en": "  "}, "This field is required"),
        ({"checked_on": "yesterday"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_saved_is_said_and_stays_typed(editor, changed, said):
    answer = editor.post(ROW, typed(because_ko="새로운 이유입니다.", **changed), headers=HTMX)
    assert answer.status_code == 422
    assert said in answer.text
    assert "새로운 이유입니다." in answer.text
    assert stored().because_ko == "코드를 변경할 수 있습니다."
    assert not Event.objects.filter(kind="rule").exists()


def test_what_the_checks_find_stops_the_saving_as_in_the_admin(editor):
    answer = editor.post(ROW, typed(because_en="One.\ttwo\u200b " + "x" * 20 + "<b>bold</b>"), headers=HTMX)
    assert answer.status_code == 422
    assert "Nothing was saved" in answer.text
    assert stored().because_en == "The code can be changed: it is there."


def test_an_edit_of_somebody_else_meanwhile_is_a_conflict_and_nothing_is_lost(editor):
    mine = typed(because_en="What I typed.", **{"points-refactor": "4"})
    theirs = stored()
    theirs.effects = {"refactor": 9}
    save_row(theirs, theirs.changed_at, COMMAND_LINE)
    answer = editor.post(ROW, mine, headers=HTMX)
    assert answer.status_code == 409
    assert "Somebody else changed this rule meanwhile" in answer.text
    assert "+9" in answer.text
    assert "What I typed." in answer.text
    assert stored().effects == {"refactor": 9}
    seen = re.search(r'name="seen" value="([^"]+)"', answer.text)[1]
    assert editor.post(ROW, {**mine, "seen": seen}, headers=HTMX).status_code == 200
    assert stored().effects == {"refactor": 4}


def test_a_rule_that_was_removed_meanwhile_is_not_made_again_and_nothing_is_lost(editor):
    mine = typed(because_en="What I typed.")
    remove_row(stored(), COMMAND_LINE)
    answer = editor.post(ROW, mine, headers=HTMX)
    assert answer.status_code == 409
    assert "Somebody else removed this rule meanwhile" in answer.text
    assert "What I typed." in answer.text
    assert not Rule.objects.filter(slug="source-code").exists()
    assert editor.get(ROW).status_code == 404


def test_new_korean_counts_as_written_for_the_english_of_now(editor):
    before = stored().korean_of
    editor.post(ROW, typed(because_en="The code is there."), headers=HTMX)
    assert stored().korean_of == before
    editor.post(ROW, typed(korean_fits="on"), headers=HTMX)
    assert stored().korean_of != before


def test_who_has_a_row_open_is_seen_by_others_until_it_is_closed(editor):
    editor.get(ROW, headers=HTMX)
    other = client_of("editor", "second")
    assert "Also open at editor" in other.get(ROW, headers=HTMX).text
    shown = editor.get(f"{ROW}?shown=1", headers=HTMX)
    assert shown.text.lstrip().startswith("<tr")
    assert not Presence.objects.filter(user__username="editor").exists()


def test_a_row_can_be_mended_while_the_draft_cannot_be_read(editor):
    rule = Rule.objects.get(slug="no-source-code")
    rule.when = {"source_cod": ["unavailable"]}
    save_row(rule, None, COMMAND_LINE)
    page = editor.get(ROW, headers=HTMX)
    assert page.status_code == 200
    answer = editor.post(ROW, typed(**{"points-refactor": "4"}), headers=HTMX)
    assert answer["HX-Redirect"].startswith("/rulebook/rules/strategy/")
    assert stored().effects == {"refactor": 4}


def test_a_rule_of_another_table_is_not_found(editor):
    assert editor.get("/rulebook/rules/compute/source-code/").status_code == 404
    assert editor.get("/rulebook/rules/advice/back-up/").status_code == 404
