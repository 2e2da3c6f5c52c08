"""Slides as a file: notes, pictures, languages, master, data, properties, what is cut."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils.translation import override
from lxml import etree
from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER

from advisor.reports.embedding import ELEMENT, NAMESPACE
from advisor.reports.exporters.pptx import write_pptx
from advisor.reports.exporters.pptx.deck import Grid, Para, Piece, Prose, plain
from advisor.reports.exporters.pptx.fitting import fitted_grid, fitted_prose, height_of, lines_of, shortened
from advisor.reports.exporters.pptx.slides import deck_of
from advisor.reports.exporters.pptx.theme import TABLE_STYLE, A
from advisor.reports.harmless import visible
from tests.reports.book import TODAY, make_report
from tests.reports.exporters.pptx_reading import (
    HOSTILE,
    SHOP,
    cover,
    deck,
    every_deck,
    opened,
    real,
    texts_of,
    title_of,
    written,
)


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
