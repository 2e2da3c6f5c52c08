"""Office files beside the bare libraries, which are given the same texts and pictures and nothing else to do.

Run: python -m benchmarks.office [docx pptx …]. What the bare library writes is read out of our own file, so
both hold as many paragraphs, runs, tables, cells and pictures; the ways take turns and the medians are
compared.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from statistics import median
from typing import Any

from benchmarks.timing import on_one_core, ratio, shown, side_by_side, verdict

#: How many times as long as the bare library a file of ours may take.
LIMIT = 2.0
ROUNDS = 9


@dataclass(frozen=True)
class Work:
    """One file to measure: how we write it, how the bare library does, and what is in it."""

    name: str
    ours: Callable[[], bytes]
    bare: Callable[[], bytes]
    amount: str


def docx() -> list[Work]:
    """Return DOCX files of papers with little and with much to say."""
    from advisor.reports.exporters.docx import write_docx

    works = []
    for name, paper in papers().items():
        content = docx_content(write_docx(paper, None))
        works.append(
            Work(
                f"DOCX, {name}",
                lambda paper=paper: write_docx(paper, None),
                lambda content=content: bare_docx(content),
                content.amount(),
            )
        )
    return works


def papers() -> Mapping[str, Any]:
    """Return papers of reports, and one of 20 parts that is longer than any."""
    from advisor.reports.paper.compose import paper_of
    from tests.reports.exporters.papers import make_blocks, make_paper

    long = [block for _ in range(20) for block in make_blocks("ko", rows=40)]
    return {
        **{name: paper_of(report) for name, report in reports().items()},
        "20 parts": make_paper("ko", blocks=long),
    }


@dataclass(frozen=True)
class Content:
    """Paragraphs as texts of runs, tables as rows of cells of paragraphs, pictures."""

    paragraphs: list[list[str]]
    tables: list[list[list[list[list[str]]]]]
    pictures: list[bytes]

    def amount(self) -> str:
        """Return how much it is, in words."""
        cells = sum(len(row) for table in self.tables for row in table)
        return (
            f"{len(self.paragraphs)} paragraphs, {len(self.tables)} tables with {cells} cells, "
            f"{len(self.pictures)} pictures"
        )


def docx_content(written: bytes) -> Content:
    """Read what a DOCX file holds."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(BytesIO(written))
    element = document.element.body
    texts = [_runs(paragraph) for paragraph in element.findall(qn("w:p"))]
    tables = [
        [
            [[_runs(p) for p in cell.findall(qn("w:p"))] for cell in row.findall(qn("w:tc"))]
            for row in table.findall(qn("w:tr"))
        ]
        for table in element.findall(qn("w:tbl"))
    ]
    blips = element.iter(qn("a:blip"))
    pictures = [document.part.related_parts[blip.get(qn("r:embed"))].blob for blip in blips]
    return Content(texts, tables, pictures)


def _runs(paragraph: Any) -> list[str]:
    from docx.oxml.ns import qn

    texts = ("".join(text.text or "" for text in run.findall(qn("w:t"))) for run in paragraph.iter(qn("w:r")))
    return [text for text in texts if text]


def bare_docx(content: Content) -> bytes:
    """Write the same with python-docx alone, in the way that its documentation shows and that is not slow."""
    from docx import Document

    document = Document()
    for texts in content.paragraphs:
        _fill(document.add_paragraph(), texts)
    for rows in content.tables:
        table = document.add_table(len(rows), len(rows[0]))
        cells = iter(table._cells)  # table.cell() would read the whole table for each cell
        for cell, paragraphs in zip(cells, (cell for row in rows for cell in row), strict=True):
            for number, texts in enumerate(paragraphs):
                _fill(cell.add_paragraph() if number else cell.paragraphs[0], texts)
    for picture in content.pictures:
        document.add_picture(BytesIO(picture))
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _fill(paragraph: Any, texts: list[str]) -> None:
    for text in texts:
        paragraph.add_run(text)


