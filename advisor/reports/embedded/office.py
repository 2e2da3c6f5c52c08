"""The JSON out of Word, PowerPoint and Excel files: archives of XML, which are read with limits only."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath

from django.utils.translation import gettext as _
from lxml import etree

from advisor.reports.embedded.problem import damaged, newer, no_data, too_large, unknown_kind
from advisor.reports.embedded.texts import LARGEST_TEXT
from advisor.reports.embedding import ELEMENT, NAMESPACE, SHEET

SIGNATURE = b"PK\x03\x04"
#: Parts of one archive, and how much smaller than itself a part may be packed once it is large.
MOST_PARTS = 5_000
MOST_RATIO = 200
LARGE = 2**20
#: Tags in one part: what is not looked for stays in memory until the part is read.
MOST_TAGS = 1_000_000
#: Parts that may hold data of any program.
MOST_CUSTOM = 50

_CUSTOM = re.compile(r"customXml/item\d{1,4}\.xml")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_WORKBOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_MAIN_PARTS = ("word/document.xml", "ppt/presentation.xml")


def is_archive(content: bytes) -> bool:
    """Return whether the content is a ZIP archive."""
    return content.startswith(SIGNATURE)


def text_of_office(content: bytes) -> str:
    """Return the JSON inside; raises FileProblem, and what zipfile and lxml raise for broken files."""
    if content.count(_DIRECTORY_ENTRY) > MOST_PARTS:
        raise too_large(_("an Office file may have %(most)s parts") % {"most": f"{MOST_PARTS:,}"})
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        if _WORKBOOK in names:
            return _of_workbook(archive, names)
        if names.isdisjoint(_MAIN_PARTS):
            raise unknown_kind()
        return _of_custom_xml(archive, names)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return an unpacked part of at most 32 MiB."""
    info = archive.getinfo(name)
    if info.file_size > LARGE and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        raise too_large(_("a part of it is packed more tightly than any report"))
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged(_("it is packed in a way that Office does not use"))
    with archive.open(info) as part:
        content = part.read(LARGEST_TEXT + 1)
    if max(len(content), info.file_size) > LARGEST_TEXT:
        raise too_large(_("a part of it may have %(most)s MiB") % {"most": LARGEST_TEXT // 2**20})
    return content


# ── Word and PowerPoint: a custom XML part ──


def _of_custom_xml(archive: zipfile.ZipFile, names: set[str]) -> str:
    parts = sorted(name for name in names if _CUSTOM.fullmatch(name))[:MOST_CUSTOM]
    later = False
    for name in parts:
        for element in _elements(_part(archive, name), ELEMENT):
            namespace = etree.QName(element).namespace or ""
            if namespace == NAMESPACE:
                return "".join(map(str, element.itertext()))
            later |= namespace.startswith(NAMESPACE.rsplit(":", 1)[0] + ":")
    raise newer() if later else no_data()


# ── Excel: a sheet's column A ──


def _of_workbook(archive: zipfile.ZipFile, names: set[str]) -> str:
    sheets = _elements(_part(archive, _WORKBOOK), "sheet")
    reference = next((_reference(sheet) for sheet in sheets if sheet.get("name") == SHEET), None)
    if reference is None:
        raise no_data()
    relations = _elements(_part(archive, "xl/_rels/workbook.xml.rels"), "Relationship")
    target = next((one.get("Target", "") for one in relations if one.get("Id") == reference), "")
    path = normpath(join("xl", target)).lstrip("/")
    if path not in names:
        raise damaged(_("its sheet %(sheet)s is missing") % {"sheet": SHEET})
    cells = list(_cells(_part(archive, path)))
    shared = {int(text) for kind, text in cells if kind == "s"}
    strings = _shared_strings(archive, shared) if shared else {}
    return "".join(strings[int(text)] if kind == "s" else text for kind, text in cells)


def _reference(sheet: etree._Element) -> str | None:
    """Return the relation that a sheet is found by; its namespace is one of two."""
    return next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)


def _cells(sheet: bytes) -> Iterator[tuple[str, str]]:
    """Yield each cell of column A, from above: its kind, and its text or the number of its shared text."""
    for cell in _elements(sheet, "c"):
        if re.fullmatch(r"A\d{1,7}", cell.get("r", "")):
            kind = cell.get("t", "n")
            value = cell.findtext("{*}v") or ""
            yield kind, _words(cell) if kind == "inlineStr" else value


def _shared_strings(archive: zipfile.ZipFile, wanted: set[int]) -> dict[int, str]:
    strings = enumerate(_elements(_part(archive, _STRINGS), "si"))
    return {number: _words(string) for number, string in strings if number in wanted}


# ── XML ──


def _elements(content: bytes, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name one by one; each is gone when the next one comes.

    Nothing is loaded from elsewhere, and no entity is replaced.
    """
    if content.count(b"<") > MOST_TAGS:
        raise too_large(_("a part of it may have %(most)s tags") % {"most": f"{MOST_TAGS:,}"})
    events = etree.iterparse(
        BytesIO(content),
        events=("end",),
        tag=f"{{*}}{name}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _event, element in events:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _words(element: etree._Element) -> str:
    """Return the text of a cell or of a shared text, without how it is pronounced."""
    runs = element.iter("{*}t")
    return "".join(run.text or "" for run in runs if etree.QName(run.getparent()).localname != "rPh")
