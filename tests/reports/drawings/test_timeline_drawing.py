"""The plan as a band of phases: in order, numbered, without durations."""

from dataclasses import replace

import pytest

from advisor.reports.drawings.timeline import BESIDE, timeline_drawing
from advisor.reports.report import Phase, Step
from tests.reports.drawings.pictured import (
    HOSTILE,
    LANGUAGES,
    LAYOUTS,
    changed,
    check,
    lines_of,
    real_report,
    reports,
    texts,
)

CASE = "24coms-followme"
SLUGS = ("", "strategy", "plan", "ready", "adopt", "govern", "secure", "manage")


def planned(*sizes, words="Do what must be done", slugs=SLUGS[1:]):
    """Return a report whose plan has phases of so many steps."""
    phases, number = [], 0
    for slug, size in zip(slugs, sizes, strict=False):
        steps = []
        for _ in range(size):
            number += 1
            steps.append(Step(number, f"s{number}", words, "", (), "", "", "", ""))
        phases.append(Phase(slug, slug.title(), tuple(steps)))
    return changed(real_report(CASE, "en"), "plan", phases=tuple(phases))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_is_drawn_without_overlaps_and_told_whole(language, layout):
    drawn = 0
    for report in reports(language):
        drawing = timeline_drawing(report, layout)
        if drawing is None:
            assert not report.plan.phases
            continue
        drawn += 1
        check(drawing)
        shown = texts(drawing)
        for phase in report.plan.phases:
            assert phase.title in drawing.description
            first = phase.steps[0]
            assert str(first.number) in shown
            assert f"{first.number} {first.title}" in drawing.description
        numbers = [text for text in shown if text.isdigit()]
        assert all(f"{number} " in drawing.description for number in numbers)
    assert drawn > 20


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("sizes", [(1,), (70,), (1, 70), (10,) * 7, (3, 4, 2, 40, 9, 9, 3)])
def test_steps_that_are_not_named_are_counted(sizes, layout):
    report = planned(*sizes)
    drawing = timeline_drawing(report, layout)
    check(drawing)
    shown = texts(drawing)
    named = sum(text.isdigit() for text in shown)
    more = [int(text.split()[1]) for text in shown if text.startswith("and ")]
    assert named + sum(more) == sum(sizes)
    for phase in report.plan.phases:
        assert f"{phase.title}, {len(phase.steps)} step" in drawing.description
    assert all(f"and {count} more" in drawing.description for count in more)


def test_eight_phases_and_steps_without_a_phase_stay_readable():
    report = planned(*(9,) * 8, slugs=SLUGS)
    for layout in LAYOUTS:
        drawing = timeline_drawing(report, layout)
        check(drawing)
        assert "Steps, 9 steps: 1 Do" in drawing.description


def test_phases_follow_each_other_from_left_to_right():
    report = planned(2, 2, 2, 2)
    left = {line.text: line.left for line in lines_of(timeline_drawing(report).shapes)}
    assert left["Strategy"] < left["Plan"] < left["Ready"] < left["Adopt"]


def test_what_runs_beside_the_others_stands_below_them():
    lines = {line.text: line for line in lines_of(timeline_drawing(planned(*(2,) * 7)).shapes)}
    lowest = max(lines[title].bottom for title in ("Strategy", "Plan", "Ready", "Adopt"))
    assert all(lines[slug.title()].top > lowest for slug in BESIDE)
    assert "Beside these phases, and on after the move" in lines


@pytest.mark.parametrize("sizes", [(1,), (10,) * 7, (3, 4, 2, 40), (0, 0, 0, 0, 2, 2, 2)])
def test_a_strip_names_all_phases_and_counts_their_steps_without_overlaps(sizes):
    report = planned(*sizes)
    report = changed(report, "plan", phases=tuple(phase for phase in report.plan.phases if phase.steps))
    drawing = timeline_drawing(report, "strip")
    check(drawing)
    shown = texts(drawing)
    assert drawing.height < 150
    assert any(text.startswith("Not to scale") for text in shown)
    for phase in report.plan.phases:
        assert phase.title in shown
        assert f"{phase.title}, {len(phase.steps)} step" in drawing.description
    assert not any(text.isdigit() for text in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reports_strip_is_drawn_without_overlaps(language):
    for report in reports(language):
        if report.plan.phases:
            check(timeline_drawing(report, "strip"))


def test_it_says_that_it_has_no_scale():
    drawing = timeline_drawing(planned(2, 2))
    assert "Not to scale: phases in their order, without dates." in texts(drawing)
    assert "Not to scale" in drawing.description


def test_no_plan_is_nothing_drawn():
    assert timeline_drawing(planned()) is None


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("words", HOSTILE)
def test_long_words_stay_inside_and_are_told_in_full(words, layout):
    report = planned(*(9,) * 7, words=words)
    phases = tuple(replace(phase, title=words) for phase in report.plan.phases)
    drawing = timeline_drawing(changed(report, "plan", phases=phases), layout)
    check(drawing)
    assert drawing.description.count(words.rstrip()) >= 7 * 3
