"""A Word document opened again, for tests."""

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from advisor.reports.exporters.docx import write_docx
from tests.reports.exporters.papers import make_paper

DATA = '[{"name": "Proseware <portal> & more", "note": "]]> \\u0001"}]'


HOSTILE = [
    '=HYPERLINK("https://example.com","x")',
    "<w:p/> & </w:t> ]]> &amp; \"quoted\" 'single'",
    "control \x00\x01\x08\x0b\x1f and \ufffe and lone \ud800 end",
    "turned \u202eright\u202c and \u2066left\u2069",
    "a tab\there",
    "{MERGEFIELD x} \\h %1",
    "rocket 🚀 und ꦏꦱꦸ, 𠀀",
    "first line\nsecond line\r\nthird line",
    "  spaces  kept  ",
]


def opened(written):
    return Document(BytesIO(written))


def document_of(*blocks, language="en", size="a4", **other):
    return opened(write_docx(make_paper(language, blocks=blocks, **other), None, size))


def members(written):
    with ZipFile(BytesIO(written)) as package:
        return {name: package.read(name) for name in package.namelist()}


def plain(text):
    """Return a text on one line, as the contents and the navigation pane show it."""
    return " ".join(text.split())


def styled(document, *names):
    return [paragraph for paragraph in document.paragraphs if paragraph.style.name in names]


def pictures_of(document):
    found = []
    for inline in document.element.body.iter(qn("wp:inline")):
        blip = next(inline.iter(qn("a:blip")))
        svg = next((e for e in blip.iter() if etree.QName(e).localname == "svgBlip"), None)
        parts = document.part.related_parts
        png = parts[blip.get(qn("r:embed"))].blob
        found.append((inline, png, parts[svg.get(qn("r:embed"))].blob if svg is not None else None))
    return found
