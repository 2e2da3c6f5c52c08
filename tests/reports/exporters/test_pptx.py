"""The slides for a meeting: six to eight, in layouts of our own, and nothing leaves its place."""

from __future__ import annotations

import datetime
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from django.utils.translation import override
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from advisor.engine import parse_profile
from advisor.pictures.fonts import wrapped
from advisor.reports.build import build_report
from advisor.reports.embedding import ELEMENT, NAMESPACE
from advisor.reports.evaluation import CoverDetails, Logo, Override, evaluate
from advisor.reports.exporters.pptx import write_pptx
from advisor.reports.exporters.pptx.deck import Grid, Para, Piece, Prose, plain
from advisor.reports.exporters.pptx.fitting import fitted_grid, fitted_prose, height_of, lines_of, shortened
from advisor.reports.exporters.pptx.layouts import HEIGHT, LAYOUTS, WIDTH
from advisor.reports.exporters.pptx.slides import deck_of
from advisor.reports.exporters.pptx.styles import LEVELS, STYLES
from advisor.reports.exporters.pptx.theme import TABLE_STYLE, A
from advisor.reports.harmless import visible
from advisor.reports.rulebooks import from_fixtures
from tests.reports.book import FULL, TODAY, make_report, make_subject

HOSTILE = (
    "=cmd|'/c calc'!A1 <script>alert(1)</script> ]]> & \"x\" \u202egnp.exe\x00\x07\x0b \ud800 \ufffe 🚀 ꧁꧂ "
    + "supercalifragilisticexpialidocious" * 5
)[:200]
#: Letters as the widest of the typefaces that slides are shown with have them, against those measured.
WIDEST = 1.07
SHOP = {**FULL, "runtime": "java"}
CASES = {
    "full": (SHOP, {}),
    "nothing known": ({}, {}),
    "no clean fit": ({**FULL, "runtime": "other"}, {}),
    "only one left": ({"source_code": "unavailable"}, {}),
    "hostile": (SHOP, {"name": HOSTILE, "client": HOSTILE}),
}


def logo() -> Logo:
    file = BytesIO()
    Image.new("RGB", (300, 60), "white").save(file, "PNG")
    return Logo(file.getvalue(), 300, 60)


def cover(**over):
    texts = {"prepared_by": "Contoso", "version": "1.2", "confidentiality": "Confidential"}
    return CoverDetails(**{**texts, "logo": logo(), **over})


@cache
def written(case="full", language="en", data=None):
    raw, over = CASES[case]
    details = cover(**({"prepared_by": HOSTILE, "confidentiality": HOSTILE} if case == "hostile" else {}))
    return write_pptx(make_report(raw, language, cover=details, **over), data)


@cache
def real(language):
    """Return the report on a long profile from the real rulebook."""
    book = from_fixtures("fixtures")
    profile, errors = parse_profile(book.rulebook, long_profile())
    assert not errors
    return build_report(make_subject(language, cover=cover()), evaluate(book, profile))


