"""The end of a paper: sources, and the appendix with names, answers and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.reports.evaluation import Subject
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
from advisor.reports.report import AnswerRow, NameTable, Report, SourcesPart


def sources(report: Report) -> Iterator[Block]:
    """Yield all sources by number."""
    yield part("sources", report.sources.headline)
    yield from source_list(report.sources)


def source_list(told: SourcesPart) -> Iterator[Sources]:
    """Yield the sources by number; nothing where none was needed."""
    if told.sources:
        yield Sources(tuple(SourceLine(s.number, s.title, s.detail, s.url) for s in told.sources))


def appendix(report: Report) -> Iterator[Block]:
    """Yield names elsewhere, the workload in the owner's words, all answers, and the hashes."""
    yield part("appendix", gettext("Names, answers, and what this report was made from"))
    if report.appendix.names:
        yield from names_elsewhere(report.appendix.names)
    yield from about(report.subject)
    yield from answers_given(report)
    yield from made_from(report)
    yield from how_to_check()


def names_elsewhere(names: NameTable) -> Iterator[Block]:
    """Yield what others call the strategies."""
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


def about(subject: Subject) -> Iterator[Block]:
    """Yield what the owner said about the workload beside the answers."""
    if subject.description:
        yield Heading(2, gettext("The workload"))
        yield from paragraphs(*(line.strip() for line in subject.description.splitlines()))


def answers_given(report: Report) -> Iterator[Block]:
    """Yield all answers with their notes, by section."""
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


def made_from(report: Report) -> Iterator[Block]:
    """Yield the hashes of the rulebook and of the recommendation."""
    told = report.appendix
    yield Heading(2, gettext("Made from"))
    yield from bullets(
        (
            _coded(gettext("Rulebook"), told.rulebook),
            _coded(gettext("Recommendation"), told.recommendation),
            labelled(gettext("Date"), report.date),
        )
    )


def how_to_check() -> Iterator[Block]:
    """Yield how a reader finds out whether the paper was altered."""
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
