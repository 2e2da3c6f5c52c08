"""Single records and several at once: nobody's edit is lost, nothing is half written, all is in the log."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from advisor.rulebook import editing
from advisor.rulebook.audit import Actor
from advisor.rulebook.draft import draft_mark, records_from_draft, replace_draft
from advisor.rulebook.editing import Conflict, apply, refuse_outdated, remove_row, save_row
from advisor.rulebook.files import read_records
from advisor.rulebook.locking import Outdated
from advisor.rulebook.models import Choice, Event, Question, Rule
from advisor.rulebook.renaming import renamed
from tests.rulebook.conftest import SMALL

pytestmark = pytest.mark.django_db
EDITOR = Actor("an editor", 7)


@pytest.fixture(autouse=True)
def _draft(db):
    replace_draft(read_records(SMALL))


def the_rule():
    return Rule.objects.get(slug="source-code")


def with_fields(record, **fields):
    return replace(record, fields={**record.fields, **fields})


def everything():
    return [(record.kind, record.fields) for record in records_from_draft()]


def test_a_saved_row_says_what_changed_and_is_newer():
    row = the_rule()
    seen, mark = row.changed_at, draft_mark()
    row.effects = {"refactor": 4}
    event = save_row(row, seen, EDITOR)
    assert (event.action, event.kind, event.key, event.by, event.account) == (
        "changed", "rule", "source-code", "an editor", 7,
    )  # fmt: skip
    assert event.changes == {"effects": [{"refactor": 3}, {"refactor": 4}]}
    assert the_rule().changed_at > seen
    assert draft_mark() != mark


def test_a_row_without_a_difference_is_neither_written_nor_logged():
    row = the_rule()
    assert save_row(row, row.changed_at, EDITOR) is None
    assert the_rule().changed_at == row.changed_at
    assert not Event.objects.exists()


def test_a_new_row_is_logged_with_all_that_it_holds():
    old = the_rule()
    row = Rule(
        slug="another", decision=old.decision, effects={"rehost": 2}, because_en="New.", because_ko="새."
    )
    event = save_row(row, None, EDITOR)
    assert (event.action, event.key) == ("added", "another")
    assert event.changes["effects"] == [None, {"rehost": 2}]
    assert event.changes["decision"] == [None, ["strategy"]]


def test_the_second_of_two_edits_of_one_row_is_a_conflict_that_shows_the_first():
    first, second = the_rule(), the_rule()
    first.because_en = "The first edit."
    save_row(first, first.changed_at, EDITOR)
    seen = second.changed_at
    second.because_en = "The second edit."
    with pytest.raises(Conflict) as caught:
        save_row(second, seen, EDITOR)
    assert caught.value.current.because_en == "The first edit."
    assert the_rule().because_en == "The first edit."
    assert Event.objects.count() == 1


def test_an_edit_of_a_row_that_was_removed_is_a_conflict_without_a_row():
    row = the_rule()
    remove_row(the_rule(), EDITOR)
    row.because_en = "Too late."
    with pytest.raises(Conflict) as caught:
        save_row(row, row.changed_at, EDITOR)
    assert caught.value.current is None
    assert not Rule.objects.filter(slug="source-code").exists()


def test_the_stored_row_is_returned_to_who_saw_it_last():
    row = the_rule()
    with transaction.atomic():
        assert refuse_outdated(row, row.changed_at) == row
        with pytest.raises(Conflict):
            refuse_outdated(row, row.changed_at - timedelta(microseconds=1))


def test_a_removed_row_is_kept_whole_in_the_log():
    event = remove_row(the_rule(), EDITOR)
    assert event.action == "removed"
    assert event.changes["effects"] == [{"refactor": 3}, None]
    assert event.changes["because_en"][0].startswith("The code can be changed")
    assert not Rule.objects.filter(slug="source-code").exists()


def test_several_edits_are_written_in_an_order_that_fits():
    records = records_from_draft()
    question = with_fields(records.find("question", "runtime"), slug="engine", order=9)
    choice = with_fields(records.find("choice", "runtime", "java"), question=["engine"], slug="jvm")
    events = apply([(None, choice), (None, question)], EDITOR, Event.Action.ADDED, "Both")
    assert [(event.kind, event.key) for event in events] == [("question", "engine"), ("choice", "engine/jvm")]
    assert {event.note for event in events} == {"Both"}
    apply([(question, None), (choice, None)], EDITOR, Event.Action.REMOVED)
    assert not Question.objects.filter(slug="engine").exists()
    assert not Choice.objects.filter(slug="jvm").exists()


def test_a_renamed_question_stays_the_same_row_with_its_choices():
    records = records_from_draft()
    question = Question.objects.get(slug="runtime")
    choices = set(Choice.objects.filter(question=question).values_list("pk", flat=True))
    apply(renamed(records, "question", ("runtime",), "engine"), EDITOR, Event.Action.RENAMED)
    after = Question.objects.get(slug="engine")
    assert after.pk == question.pk
    assert set(Choice.objects.filter(question=after).values_list("pk", flat=True)) == choices
    assert records_from_draft().find("scenario", "a-case").fields["profile"]["engine"] == "java"
    assert Event.objects.get(kind="question").changes == {"slug": ["runtime", "engine"]}


def test_of_several_edits_all_are_written_or_none(monkeypatch):
    before, records = everything(), records_from_draft()
    real, written = editing.log_event, []

    def failing(*args, **options):
        written.append(options["key"])
        if len(written) == 2:
            raise OSError("no space left")
        return real(*args, **options)

    monkeypatch.setattr(editing, "log_event", failing)
    edits = [(rule, with_fields(rule, because_en="Changed.")) for rule in records.of("rule")]
    with pytest.raises(OSError, match="no space left"):
        apply(edits, EDITOR, Event.Action.CHANGED)
    assert len(written) == 2
    assert everything() == before
    assert not Event.objects.exists()


def test_edits_made_from_an_older_draft_are_refused():
    records, mark = records_from_draft(), draft_mark()
    row = Rule.objects.get(slug="no-source-code")
    row.because_en = "Changed meanwhile."
    save_row(row, row.changed_at, EDITOR)
    rule = records.find("rule", "source-code")
    edit = [(rule, with_fields(rule, because_en="Late."))]
    with pytest.raises(Outdated):
        apply(edit, EDITOR, Event.Action.CHANGED, seen=mark)
    assert the_rule().because_en != "Late."
    apply(edit, EDITOR, Event.Action.CHANGED, seen=draft_mark())
    assert the_rule().because_en == "Late."


def test_an_edit_of_a_record_that_is_gone_is_a_conflict():
    rule = records_from_draft().find("rule", "source-code")
    remove_row(the_rule(), EDITOR)
    with pytest.raises(Conflict):
        apply([(rule, with_fields(rule, because_en="Late."))], EDITOR, Event.Action.CHANGED)
    with pytest.raises(Conflict):
        apply([(rule, None)], EDITOR, Event.Action.REMOVED)


@pytest.mark.parametrize("change", ["write", "add", "remove"])
def test_the_mark_of_the_draft_changes_with_every_row(change):
    before = draft_mark()
    assert draft_mark() == before
    if change == "write":
        Rule.objects.filter(slug="source-code").update(changed_at=timezone.now())
    elif change == "add":
        Rule(slug="new", decision=the_rule().decision, effects={}, changed_at=the_rule().changed_at).save()
    else:
        the_rule().delete()
    assert draft_mark() != before
