"""The slides for a meeting: six to eight, in layouts of our own, and nothing leaves its place."""

from __future__ import annotations

import datetime
from itertools import combinations

import pytest
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from advisor.pictures.fonts import wrapped
from advisor.reports.evaluation import Override
from advisor.reports.exporters.pptx import write_pptx
from advisor.reports.exporters.pptx.layouts import HEIGHT, LAYOUTS, WIDTH
from advisor.reports.exporters.pptx.styles import STYLES
from tests.reports.book import make_report
from tests.reports.exporters.pptx_reading import (
    CASES,
    SHOP,
    WIDEST,
    deck,
    every_deck,
    logo,
    opened,
    real,
    style_of,
    tables_of,
    texts_of,
    title_of,
    written,
)


@every_deck
def test_six_to_eight_slides_in_layouts_of_our_own_master(case, language):
    presentation = deck(case, language)
    assert 6 <= len(presentation.slides) <= 8
    assert (presentation.slide_width, presentation.slide_height) == (Pt(WIDTH), Pt(HEIGHT))
    names = [layout.name for layout in LAYOUTS]
    assert [layout.name for layout in presentation.slide_layouts] == names
    assert {slide.slide_layout.name for slide in presentation.slides} <= set(names)
    assert presentation.slides[0].slide_layout.name == "Title slide"


@every_deck
def test_no_shape_leaves_the_slide_and_no_two_overlap(case, language):
    for slide in deck(case, language).slides:
        boxes = []
        for shape in slide.shapes:
            left, top = shape.left, shape.top
            right, bottom = left + shape.width, top + shape.height
            assert min(left, top) >= 0
            assert right <= Pt(WIDTH)
            assert bottom <= Pt(HEIGHT)
            boxes.append((shape.name, left, top, right, bottom))
        for one, other in combinations(boxes, 2):
            apart = one[3] <= other[1] or other[3] <= one[1] or one[4] <= other[2] or other[4] <= one[2]
            assert apart, (one[0], other[0])


@every_deck
def test_text_fits_its_place_with_the_widest_letters(case, language):
    for slide in deck(case, language).slides:
        for shape in slide.placeholders:
            if not shape.has_text_frame or shape.placeholder_format.type is PP_PLACEHOLDER.SLIDE_NUMBER:
                continue
            height = 0
            for paragraph in shape.text_frame.paragraphs:
                style = style_of(shape, paragraph, slide.slide_layout.name)
                width = (shape.width / 12700 - style.indent) / WIDEST
                bold = style.bold or (bool(paragraph.runs) and all(run.font.bold for run in paragraph.runs))
                lines = wrapped(paragraph.text, width, style.size, bold=bold)
                height += style.before + style.line * len(lines)
            assert height * 12700 <= shape.height, (title_of(slide), shape.name)


@every_deck
def test_cells_fit_their_rows_with_the_widest_letters(case, language):
    style = STYLES["cell"]
    for slide in deck(case, language).slides:
        for shape in slide.shapes:
            if not shape.has_table:
                continue
            assert shape.height == sum(row.height for row in shape.table.rows)
            for row in shape.table.rows:
                for cell, column in zip(row.cells, shape.table.columns, strict=True):
                    room = (shape.width if cell.is_merge_origin else column.width) / 12700
                    paragraphs = [p for p in cell.text_frame.paragraphs if p.text]
                    lines = 0
                    for paragraph in paragraphs:
                        bold = all(run.font.bold for run in paragraph.runs)
                        margins = (cell.margin_left + cell.margin_right) / 12700
                        lines += len(
                            wrapped(paragraph.text, (room - margins) / WIDEST, style.size, bold=bold)
                        )
                    needed = lines * style.line + (cell.margin_top + cell.margin_bottom) / 12700
                    assert needed <= row.height / 12700, (title_of(slide), cell.text_frame.text)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_titles_are_the_findings(language):
    report = make_report(SHOP, language)
    titles = [title_of(slide) for slide in opened(write_pptx(report, None)).slides]
    assert titles[0] == report.verdict.title
    assert titles[2:] == [
        report.strategies.headline,
        report.architecture.headline,
        report.services.headline,
        report.plan.headline,
        report.changes.headline,
        report.unknown.headline,
    ]
    assert "Azure App Service" in titles[1]
    assert "Azure SQL Database" in titles[1]


def test_the_cover_says_for_whom_by_whom_when_and_how_secret():
    slide = opened(written()).slides[0]
    texts = texts_of(slide)
    assert "Web shop" in texts
    assert "Prepared by: Contoso" in texts
    assert "21 November 2026 · Version 1.2" in texts
    assert "Confidential" in texts
    [picture] = [shape for shape in slide.placeholders if shape.placeholder_format.idx == 14]
    assert picture.image.blob == logo().png
    assert round(picture.width / picture.height, 2) == 5.0
    assert [shape.name for shape in slide.shapes if not shape.is_placeholder] == ["Mark"]


