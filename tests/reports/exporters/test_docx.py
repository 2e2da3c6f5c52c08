"""A Word document holds the whole paper, in styles and fields that Word's users know."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from advisor.pictures.fonts import text_width
from advisor.reports.exporters.docx import write_docx
from advisor.reports.exporters.docx.manuscript import safe_address
from advisor.reports.paper.blocks import (
    Bullets,
    Cite,
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
    document_of,
    members,
    opened,
    pictures_of,
    plain,
    styled,
)
from tests.reports.exporters.papers import make_blocks, make_drawing, make_paper


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", ["a4", "letter"])
def test_every_part_is_well_formed_and_known_to_the_package(language, size):
    parts = members(write_docx(make_paper(language), DATA, size))
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {entry.get("PartName") for entry in types} | {f".{entry.get('Extension')}" for entry in types}
    for name, blob in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(blob)
        assert f"/{name}" in named or name[name.rindex(".") :] in named or name == "[Content_Types].xml"


def test_the_same_paper_gives_the_same_bytes():
    assert write_docx(make_paper("ko"), DATA) == write_docx(make_paper("ko"), DATA)


def test_no_member_tells_when_the_file_was_written():
    with ZipFile(BytesIO(write_docx(make_paper(), None))) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_headings_are_in_order_and_in_words_own_styles():
    document = document_of(
        Heading(1, "Refactor leads", "a", "1", "Four strategies"),
        Heading(2, "Refactor", "b", strategy="refactor"),
        Heading(3, "Limits"),
        Heading(4, "Detail"),
        summary=(),
    )
    found = [(p.style.name, plain(p.text)) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert found == [
        ("Heading 1", "1 · Four strategies: Refactor leads"),
        ("Heading 2", "● Refactor"),
        ("Heading 3", "Limits"),
        ("Heading 4", "Detail"),
    ]


def test_the_contents_list_what_word_would_list():
    document = opened(write_docx(make_paper(), None))
    headings = styled(document, "Heading 1", "Heading 2")
    lines = styled(document, "toc 1", "toc 2")
    assert [plain(line.text) for line in lines] == [plain(heading.text) for heading in headings]
    assert [line.style.name[-1] for line in lines] == [heading.style.name[-1] for heading in headings]
    assert len(lines) > 5


def test_each_line_of_the_contents_leads_to_its_heading():
    document = opened(write_docx(make_paper(), None))
    headings = styled(document, "Heading 1", "Heading 2")
    for line, heading in zip(styled(document, "toc 1", "toc 2"), headings, strict=True):
        target = line._p.find(qn("w:hyperlink")).get(qn("w:anchor"))
        assert target in {mark.get(qn("w:name")) for mark in heading._p.iter(qn("w:bookmarkStart"))}
        assert f"PAGEREF {target} " in "".join(line._p.itertext())


def test_the_contents_are_one_field_that_begins_and_ends():
    document = opened(write_docx(make_paper(), None))
    depth = 0
    for element in document.element.body.iter(qn("w:fldChar"), qn("w:instrText")):
        if element.tag == qn("w:instrText") and element.text.strip().startswith("TOC"):
            assert depth == 1
            assert element.text.strip() == 'TOC \\o "1-2" \\h \\z \\u'
        depth += {"begin": 1, "end": -1}.get(element.get(qn("w:fldCharType")), 0)
        assert depth >= 0
    assert depth == 0


def test_word_is_not_asked_to_update_fields_when_it_opens_the_file():
    parts = members(write_docx(make_paper(), None))
    assert b"updateFields" not in parts["word/settings.xml"]
    assert b"w:dirty" not in parts["word/document.xml"]


def test_a_paper_without_headings_has_no_contents():
    document = document_of(Paragraph((Run("Nothing to list"),)), summary=())
    assert not styled(document, "TOC Heading", "toc 1")
    assert b"TOC" not in etree.tostring(document.element.body)


def test_lists_count_from_where_they_start():
    document = document_of(
        Numbers((Item((Run("one"),)), Item((Run("two"),)))), Numbers((Item((Run("five"),)),), start=5)
    )
    numbering = document.part.numbering_part.element
    starts = []
    for paragraph in styled(document, "List Number"):
        number = paragraph._p.pPr.numPr.numId.val
        chosen = numbering.num_having_numId(number)
        starts.append((paragraph.text, number, chosen.lvlOverride_lst[0].startOverride.val))
    assert [(text, start) for text, _, start in starts] == [("one", 1), ("two", 1), ("five", 5)]
    assert starts[0][1] == starts[1][1] != starts[2][1]


def test_bullets_get_theirs_from_the_style():
    document = document_of(Bullets(((Run("one"),), (Mark("rebuild"), Run("two")))))
    assert [p.text for p in styled(document, "List Bullet")] == ["one", "◆\u00a0two"]
    assert document.styles["List Bullet"].element.pPr.numPr.numId.val == 1


def test_details_stand_below_their_item():
    document = document_of(Numbers((Item((Run("Move"),), (("Go on when", "all is copied"),)),)))
    texts = [(p.style.name, p.text) for p in styled(document, "List Number", "List Continue")]
    assert texts == [("List Number", "Move"), ("List Continue", "Go on when all is copied")]


def a_table(**other):
    rows = tuple(((Run(f"row {n}"),), (Mark("refactor"), Run("Refactor")), (Run(f"+{n}"),)) for n in range(3))
    return Table("Points of all", ("Reason", "Strategy", "Points"), rows, **other)


def test_tables_repeat_their_head_and_keep_rows_together():
    table = document_of(a_table(widths=(3, 2, 1), numeric=(2,))).tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows][:2] == [
        ["Reason", "Strategy", "Points"],
        ["row 0", "●\u00a0Refactor", "+0"],
    ]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.style.name == "Fourways Table"


def test_a_row_as_tall_as_a_page_may_go_on_overleaf():
    long = Table("Notes", ("Note",), (((Run("note " * 2000),),), ((Run("short"),),)))
    rows = document_of(long).tables[-1].rows
    split = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in rows]
    assert split == [False, True, False]


def test_a_fact_as_long_as_a_page_may_go_on_overleaf():
    rows = document_of(Facts((("Owner", "note " * 1000, ""), ("Settled", "Yes", "")))).tables[-1].rows
    split = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in rows]
    assert split == [True, False]


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("widths", [(3, 2, 1), ()])
def test_columns_share_the_width_between_the_margins(size, widths):
    document = document_of(a_table(widths=widths), size=size)
    section = document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) // 635
    columns = [int(column.get(qn("w:w"))) for column in document.tables[-1]._tbl.tblGrid]
    assert sum(columns) == room
    assert [cell.width // 635 for cell in document.tables[-1].rows[1].cells] == columns
    if widths:
        assert columns[0] == pytest.approx(3 * columns[2], abs=3)


def test_a_narrow_column_is_widened_for_its_longest_word():
    rows = (((Mark("rearchitect"), Run("Rearchitect")), (Run("text " * 40),)),)
    narrow, usual = (
        document_of(Table("", ("Here", "Means"), rows, widths=widths)).tables[-1]._tbl.tblGrid
        for widths in ((1, 12), (1, 3))
    )
    first = [int(grid[0].get(qn("w:w"))) for grid in (narrow, usual)]
    assert first[0] >= text_width("■ Rearchitect", 180, bold=True) + 200 > 9184 / 13
    assert first[1] == 9184 // 4
    assert sum(int(column.get(qn("w:w"))) for column in narrow) == 9184


def test_numbers_stand_on_the_right_by_their_style():
    table = document_of(a_table(numeric=(2,))).tables[-1]
    names = [cell.paragraphs[0].style.name for cell in table.rows[1].cells]
    assert names == ["Table Text", "Table Text", "Table Number"]


def test_whether_the_first_column_names_the_row_is_told():
    looks = []
    for heads in (True, False):
        table = document_of(a_table(heads=heads)).tables[-1]._tbl
        looks.append(table.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")))
    assert looks == ["1", "0"]


def test_captions_are_counted_by_word():
    document = document_of(a_table(), Figure(make_drawing(), "Today"), a_table(), Figure(make_drawing(), ""))
    captions = [re.sub(r"\s*SEQ \w+ \\\* ARABIC\s*", "", p.text) for p in styled(document, "Caption")]
    assert captions == ["Table 1. Points of all", "Figure 1. Today", "Table 2. Points of all"]
    codes = [code.text.strip() for code in document.element.body.iter(qn("w:instrText"))]
    assert [code for code in codes if code.startswith("SEQ")] == [
        "SEQ Table \\* ARABIC",
        "SEQ Figure \\* ARABIC",
        "SEQ Table \\* ARABIC",
    ]


def test_the_caption_of_a_table_stays_with_it():
    document = document_of(a_table())
    caption = styled(document, "Caption")[0]
    assert caption._p.getnext() is document.tables[-1]._tbl
    assert caption.paragraph_format.keep_with_next


def test_facts_stand_beside_their_labels():
    table = document_of(Facts((("Margin", "8 points", "over Rehost"), ("Settled", "Yes", "")))).tables[-1]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["Margin", "8 points\nover Rehost"], ["Settled", "Yes"]]
    assert table.style.name == "Fourways Facts"


def test_addresses_of_the_web_are_live_and_others_are_text():
    document = document_of(
        Paragraph(
            (
                Run("docs", link="https://learn.microsoft.com/azure/?a=1&b=2#c"),
                Run("script", link="javascript:alert(1)"),
                Run("file", link="file:///c:/x"),
                Run("broken", link="https://[::1/"),
                Run("missing", link="#nowhere"),
            )
        )
    )
    [paragraph] = [p for p in document.paragraphs if p.text == "docsscriptfilebrokenmissing"]
    [link] = paragraph.hyperlinks
    assert (link.text, link.url) == ("docs", "https://learn.microsoft.com/azure/?a=1&b=2#c")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.com/a?b=c&d=%20e#f", "https://example.com/a?b=c&d=%20e#f"),
        ("http://example.com:8080", "http://example.com:8080"),
        ("https://example.com/한국", "https://example.com/%ED%95%9C%EA%B5%AD"),
        ("https://user@example.com/", "https://example.com/"),
        ("https://", ""),
        ("https://example.com/a b", ""),
        ("https://example.com:99999/", ""),
        ("https://example.com/" + "a" * 2000, ""),
        ("mailto:a@example.com", ""),
        ("//example.com", ""),
    ],
)
def test_an_address_is_one_that_word_takes(url, address):
    assert safe_address(url) == address


def test_links_within_the_paper_reach_bookmarks_that_are_there_once():
    document = opened(write_docx(make_paper(), None))
    names = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    numbers = [mark.get(qn("w:id")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    targets = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))} - {None}
    assert targets <= set(names)
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name) for name in names)


@pytest.mark.parametrize(
    ("first", "second"), [("a-b", "a_b"), ("same", "same"), ("a" * 60 + "b", "a" * 60 + "c"), ("한", "국")]
)
def test_each_bookmark_is_there_once_and_named_as_word_asks(first, second):
    document = document_of(
        Heading(2, "One", first), Heading(2, "Two", second), Paragraph((Run("to it", link=f"#{second}"),))
    )
    names = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_][0-9A-Za-z_]{0,39}", name) for name in names)
    [link] = [p.hyperlinks[0] for p in document.paragraphs if p.text == "to it"]
    target = "One" if first == second else "Two"
    [heading] = [p for p in styled(document, "Heading 2") if p.text == target]
    assert link.fragment in {mark.get(qn("w:name")) for mark in heading._p.iter(qn("w:bookmarkStart"))}


def test_numbers_of_sources_lead_to_the_list():
    sources = Sources(
        (
            SourceLine(7, "A page", "checked 21 November 2026", "https://example.com/a"),
            SourceLine(8, "A book", "", ""),
        )
    )
    document = document_of(Paragraph((Run("Said"), Cite(7), Cite(9))), sources)
    paragraph = next(p for p in document.paragraphs if p.text.startswith("Said"))
    assert paragraph.text == "Said[7][9]"
    [link] = paragraph.hyperlinks
    assert [run.style.font.superscript for run in (*link.runs, paragraph.runs[-1])] == [True, True]
    first, second = styled(document, "Source")
    assert first._p.find(qn("w:bookmarkStart")).get(qn("w:name")) == link.fragment
    assert first.text == "7.\tA page\nhttps://example.com/a\nchecked 21 November 2026"
    assert first.hyperlinks[0].url == "https://example.com/a"
    assert second.text == "8.\tA book"


def test_pictures_are_there_as_pixels_and_as_drawing_with_their_words():
    drawing = make_drawing('App "Service" & <more>')
    [_, (inline, png, svg)] = pictures_of(document_of(Figure(drawing, "Today")))
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") >= 2 * drawing.width
    assert etree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    about = inline.find(qn("wp:docPr"))
    assert (about.get("name"), about.get("descr")) == (drawing.title, drawing.description)


def test_pictures_name_a_typeface_that_word_has():
    [_, (_, _, svg)] = pictures_of(document_of(Figure(make_drawing(), "Today")))
    assert etree.fromstring(svg).get("font-family").split(",")[0] == "Malgun Gothic"


@pytest.mark.parametrize(("width", "height"), [(2000, 400), (300, 3000), (200, 100)])
@pytest.mark.parametrize("size", ["a4", "letter"])
def test_pictures_fit_the_page_and_keep_their_shape(width, height, size):
    document = document_of(Figure(make_drawing(width=width, height=height), ""), size=size)
    section = document.sections[0]
    shape = document.inline_shapes[-1]
    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert shape.height < section.page_height - section.top_margin - section.bottom_margin
    assert shape.width / shape.height == pytest.approx(width / height, rel=0.01)
    if width == 200:
        assert shape.width == 200 * 9525


def test_numbers_of_drawn_things_are_there_once():
    document = opened(write_docx(make_paper(blocks=[*make_blocks(), *make_blocks()]), None))
    numbers = [e.get("id") for e in document.element.body.iter(qn("wp:docPr"))]
    assert len(numbers) == 3
    assert len(set(numbers)) == 3