def long_profile():
    rows = yaml.load(Path("fixtures/90_scenarios.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    found = (row["fields"] for row in rows)
    return next(row["profile"] for row in found if row["slug"] == "aac-rwa-dotnet-relecloud")


def opened(file):
    return Presentation(BytesIO(file))


def title_of(slide):
    return slide.shapes.title.text_frame.text


def texts_of(slide):
    """Return the texts of all shapes and cells."""
    texts = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            texts += [paragraph.text for paragraph in shape.text_frame.paragraphs]
        elif shape.has_table:
            texts += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return texts


def tables_of(slide):
    return [
        [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def by_eyebrow(presentation, words):
    return next(s for s in presentation.slides if words in texts_of(s)[:2])


every_deck = pytest.mark.parametrize(
    ("case", "language"), [(case, language) for case in [*CASES, "real"] for language in ("en", "ko")]
)


def deck(case, language):
    return opened(write_pptx(real(language), None) if case == "real" else written(case, language))


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


def style_of(shape, paragraph, layouts):
    """Return the style a paragraph is shown in, by its slot or its level."""
    layout = next(layout for layout in LAYOUTS if layout.name == layouts)
    slot = layout.slot(shape.placeholder_format.idx)
    return STYLES[slot.style or LEVELS[paragraph.level]]


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


def test_notes_hold_the_whole_sentences_with_their_sources():
    report = real("en")
    for slide in opened(write_pptx(report, None)).slides:
        assert slide.notes_slide.notes_text_frame.text
    notes = opened(write_pptx(report, None)).slides[4].notes_slide.notes_text_frame.text
    reason = report.services.services[0].why[0]
    assert reason.text in notes
    number = reason.cites[0]
    source = next(s for s in report.sources.sources if s.number == number)
    assert f"[{number}] {source.title}" in notes
    assert source.url in notes


def test_pictures_are_vectors_with_sharp_pixels_and_words():
    presentation = opened(write_pptx(real("en"), None))
    report = real("en")
    slide = next(s for s in presentation.slides if title_of(s) == report.architecture.headline)
    [picture] = [s for s in slide.placeholders if s.placeholder_format.type is PP_PLACEHOLDER.PICTURE]
    assert report.architecture.description in picture._element.nvPicPr.cNvPr.get("descr")
    pixels = Image.open(BytesIO(picture.image.blob)).width
    assert pixels >= 4 / 3 * picture.width.pt - 1  # a slide is 960 points wide, and 1,280 pixels
    [blip] = picture._element.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    relation = blip.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
    part = slide.part.related_part(relation)
    assert part.content_type == "image/svg+xml"
    svg = etree.fromstring(part.blob)
    shape = float(svg.get("width")) / float(svg.get("height"))
    assert shape == pytest.approx(picture.width / picture.height, 0.01)


@every_deck
def test_whatever_is_not_text_has_words(case, language):
    for slide in deck(case, language).slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or not shape.is_placeholder:
                [told] = shape._element.xpath(".//p:cNvPr/@descr")
                assert told.strip(), shape.name


@pytest.mark.parametrize(("language", "code"), [("en", "en-GB"), ("ko", "ko-KR")])
def test_every_run_tells_its_language(language, code):
    for slide in deck("real", language).slides:
        runs = list(slide.shapes._spTree.iter(f"{{{A}}}rPr"))
        assert runs
        numbers = {r for field in slide.shapes._spTree.iter(f"{{{A}}}fld") for r in field.iter(f"{{{A}}}rPr")}
        assert {run.get("lang") for run in runs if run not in numbers} == {code}


def test_slides_have_no_look_of_their_own():
    """What a master cannot change would stay behind when it is changed: sizes, typefaces, plain colours."""
    for slide in deck("real", "en").slides:
        for element in slide.shapes._spTree.iter():
            assert element.tag not in {f"{{{A}}}{name}" for name in ("latin", "ea", "srgbClr", "lnSpc")}
            assert element.get("sz") in (None, "quarter")
    styles = {
        e.text for s in deck("real", "en").slides for e in s.shapes._spTree.iter(f"{{{A}}}tableStyleId")
    }
    assert styles == {TABLE_STYLE}


def test_the_master_has_our_colours_and_typefaces_for_both_languages():
    with ZipFile(BytesIO(written())) as file:
        theme = etree.fromstring(file.read("ppt/theme/theme1.xml"))
        table_styles = file.read("ppt/tableStyles.xml").decode()
    colours = [e.get("val") for e in theme.iter(f"{{{A}}}srgbClr")]
    assert colours[:2] == ["15171A", "FCFCFA"]
    assert colours[4:8] == ["26488F", "0A7A6C", "A85A00", "8A1446"]
    assert {e.get("typeface") for e in theme.iter(f"{{{A}}}ea")} == {"Malgun Gothic"}
    assert TABLE_STYLE in table_styles


def test_hostile_texts_stay_text():
    presentation = opened(written("hostile"))
    cut = visible(HOSTILE)
    workload = next(p for p in presentation.slides[0].placeholders if p.placeholder_format.idx == 13)
    shown = workload.text_frame.text.removesuffix("…")
    assert shown
    assert cut.startswith(shown)
    footer = next(p for p in presentation.slides[1].placeholders if p.placeholder_format.idx == 10)
    assert footer.text_frame.text.endswith("…")
    for slide in presentation.slides:
        text = " ".join([*texts_of(slide), slide.notes_slide.notes_text_frame.text])
        assert not set(text) & set("\u202e\x00\x07\x0b\ud800\ufffe")
    assert presentation.core_properties.title.startswith("=cmd|")


@pytest.mark.parametrize("data", ['[{"note": "]]> <a> & \\u0001 급여"}]', "[]"])
def test_the_data_lie_in_a_custom_part(data):
    with ZipFile(BytesIO(written(data=data))) as file:
        root = etree.fromstring(file.read("customXml/item1.xml"))
        related = file.read("ppt/_rels/presentation.xml.rels").decode()
        types = file.read("[Content_Types].xml").decode()
        properties = file.read("customXml/_rels/item1.xml.rels").decode()
        names = file.read("customXml/itemProps1.xml").decode()
    assert root.tag == f"{{{NAMESPACE}}}{ELEMENT}"
    assert root.text == data
    assert "relationships/customXml" in related
    assert "relationships/customXmlProps" in properties
    assert "customXmlProperties+xml" in types
    assert NAMESPACE in names


def test_without_data_there_is_no_custom_part():
    with ZipFile(BytesIO(written())) as file:
        assert not [name for name in file.namelist() if name.startswith("customXml")]


@every_deck
def test_every_part_is_well_formed_and_reached(case, language):
    file = write_pptx(real(language), "[]") if case == "real" else written(case, language, "[]")
    with ZipFile(BytesIO(file)) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        for name in names:
            if name.endswith((".xml", ".rels", ".svg")):
                etree.fromstring(package.read(name))
        for slide in opened(file).slides:
            numbers = slide.shapes._spTree.xpath(".//p:cNvPr/@id")
            assert len(numbers) == len(set(numbers))


def test_the_same_report_gives_the_same_bytes():
    first = write_pptx(make_report(SHOP, cover=cover()), "[]")
    assert first == write_pptx(make_report(SHOP, cover=cover()), "[]")
    with ZipFile(BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_tell_title_author_date_and_language():
    told = opened(written(language="ko")).core_properties
    assert told.title == "Web shop: Refactor"
    assert (told.author, told.language) == ("Contoso", "ko")
    assert told.modified.date() == told.created.date() == TODAY


def test_a_paragraph_too_long_is_cut_after_a_sentence_or_a_word():
    sentences = plain("One short sentence. Another one that is quite a bit longer than the first.", "body", 1)
    assert shortened(sentences, 250).text == "One short sentence."
    words = shortened(plain("word " * 60, "body", 2), 200)
    assert words.text.endswith("word…")
    assert lines_of(words, 200) == 2
    bold_first = Para((Piece("+5 ", bold=True), Piece("A long reason that goes on and on.")), "cell", 1)
    assert shortened(bold_first, 150).pieces[0].text == "+5 "


def test_what_does_not_fit_is_counted():
    items = tuple((plain(f"Item {number}", "body"),) for number in range(10))
    with override("en"):
        kept = fitted_prose(Prose(items), 300, 100)
    assert [para.text for para in kept] == ["Item 0", "Item 1", "and 8 more in the report"]
    assert height_of(kept, 300) <= 100


def test_rows_left_out_are_counted_and_named():
    rows = tuple(((plain(f"Service {number}", "cell"),),) for number in range(9))
    grid = Grid("", ("Service",), rows, (1,), tuple(f"S{number}" for number in range(9)))
    with override("en"):
        fitted = fitted_grid(grid, 400, 130)
    assert len(fitted.rows) == 3
    assert fitted.more == "and 6 more in the report: S3, S4, S5, S6, S7, S8"
    assert sum(fitted.heights) <= 130


def test_the_deck_is_made_of_what_the_report_says_in_its_language():
    report = real("ko")
    with override("ko"):
        made = deck_of(report)
    assert made.language == "ko"
    assert made.slides[2].title == report.strategies.headline
