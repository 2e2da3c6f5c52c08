"""What publishing the draft would do to saved assessments, and what is told of those of others."""

import json

import pytest

from advisor import jobs
from advisor.assessments import actions
from advisor.editor import impact, saved
from advisor.editor.impact import UNREADABLE, Impact
from advisor.editor.models import EditorJob
from advisor.engine.versions import Move
from advisor.rulebook.models import Choice, Rule, Scenario, Version
from advisor.rulebook.publishing import publish_draft
from tests.factories import make_assessment, make_owner

pytestmark = pytest.mark.django_db
LOST, THERE = {"source_code": "unavailable"}, {"source_code": "available", "databases": ("sql_server",)}
#: What :func:`change_draft` does to those without source code.
TO_REFACTOR = Move("strategy", "rehost", "refactor", ("no-source-code",), False)


def change_draft():
    rule = Rule.objects.get(slug="no-source-code")
    rule.effects = {"refactor": 2}
    rule.save()


def replayed(owner=None):
    """Return the finished job of an impact for an owner."""
    job = EditorJob.objects.create(kind="impact", mark="", owner=owner)
    jobs.run("impact", job.pk)
    job.refresh_from_db()
    assert job.state == EditorJob.State.FINISHED
    return job


def found(owner=None):
    return Impact.from_data(replayed(owner).result)


def test_one_s_own_are_told_of_one_by_one(version):
    owner = make_owner()
    lost, _there = make_assessment(owner, LOST), make_assessment(owner, THERE)
    change_draft()
    result = found(owner)
    assert (result.own, result.own_moved, result.own_cells) == (2, 1, {TO_REFACTOR: 1})
    (listed,) = result.listed
    assert (listed.code, listed.moves[0]) == (str(lost.code), TO_REFACTOR)


@pytest.mark.parametrize(("number", "told"), [(4, {}), (5, {TO_REFACTOR: 5})])
def test_of_others_at_least_five_are_counted(version, number, told):
    for answers in (LOST,) * number + (THERE,) * 6:
        make_assessment(None, answers)
    change_draft()
    result = found(make_owner())
    assert (result.own, result.listed) == (0, ())
    assert (result.others.everybody, result.others.cells) == (number + 6, told)


def test_nothing_is_said_of_fewer_than_five(version):
    for _ in range(4):
        make_assessment(None, LOST)
    change_draft()
    assert found().others == type(found().others)(None, {})


def test_what_is_stored_names_nobody_else_and_no_smaller_count(version):
    others = [make_assessment(None, LOST, name="Payroll") for _ in range(3)]
    others += [make_assessment(None, THERE) for _ in range(9)]
    change_draft()
    job = replayed(make_owner())
    text = json.dumps(job.result)
    assert not [one for one in others if str(one.code) in text]
    assert "Payroll" not in text
    assert "no-source-code" not in text


def test_without_an_owner_all_are_others(version):
    for _ in range(5):
        make_assessment(None, THERE)
    assert (found().own, found().others.everybody, found().others_moved) == (0, 5, 0)


def test_deleted_ones_do_not_count(version):
    owner = make_owner()
    actions.delete(make_assessment(owner, LOST))
    make_assessment(owner, THERE)
    change_draft()
    result = found(owner)
    assert (result.own, result.own_moved) == (1, 0)


def test_each_is_replayed_against_its_own_version(version):
    owner = make_owner()
    make_assessment(owner, LOST)
    change_draft()
    newer = publish_with_other_rules()
    make_assessment(owner, LOST, rulebook=newer.hash)
    assert found(owner).own_cells == {TO_REFACTOR: 1}


def publish_with_other_rules():
    Scenario.objects.filter(kind="requirement").delete()
    return publish_draft().version


def test_versions_that_cannot_be_read_are_counted_apart(version):
    owner = make_owner()
    Version.objects.create(hash="sha256:damaged", format=1, document="{}")
    make_assessment(owner, LOST, rulebook="sha256:gone")
    make_assessment(owner, LOST, rulebook="sha256:damaged")
    make_assessment(owner, LOST, rulebook=version.hash)
    change_draft()
    result = found(owner)
    assert result.own_cells == {UNREADABLE: 2, TO_REFACTOR: 1}
    assert result.own_moved == 1


def test_an_answer_that_the_draft_no_longer_knows_has_no_effect(version):
    owner = make_owner()
    make_assessment(owner, LOST)
    Rule.objects.get(slug="no-source-code").delete()
    Choice.objects.get(question__slug="source_code", slug="unavailable").delete()
    (listed,) = found(owner).listed
    assert listed.moves[0] == Move("strategy", "rehost", None, ("no-source-code",), True)


@pytest.mark.parametrize("chunk", [1, 3, 500])
def test_the_result_does_not_depend_on_the_chunks(version, monkeypatch, chunk):
    monkeypatch.setattr(saved, "CHUNK", chunk)
    owner = make_owner()
    for number in range(7):
        make_assessment(owner if number % 2 else None, LOST)
    change_draft()
    job = replayed(owner)
    result = Impact.from_data(job.result)
    assert (job.done, job.total) == (7, 7)
    assert (result.own, result.own_moved) == (3, 3)
    assert result.others.everybody is None


def test_it_is_cancelled_where_it_is(version, monkeypatch):
    monkeypatch.setattr(saved, "CHUNK", 1)
    for _ in range(3):
        make_assessment(None, LOST)
    job = EditorJob.objects.create(kind="impact", mark="")
    real, seen = impact._moves, []

    def watched(*given):
        seen.append(1)
        if len(seen) == 2:
            jobs.cancel(job)
        return real(*given)

    monkeypatch.setattr(impact, "_moves", watched)
    jobs.run("impact", job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.done, len(seen)) == (EditorJob.State.CANCELLED, None, 1, 2)


def test_only_so_many_are_listed(version, monkeypatch):
    monkeypatch.setattr(impact, "MOST_LISTED", 2)
    owner = make_owner()
    for _ in range(4):
        make_assessment(owner, LOST)
    change_draft()
    result = found(owner)
    assert (len(result.listed), result.own_moved) == (2, 4)