def test_without_a_strategy_there_is_no_mark_and_the_title_begins_at_the_margin():
    slide = opened(written("nothing known")).slides[0]
    assert not [shape for shape in slide.shapes if not shape.is_placeholder]
    assert slide.shapes.title.left == Pt(48)


def test_no_slot_is_left_empty():
    for case in CASES:
        for slide in opened(written(case)).slides:
            for shape in slide.placeholders:
                assert not shape.has_text_frame or shape.text_frame.text, (case, shape.name)


def test_every_slide_has_footer_and_number():
    for number, slide in enumerate(opened(written()).slides, start=1):
        texts = {s.placeholder_format.type: s.text_frame.text for s in slide.placeholders if s.has_text_frame}
        assert texts[PP_PLACEHOLDER.FOOTER] == "Confidential · Web shop"
        assert texts[PP_PLACEHOLDER.SLIDE_NUMBER] == str(number)


def test_points_are_a_chart_that_can_be_edited():
    slide = opened(written()).slides[2]
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    names = [str(category) for category in chart.plots[0].categories]
    against, for_ = ([value or 0 for value in series.values] for series in chart.plots[0].series)
    rows = make_report(SHOP).strategies.picture.rows
    assert [name.split()[-1] for name in names] == [row.name for row in rows]
    assert for_ == [row.points_for for row in rows]
    assert against == [-row.points_against for row in rows]
    assert chart.part.chart_workbook.xlsx_part is not None


def test_what_is_ruled_out_is_dashed_and_not_filled():
    rows = make_report(CASES["only one left"][0]).strategies.picture.rows
    slide = opened(written("only one left")).slides[2]
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    looks = [chart.plots[0].series[1].points[number].format for number in range(len(rows))]
    dashed = [look.line.dash_style == MSO_LINE_DASH_STYLE.DASH for look in looks]
    paper = [look.fill.fore_color.theme_color == MSO_THEME_COLOR.BACKGROUND_1 for look in looks]
    assert dashed == paper == [row.ruled_out for row in rows]
    assert any(dashed)
    assert not all(dashed)


def test_the_table_of_strategies_says_what_decides():
    table = tables_of(opened(written("only one left")).slides[2])[0]
    cells = {row[0].split("\n")[0].split()[-1]: row for row in table[1:]}
    assert cells["Refactor"][0].endswith("ruled out")
    assert cells["Refactor"][1] == "Nothing can be changed."
    assert cells["Rehost"][1] == "+2 Nothing can be changed."


def test_the_table_of_services_says_why_why_not_and_the_limit():
    table = tables_of(opened(written()).slides[4])[0]
    assert table[0] == ["Service", "Why", "Why not the next best", "Limit that matters here"]
    assert table[1] == [
        "Azure App Service\nCompute service",
        "App Service runs it.",
        "Azure Virtual Machines\n3 points behind",
        "A request ends after 230 s.",
    ]
    assert table[3] == ["Azure Monitor", "It must be watched.", "", ""]


def test_the_plan_shows_its_phases_and_the_gate_of_each():
    report = real("en")
    slide = next(s for s in opened(write_pptx(report, None)).slides if title_of(s) == report.plan.headline)
    [picture] = [s for s in slide.placeholders if s.placeholder_format.type is PP_PLACEHOLDER.PICTURE]
    assert report.plan.phases[0].title in picture._element.nvPicPr.cNvPr.get("descr")
    [table] = tables_of(slide)
    assert table[0] == ["Phase", "Done when"]
    assert table[1] == [report.plan.phases[0].title, report.plan.phases[0].steps[-1].exit]
    assert [row[0] for row in table[1:]] == [phase.title for phase in report.plan.phases]


def test_risks_stand_beside_what_would_change_the_recommendation():
    report = make_report(SHOP)
    risks, changes = tables_of(opened(written()).slides[6])
    assert risks[1] == ["Users are signed out\nMove sessions first."]
    first = report.changes.tables[0].rows[0]
    assert changes[1][0].startswith(first.if_so[0])
    assert changes[1][1].endswith(first.outcome_name)


def test_a_decision_made_otherwise_stands_beside_the_recommendation():
    made = Override("strategy", "rehost", "The contract ends.", "The board", datetime.date(2026, 11, 20))
    slides = opened(write_pptx(make_report(SHOP, overrides=(made,)), None)).slides
    assert "Refactor" in title_of(slides[1])
    texts = texts_of(slides[1])
    place = texts.index("Decided: Migration strategy")
    assert texts[place + 1 : place + 4] == ["Rehost", "The contract ends.", "The board · 20 November 2026"]
    assert any("The board decided for Rehost" in text for text in texts_of(slides[0]))
    assert "Decided: Migration strategy" not in texts_of(opened(written()).slides[1])
