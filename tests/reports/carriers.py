"""Small files of every kind that carry data, made as the formats say and without the app's writers."""

from __future__ import annotations

import io
import json
import zipfile

import xlsxwriter
from pypdf import PdfWriter

from advisor.engine import parse_profile
from advisor.reports.embedding import (
    ATTACHMENT,
    SHEET,
    attachment,
    chunks,
    custom_xml,
    html_block,
    markdown_comment,
)
from advisor.reports.evaluation import evaluate
from advisor.reports.exporters.json import entry_json, list_json
from tests.reports.book import make_subject


def make_data(compiled, raw, *, changes=1, settled=True, **over):
    """Return the contract's JSON of one recommendation."""
    profile, errors = parse_profile(compiled.rulebook, raw)
    assert not errors
    evaluation = evaluate(compiled, profile, changes=changes, settled=settled)
    return "".join(list_json([entry_json(make_subject(**over), evaluation)]))


def pdf(data):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if data is not None:
        writer.add_attachment(ATTACHMENT, attachment(data))
    return _written(writer.write)


def office(main, data):
    """Return an Office archive with a main part, and data where there is some."""

    def write(file):
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(main, "<document/>")
            archive.writestr("customXml/item1.xml", "<other xmlns='urn:other'/>")
            if data is not None:
                archive.writestr("customXml/item2.xml", custom_xml(data))

    return _written(write)


def xlsx(data, *, shared=True):
    def write(file):
        with xlsxwriter.Workbook(file, {"constant_memory": not shared}) as workbook:
            workbook.add_worksheet("First").write_string(0, 0, "seen")
            if data is not None:
                sheet = workbook.add_worksheet(SHEET)
                sheet.very_hidden()
                for row, chunk in enumerate(chunks(data)):
                    sheet.write_string(row, 0, chunk)
                sheet.write_string(0, 1, "beside it")

    return _written(write)


def html(data):
    block = "" if data is None else html_block(data)
    return f"<!doctype html><html><script src='x.js'></script><p>Text</p>{block}</html>".encode()


def markdown(data):
    comment = "" if data is None else f"\n{markdown_comment(data)}\n"
    return f"# Report\n\n\\<!-- fourways:1 [] -->\n{comment}".encode()


def as_json(data):
    return json.dumps([] if data is None else json.loads(data)).encode()


CARRIERS = {
    "pdf": pdf,
    "docx": lambda data: office("word/document.xml", data),
    "pptx": lambda data: office("ppt/presentation.xml", data),
    "xlsx": xlsx,
    "xlsx inline": lambda data: xlsx(data, shared=False),
    "html": html,
    "markdown": markdown,
    "json": as_json,
}


def _written(write):
    file = io.BytesIO()
    write(file)
    return file.getvalue()
