"""What would change this, as a map."""

import pytest

from advisor.pictures.drawing import Box, Path
from advisor.reports.drawings.changes import MOST_LINES, changes_drawing
from advisor.reports.report import ChangeRow, ChangeTable
from tests.reports.drawings.pictured import (
    HOSTILE,
    LANGUAGES,
    LAYOUTS,
    changed,
    check,
    flat,
    lines_of,
    real_report,
    reports,
    texts,
)

CASE = "24coms-followme"


def table(decision, *rows):
    return ChangeTable(decision, decision.title(), f"{len(rows)} answers.", rows)


def row(words, outcome="rehost", name="Rehost"):
    return ChangeRow((words,), ("something else",), outcome, name)


def with_tables(*tables):
    return changed(real_report(CASE, "en"), "changes", tables=tables)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_is_drawn_without_overlaps_and_told_whole(language, layout):
    drawn = 0
    for report in reports(language):
        drawing = changes_drawing(report, layout)
        if drawing is None:
            assert not any(table.rows for table in report.changes.tables)
            continue
        drawn += 1
        check(drawing)
        for part in report.changes.tables:
            assert part.title in drawing.description
            for change in part.rows[:3]:
                assert change.if_so[0] in drawing.description
                assert change.outcome_name in drawing.description
            if not part.rows:
                assert part.sentence in drawing.description
    assert drawn > 20


@pytest.mark.parametrize("layout", LAYOUTS)
def test_ten_answers_have_a_line_and_the_others_are_counted(layout):
    def rows(name, count):
        return [row(f"{name} {n}") for n in range(count)]

    many = with_tables(
        table("strategy", *rows("S", 2)), table("compute", *rows("C", 9)), table("database", *rows("D", 7))
    )
    drawing = changes_drawing(many, layout)
    check(drawing)
    answers = [text for text in texts(drawing) if text[0] in "SCD" and text[-1].isdigit()]
    assert len(answers) == MOST_LINES
    assert {"S 0", "S 1", "C 3", "D 3"} <= set(answers)
    assert "and 5 more" in texts(drawing)
    assert "and 3 more" in texts(drawing)
    assert "and 5 more" in drawing.description


@pytest.mark.parametrize("layout", LAYOUTS)
def test_answers_to_one_outcome_share_its_box(layout):
    one, two = row("A: 1"), row("B: 2")
    drawing = changes_drawing(with_tables(table("strategy", one, two)), layout)
    assert texts(drawing).count("Rehost") == 1
    assert "To Rehost: “A: 1”; “B: 2”" in drawing.description
    arrows = [shape for shape in flat(drawing.shapes) if isinstance(shape, Path) and shape.arrow]
    assert len(arrows) == 1


def test_a_strategy_has_its_shape_and_its_colour_and_a_service_is_ink():
    part = with_tables(table("strategy", row("A: 1")), table("compute", row("B: 2", "batch", "Azure Batch")))
    shapes = flat(changes_drawing(part).shapes)
    outlines = [shape.stroke for shape in shapes if isinstance(shape, Box) and shape.stroke != "none"]
    assert outlines == ["rearchitect", "rehost", "ink", "ink"]
    filled = {shape.fill for shape in shapes if not hasattr(shape, "text")}
    assert filled == {"none", "rearchitect", "rehost"}


def test_nothing_to_recommend_is_dashed():
    drawing = changes_drawing(with_tables(table("database", row("A: 1", "", "Nothing to recommend yet"))))
    assert [shape.dashed for shape in flat(drawing.shapes) if isinstance(shape, Box)] == [False, True]


def test_answers_stand_between_today_and_the_outcome():
    drawing = changes_drawing(with_tables(table("strategy", row("A: 1"))))
    left = {line.text: line.left for line in lines_of(drawing.shapes)}
    assert left["Rearchitect"] < left["A: 1"] < left["Rehost"]


def test_two_answers_of_one_row_are_joined():
    both = ChangeRow(("A: 1", "B: 2"), ("x", "y"), "rehost", "Rehost")
    assert "“A: 1 and B: 2”" in changes_drawing(with_tables(table("strategy", both))).description


def test_a_robust_decision_says_so_beside_the_others():
    drawing = changes_drawing(with_tables(table("strategy"), table("compute", row("A: 1"))))
    assert "0 answers." in texts(drawing)
    assert "0 answers." in drawing.description


def test_nothing_that_would_change_it_is_nothing_drawn():
    assert changes_drawing(with_tables(table("strategy"), table("compute"))) is None
    assert changes_drawing(with_tables()) is None


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("words", HOSTILE)
def test_long_words_stay_inside_and_are_told_in_full(words, layout):
    rows = [row(words, outcome, words) for outcome in ("rehost", "rebuild", "")]
    tables = [
        ChangeTable(decision, words, words, tuple(rows)) for decision in ("strategy", "compute", "database")
    ]
    drawing = changes_drawing(with_tables(*tables), layout)
    check(drawing)
    assert drawing.description.count(words.rstrip()) >= 9