def xlsx() -> list[Work]:
    """Return workbooks of one full report, and of twenty."""
    from advisor.reports.exporters.xlsx import write_xlsx

    works = []
    for name, reports in workbooks().items():
        sheets = xlsx_content(write_xlsx(reports, None))
        cells = sum(len(row) for rows in sheets.values() for row in rows)
        works.append(
            Work(
                f"XLSX, {name}",
                lambda reports=reports: write_xlsx(reports, None),
                lambda sheets=sheets: bare_xlsx(sheets),
                f"{len(sheets)} sheets, {cells:,} cells",
            )
        )
    return works


def workbooks() -> Mapping[str, Any]:
    """Return reports on mostly answered random profiles, as many as one workbook gets."""
    from advisor.reports.rulebooks import from_fixtures
    from benchmarks.recommend import ROOT, profiles
    from tests.reports.book import make_report

    book = from_fixtures(str(ROOT / "fixtures"))
    reports = [make_report(entry["profile"], book=book, id=entry["id"]) for entry in profiles(20)]
    return {"one report": reports[:1], "20 reports": reports}


def xlsx_content(written: bytes) -> dict[str, list[list[tuple[int, int, str | float]]]]:
    """Read what a workbook holds: sheet → rows of cells that are not empty, each with its place."""
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import to_excel

    def cells(sheet: Any) -> Any:
        for row in sheet.iter_rows():
            yield [
                (c.row - 1, c.column - 1, to_excel(c.value) if c.is_date else c.value)
                for c in row
                if c.value is not None
            ]

    return {sheet.title: list(cells(sheet)) for sheet in load_workbook(BytesIO(written))}


