"""The twelve factors and the delivery figures at a glance."""

from dataclasses import replace

import pytest

from advisor.pictures.drawing import Box, Words
from advisor.reports.drawings.standing import standing_drawing
from tests.reports.drawings.pictured import (
    HOSTILE,
    LANGUAGES,
    LAYOUTS,
    changed,
    check,
    flat,
    real_report,
    reports,
    texts,
)

CASE = "24coms-followme"


def big_boxes(drawing):
    """Return the cells of the factors: all boxes but levels and samples."""
    return [s for s in flat(drawing.shapes) if isinstance(s, Box) and s.height > 40]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_is_drawn_without_overlaps_and_told_whole(language, layout):
    for report in reports(language, standing=True):
        drawing = standing_drawing(report, layout)
        check(drawing)
        for number, factor in enumerate(report.practices.factors, start=1):
            assert f"{number} {factor.name}" in drawing.description
        for measure in report.practices.measures:
            level = f" ({measure.level})" if measure.level else ""
            assert f"{measure.name}: {measure.today}{level}" in drawing.description


@pytest.mark.parametrize("layout", LAYOUTS)
def test_cells_are_filled_where_a_factor_holds(layout):
    drawing = standing_drawing(real_report(CASE, "en", standing=True), layout)
    cells = big_boxes(drawing)
    assert [n for n, cell in enumerate(cells, start=1) if cell.fill == "ink"] == [1, 3, 11]
    assert len(cells) == 12
    assert not any(cell.dashed for cell in cells)
    assert "Factors that hold: 1 Codebase; 3 Config; 11 Logs." in drawing.description


def test_what_is_written_stands_out_from_its_cell():
    drawing = standing_drawing(real_report(CASE, "en", standing=True))
    tones = {shape.text: shape.tone for shape in flat(drawing.shapes) if isinstance(shape, Words)}
    assert (tones["Codebase"], tones["Dependencies"]) == ("paper", "ink")
    assert (tones["Medium"], tones["Low"], tones["Elite"]) == ("soft", "paper", "soft")


def test_the_level_of_today_is_filled_and_the_one_not_known_is_dashed():
    drawing = standing_drawing(real_report(CASE, "en", standing=True))
    levels = [s for s in flat(drawing.shapes) if isinstance(s, Box) and s.height == pytest.approx(26, abs=2)]
    assert sum(level.fill == "ink" for level in levels) == 2
    assert sum(level.dashed for level in levels) == 2
    assert len(levels) == 2 * 4 + 2
    assert texts(drawing).count("Medium") == 2
    assert "Change failure rate: 30 percent (Low)" in drawing.description


def test_factors_without_an_answer_are_dashed_beside_answered_figures():
    report = real_report(CASE, "en", standing=True)
    drawing = standing_drawing(changed(report, "practices", factors=(), factors_headline="Not answered"))
    assert [cell.dashed for cell in big_boxes(drawing)] == [True] * 12
    assert "Factors not answered: 1 Codebase;" in drawing.description
    check(drawing)


def test_figures_without_an_answer_are_dashed_beside_answered_factors():
    report = real_report(CASE, "en", standing=True)
    drawing = standing_drawing(changed(report, "practices", measures=(), levels=()))
    assert texts(drawing).count("not answered") == 4
    assert "Lead time: not answered" in drawing.description


def test_nothing_answered_is_nothing_drawn():
    assert standing_drawing(real_report(CASE, "en")) is None


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("words", HOSTILE)
def test_long_words_stay_inside_and_are_told_in_full(words, layout):
    part = real_report(CASE, "en", standing=True).practices
    drawing = standing_drawing(
        changed(
            real_report(CASE, "en", standing=True),
            "practices",
            factors_headline=words,
            factors=tuple(replace(factor, name=words) for factor in part.factors),
            measures=tuple(replace(measure, name=words, today=words) for measure in part.measures),
            levels=(words,) * 4,
        ),
        layout,
    )
    check(drawing)
    assert drawing.description.count(words.rstrip()) >= 12 + 4
