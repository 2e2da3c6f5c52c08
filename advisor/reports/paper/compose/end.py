"""The end of a paper: sources, and the appendix with names, answers and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.reports.paper.blocks import (
    Block,
    Heading,
    Inline,
    Line,
    Mark,
    Paragraph,
    Run,
    SourceLine,
    Sources,
    Table,
)
from advisor.reports.paper.compose.pieces import (
    bold,
    bullets,
    cites,
    joined,
    labelled,
    paragraphs,
    part,
    plain,
)
from advisor.reports.report import AnswerRow, NameTable, Report


def sources(report: Report) -> Iterator[Block]:
    """Yield all sources by number."""
    told = report.sources
    yield part("sources", told.headline)
    if told.sources:
        yield Sources(tuple(SourceLine(s.number, s.title, s.detail, s.url) for s in told.sources))


def appendix(report: Report) -> Iterator[Block]:
    """Yield names elsewhere, the workload in the owner's words, all answers, and the hashes."""
    yield part("appendix", gettext("Names, answers, and what this report was made from"))
    if report.appendix.names:
        yield from _names(report.appendix.names)
    yield from _about(report)
    yield from _answers(report)
    yield from _made_from(report)


def _names(names: NameTable) -> Iterator[Block]:
    title = gettext("One strategy, several names")
    columns = (gettext("Here"), *names.columns)
    rows = tuple((_here(slug, name), *map(plain, cells)) for slug, name, cells in names.rows)
    yield Heading(2, title)
    yield Table(title, columns, rows, _shares(len(names.columns)))
    yield Paragraph((Run(gettext("Source")), *cites(names.cites)), "note")


def _shares(names: int) -> tuple[int, ...]:
    """Return the columns' shares of the width; the last says in a sentence what is meant."""
    return (16, *[50 // max(names - 1, 1)] * (names - 1), 34)


def _here(slug: str, name: str) -> Line:
    mark: tuple[Inline, ...] = (Mark(slug),) if slug else ()
    return (*mark, Run(name or gettext("none of the four")))


def _about(report: Report) -> Iterator[Block]:
    """Yield what the owner said about the workload beside the answers."""
    subject = report.subject
    told = ((gettext("Written for"), subject.client), (gettext("Owner of the workload"), subject.contact))
    if any((subject.client, subject.contact, subject.description)):
        yield Heading(2, gettext("The workload"))
    yield from bullets(labelled(label, text) for label, text in told if text)
    if subject.description:
        yield Heading(3, gettext("Description"))
        yield from paragraphs(*(line.strip() for line in subject.description.splitlines()))


def _answers(report: Report) -> Iterator[Block]:
    yield Heading(2, f"{gettext('Answers')}: {report.appendix.answered}")
    columns = (gettext("Question"), gettext("Answer"))
    for group in report.appendix.groups:
        yield Heading(3, group.title)
        rows = tuple((plain(row.question), _answer(row)) for row in group.rows)
        yield Table(f"{gettext('Answers')}: {group.title}", columns, rows, (45, 55))


def _answer(row: AnswerRow) -> Line:
    without_effect = gettext("without effect: the question is not asked")
    effect = (Run(f"({without_effect})", soft=True),) if row.without_effect else ()
    note = (Run(f"{gettext('Note')}:", soft=True), Run(f" {row.note}")) if row.note else ()
    return joined((joined((bold(row.answer), effect)), note), "\n")


def _made_from(report: Report) -> Iterator[Block]:
    told = report.appendix
    yield Heading(2, gettext("Made from"))
    yield from bullets(
        (
            _coded(gettext("Rulebook"), told.rulebook),
            _coded(gettext("Recommendation"), told.recommendation),
            labelled(gettext("Date"), report.date),
        )
    )
    yield Heading(3, gettext("How to check this report"))
    yield from paragraphs(
        gettext(
            "Give this file to Fourways’ page “Check a report”, or to manage.py verify_report. Where it "
            "carries its data, the recommendation is made again from the same rulebook and answers, and "
            "compared point by point."
        )
    )


def _coded(label: str, text: str) -> Line:
    return (Run(f"{label}:", bold=True), Run(" "), Run(text, code=True))
