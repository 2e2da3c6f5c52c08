"""The report as CommonMark with tables, for a wiki. What users wrote is escaped: it stays text everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext, override

from advisor.reports.evaluation import Subject
from advisor.reports.exporters import pieces
from advisor.reports.exporters.lines import Lines, escaped
from advisor.reports.exporters.running import running
from advisor.reports.report import (
    Appendix,
    ChangeTable,
    Driver,
    EffortPart,
    OptionView,
    PracticesPart,
    Report,
    ServiceView,
    Statement,
    Step,
    UnknownRow,
)


def report_markdown(report: Report) -> str:
    """Return the whole report as Markdown in its own language."""
    with override(report.subject.language):
        lines = Lines()
        _head(lines, report)
        parts = (
            _strategies, _services, running, _changes, _unknown, _practices, _plan, _risks, _cost, _sources,
            _appendix,
        )  # fmt: skip
        for number, part in enumerate(parts, start=1):
            part(lines, report, number)
        return lines.text()


def errors_markdown(subject: Subject, errors: Sequence[str]) -> str:
    """Return what is wrong with a profile, as Markdown."""
    with override(subject.language):
        lines = Lines()
        lines.heading(1, escaped(subject.name))
        lines.paragraph(gettext("No recommendation: the profile has errors."))
        lines.bullets(escaped(error) for error in errors)
        return lines.text()


def _head(lines: Lines, report: Report) -> None:
    verdict = report.verdict
    lines.heading(1, f"{escaped(report.subject.name)}: {escaped(verdict.title)}")
    lines.paragraph(f"{escaped(report.date)} · Fourways")
    _signs(lines, report)
    if verdict.status:
        lines.paragraph(f"**{escaped(verdict.status)}**")
    lines.paragraph(f"**{escaped(verdict.lead)}**")
    means = " ".join(escaped(part) for part in (verdict.definition, verdict.other_names) if part)
    lines.paragraph(means)
    lines.bullets(
        f"**{escaped(fact.label)}:** {escaped(fact.value)}"
        + (f" ({escaped(fact.note)})" if fact.note else "")
        for fact in (*verdict.facts, *verdict.stack)
    )


def _signs(lines: Lines, report: Report) -> None:
    """Write what to settle before a move, ahead of the recommendation."""
    if report.signs.items:
        lines.paragraph("**{}**: {}".format(gettext("Before you move"), escaped(report.signs.headline)))
        pieces.items(lines, report.signs.items)


def _strategies(lines: Lines, report: Report, number: int) -> None:
    part = report.strategies
    pieces.part_heading(lines, number, gettext("Four strategies"), part.headline)
    lines.table(
        [gettext("Strategy"), gettext("For"), gettext("Against"), gettext("Balance")],
        [
            [
                row.name,
                str(row.points_for),
                str(row.points_against),
                gettext("ruled out") if row.ruled_out else row.net_text,
            ]
            for row in part.picture.rows
        ],
    )
    for option in part.options:
        _option(lines, option, 3)


def _option(lines: Lines, option: OptionView, level: int) -> None:
    lines.heading(level, f"{escaped(option.name)} ({escaped(option.balance)})")
    reasons = (*option.vetoes, *option.speaks_for, *option.speaks_against)
    if reasons:
        lines.bullets(pieces.reason(reason) for reason in reasons)
    else:
        lines.paragraph(gettext("No rule holds for these answers."))


def _services(lines: Lines, report: Report, number: int) -> None:
    part = report.services
    pieces.part_heading(lines, number, gettext("Services"), part.headline)
    for service in part.services:
        _service(lines, service)
    if part.around:
        lines.heading(3, gettext("Around them"))
        lines.bullets(
            f"**{escaped(around.name)}**: "
            + " ".join(
                [
                    *(pieces.statement(said) for said in (*around.reasons, *around.limits)),
                    *map(pieces.ending, around.lifecycle),
                ]
            )
            for around in part.around
        )


def _service(lines: Lines, service: ServiceView) -> None:
    placing = f" ({escaped(service.placing)})" if service.placing else ""
    lines.heading(3, f"{escaped(service.title)}: {escaped(service.name)}{placing}")
    lines.paragraph(escaped(service.status))
    lines.paragraph(escaped(service.summary))
    pieces.labelled(lines, gettext("Why"), (pieces.reason(reason) for reason in service.why))
    if service.why_not:
        title = gettext("Why not %(option)s") % {"option": escaped(service.why_not.name)}
        lines.paragraph(f"**{title}**: {escaped(service.why_not.sentence)}")
        lines.bullets(pieces.reason(reason) for reason in service.why_not.against)
        pieces.labelled(lines, gettext("What speaks for it"), map(pieces.reason, service.why_not.in_favour))
    pieces.labelled(
        lines, gettext("Limits that matter here"), (pieces.statement(limit) for limit in service.limits)
    )
    if service.billing:
        lines.paragraph(pieces.field(gettext("What is billed"), escaped(service.billing)))
    pieces.labelled(lines, gettext("Lifecycle"), map(pieces.ending, service.lifecycle))
    for option in service.others:
        _option(lines, option, 4)


def _changes(lines: Lines, report: Report, number: int) -> None:
    pieces.part_heading(lines, number, gettext("What would change this"), report.changes.headline)
    for table in report.changes.tables:
        _change_table(lines, table)


def _change_table(lines: Lines, table: ChangeTable) -> None:
    lines.heading(3, escaped(table.title))
    lines.paragraph(escaped(table.sentence))
    joint = " {} ".format(gettext("and"))
    lines.table(
        [gettext("If this were so"), gettext("instead of"), gettext("it would be")],
        [[joint.join(row.if_so), "; ".join(row.instead_of), row.outcome_name] for row in table.rows],
    )


def _unknown(lines: Lines, report: Report, number: int) -> None:
    part = report.unknown
    pieces.part_heading(lines, number, gettext("Still unknown"), part.headline)
    for title, rows in (
        (gettext("Open questions"), part.open),
        (gettext("Answered with “I don’t know”"), part.closed),
    ):
        if rows:
            lines.heading(3, title)
            lines.table([gettext("Question"), gettext("Can it change an outcome?")], map(_unknown_row, rows))


def _unknown_row(row: UnknownRow) -> list[str]:
    return [row.text, row.effect]


def _practices(lines: Lines, report: Report, number: int) -> None:
    part = report.practices
    pieces.part_heading(lines, number, gettext("Practices"), part.headline)
    _factors(lines, part)
    if part.measures:
        lines.heading(3, gettext("Delivery today"))
        columns = [gettext("Measure"), gettext("Today"), gettext("Level"), gettext("The next level asks for")]
        lines.table(columns, [[m.name, m.today, m.level, m.asks] for m in part.measures])
        lines.paragraph(f"{escaped(part.measures_note)}{pieces.cites(part.measures_cites)}")
    if part.adopt:
        lines.heading(3, escaped(part.adopt_headline))
        pieces.items(lines, part.adopt, numbered=True)
    for topic in part.topics:
        lines.heading(3, escaped(topic.title))
        pieces.items(lines, topic.items)


def _factors(lines: Lines, part: PracticesPart) -> None:
    if part.factors_headline:
        lines.heading(3, escaped(part.factors_headline))
        lines.paragraph(escaped(part.factors_note))
    columns = [gettext("Factor"), gettext("Today"), gettext("What breaks there"), gettext("How to mend it")]
    lines.table(
        columns,
        [[f.name, f.words, pieces.statements(f.breaks), pieces.statements(f.mends)] for f in part.factors],
    )


def _plan(lines: Lines, report: Report, number: int) -> None:
    pieces.part_heading(lines, number, gettext("Plan"), report.plan.headline)
    lines.paragraph(escaped(report.plan.intro))
    for phase in report.plan.phases:
        if phase.title:
            lines.heading(3, escaped(phase.title))
        lines.numbers(map(_step, phase.steps), start=phase.steps[0].number)


def _step(step: Step) -> str:
    text = f"**{escaped(step.title)}** {escaped(step.text)}{pieces.cites(step.cites)}"
    checks = (
        (gettext("Tool"), step.tool),
        (gettext("Begin when"), step.entry),
        (gettext("Done when"), step.exit),
    )
    told = "".join(f" {pieces.field(label, escaped(words))}" for label, words in checks if words)
    return f"{text}{told}{pieces.answers_behind(step.answers)}"


def _risks(lines: Lines, report: Report, number: int) -> None:
    pieces.part_heading(lines, number, gettext("Risks"), report.risks.headline)
    pieces.items(lines, report.risks.items)


def _cost(lines: Lines, report: Report, number: int) -> None:
    part = report.cost
    pieces.part_heading(lines, number, gettext("Cost"), part.headline)
    lines.paragraph(escaped(part.not_priced))
    columns = [gettext("Service"), gettext("What is billed"), gettext("What drives it here")]
    lines.table(columns, [[driver.service, driver.text, _driven_by(driver)] for driver in part.drivers])
    if part.savings:
        lines.heading(3, gettext("What can be saved"))
        pieces.items(lines, part.savings)
    if part.advice:
        lines.heading(3, gettext("Before you sign"))
        pieces.items(lines, part.advice)
    lines.paragraph(f"{escaped(part.where_to_price)} <{part.calculator}>")
    if part.effort:
        _effort(lines, part.effort)


def _driven_by(driver: Driver) -> str:
    return " · ".join(
        f"{by.question}: {by.answer}. {pieces.statements([Statement(by.text, by.cites)])}"
        for by in driver.answers
    )


def _effort(lines: Lines, effort: EffortPart) -> None:
    lines.heading(3, escaped(effort.headline))
    lines.paragraph(escaped(effort.label))
    lines.table(
        [gettext("Points"), gettext("Answer"), gettext("Why")],
        [
            [row.points, row.answer, pieces.statements([Statement(row.text, row.cites)])]
            for row in effort.rows
        ],
    )
    lines.paragraph(f"**{escaped(effort.total)}**")
    lines.paragraph(escaped(effort.unknown))
    lines.table(
        [gettext("Class"), gettext("Points"), gettext("What it means")],
        [[item.name, item.span, item.meaning] for item in effort.classes],
    )


def _sources(lines: Lines, report: Report, number: int) -> None:
    pieces.part_heading(lines, number, gettext("Sources"), report.sources.headline)
    lines.numbers(
        f"{escaped(source.title)}. {escaped(source.detail)}"
        + (f". <{_address(source.url)}>" if source.url else "")
        for source in report.sources.sources
    )


def _address(url: str) -> str:
    return re.sub(r"[\s<>]", "", url)


def _appendix(lines: Lines, report: Report, number: int) -> None:
    part = report.appendix
    pieces.part_heading(
        lines, number, gettext("Appendix"), gettext("Names, answers, and what this report was made from")
    )
    if part.names:
        lines.heading(3, gettext("One strategy, several names"))
        lines.table(
            [gettext("Here"), *part.names.columns],
            [[name or gettext("none of the four"), *cells] for _, name, cells in part.names.rows],
        )
        lines.paragraph(gettext("Source") + pieces.cites(part.names.cites))
    _about(lines, report)
    _answers(lines, part)
    lines.heading(3, gettext("Made from"))
    lines.bullets(
        [
            pieces.field(gettext("Rulebook"), f"`{part.rulebook}`"),
            pieces.field(gettext("Recommendation"), f"`{part.recommendation}`"),
            pieces.field(gettext("Date"), escaped(report.date)),
        ]
    )


def _about(lines: Lines, report: Report) -> None:
    """Write what the owner said about the workload beside the answers."""
    subject = report.subject
    told = [
        (gettext("Written for"), subject.client),
        (gettext("Owner of the workload"), subject.contact),
        (gettext("Description"), subject.description),
    ]
    lines.bullets(pieces.field(label, escaped(text)) for label, text in told if text)


def _answers(lines: Lines, part: Appendix) -> None:
    lines.heading(3, "{}: {}".format(gettext("Answers"), escaped(part.answered)))
    without_effect = gettext("without effect: the question is not asked")
    for group in part.groups:
        lines.heading(4, escaped(group.title))
        rows = []
        for row in group.rows:
            text = f"{escaped(row.question)} **{escaped(row.answer)}**"
            text += f" ({escaped(without_effect)})" if row.without_effect else ""
            text += " {}: {}".format(gettext("Note"), escaped(row.note)) if row.note else ""
            rows.append(text)
        lines.bullets(rows)
