from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.utils.translation import override
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from advisor.pictures.fonts import can_be_set
from advisor.reports.exporters.pdf import write_pdf
from advisor.reports.paper.blocks import (
    Bullets,
    Cite,
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
from tests.reports.exporters.papers import ENGLISH, KOREAN, make_drawing, make_paper
from tests.turns import in_turn

DATA = '[{"format": 1, "name": "교육 포털"}]'
HOSTILE = {
    "one long word": "x" * 10_000,
    "one long Korean word": "가" * 10_000,
    "a long address": "https://example.com/" + "path-and/" * 500,
    "typst's own language": '#import "x.typ" $ x $ \\ #panic() *b* _i_ @s1 <l> = H // c /* d */ `r` ~ -- "',
    "control characters": "a\x00b\x07c\x1bd\r\ne\tf\x85g\u2028h",
    "directions": "a\u202eb\u2066c\u200fd",
    "emoji": "🚀" * 10_000,
    "many emoji": "🚀🦀🐍🎉 " * 2_000,
    "joined emoji": "👨‍👩‍👧👍🏽🇰🇷❤️‍🔥",
    "Arabic": "مرحبا بالعالم " * 300,
    "Tibetan": "བོད་ཡིག་" * 300,
    "Hanja": "大韓民國",
    "marks upon marks": "e" + "\u0321\u0f71" * 2_000,
    "lone surrogates": "a\ud800b",
    "braces": '{"a": [1, "]]>"]}',
}


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def made(**given: Any) -> PdfReader:
    return read(write_pdf(make_paper(**given), None))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def flat(text: str) -> str:
    return " ".join(text.split())


def starts(page: PageObject) -> list[float]:
    """Return how far from the left each piece of text begins, in points."""
    found: list[float] = []

    def visit(text: str, moved: list[float], matrix: list[float], *_: Any) -> None:
        if text.strip():
            found.append(moved[0] * matrix[4] + moved[2] * matrix[5] + moved[4])

    page.extract_text(visitor_text=visit)
    return found


def elements(reader: PdfReader) -> list[DictionaryObject]:
    """Return the elements of the tag tree in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def tags(reader: PdfReader) -> Counter[str]:
    return Counter(str(element["/S"]) for element in elements(reader))


def links(reader: PdfReader) -> list[DictionaryObject]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    return [note for note in notes if note["/Subtype"] == "/Link"]


def addresses(reader: PdfReader) -> set[str]:
    return {str(link["/A"]["/URI"]) for link in links(reader) if "/URI" in link.get("/A", {})}


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("size", "expected"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_pages_have_the_size_asked_for(size: Any, expected: tuple[int, int]):
    pages = read(write_pdf(make_paper(), None, size)).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {expected}


def test_the_same_paper_gives_the_same_bytes_whatever_was_made_before():
    first = write_pdf(make_paper(), DATA)
    write_pdf(make_paper("ko"), DATA)
    assert write_pdf(make_paper(), DATA) == first


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_file_tells_its_language_title_author_and_the_papers_day(language: str):
    reader = made(language=language)
    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (
        "Proseware training portal: Refactor",
        "Proseware",
    )
    assert reader.metadata["/CreationDate"].startswith("D:20261122")
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 a PDF's own


def test_a_paper_without_author_or_day_is_made_too():
    reader = made(author="", written_on=None)
    assert len(reader.pages) > 2


@pytest.mark.parametrize("language", ["en", "ko"])
def test_only_the_bundled_typeface_is_embedded_and_maps_back_to_text(language: str):
    fonts: dict[str, DictionaryObject] = {}
    for page in made(language=language).pages:
        for font in page["/Resources"].get_object().get("/Font", {}).values():
            fonts[font.get_object()["/BaseFont"]] = font.get_object()
    assert {name.split("+")[1] for name in fonts} == {"Pretendard-Regular", "Pretendard-Bold"}
    for font in fonts.values():
        assert "/ToUnicode" in font
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_the_data_is_attached_byte_for_byte_as_the_papers_data():
    reader = read(write_pdf(make_paper(), DATA))
    assert [bytes(held) for held in reader.attachments["fourways.json"]] == [DATA.encode()]
    (file,) = (entry.get_object() for entry in reader.trailer["/Root"]["/AF"])
    assert file["/AFRelationship"] == "/Data"
    assert file["/EF"]["/F"]["/Subtype"] == "/application/json"


def test_without_data_nothing_is_attached():
    assert not made().attachments


# ── Tags ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_file_is_tagged_and_says_so():
    reader = made()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 a PDF's own
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_parts_tables_lists_and_figures_have_their_tags():
    found = tags(made(rows=40))
    assert found["/H1"] >= 3 + 1  # the parts, and the contents
    assert found["/Table"] == 1  # though it goes over several pages
    assert (found["/TH"], found["/TD"]) == (3, 120)
    assert found["/TOCI"] == 3
    assert found["/L"] >= 3
    assert found["/Caption"] == 1


def test_a_figure_has_the_drawings_description_as_its_alternative_and_a_logo_a_name():
    figures = [element for element in elements(made()) if element["/S"] == "/Figure"]
    assert {figure["/Alt"] for figure in figures} == {"Tomcat becomes App Service.", "Logo"}


def test_pictures_are_vectors_but_for_a_logo_of_pixels():
    paper = make_paper()
    bare = replace(paper, cover=replace(paper.cover, logo=None))
    assert sum(len(page.images) for page in read(write_pdf(paper, None)).pages) == 1
    assert sum(len(page.images) for page in read(write_pdf(bare, None)).pages) == 0


def test_levels_of_headings_are_never_left_out_on_the_way_down():
    reader = made(blocks=[Heading(4, "Deep"), Heading(2, "Up"), Heading(4, "Down")], summary=())
    levels = [str(element["/S"]) for element in elements(reader) if str(element["/S"]).startswith("/H")]
    assert levels == ["/H1", "/H2", "/H2", "/H3"]  # the contents first


def test_bookmarks_lead_to_the_parts():
    titles = [entry.title for entry in made().outline if not isinstance(entry, list)]
    assert [title for title in titles if title[0] in "123"] == [f"1 {ENGLISH}", f"2 {ENGLISH}", "3 Sources"]


# ── Links ────────────────────────────────────────────────────────────────────────────────────────────────


def test_sources_are_linked_and_citations_and_contents_lead_into_the_paper():
    reader = made()
    assert addresses(reader) == {"https://example.com/a"}
    inside = [link for link in links(reader) if "/URI" not in link.get("/A", {})]
    cites = 2 + 1 + 4
    assert len(inside) >= cites + 3 + 1


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "http://example.com", "file:///etc/passwd", "#nowhere", "https://" + "a" * 9000],
)
def test_other_addresses_and_anchors_that_do_not_exist_are_plain_text(link: str):
    blocks = [Paragraph((Run("click here", link=link), Cite(7)))]
    reader = made(blocks=blocks, summary=())
    assert "click here" in text_of(reader)
    assert not links(reader)


def test_anchors_and_sources_used_twice_lead_to_the_first():
    parts = [Heading(1, "A", "a", "1", "One"), Heading(1, "B", "a", "2", "Two")]
    sources = Sources((SourceLine(1, "X", "", ""), SourceLine(1, "Y", "", "")))
    line = Paragraph((Run("go", link="#a"), Run("s", link="#s1")))
    assert len(links(made(blocks=[*parts, sources, line], summary=()))) == 2 + 2


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("language", "sentence"), [("en", ENGLISH), ("ko", KOREAN)])
def test_sentences_are_found_whole(language: str, sentence: str):
    assert flat(text_of(made(language=language))).count(sentence) > 8


def test_no_korean_word_is_broken_between_lines():
    long = " ".join([KOREAN] * 30)
    row = ((Run(long),), (Run(long),), (Run(long),), (Run("끝"),))
    table = Table("", ("가", "나", "다", "라"), (row,), (5, 2, 1, 1))
    blocks = [Paragraph((Run(long),)), Bullets(((Run(long),),)), table, Facts((("사실", long, long),) * 3)]
    words = set(text_of(made(language="ko", blocks=blocks, summary=())).split())
    broken = {word for word in words if word not in long and any(word in whole for whole in KOREAN.split())}
    assert not broken
    assert set(KOREAN.split()) <= words


def test_every_page_tells_title_confidentiality_and_its_number():
    reader = made(rows=60)
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        text = flat(page.extract_text())
        assert f"{number} / {count}" in text
        assert "Proseware training portal Internal" in text


def test_a_sentence_that_leads_to_a_table_is_on_the_page_of_its_first_row():
    said, row = "What follows is a table.", "The first row"
    table = Table("All", ("Name",), (((Run(row),),), ((Run("The next"),),)))
    for lines in range(30, 60):
        above = tuple(Paragraph((Run(f"Line {n}."),)) for n in range(lines))
        reader = made(blocks=(*above, Heading(2, "A heading"), Paragraph((Run(said),)), table))
        pages = [page.extract_text() for page in reader.pages]
        assert any("A heading" in page and said in page and row in page for page in pages), lines


def test_a_tables_columns_are_named_on_every_page_it_reaches():
    reader = made(rows=80)
    reached = [
        page.extract_text()
        for page in reader.pages
        if "80." in page.extract_text() or "30." in page.extract_text()
    ]
    assert len(reached) >= 2
    assert all("Question" in text and "Points" in text for text in reached)


def test_contents_tell_the_page_of_each_part():
    pages = [flat(page.extract_text()) for page in made(rows=80).pages]
    (contents,) = (text for text in pages if "Contents" in text)
    (page,) = (number for number, text in enumerate(pages, start=1) if "Migration patterns" in text)
    assert f"3 Sources {page}" in contents


def test_the_last_page_tells_what_the_paper_was_made_from():
    assert "sha256:0123456789abcdef" in made().pages[-1].extract_text()


@pytest.mark.parametrize(("name", "language"), in_turn(HOSTILE))
def test_hostile_texts_are_set_as_text_inside_the_page(name: str, language: str):
    note = HOSTILE[name]
    reader = made(language=language, note=note, rows=2, name=note[:300])
    assert len(reader.pages) < 130
    for page in [*reader.pages[:3], *reader.pages[-2:]]:
        width = float(page.mediabox.width)
        assert all(0 < start < width for start in starts(page))
        assert max(map(len, page.extract_text().splitlines())) < 220  # a line of the narrowest letters


def test_markup_of_the_typesetter_comes_out_as_typed():
    note = HOSTILE["typst's own language"]
    assert note in flat(text_of(made(note=note, rows=1)))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Go 🚀!", "Go ‹U+1F680 rocket›!"),
        ("🚀" * 10_000, "‹U+1F680 rocket ×10,000›"),
        ("大韓民國", "‹U+5927 U+97D3 U+6C11 U+570B›"),
    ],
)
def test_characters_without_glyph_are_told_and_the_end_says_so(typed: str, told: str):
    reader = made(blocks=[Paragraph((Run(typed),))], summary=())
    text = flat(text_of(reader))
    assert told in text
    assert "does not have" in text


def test_nothing_is_said_of_characters_where_all_could_be_set():
    assert "does not have" not in text_of(made())


def test_words_in_drawings_are_spelled_out_too():
    text = flat(text_of(made(blocks=[Figure(make_drawing("🚀 App"), "")], summary=())))
    assert "U+1F680" in text
    assert "does not have" in text


def test_no_character_of_a_paper_is_left_without_glyph():
    text = text_of(made(note="🚀 ☑ 漢 ﾊ ⚠️", rows=1))
    assert all(can_be_set(character) for character in text if character not in "\n")


# ── Covers and odd papers ────────────────────────────────────────────────────────────────────────────────


def test_a_cover_without_logo_strategy_or_rows_is_made():
    cover = Cover("", "", "", "", ())
    assert "Fourways" in made(cover=cover).pages[0].extract_text()


def test_each_strategy_is_drawn_with_a_shape_and_colour_of_its_own():
    drawn = set()
    for strategy in ("rehost", "refactor", "rearchitect", "rebuild"):
        reader = made(blocks=[Paragraph((Mark(strategy), Run("named")))], summary=())
        drawn.add(reader.pages[-1].get_contents().get_data())
    assert len(drawn) == 4


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize(("width", "height"), [(300, 4000), (4000, 300), (10, 10)])
def test_pictures_of_any_shape_fit_a_page(width: float, height: float, size: Any):
    paper = make_paper(blocks=[Figure(make_drawing(width=width, height=height), "A picture")], summary=())
    assert len(read(write_pdf(paper, None, size)).pages) <= 4


def test_empty_blocks_and_ragged_rows_are_set():
    blocks = [
        Bullets(()),
        Numbers(()),
        Numbers((Item(()),)),
        Facts(()),
        Sources(()),
        Paragraph(()),
        Table("", ("A", "B"), (((Run("only one"),),),)),
        Table("", ("A", "B"), ()),
    ]
    assert "only one" in text_of(made(blocks=blocks, summary=()))


def test_the_readers_language_does_not_change_the_papers():
    paper = make_paper("ko")
    with override("en"):
        first = write_pdf(paper, None)
    with override("ko"):
        assert write_pdf(paper, None) == first
