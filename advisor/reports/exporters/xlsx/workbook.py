"""The workbook of one or several reports, the same bytes for the same reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.utils.translation import override, pgettext
from xlsxwriter import Workbook

from advisor.reports.embedding import SHEET, chunks
from advisor.reports.exporters.xlsx import answering, deciding, doing, summary
from advisor.reports.exporters.xlsx.cited import Cited
from advisor.reports.exporters.xlsx.looks import Looks
from advisor.reports.exporters.xlsx.tables import Table
from advisor.reports.exporters.xlsx.texts import Texts
from advisor.reports.exporters.xlsx.writing import write_summary, write_table
from advisor.reports.harmless import visible
from advisor.reports.report import Report

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
#: What a document's property holds at most.
_LONGEST_PROPERTY = 255


def write_xlsx(reports: Sequence[Report], data: str | None) -> bytes:
    """Return the workbook of at least one report, headings in the language of the first.

    One report has its verdict as the first sheet; of several, every sheet begins with the workload's name.
    ``data`` is the JSON that the workbook carries in a very hidden sheet. Raises :class:`ValueError` where
    there is no report.
    """
    if not reports:
        raise ValueError("a workbook needs at least one report")
    file, language = BytesIO(), reports[0].subject.language
    workbook = Workbook(file, _OPTIONS)
    with override(language):
        looks, texts = Looks(workbook, language), Texts()
        _describe(workbook, reports)
        tables = _tables(reports)
        if len(reports) == 1:
            page = summary.summary_of(reports[0])
            write_summary(workbook.add_worksheet(page.name), page, looks, texts)
        for table in tables:
            write_table(workbook.add_worksheet(table.name), table, looks, texts)
    if data is not None:
        _embed(workbook, data)
    workbook.close()
    return file.getvalue()


def _tables(reports: Sequence[Report]) -> list[Table]:
    """Return the sheets in their order."""
    cited = Cited(reports)
    tables = [summary.summaries_table(reports)] if len(reports) > 1 else []
    tables += [
        deciding.decisions_table(reports),
        deciding.options_table(reports),
        deciding.contributions_table(reports, cited),
        deciding.changes_table(reports),
        answering.answers_table(reports),
        answering.unknown_table(reports),
        doing.advice_table(reports, cited),
        doing.plan_table(reports, cited),
    ]
    if any(report.subject.overrides for report in reports):
        tables.append(answering.overrides_table(reports))
    if names := reports[0].appendix.names:
        tables.append(answering.names_table(names))
    return [*tables, cited.table()]


def _describe(workbook: Workbook, reports: Sequence[Report]) -> None:
    first = reports[0].subject
    names = ", ".join(visible(report.subject.name) for report in reports)
    day = first.written_on
    workbook.set_properties(
        {
            "title": names[:_LONGEST_PROPERTY],
            "subject": pgettext("spreadsheet", "Cloud migration recommendation"),
            "author": visible(first.cover.prepared_by)[:_LONGEST_PROPERTY] or "Fourways",
            "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001 (the library wants it so)
        }
    )


def _embed(workbook: Workbook, data: str) -> None:
    """Put the JSON where a program finds it and nobody's eye falls on it."""
    sheet = workbook.add_worksheet(SHEET)
    for line, text in enumerate(chunks(data)):
        sheet.write_string(line, 0, text)
    sheet.very_hidden()
