"""Reports side by side."""

import pytest

from advisor.reports.comparison import compare
from tests.reports.book import FULL, make_report


def table(*profiles, language="en"):
    from django.utils.translation import override

    reports = [make_report(profile, language) for profile in profiles]
    with override(language):
        return compare(reports, [f"V{n}" for n, _ in enumerate(reports, start=1)])


OTHER = {**FULL, "source_code": "unavailable"}


def test_only_the_answers_that_differ_are_listed_the_others_counted():
    found = table(FULL, OTHER)
    (row,) = found.answers
    assert row.cells == ("Available", "Unavailable")
    assert found.same_answers.startswith(str(len(FULL) - 1))


def test_a_missing_answer_is_open_and_i_dont_know_is_not_the_same():
    without = {slug: answer for slug, answer in FULL.items() if slug != "runtime"}
    (row,) = table(without, {**without, "runtime": None}).answers
    assert row.cells[0] == "open"
    assert row.cells[1] != "open"


def test_outcomes_and_points_are_those_of_each_report():
    found = table(FULL, OTHER)
    reports = [make_report(profile, "en") for profile in (FULL, OTHER)]
    for place, report in enumerate(reports):
        assert found.columns[place].outcome == report.verdict.title
        told = {row.label: row.cells[place] for row in found.points}
        for bar in report.strategies.picture.rows:
            assert told[bar.name] == ("ruled out" if bar.ruled_out else bar.net_text)
        margin = report.evaluation.recommendation.strategy.margin
        expected = f"by {margin}" if margin else "tie"
        assert found.outcomes[0].cells[place] == f"{report.verdict.title} ({expected})"


def test_services_and_steps_say_who_has_them():
    found = table(FULL, OTHER, {})
    reports = [make_report(profile, "en") for profile in (FULL, OTHER, {})]
    for place, report in enumerate(reports):
        recommendation = report.evaluation.recommendation
        count = sum(
            outcome is not None
            for outcome in (recommendation.compute.outcome, recommendation.database.outcome)
        )
        count += len(recommendation.supporting.outcome)
        assert sum(row.present[place] for row in found.services) == count
    assert all(step.differs for step in found.steps)
    shared = set.intersection(*({s.slug for s in r.plan.items} for r in reports))
    assert found.same_steps.startswith(str(len(shared)))


def test_the_same_twice_differs_in_nothing():
    found = table(FULL, FULL)
    assert found.answers == ()
    assert found.steps == ()
    assert not any(row.differs for row in (*found.outcomes, *found.points, *found.services))
    assert found.headline.startswith("All of them lead to")
    assert found.rulebooks == ""


def test_korean_words_stand_in_a_korean_table():
    found = table(FULL, OTHER, language="ko")
    assert any("\uac00" <= c <= "\ud7a3" for c in found.headline + found.same_answers)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_two_to_four_can_be_compared(count):
    with pytest.raises(ValueError, match="2 to 4"):
        table(*[FULL] * count)