def bare_xlsx(sheets: Mapping[str, list[list[tuple[int, int, str | float]]]]) -> bytes:
    """Write the same cells with xlsxwriter alone, without any look."""
    from xlsxwriter import Workbook

    written = BytesIO()
    workbook = Workbook(written, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for row in rows:
            for line, place, value in row:
                if isinstance(value, str):
                    sheet.write_string(line, place, value)
                else:
                    sheet.write_number(line, place, value)
    workbook.close()
    return written.getvalue()


def pptx() -> list[Work]:
    """Return slides of a report with little to say and of a long one.

    Ours draw their pictures each time; the bare library, which cannot, is given the pixels.
    """
    from advisor.reports.exporters.pptx import write_pptx

    works = []
    for name, report in reports().items():
        slides = pptx_content(write_pptx(report, None))
        works.append(
            Work(
                f"PPTX, {name}",
                lambda report=report: write_pptx(report, None),
                lambda slides=slides: bare_pptx(slides),
                _slides_amount(slides),
            )
        )
    return works


def reports() -> Mapping[str, Any]:
    """Return reports from the fixtures' rulebook: nothing answered, and a published case in each language."""
    from datetime import date

    from advisor.reports.build import build_report
    from advisor.reports.evaluation import Subject, evaluate
    from advisor.reports.rulebooks import from_fixtures
    from benchmarks.books import FIXTURES, case_profiles

    book = from_fixtures(str(FIXTURES))
    longest = max((profile for _, profile in case_profiles(book)), key=len)

    def report(profile: Any, language: str) -> Any:
        subject = Subject("training", "Proseware training portal", language, date(2026, 11, 22))
        return build_report(subject, evaluate(book, profile))

    return {
        "nothing known": report({}, "en"),
        "a published case": report(longest, "en"),
        "the same in Korean": report(longest, "ko"),
    }


@dataclass(frozen=True)
class SlideContent:
    """Text boxes as paragraphs of runs, tables as rows of cells of paragraphs, pictures, charts, notes.

    A chart is its categories and its series, each a name with values.
    """

    boxes: list[list[list[str]]]
    tables: list[list[list[list[list[str]]]]]
    pictures: list[bytes]
    charts: list[tuple[list[str], list[tuple[str, list[float | None]]]]]
    notes: str


def _slides_amount(slides: list[SlideContent]) -> str:
    """Return how much it is, in words."""
    tables = [table for slide in slides for table in slide.tables]
    cells = sum(len(row) for table in tables for row in table)
    boxes = sum(len(slide.boxes) for slide in slides)
    pictures = sum(len(slide.pictures) for slide in slides)
    charts = sum(len(slide.charts) for slide in slides)
    return (
        f"{len(slides)} slides with notes, {boxes} text boxes, {len(tables)} tables with {cells} cells, "
        f"{pictures} pictures, {charts} charts"
    )


def pptx_content(written: bytes) -> list[SlideContent]:
    """Read what a PPTX file holds."""
    from pptx import Presentation

    return [_slide_content(slide) for slide in Presentation(BytesIO(written)).slides]


def _slide_content(slide: Any) -> SlideContent:
    boxes, tables, pictures, charts = [], [], [], []
    for shape in slide.shapes:
        if shape.has_text_frame:
            boxes.append(_frame(shape.text_frame))
        elif shape.has_table:
            tables.append([[_frame(cell.text_frame) for cell in row.cells] for row in shape.table.rows])
        elif shape.has_chart:
            plot = shape.chart.plots[0]
            series = [(one.name, list(one.values)) for one in plot.series]
            charts.append(([str(category) for category in plot.categories], series))
        else:
            pictures.append(shape.image.blob)
    return SlideContent(boxes, tables, pictures, charts, slide.notes_slide.notes_text_frame.text)


def _frame(frame: Any) -> list[list[str]]:
    return [[run.text for run in paragraph.runs] for paragraph in frame.paragraphs]


def bare_pptx(slides: list[SlideContent]) -> bytes:
    """Write the same with python-pptx alone, on empty slides of its own template."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    presentation = Presentation()
    place = (Inches(1), Inches(1), Inches(4), Inches(3))
    for content in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        for paragraphs in content.boxes:
            _fill_frame(slide.shapes.add_textbox(*place).text_frame, paragraphs)
        for rows in content.tables:
            table = slide.shapes.add_table(len(rows), len(rows[0]), *place).table
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, paragraphs in zip(row.cells, cells, strict=True):
                    _fill_frame(cell.text_frame, paragraphs)
        for picture in content.pictures:
            slide.shapes.add_picture(BytesIO(picture), *place)
        for categories, series in content.charts:
            data = CategoryChartData()
            data.categories = categories
            for name, values in series:
                data.add_series(name, values)
            slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, data)
        slide.notes_slide.notes_text_frame.text = content.notes
    written = BytesIO()
    presentation.save(written)
    return written.getvalue()


def _fill_frame(frame: Any, paragraphs: list[list[str]]) -> None:
    for number, texts in enumerate(paragraphs):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        for text in texts:
            paragraph.add_run().text = text


#: The formats by the name that the command line takes.
FORMATS: dict[str, Callable[[], list[Work]]] = {"docx": docx, "pptx": pptx, "xlsx": xlsx}


def measure(work: Work) -> bool:
    """Print how one file compares; return whether the limit is kept."""
    taken = side_by_side(
        {"ours": lambda _: work.ours(), "bare": lambda _: work.bare()}, [None], rounds=ROUNDS
    )
    times = ratio(taken["ours"], taken["bare"])
    good = times <= LIMIT
    print(f"{work.amount}:")
    print(
        f"{work.name}: ours {shown(median(taken['ours']))}, bare library {shown(median(taken['bare']))}, "
        f"{times:.2f} times as long, at most {LIMIT:g}: {verdict(good)}"
    )
    return good


def main(names: list[str]) -> int:
    """Measure the formats named, or all; exit status 1 where a limit is missed."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    on_one_core()
    results = [measure(work) for name in names or FORMATS for work in FORMATS[name]()]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
