"""A whole workload as a picture: whole, readable, and each shared service once."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from advisor.pictures.drawing import SMALLEST_TEXT, Box, Path, Words
from advisor.reports.combined import combine
from advisor.reports.drawings.combined import combined_drawing, combined_timeline
from advisor.reports.drawings.combined_shared import MOST, users
from advisor.reports.report.architecture import WayIn
from tests.reports.book import make_subject
from tests.reports.combining import SETS, component_reports, workload
from tests.reports.drawings.test_architecture_drawing import (
    LONG,
    assert_lines_keep_clear_of_words,
    assert_sound,
    flat,
    label_lines,
    lines_of,
)

LANGUAGES = ("en", "ko")
LAYOUTS = ("broad", "tall")
WIDTHS = {"broad": 840, "tall": 306}
pytestmark = pytest.mark.parametrize("layout", LAYOUTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", SETS)
def test_nothing_overlaps_and_nothing_is_cut(count, language, layout):
    drawing = combined_drawing(workload(count, language), layout)
    assert drawing.width == WIDTHS[layout]
    assert_sound(drawing, count)
    assert_lines_keep_clear_of_words(drawing, count)
    assert all(s.size >= SMALLEST_TEXT for s, _, _ in flat(drawing.shapes) if isinstance(s, Words))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", SETS)
def test_each_component_has_its_compute_and_database_in_the_picture_and_in_words(count, language, layout):
    combined = workload(count, language)
    drawing = combined_drawing(combined, layout)
    text = label_lines(drawing).replace(" ", "")
    for component in combined.components[:MOST]:
        part = component.report.architecture
        for words in (f"{component.number} {component.name}", part.compute.label, part.database.label):
            assert words.replace(" ", "") in text
        for words in (component.name, part.compute.name, part.database.name):
            assert words in drawing.description


@pytest.mark.parametrize("count", SETS)
def test_each_shared_service_is_drawn_once_with_its_users(count, layout):
    combined = workload(count)
    drawing = combined_drawing(combined, layout)
    spelled = Counter()
    for component in combined.components:
        part = component.report.architecture
        shared = [node for group in part.groups for node in group.nodes]
        shared += [node for way in part.ways_in for node in way.through]
        spelled.update({node.name for node in shared})
    for name, times in spelled.items():
        named = re.findall(rf"(?:: |, |→ ){re.escape(name)} \(", drawing.description)
        assert len(named) == 1, name
        if times == count:
            assert f"{name} (for all)" in drawing.description


def test_what_is_for_some_says_for_whom(layout):
    text = label_lines(combined_drawing(workload(4), layout))
    assert "Front Door for 4" in text
    assert "Microsoft Entra ID for all" in text


def test_arrows_lead_into_every_component_that_work_comes_to_and_on_to_its_database(layout):
    for count in SETS:
        combined = workload(count)
        drawn = [component.report.architecture for component in combined.components[:MOST]]
        arrows = [line for line in lines_of(combined_drawing(combined, layout)) if line.arrow]
        reached = sum(bool(part.ways_in) and part.compute.role != "open" for part in drawn)
        kept = sum(part.keeps_data for part in drawn)
        inside = sum(len({node.slug for node in way.through}) for way in merged(combined))
        assert len(arrows) == reached + kept + inside, count


def merged(combined):
    """Return what the ways in of all components come through, by what starts the work."""
    ways = {}
    for component in combined.components:
        for way in component.report.architecture.ways_in:
            slug = way.start.slug if way.start else "start-requests"
            ways.setdefault(slug, []).extend(way.through)
    return [WayIn(None, tuple(through)) for through in ways.values()]


def test_a_component_has_the_colour_and_the_shape_of_its_strategy_only(layout):
    combined = workload(4)
    drawn = [shape for shape, _, _ in flat(combined_drawing(combined, layout).shapes)]
    for component in combined.components:
        part = component.report.architecture
        tinted = [s for s in drawn if isinstance(s, Box) and s.tint and s.stroke == component.strategy]
        marks = [
            s for s in drawn if isinstance(s, Box | Path) and not s.tint and s.fill == component.strategy
        ]
        assert len(tinted) == sum(node.role == "takes_over" for node in (part.compute, part.database))
        assert len(marks) == 1


def test_of_more_than_eight_components_the_others_are_counted(layout):
    drawing = combined_drawing(workload(11), layout)
    assert "and 3 more, in the table" in label_lines(drawing)
    assert "and 3 more, in the table" in drawing.description
    assert "in the table" not in combined_drawing(workload(8), layout).description


def test_what_stands_around_can_be_left_out(layout):
    whole, rows = (combined_drawing(workload(8), layout, around=around) for around in (True, False))
    assert "Azure Monitor" in whole.description
    assert "Azure Monitor" not in rows.description
    assert rows.height < whole.height
    assert "Kubernetes Service" in label_lines(rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_fit(language, layout):
    names = [f"{LONG[language]} {n}" for n in range(4)]
    combined = combine(make_subject(language), component_reports(SETS[4], language), names)
    assert_sound(combined_drawing(combined, layout))


@pytest.mark.parametrize("language", LANGUAGES)
def test_components_that_nothing_is_known_of_are_drawn_too(language, layout):
    combined = combine(
        make_subject(language), component_reports(("nothing", "nothing"), language), ("A", "B")
    )
    drawing = combined_drawing(combined, layout)
    assert_sound(drawing)
    assert not [line for line in lines_of(drawing) if line.arrow]


def test_the_timeline_is_that_of_the_one_plan(layout):
    combined = workload(4)
    drawing = combined_timeline(combined, layout)
    assert combined.plan.items[0].title in drawing.description
    total = sum(len(phase.steps) for phase in combined.plan.phases)
    assert total > max(len(component.report.plan.items) for component in combined.components)
    assert combined_timeline(replace(combined, plan=replace(combined.plan, phases=())), layout) is None


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([1], "for 1"), ([3, 1], "for 1, 3"), ([1, 2, 3, 5], "for 1–3, 5"), ([1, 2, 4], "for 1, 2, 4"),
     (range(1, 9), "for all")],
)  # fmt: skip
def test_users_are_told_by_their_numbers(numbers, told, layout):
    assert users(numbers, 8) == told
