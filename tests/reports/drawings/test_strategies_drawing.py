"""The bars for files: the same figures and the same scale as on the page."""

from dataclasses import replace

import pytest

from advisor.pictures.bars import Bars
from advisor.pictures.drawing import Box, Path
from advisor.reports.drawings.strategies import strategies_drawing
from tests.reports.book import FULL, make_report
from tests.reports.drawings.pictured import HOSTILE, LANGUAGES, changed, check, flat, reports, texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_is_drawn_without_overlaps_and_told_whole(language):
    for report in reports(language):
        drawing = strategies_drawing(report)
        check(drawing)
        for row in report.strategies.picture.rows:
            assert row.label in drawing.description
            assert row.name in texts(drawing)
            assert all(str(block.points) in drawing.description for block in row.blocks)
        for note in report.strategies.notes.values():
            assert note in drawing.description


def test_a_block_is_as_long_as_its_share_of_the_scale():
    report = make_report(FULL)
    drawing = strategies_drawing(report)
    bars = report.strategies.picture
    rows = {row.option: row for row in bars.rows}
    blocks = [s for s in flat(drawing.shapes) if isinstance(s, Box) and s.fill == "refactor"]
    assert sum(block.tint for block in blocks) == 1
    by_points = {block.tint: block.width for block in blocks}
    points = {b.side == "against": b.points for b in rows["refactor"].blocks}
    assert by_points[False] / points[False] == pytest.approx(by_points[True] / points[True], rel=0.01)


def test_what_is_ruled_out_is_dashed_and_named_and_has_no_balance():
    report = make_report({"source_code": "unavailable"})
    out = [row for row in report.strategies.picture.rows if row.ruled_out]
    drawing = strategies_drawing(report)
    assert len(out) == 2
    dashed = [shape for shape in flat(drawing.shapes) if isinstance(shape, Path) and shape.dashed]
    assert len(dashed) == 2
    assert texts(drawing).count("out") == 2
    assert sum("Ruled out: Nothing can be changed." in text for text in texts(drawing)) == 2
    assert "ruled out" in drawing.description


def test_the_balance_is_marked_by_two_ticks():
    report = make_report({"source_code": "available"})
    ticks = [
        s for s in flat(strategies_drawing(report).shapes) if isinstance(s, Path) and s.stroke_width == 3
    ]
    assert len(ticks) == 2 * len(report.strategies.picture.rows) + 2


def test_korean_words_stand_in_a_korean_report():
    drawing = strategies_drawing(make_report({"source_code": "unavailable"}, "ko"))
    assert texts(drawing).count("제외") == 2


@pytest.mark.parametrize("words", HOSTILE)
def test_long_names_and_reasons_stay_inside_and_are_told_in_full(words):
    report = make_report({"source_code": "unavailable"})
    bars = report.strategies.picture
    rows = tuple(replace(row, name=words, label=f"{words}: 1") for row in bars.rows)
    picture = Bars(rows, bars.ticks, bars.zero)
    drawing = strategies_drawing(changed(report, "strategies", picture=picture, notes={"refactor": words}))
    check(drawing)
    assert words.rstrip(".") in drawing.description


def test_where_nothing_is_ruled_out_nothing_is_dashed():
    drawing = strategies_drawing(make_report(FULL))
    assert not any(isinstance(shape, Path) and shape.dashed for shape in flat(drawing.shapes))
    assert "out" not in texts(drawing)
    assert {"+1", "0"} <= set(texts(drawing))
