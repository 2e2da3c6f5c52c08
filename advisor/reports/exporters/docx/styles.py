"""The styles of a document, each defined once: whoever changes one in Word changes the whole document."""

from __future__ import annotations

import re

from advisor.pictures.svg import LIGHT
from advisor.reports.exporters.docx.wordml import root
from advisor.reports.exporters.theme import KOREAN, LATIN

INK, SOFT, LINE = (LIGHT[tone].lstrip("#").upper() for tone in ("ink", "soft", "line"))
STRATEGIES = {
    slug: LIGHT[slug].lstrip("#").upper() for slug in ("rehost", "refactor", "rearchitect", "rebuild")
}
LANGUAGES = {"en": "en-GB", "ko": "ko-KR"}
TABLE, FACTS = "FourwaysTable", "FourwaysFacts"
#: In both languages Latin letters are English and Hangul is Korean: words are checked and broken as such.
PROOFING = f'<w:lang w:val="{LANGUAGES["en"]}" w:eastAsia="{LANGUAGES["ko"]}"/>'
#: The typeface of code, which Word's users have.
_FIXED = "Consolas"
#: Korean needs more air between lines: 240ths of a line.
_LEADING = {"en": 276, "ko": 295}
#: No gaps of Word's own between Hangul and Latin letters or digits: a particle belongs to its word.
_UNSPACED = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
#: Styles that Word knows by these names; all others are told to be ours.
_WORDS_OWN = re.compile(
    r"Title|Subtitle|Body Text|List (Bullet|Number|Continue)|(heading|toc) \d|TOC Heading|caption|footer"
    r"|Strong|Hyperlink"
)
_KEEP = "<w:keepNext/><w:keepLines/>"


def styles_part(language: str, text_width: int) -> bytes:
    """Return the part with all styles; ``text_width`` is where the page numbers of the contents end."""
    styles = [
        _defaults(language),
        *_running(),
        *_headings(),
        *_lists(),
        *_small(text_width),
        *_contents(text_width),
    ]
    return root("styles", "".join([*styles, *_characters(), _table_style(), _facts_style()]))


def fonts_part() -> bytes:
    """Return the part that says what may stand in for the typefaces, where they are missing."""
    fonts = (
        (LATIN, "Liberation Sans", "swiss"),
        (KOREAN, "맑은 고딕", "swiss"),
        (_FIXED, "Courier New", "modern"),
    )
    return root(
        "fonts",
        "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/></w:font>'
            for name, other, family in fonts
        ),
    )


