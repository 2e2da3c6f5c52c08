"""The file formats of a report: what each is called, whom it is for, and what writes it.

The writers are imported when the first file of their kind is written: together they take a second, and a
page or ``recommend --format json`` needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from advisor.engine.rulebook import Rulebook
from advisor.reports.build import build_report
from advisor.reports.evaluation import Evaluation, Subject
from advisor.reports.exporters.json import EntryWriter, list_json
from advisor.reports.report import Report

Size = Literal["a4", "letter"]
SIZES: tuple[Size, ...] = ("a4", "letter")


class Making:
    """One recommendation on its way into files: its report and its JSON, made when first asked for.

    ``in_use`` is the version in use, for what has been retired since; ``carries_data`` says whether files
    hold the JSON, so that they can be read back and checked.
    """

    def __init__(
        self,
        subject: Subject,
        evaluation: Evaluation,
        *,
        in_use: Rulebook | None = None,
        carries_data: bool = True,
        writer: EntryWriter | None = None,
    ) -> None:
        self.subject = subject
        self.evaluation = evaluation
        self.in_use = in_use
        self.carries_data = carries_data
        self._writer = writer

    @cached_property
    def report(self) -> Report:
        """The report."""
        return build_report(self.subject, self.evaluation, in_use=self.in_use)

    @cached_property
    def entry(self) -> str:
        """The contract's JSON of this recommendation, one line."""
        writer = self._writer or EntryWriter(self.evaluation.rulebook, self.subject.language)
        return writer.entry(self.subject, self.evaluation)


def data_of(makings: Sequence[Making]) -> str | None:
    """Return what the files of these recommendations carry inside; ``None`` where it is left out."""
    carried = [making.entry for making in makings if making.carries_data]
    return "".join(list_json(carried)) if carried else None


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    ``write`` takes one or several recommendations and the paper's size; ``together`` says that several fit
    into one file, ``carries`` that it can be read back, ``sized`` that it has pages of paper.
    """

    slug: str
    extension: str
    content_type: str
    title: str
    audience: Promise
    write: Callable[[Sequence[Making], Size], bytes]
    together: bool = False
    carries: bool = True
    sized: bool = False


def _pdf(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.pdf import write_pdf
    from advisor.reports.paper.compose import paper_of

    return write_pdf(paper_of(makings[0].report), data_of(makings), size)


def _docx(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.docx import write_docx
    from advisor.reports.paper.compose import paper_of

    return write_docx(paper_of(makings[0].report), data_of(makings), size)


def _pptx(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.pptx import write_pptx

    return write_pptx(makings[0].report, data_of(makings))


def _xlsx(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.xlsx import write_xlsx

    return write_xlsx([making.report for making in makings], data_of(makings))


def _markdown(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.markdown import write_markdown
    from advisor.reports.paper.compose import paper_of

    return write_markdown(paper_of(makings[0].report), data_of(makings)).encode()


def _html(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.html import write_html
    from advisor.reports.paper.compose import paper_of

    return write_html(paper_of(makings[0].report), data_of(makings)).encode()


def _contributions(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.csv import contributions_csv

    return contributions_csv([making.report for making in makings]).encode()


def _answers(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.csv import answers_csv

    return answers_csv([making.report for making in makings]).encode()


def _json(makings: Sequence[Making], size: Size) -> bytes:
    return "".join(list_json(making.entry for making in makings)).encode()


_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml.document"
_SLIDES = f"{_OFFICE}.presentationml.presentation"
_SHEETS = f"{_OFFICE}.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"
_ALL = (
    Format("pdf", "pdf", "application/pdf", "PDF", _("for the board"), _pdf, sized=True),
    Format("docx", "docx", _WORD, "Word", _("to edit"), _docx, sized=True),
    Format("pptx", "pptx", _SLIDES, "PowerPoint", _("for the meeting"), _pptx),
    Format("xlsx", "xlsx", _SHEETS, "Excel", _("every point and answer"), _xlsx, together=True),
    Format("markdown", "md", "text/markdown; charset=utf-8", "Markdown", _("for a wiki"), _markdown),
    Format("html", "html", "text/html; charset=utf-8", "HTML", _("one file, nothing fetched"), _html),
    Format("csv", "points.csv", _CSV, "CSV", _("points, a row a rule"), _contributions, True, False),
    Format(
        "csv-answers", "answers.csv", _CSV, "CSV", _("answers, one row a question"), _answers, True, False
    ),
    Format("json", "json", "application/json", "JSON", _("for tools"), _json, together=True),
)
FORMATS: dict[str, Format] = {format_.slug: format_ for format_ in _ALL}
