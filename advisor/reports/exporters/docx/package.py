"""The parts of a document and how they hang together, as a package of the Open Packaging Conventions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from advisor.reports.embedding import custom_xml
from advisor.reports.exporters.docx.manuscript import Manuscript
from advisor.reports.exporters.docx.styles import LANGUAGES
from advisor.reports.exporters.docx.wordml import HEAD
from advisor.reports.exporters.theme import theme_xml
from advisor.reports.exporters.zipped import without_clock
from advisor.reports.harmless import visible
from advisor.reports.paper.blocks import Paper

FOOTER_ID = "rIdFooter"
_SVG = "image/svg+xml"
_NO_DAY = date(1980, 1, 1)
#: Core properties hold at most as many characters.
_LONGEST_PROPERTY = 255
#: Tells our custom part from others in the same document.
_DATA_ID = "{6C0D3B5C-6E2B-4B0E-9C52-0E6F5D0A41F7}"
_DATA_PROPERTIES = (
    f'{HEAD}<ds:datastoreItem ds:itemID="{_DATA_ID}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that are written in full, and the pixels of the manuscript's pictures."""

    document: bytes
    styles: bytes
    numbering: bytes
    settings: bytes
    fonts: bytes
    footer: bytes
    pixels: list[bytes]


def packed(parts: Parts, manuscript: Manuscript, paper: Paper, data: str | None) -> bytes:
    """Return the whole package: the parts, what the manuscript gathered, the data, the properties."""
    package = OpcPackage()
    document = _part(package, "/word/document.xml", CT.WML_DOCUMENT_MAIN, parts.document)
    package.relate_to(document, RT.OFFICE_DOCUMENT)
    for name, content_type, relation, blob, identity in (
        ("styles", CT.WML_STYLES, RT.STYLES, parts.styles, "rIdStyles"),
        ("numbering", CT.WML_NUMBERING, RT.NUMBERING, parts.numbering, "rIdNumbering"),
        ("settings", CT.WML_SETTINGS, RT.SETTINGS, parts.settings, "rIdSettings"),
        ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, parts.fonts, "rIdFonts"),
        ("theme/theme1", CT.OFC_THEME, RT.THEME, f"{HEAD}{theme_xml()}".encode(), "rIdTheme"),
        ("footer1", CT.WML_FOOTER, RT.FOOTER, parts.footer, FOOTER_ID),
    ):
        document.load_rel(relation, _part(package, f"/word/{name}.xml", content_type, blob), identity)
    _add_gathered(package, document, manuscript, parts.pixels)
    if data is not None:
        _add_data(package, document, data)
    _describe(package, paper)
    written = BytesIO()
    package.save(written)
    return without_clock(written.getvalue())


def _add_gathered(package: OpcPackage, document: Part, manuscript: Manuscript, pixels: list[bytes]) -> None:
    for address, identity in manuscript.links.items():
        document.load_rel(RT.HYPERLINK, address, identity, is_external=True)
    for place, (picture, blob) in enumerate(zip(manuscript.pictures, pixels, strict=True), start=1):
        png = _part(package, f"/word/media/picture{place}.png", CT.PNG, blob)
        document.load_rel(RT.IMAGE, png, f"rIdP{place}")
        if picture.svg:
            svg = _part(package, f"/word/media/picture{place}.svg", _SVG, picture.svg)
            document.load_rel(RT.IMAGE, svg, f"rIdS{place}")


def _add_data(package: OpcPackage, document: Part, data: str) -> None:
    item = _part(package, "/customXml/item1.xml", CT.XML, custom_xml(data))
    about = _part(
        package, "/customXml/itemProps1.xml", CT.OFC_CUSTOM_XML_PROPERTIES, _DATA_PROPERTIES.encode()
    )
    item.relate_to(about, RT.CUSTOM_XML_PROPS)
    document.load_rel(RT.CUSTOM_XML, item, "rIdData")


def _describe(package: OpcPackage, paper: Paper) -> None:
    day = datetime.combine(paper.written_on or _NO_DAY, time(), UTC)
    properties = package.core_properties
    properties.title = _property(paper.title)
    properties.author = properties.last_modified_by = _property(paper.author)
    properties.subject = _property(paper.cover.eyebrow)
    properties.language = LANGUAGES[paper.language]
    properties.created = properties.modified = day


def _property(text: str) -> str:
    return visible(text)[:_LONGEST_PROPERTY]


def _part(package: OpcPackage, name: str, content_type: str, blob: bytes) -> Part:
    return Part(PackURI(name), content_type, blob, package)  # type: ignore[arg-type]
