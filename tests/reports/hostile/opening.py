"""Files opened with the readers of their formats: the words that are seen, and what could do something."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import docx
import pptx
from lxml import etree
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

from advisor.reports.embedding import COMMENT, SCRIPT_ID, SHEET
from advisor.reports.exporters.csv import BYTE_ORDER_MARK


@dataclass
class Opened:
    """What a file shows, and what it is built of.

    ``words`` are all texts that are seen; ``kinds`` the elements, objects or parts that it is built of;
    ``addresses`` lead out of it; ``harm`` tells what must not be there at all.
    """

    words: str = ""
    kinds: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    harm: list[str] = field(default_factory=list)


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────

_PDF_HARM = {
    "/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE",
    "/RichMedia", "/Rendition", "/XFA", "/AcroForm", "/Movie", "/Sound",
}  # fmt: skip


def open_pdf(content: bytes) -> Opened:
    reader = PdfReader(io.BytesIO(content), strict=True)
    found = Opened(words="".join(page.extract_text() for page in reader.pages))
    for number in range(1, int(reader.trailer["/Size"])):
        _look_into(IndirectObject(number, 0, reader).get_object(), found)
    found.harm += sorted(_PDF_HARM & found.kinds)
    if list(reader.attachments) not in ([], ["fourways.json"]):
        found.harm.append(f"attached: {list(reader.attachments)}")
    missing = sum(_missing_glyphs(page, page, reader) for page in reader.pages)
    found.harm += [f"{missing} glyphs missing"] if missing else []
    return found


def _look_into(thing: Any, found: Opened) -> None:
    """Gather names of keys, kinds of actions and addresses, of one object and what it holds itself."""
    if isinstance(thing, DictionaryObject):
        found.kinds.update(key for key in thing if key in _PDF_HARM)
        found.kinds.update(str(thing[key]) for key in ("/S", "/Subtype") if key in thing)
        if "/URI" in thing:
            found.addresses.add(str(thing["/URI"]))
        for value in dict.values(thing):
            _look_into(value, found)
    elif isinstance(thing, ArrayObject):
        for value in list.__iter__(thing):
            _look_into(value, found)


def _missing_glyphs(content: Any, owner: Any, reader: PdfReader) -> int:
    """Return how often glyph 0, the empty box, is shown by a page or a form and the forms it shows."""
    resources = owner.get("/Resources", {}).get_object()
    fonts, forms = (resources.get(kind, {}) for kind in ("/Font", "/XObject"))
    stream = content.get_contents() if content is owner and "/Contents" in owner else content
    missing, wide = 0, False
    for operands, operator in ContentStream(stream, reader).operations:
        if operator == b"Tf":
            wide = fonts.get_object()[operands[0]].get_object()["/Subtype"] == "/Type0"
        elif operator in (b"Tj", b"TJ"):
            texts = operands[0] if operator == b"TJ" else operands
            shown = b"".join(t.original_bytes for t in texts if hasattr(t, "original_bytes"))
            missing += wide and sum(not any(shown[at : at + 2]) for at in range(0, len(shown), 2))
        elif operator == b"Do":
            form = forms.get_object()[operands[0]].get_object()
            if isinstance(form, StreamObject) and form["/Subtype"] == "/Form":
                missing += _missing_glyphs(form, form, reader)
    return missing


# ── Office ───────────────────────────────────────────────────────────────────────────────────────────────

_OFFICE_HARM = re.compile(
    r"vba|\.bin$|activeX|embeddings/(?!Microsoft_Excel_Sheet\d*\.xlsx$)|externalLink|afchunk", re.I
)
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def _open_package(content: bytes) -> Opened:
    """Look at all parts of a package: their elements, and the relationships that lead out."""
    found = Opened()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        found.harm += [name for name in names if _OFFICE_HARM.search(name)]
        for name in names:
            if not name.endswith((".xml", ".rels", ".svg")):
                continue
            root = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False))
            for element in root.iter():
                _look_at(element, name, found)
    return found


def _look_at(element: Any, name: str, found: Opened) -> None:
    if not isinstance(element.tag, str):
        found.harm.append(f"{name}: {element}")
        return
    local = etree.QName(element).localname
    found.kinds.add(local)
    if local == "Relationship" and element.get("TargetMode") == "External":
        found.addresses.add(element.get("Target"))
        if element.get("Type") != _HYPERLINK:
            found.harm.append(f"{name}: {element.get('Type')}")
    if local in ("instrText", "fldSimple"):
        told = element.text or "".join(element.attrib.values())
        found.kinds.add(f"field {told.split()[0]}")
    if name.endswith(".svg"):
        found.harm += [f"{name}: {key}" for key in element.attrib if key.lower().startswith("on")]
        found.harm += [f"{name}: {local}" for _ in range(local in ("script", "foreignObject", "a", "image"))]


def open_docx(content: bytes) -> Opened:
    found = _open_package(content)
    document = docx.Document(io.BytesIO(content))
    stories = [document.element, *(section.footer._element for section in document.sections)]
    tags = {docx.oxml.ns.qn(tag) for tag in ("w:t",)}
    found.words = "".join(e.text or "" for story in stories for e in story.iter(*tags))
    return found


def open_pptx(content: bytes) -> Opened:
    found = _open_package(content)
    slides = pptx.Presentation(io.BytesIO(content)).slides
    shown = [element for slide in slides for element in (slide._element, slide.notes_slide._element)]
    tag = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
    found.words = "".join(e.text or "" for story in shown for e in story.iter(tag))
    return found


def open_xlsx(content: bytes) -> Opened:
    found = _open_package(content)
    found.kinds -= {"t", "r", "si"}  # a text that does not begin with a space has another form
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            found.harm += [f"formula: {cell.value!r}" for cell in row if cell.data_type == "f"]
            if sheet.title != SHEET:
                found.words += "".join(str(cell.value) for cell in row if cell.value is not None)
    return found


# ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────


class _Page(HTMLParser):
    """What a browser would make of a page, as far as it can do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Opened()
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.kinds.add(tag)
        self._inside.append(tag)
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and given != {"type": "application/json", "id": SCRIPT_ID}:
            self.found.harm.append(f"script {given}")
        for name, value in given.items():
            if name.startswith("on") or name in ("srcdoc", "action", "formaction", "xlink:href"):
                self.found.harm.append(f"{tag} {name}={value}")
            if name == "style" and (tag != "col" or not re.fullmatch(r"width:\d+%", value)):
                self.found.harm.append(f"{tag} {name}={value}")
            if name in ("href", "src") and not value.startswith(("#", "data:image/")):
                self.found.addresses.add(value)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style", "title", "desc"} & set(self._inside[-1:]):
            self.found.words += data

    def handle_comment(self, data: str) -> None:
        self.found.kinds.add("comment of ours" if COMMENT.endswith(data[:11] + " ") else "comment")

    def unknown_decl(self, data: str) -> None:
        self.found.harm.append(data)


