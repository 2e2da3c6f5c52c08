"""A paper as the bytes of a Word document."""

from __future__ import annotations

from django.utils.translation import override

from advisor.reports.exporters.docx import wordml
from advisor.reports.exporters.docx.body import body
from advisor.reports.exporters.docx.contents import contents, listed
from advisor.reports.exporters.docx.cover import cover
from advisor.reports.exporters.docx.figures import pixels_of
from advisor.reports.exporters.docx.manuscript import Manuscript
from advisor.reports.exporters.docx.numbering import numbering_part
from advisor.reports.exporters.docx.package import FOOTER_ID, Parts, packed
from advisor.reports.exporters.docx.page import PAGES, Size
from advisor.reports.exporters.docx.styles import LANGUAGES, fonts_part, styles_part
from advisor.reports.paper.blocks import Block, Heading, Paper, Sources

_MIDDLE_DOT = " · "


def write_docx(paper: Paper, data: str | None, size: Size = "a4") -> bytes:
    """Write a paper as a Word document on A4 or Letter; the same paper gives the same bytes.

    ``data`` is the contract's JSON, which a custom XML part carries; None leaves it out. Raises KeyError
    for a size or language that is not known.
    """
    page = PAGES[size]
    blocks = (*paper.summary, *paper.blocks)
    manuscript = Manuscript(page, _places(blocks))
    with override(paper.language):
        document = _document(paper, blocks, manuscript)
        pixels = pixels_of(manuscript)
    parts = Parts(
        document=document,
        styles=styles_part(paper.language, page.text_width),
        numbering=numbering_part(manuscript.starts),
        settings=_settings(),
        fonts=fonts_part(),
        footer=_footer(paper),
        pixels=pixels,
    )
    return packed(parts, manuscript, paper, data)


def _document(paper: Paper, blocks: tuple[Block, ...], manuscript: Manuscript) -> bytes:
    first = cover(paper.cover, manuscript)
    summary = body(paper.summary, manuscript)
    if summary:
        summary = wordml.paragraph("BodyText", wordml.PAGE_BREAK) + summary
    overview = contents(paper.contents_title, listed(blocks))
    end = wordml.paragraph("Note", wordml.run(paper.made_from)) if paper.made_from else ""
    rest = body(paper.blocks, manuscript)
    section = manuscript.page.section(FOOTER_ID)
    return wordml.root("document", f"<w:body>{first}{summary}{overview}{rest}{end}{section}</w:body>")


def _footer(paper: Paper) -> bytes:
    """Return the foot of every page: what it is, how confidential, page of pages."""
    said = wordml.run(paper.running_title)
    if paper.cover.confidentiality:
        said += wordml.run(_MIDDLE_DOT) + wordml.run(paper.cover.confidentiality, "Strong")
    pages = wordml.field("PAGE", wordml.run("1")) + wordml.run(" / ")
    pages += wordml.field("NUMPAGES", wordml.run("1"))
    return wordml.root("ftr", wordml.paragraph("Footer", said + wordml.TAB + pages))


def _settings() -> bytes:
    modern = 'w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    return wordml.root(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" {modern}/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGES["en"]}" w:eastAsia="{LANGUAGES["ko"]}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def _places(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return anchor → name of its bookmark, for all that links within the paper can reach."""
    anchors = [block.anchor for block in blocks if isinstance(block, Heading) and block.anchor]
    sources = [source for block in blocks if isinstance(block, Sources) for source in block.items]
    reached = dict.fromkeys([*anchors, *(f"s{source.number}" for source in sources)])
    return {anchor: wordml.name_of(anchor, place) for place, anchor in enumerate(reached, start=1)}