def _defaults(language: str) -> str:
    fonts = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{KOREAN}"'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>{_size(10)}"
        f"{PROOFING}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_space(0, 0, _LEADING[language])}</w:pPr></w:pPrDefault>"
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_UNSPACED}</w:pPr><w:rPr>{_colour(INK)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
        '</w:style><w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )


def _running() -> list[str]:
    return [
        _paragraph("Title", "Title", _space(60, 160, 240), f"<w:b/>{_size(34)}", after="Subtitle"),
        _paragraph("Subtitle", "Subtitle", _space(0, 480), _size(14), after="BodyText"),
        _paragraph("Logo", "Logo", _space(0, 1400, 240), ""),
        _paragraph("Eyebrow", "Eyebrow", f"{_KEEP}{_space(0, 40)}", f"<w:b/>{_size(9)}"),
        _paragraph("BodyText", "Body Text", _space(0, 110), ""),
        _paragraph("Lead", "Lead", _space(0, 200), _size(13), based="BodyText"),
        _paragraph("Note", "Note", _space(0, 140), _soft(8.5), based="BodyText"),
        _paragraph("Figure", "Figure", f"<w:keepNext/>{_space(160, 80, 240)}", ""),
        _paragraph("Caption", "caption", _space(80, 120), _soft(8.5), after="BodyText"),
    ]


def _headings() -> list[str]:
    look = f'w:val="single" w:sz="12" w:space="10" w:color="{INK}"'
    rule = f"<w:pBdr><w:top {look}/><w:between {look}/></w:pBdr>"  # between: parts that follow each other
    looks = (
        (f"{_KEEP}{rule}{_space(480, 160, 264)}", f"<w:b/>{_size(18)}"),
        (f"{_KEEP}{_space(280, 90, 264)}", f"<w:b/>{_size(13)}"),
        (f"{_KEEP}{_space(200, 60)}", f"<w:b/>{_size(11)}"),
        (f"{_KEEP}{_space(200, 60)}", f'<w:b/><w:color w:val="{SOFT}"/>{_size(10)}'),
    )
    return [
        _paragraph(
            f"Heading{n}", f"heading {n}", f'{ppr}<w:outlineLvl w:val="{n - 1}"/>', rpr, after="BodyText"
        )
        for n, (ppr, rpr) in enumerate(looks, start=1)
    ]


def _lists() -> list[str]:
    def numbered(number: int) -> str:
        return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>{_space(0, 60)}'

    return [
        _paragraph("ListBullet", "List Bullet", numbered(1), "", based="BodyText"),
        _paragraph("ListNumber", "List Number", numbered(2), "", based="BodyText"),
        _paragraph(
            "ListContinue",
            "List Continue",
            f'{_space(0, 45)}<w:ind w:left="397"/>',
            _size(9),
            based="BodyText",
        ),
        _paragraph(
            "Source",
            "Source",
            f'<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="510"/></w:tabs>{_space(0, 70)}'
            '<w:ind w:left="510" w:hanging="510"/>',
            _size(9),
        ),
    ]


def _small(text_width: int) -> list[str]:
    cell = _space(0, 0, 259)
    return [
        _paragraph("TableText", "Table Text", cell, _size(9)),
        _paragraph("TableNumber", "Table Number", '<w:jc w:val="right"/>', "", based="TableText"),
        _paragraph(
            "TableHeading", "Table Heading", "<w:keepNext/>", f"<w:b/>{_size(8.5)}", based="TableText"
        ),
        _paragraph("AfterTable", "After Table", '<w:spacing w:line="140" w:lineRule="exact"/>', _size(4)),
        _paragraph("Footer", "footer", _tab_at(text_width), _soft(8)),
    ]


def _contents(text_width: int) -> list[str]:
    levels = ((100, 0, f"<w:b/>{_size(10)}"), (20, 284, _size(9)), (20, 567, _soft(9)))
    toc = [
        _paragraph(
            f"TOC{n}",
            f"toc {n}",
            f"{'<w:keepNext/>' if n == 1 else ''}{_tab_at(text_width)}{_space(before, 0)}"
            f'<w:ind w:left="{indent}" w:right="850"/>',
            look,
        )
        for n, (before, indent, look) in enumerate(levels, start=1)
    ]
    heading = f"<w:pageBreakBefore/>{_space(0, 200)}"
    return [_paragraph("TOCHeading", "TOC Heading", _KEEP + heading, f"<w:b/>{_size(18)}"), *toc]


def _characters() -> list[str]:
    fixed = f'<w:rFonts w:ascii="{_FIXED}" w:hAnsi="{_FIXED}" w:cs="{_FIXED}"/>'
    shapes = f'<w:rFonts w:ascii="{KOREAN}" w:hAnsi="{KOREAN}" w:eastAsia="{KOREAN}"/>'
    return [
        _character("Strong", "Strong", "<w:b/>"),
        _character("Soft", "Soft", f'<w:color w:val="{SOFT}"/>'),
        _character("Code", "Code", f"{fixed}{_size(9)}"),
        _character("Hyperlink", "Hyperlink", '<w:u w:val="single"/>'),
        _character("Cite", "Cite", '<w:vertAlign w:val="superscript"/>'),
        _character("PartLabel", "Part Label", f'<w:b w:val="0"/>{_soft(9)}'),
        _character("Detail", "Detail", _soft(8)),
        _character("FactValue", "Fact Value", f"<w:b/>{_size(10)}"),
        *(
            _character(f"Mark{slug.capitalize()}", f"Mark {slug.capitalize()}", f"{shapes}{_colour(colour)}")
            for slug, colour in STRATEGIES.items()
        ),
    ]


def _table_style() -> str:
    first_row = (
        f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>{_line("bottom", 8, INK)}'
        '</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    first_column = '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    return _table(
        TABLE,
        "Fourways Table",
        _line("bottom", 4, LINE) + _line("insideH", 4, LINE),
        first_row + first_column,
    )


def _facts_style() -> str:
    borders = _line("top", 4, LINE) + _line("bottom", 4, LINE) + _line("insideH", 4, LINE)
    return _table(FACTS, "Fourways Facts", borders, "")


def _table(identity: str, name: str, borders: str, conditions: str) -> str:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 45), ("left", 0), ("bottom", 45), ("right", 170))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"{conditions}</w:style>"
    )


def _paragraph(
    identity: str, name: str, ppr: str, rpr: str, *, based: str = "Normal", after: str = ""
) -> str:
    following = f'<w:next w:val="{after}"/>' if after else ""
    inside = (f"<w:pPr>{ppr}</w:pPr>" if ppr else "") + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
    return (
        f'<w:style w:type="paragraph"{_custom(name)} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>{following}<w:qFormat/>{inside}</w:style>'
    )


def _character(identity: str, name: str, rpr: str) -> str:
    return (
        f'<w:style w:type="character"{_custom(name)} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{rpr}</w:rPr></w:style>'
    )


def _custom(name: str) -> str:
    return "" if _WORDS_OWN.fullmatch(name) else ' w:customStyle="1"'


def _space(before: int, after: int, line: int = 0) -> str:
    leading = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{leading}/>'


def _tab_at(width: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _soft(points: float) -> str:
    return _colour(SOFT) + _size(points)


def _line(side: str, eighths: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'
