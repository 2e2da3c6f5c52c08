"""A Word document as a file: its texts, data, properties, page, cover and styles."""

from datetime import date
from itertools import pairwise

import pytest
from docx.oxml.ns import qn
from lxml import etree

from advisor.reports.embedding import NAMESPACE
from advisor.reports.exporters.docx import write_docx
from advisor.reports.harmless import visible
from advisor.reports.paper.blocks import (
    Bullets,
    Cover,
    Facts,
    Figure,
    Heading,
    Item,
    Mark,
    Numbers,
    Paragraph,
    Run,
    SourceLine,
    Sources,
    Table,
)
from tests.reports.exporters.docx_reading import (
    DATA,
    HOSTILE,
    document_of,
    members,
    opened,
    pictures_of,
    styled,
)
from tests.reports.exporters.papers import KOREAN, make_blocks, make_drawing, make_paper


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_typed_comes_back_as_the_text_that_is_seen(text):
    seen = visible(text, keep_lines=True)
    line = (Run(text),)
    document = document_of(
        Paragraph(line),
        Heading(2, text, text, label=text),
        Bullets(((Run(text, link=text), Run(text, code=True)),)),
        Numbers((Item(line, ((text, text),)),)),
        Table(text, (text,), ((line,),)),
        Facts(((text, text, text),)),
        Figure(make_drawing(text), text),
        Sources((SourceLine(1, text, text, text),)),
        name=text,
        author=text,
        summary=(),
    )
    texts = [p.text for p in document.paragraphs]
    assert seen in texts
    assert f"{seen}:\n{seen}" in [p.text for p in styled(document, "Heading 2")]
    assert f"{seen}{seen}" in [p.text for p in styled(document, "List Bullet")]
    assert [p.text for p in styled(document, "List Continue")] == [f"{seen} {seen}"]
    assert [[cell.text for cell in row.cells] for row in document.tables[1].rows] == [[seen], [seen]]
    assert document.tables[2].rows[0].cells[1].text == f"{seen}\n{seen}"
    assert styled(document, "Source")[0].text == f"1.\t{seen}\n{seen}\n{seen}"
    assert document.core_properties.author == visible(text)
    about = [e.get("descr") for e in document.element.body.iter(qn("wp:docPr"))]
    assert f"Tomcat becomes {visible(text)}." in about


def test_spaces_at_the_ends_of_runs_are_kept():
    document = document_of(Paragraph((Run("one "), Run(" two", bold=True))))
    texts = [text for text in document.element.body.iter(qn("w:t")) if text.text in ("one ", " two")]
    assert [text.get("{http://www.w3.org/XML/1998/namespace}space") for text in texts] == ["preserve"] * 2


def test_data_lies_in_a_part_of_its_own_that_word_keeps():
    parts = members(write_docx(make_paper(), DATA))
    root = etree.fromstring(parts["customXml/item1.xml"])
    assert root.tag == f"{{{NAMESPACE}}}recommendation"
    assert root.text == DATA
    related = etree.fromstring(parts["word/_rels/document.xml.rels"])
    [target] = [one.get("Target") for one in related if one.get("Type").endswith("/customXml")]
    assert target == "../customXml/item1.xml"
    assert b"itemProps1.xml" in parts["customXml/_rels/item1.xml.rels"]
    types = etree.fromstring(parts["[Content_Types].xml"])
    kinds = {entry.get("PartName"): entry.get("ContentType") for entry in types}
    assert kinds["/customXml/itemProps1.xml"].endswith("customXmlProperties+xml")


def test_without_data_there_is_no_such_part():
    assert not [name for name in members(write_docx(make_paper(), None)) if name.startswith("customXml")]


def test_the_file_says_what_it_is_and_who_wrote_it():
    found = document_of(written_on=date(2026, 11, 22), author="Adatum Consulting").core_properties
    assert found.title == "Proseware training portal: Refactor"
    assert found.author == found.last_modified_by == "Adatum Consulting"
    assert found.created.date() == found.modified.date() == date(2026, 11, 22)
    assert found.language == "en-GB"


def test_a_long_title_is_cut_to_what_properties_hold():
    assert len(document_of(title="long " * 200).core_properties.title) == 255


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("ko", "ko-KR")])
def test_the_document_says_its_language(language, tag):
    assert document_of(language=language).core_properties.language == tag


@pytest.mark.parametrize("language", ["en", "ko"])
def test_words_are_checked_in_the_language_of_their_letters(language):
    defaults = document_of(language=language).styles.element.find(f".//{qn('w:rPrDefault')}")
    words, fonts = (defaults.find(f".//{qn(tag)}") for tag in ("w:lang", "w:rFonts"))
    assert (words.get(qn("w:val")), words.get(qn("w:eastAsia"))) == ("en-GB", "ko-KR")
    assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) == ("Arial", "Malgun Gothic")


