"""The recommendation so far: what it says, and that its parts never change places."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from advisor.assessments.panel import SHOWN, panel_of
from advisor.assessments.profile import position_of
from tests.factories import make_assessment

pytestmark = pytest.mark.django_db

WAYS = ["rehost", "refactor", "rearchitect", "rebuild"]
KNOWN = {"source_code": "available", "change_scope": "some_code", "runtime": "java", "business_fit": "good"}


@pytest.fixture
def shown(version, owner):
    """The panel for some answers."""

    def panel(answers, language="en"):
        return panel_of(position_of(make_assessment(owner, answers)), language)

    return panel


@pytest.fixture
def words(version, owner):
    """What the page says of a panel."""
    assessment = make_assessment(owner)

    def rendered(panel):
        page = render_to_string("assessments/includes/panel.html", {"panel": panel, "assessment": assessment})
        return " ".join(page.split())

    return rendered


def test_without_answers_it_claims_nothing_and_says_what_to_ask(shown, words):
    panel = shown({})
    assert (panel.leader, panel.margin, panel.reasons, panel.settled) == ("", None, (), False)
    assert len(panel.questions) == SHOWN < panel.open_count
    assert "No answer speaks for a strategy so far." in words(panel)


def test_it_names_the_leader_its_margin_and_its_strongest_reasons(shown, words):
    panel = shown(KNOWN)
    assert panel.leader in WAYS
    assert panel.margin > 0
    assert panel.runner_up not in ("", panel.leader)
    points = [int(reason.points) for reason in panel.reasons]
    assert 0 < len(points) <= SHOWN
    assert points == sorted(points, reverse=True)
    assert all(reason.points.startswith("+") for reason in panel.reasons)
    assert f"over {panel.runner_up_name}" in words(panel)


def test_the_strategies_keep_their_places_whoever_leads(shown):
    for answers in ({}, KNOWN, {"business_fit": "poor"}, {"source_code": "unavailable"}):
        assert [row.option for row in shown(answers).bars.rows] == WAYS


def test_compute_and_database_come_with_it(shown):
    panel = shown({"databases": ("mysql",)})
    assert [service.decision for service in panel.services] == ["compute", "database"]
    assert "MySQL" in panel.services[1].name


def test_it_is_settled_when_nothing_is_open(shown, words, rulebook):
    panel = shown(dict.fromkeys(rulebook.questions))
    assert panel.settled
    assert panel.questions == ()
    page = words(panel)
    assert "Settled" in page
    assert "Most decisive open questions" not in page


def test_it_says_when_there_is_one_left_a_tie_or_no_clean_fit(shown, words):
    panel = shown(KNOWN)
    assert "tied with" in words(replace(panel, status="tie"))
    assert "every strategy is ruled out" in words(replace(panel, status="no_clean_fit"))
    assert "the only one that is not ruled out" in words(replace(panel, margin=None))


def test_its_reasons_and_questions_are_in_the_language_of_the_page(shown):
    korean = shown(KNOWN, "ko")
    texts = [reason.text for reason in korean.reasons] + [question.text for question in korean.questions]
    assert all(any("가" <= letter <= "힣" for letter in text) for text in texts)
