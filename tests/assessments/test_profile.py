"""From stored answers to where an assessment stands."""

import pytest

from advisor.assessments import actions
from advisor.assessments.profile import position_of
from advisor.engine import decide
from advisor.rulebook.published import NotPublished, compiled
from tests.factories import make_assessment

pytestmark = pytest.mark.usefixtures("version")

WITH_SQL_SERVER = {"databases": ("sql_server",), "sql_server_features": ("agent_jobs", "os_access")}


def test_a_new_assessment_has_no_evidence_and_asks_the_most_decisive_question_first():
    position = position_of(make_assessment())
    assert position.recommendation.strategy.status == "no_evidence"
    assert position.answered == 0
    assert not position.all_settled
    assert position.next_question() == position.settlement.open_questions[0].question
    assert position.next_question(after=position.next_question()) != position.next_question()


def test_the_recommendation_is_the_engine_s_own(version):
    answers = {"source_code": "unavailable", "deadline": "under_3_months", "protocols": ("http",)}
    position = position_of(make_assessment(answers=answers))
    assert position.recommendation == decide(compiled(version.hash), answers)


def test_answers_of_hidden_questions_are_kept_have_no_effect_and_come_back():
    assessment = make_assessment(answers=WITH_SQL_SERVER)
    shown = position_of(assessment)
    actions.save_answer(assessment, "databases", ("mysql",), "", None)
    hidden = position_of(assessment)
    without = position_of(make_assessment(answers={"databases": ("mysql",)}))
    assert "sql_server_features" not in hidden.asked
    assert assessment.answers.filter(question="sql_server_features", given=True).exists()
    assert hidden.recommendation.database == without.recommendation.database
    actions.save_answer(assessment, "databases", ("sql_server",), "", None)
    again = position_of(assessment)
    assert again.profile == shown.profile
    assert again.recommendation == shown.recommendation


def test_a_hidden_answer_does_not_count_as_a_step():
    assessment = make_assessment(answers=WITH_SQL_SERVER)
    assert position_of(assessment).answered == 2
    actions.save_answer(assessment, "databases", ("mysql",), "", None)
    assert position_of(assessment).answered == 1


def test_i_do_not_know_counts_as_answered_and_a_note_alone_does_not():
    assessment = make_assessment(answers={"deadline": None}, notes={"runtime": "ask"})
    position = position_of(assessment)
    assert position.answered == 1
    assert position.profile == {"deadline": None}
    assert position.notes == {"runtime": "ask"}


def test_refused_services_are_an_answer_but_no_step():
    position = position_of(make_assessment(answers={"excluded_services": ("app_service",)}))
    assert position.profile == {"excluded_services": ("app_service",)}
    assert "excluded_services" not in [question.slug for question in position.steps]
    assert position.answered == 0


def test_what_this_version_cannot_read_is_left_out_and_kept():
    assessment = make_assessment(answers={"runtime": "java", "was_asked_once": "yes", "deadline": "tomorrow"})
    assert position_of(assessment).profile == {"runtime": "java"}
    assert assessment.answers.count() == 3


def test_a_full_set_of_unknown_answers_leaves_nothing_to_ask(rulebook):
    answers = {slug: None for slug, q in rulebook.questions.items() if not q.rules_out_named}
    position = position_of(make_assessment(answers=answers))
    assert position.all_settled
    assert position.next_question() is None
    assert position.answered == len(position.steps)


def test_where_an_assessment_stands_takes_one_query(django_assert_num_queries):
    few = make_assessment(answers={"runtime": "java"})
    many = make_assessment(
        answers={**WITH_SQL_SERVER, "runtime": "php", "deadline": None, "teams": "one_team"}
    )
    position_of(few)
    for assessment in (few, many):
        with django_assert_num_queries(1):
            position_of(assessment)


def test_an_assessment_of_a_version_that_is_missing_says_so():
    with pytest.raises(NotPublished, match="sha256:gone"):
        position_of(make_assessment(rulebook="sha256:gone"))