def open_html(content: bytes) -> Opened:
    page = _Page()
    page.feed(content.decode())
    page.close()
    return page.found


_COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def open_markdown(content: bytes) -> Opened:
    text = content.decode()
    assert text.count("<!--") == 1 or "<!-- fourways" not in text  # ours, and what was typed is escaped
    return open_html(_COMMONMARK.render(text).encode())


_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")


def open_csv(content: bytes) -> Opened:
    text = content.decode()
    assert text.startswith(BYTE_ORDER_MARK)
    rows = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    found = Opened(kinds={f"{len(rows)} rows", *(f"{len(row)} columns" for row in rows)})
    for cell in (cell for row in rows for cell in row):
        found.words += cell
        if _FORMULA.match(cell) and not re.fullmatch(r"-?\d+", cell):
            found.harm.append(f"formula: {cell!r}")
    return found


def open_json(content: bytes) -> Opened:
    entries = json.loads(content)
    return Opened(kinds={*entries[0], *(f"{key}: {type(value)}" for key, value in entries[0].items())})


OPENED = {
    "pdf": open_pdf,
    "docx": open_docx,
    "pptx": open_pptx,
    "xlsx": open_xlsx,
    "markdown": open_markdown,
    "html": open_html,
    "csv": open_csv,
    "csv-answers": open_csv,
    "json": open_json,
}