def test_korean_stays_korean():
    document = opened(write_docx(make_paper("ko"), None))
    assert KOREAN in [p.text for p in document.paragraphs]


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 210, 297), ("letter", 215.9, 279.4)])
def test_the_page_has_the_size_asked_for(size, width, height):
    section = document_of(size=size).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((width, height), abs=0.1)


def test_a_size_that_is_not_known_is_refused():
    with pytest.raises(KeyError, match="a5"):
        write_docx(make_paper(), None, "a5")


def test_every_page_says_what_it_is_and_counts_itself():
    footer = document_of().sections[0].footer.paragraphs[0]
    assert footer.text.startswith("Proseware training portal · Internal\t")
    codes = [code.text.strip() for code in footer._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_nothing_is_said_of_confidentiality_where_nothing_was():
    cover = Cover("Portal", "Refactor", "refactor", "Lead", ())
    assert (
        document_of(cover=cover)
        .sections[0]
        .footer.paragraphs[0]
        .text.startswith("Proseware training portal\t")
    )


def test_the_cover_names_workload_outcome_and_people():
    document = opened(write_docx(make_paper(), None))
    assert [p.text for p in styled(document, "Eyebrow", "Title")] == [
        "Proseware training portal",
        "●\u00a0Refactor",
    ]
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0] == ["Prepared by", "Proseware"]
    [(inline, png, svg), _] = pictures_of(document)
    assert inline.find(qn("wp:docPr")).get("descr") == "Logo"
    assert png.startswith(b"\x89PNG")
    assert svg is None


def test_parts_of_the_paper_stand_in_their_order():
    document = opened(write_docx(make_paper(), None))
    texts = [p.text for p in document.paragraphs]
    order = [
        "Proseware training portal",
        "In short",
        "Contents",
        "Steps",
        "Rulebook 1, sha256:0123456789abcdef",
    ]
    places = [texts.index(text) for text in order]
    assert all(one < other for one, other in pairwise(places))
    assert texts[-1] == order[-1]


def test_every_style_in_use_is_defined():
    parts = members(write_docx(make_paper(), None))
    defined = {
        style.get(qn("w:styleId")) for style in etree.fromstring(parts["word/styles.xml"]).iter(qn("w:style"))
    }
    text = etree.fromstring(parts["word/document.xml"])
    used = {e.get(qn("w:val")) for e in text.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))}
    assert used <= defined
    assert {"Title", "Subtitle", "Heading1", "BodyText", "Lead", "Note", "ListBullet", "Caption"} <= used


def test_styles_that_word_does_not_know_are_told_to_be_ours():
    styles = [s for s in opened(write_docx(make_paper(), None)).styles if not s.element.get(qn("w:default"))]
    ours = {style.name for style in styles if not style.builtin}
    assert {"Lead", "Note", "Source", "Cite", "Mark Refactor", "Fourways Table", "Table Text"} <= ours
    assert not ours & {"Title", "Heading 1", "toc 3", "List Number", "Caption", "Footer", "Strong"}


def test_emphasis_is_a_style_of_the_document():
    line = (Run("a", bold=True), Run("b", soft=True), Run("c", code=True), Run("d"), Run("e", link="#x"))
    document = document_of(Heading(2, "X", "x"), Paragraph(line))
    [paragraph] = [p for p in document.paragraphs if p.text == "abcde"]
    assert [run.style.name for run in paragraph.runs] == ["Strong", "Soft", "Code", "Default Paragraph Font"]
    assert paragraph.hyperlinks[0].runs[0].style.name == "Hyperlink"


def test_summary_contents_and_parts_begin_on_pages_of_their_own():
    document = document_of(Heading(1, "First part"), summary=(Paragraph((Run("In short"),)),))
    paragraphs = document.paragraphs
    texts = [p.text for p in paragraphs]
    for first in ("In short", "First part"):
        before = paragraphs[texts.index(first) - 1]
        assert [br.get(qn("w:type")) for br in before._p.iter(qn("w:br"))] == ["page"]
    assert styled(document, "TOC Heading")[0].style.paragraph_format.page_break_before


def test_runs_have_no_look_of_their_own():
    paper = make_paper(blocks=make_blocks())
    text = etree.fromstring(members(write_docx(paper, None))["word/document.xml"])
    looks = {etree.QName(child).localname for rpr in text.iter(qn("w:rPr")) for child in rpr}
    assert looks <= {"rStyle", "b"}


def test_marks_have_the_colours_of_the_strategies():
    document = document_of(
        Bullets(tuple((Mark(s),) for s in ("rehost", "refactor", "rearchitect", "rebuild")))
    )
    runs = [p.runs[0] for p in styled(document, "List Bullet")]
    assert [(r.text.strip(), str(r.style.font.color.rgb)) for r in runs] == [
        ("■", "26488F"),
        ("●", "0A7A6C"),
        ("▲", "A85A00"),
        ("◆", "8A1446"),
    ]
