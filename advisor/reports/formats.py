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
from advisor.reports.embedding import attachment
from advisor.reports.evaluation import Evaluation, Subject
from advisor.reports.exporters.json import EntryWriter, list_json
from advisor.reports.paper.blocks import Paper
from advisor.reports.report import Report

Size = Literal["a4", "letter"]
SIZES: tuple[Size, ...] = ("a4", "letter")
PaperWriter = Callable[[Paper, str | None, Size], bytes]


class Making:
    """One recommendation on its way into files: its report and its JSON, made when first asked for.

    ``in_use`` is the version in use, for what has been retired since; ``carries_data`` says whether files
    hold the JSON, so that they can be read back and checked. ``numbers`` are those of sources in reports
    that share one list; their reports are then made in their order.
    """

    def __init__(
        self,
        subject: Subject,
        evaluation: Evaluation,
        *,
        in_use: Rulebook | None = None,
        carries_data: bool = True,
        writer: EntryWriter | None = None,
        numbers: dict[str, int] | None = None,
    ) -> None:
        self.subject = subject
        self.evaluation = evaluation
        self.in_use = in_use
        self.carries_data = carries_data
        self._writer = writer
        self._numbers = numbers

    @cached_property
    def report(self) -> Report:
        """The report."""
        return build_report(self.subject, self.evaluation, self.in_use, self._numbers)

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
    ``write_paper`` sets any paper, also that of a whole workload; ``None`` for what is not a paper.
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
    write_paper: PaperWriter | None = None


def _pdf(paper: Paper, data: str | None, size: Size) -> bytes:
    from advisor.reports.exporters.pdf import write_pdf

    return write_pdf(paper, data, size)


def _docx(paper: Paper, data: str | None, size: Size) -> bytes:
    from advisor.reports.exporters.docx import write_docx

    return write_docx(paper, data, size)


def _markdown(paper: Paper, data: str | None, size: Size) -> bytes:
    from advisor.reports.exporters.markdown import write_markdown

    return write_markdown(paper, data).encode()


def _html(paper: Paper, data: str | None, size: Size) -> bytes:
    from advisor.reports.exporters.html import write_html

    return write_html(paper, data).encode()


def _of_one(write_paper: PaperWriter) -> Callable[[Sequence[Making], Size], bytes]:
    """Return what writes the paper of a single report."""

    def write(makings: Sequence[Making], size: Size) -> bytes:
        from advisor.reports.paper.compose import paper_of

        return write_paper(paper_of(makings[0].report), data_of(makings), size)

    return write


def _pptx(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.pptx import write_pptx

    return write_pptx(makings[0].report, data_of(makings))


def _xlsx(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.xlsx import write_xlsx

    return write_xlsx([making.report for making in makings], data_of(makings))


def _contributions(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.csv import contributions_csv

    return contributions_csv([making.report for making in makings]).encode()


def _answers(makings: Sequence[Making], size: Size) -> bytes:
    from advisor.reports.exporters.csv import answers_csv

    return answers_csv([making.report for making in makings]).encode()


def _json(makings: Sequence[Making], size: Size) -> bytes:
    return attachment("".join(list_json(making.entry for making in makings)))


_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml.document"
_SLIDES = f"{_OFFICE}.presentationml.presentation"
_SHEETS = f"{_OFFICE}.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"
_ALL = (
    Format(
        "pdf",
        "pdf",
        "application/pdf",
        "PDF",
        _("for the board"),
        _of_one(_pdf),
        sized=True,
        write_paper=_pdf,
    ),
    Format("docx", "docx", _WORD, "Word", _("to edit"), _of_one(_docx), sized=True, write_paper=_docx),
    Format("pptx", "pptx", _SLIDES, "PowerPoint", _("for the meeting"), _pptx),
    Format("xlsx", "xlsx", _SHEETS, "Excel", _("every point and answer"), _xlsx, together=True),
    Format(
        "markdown",
        "md",
        "text/markdown; charset=utf-8",
        "Markdown",
        _("for a wiki"),
        _of_one(_markdown),
        write_paper=_markdown,
    ),
    Format(
        "html",
        "html",
        "text/html; charset=utf-8",
        "HTML",
        _("one file, nothing fetched"),
        _of_one(_html),
        write_paper=_html,
    ),
    Format("csv", "points.csv", _CSV, "CSV", _("points, a row a rule"), _contributions, True, False),
    Format(
        "csv-answers", "answers.csv", _CSV, "CSV", _("answers, one row a question"), _answers, True, False
    ),
    Format("json", "json", "application/json", "JSON", _("for tools"), _json, together=True),
)
FORMATS: dict[str, Format] = {format_.slug: format_ for format_ in _ALL}
#: Those that hold several components of a workload in one file.
WORKLOAD_FORMATS = {slug: f for slug, f in FORMATS.items() if f.together or f.write_paper}
