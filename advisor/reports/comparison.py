"""Two to four reports side by side: where they differ, and how much they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from advisor.engine.recommendation import RankedDecision
from advisor.engine.rulebook import RANKED_DECISIONS
from advisor.reports import labels
from advisor.reports.desk import fill
from advisor.reports.report import Report
from advisor.rulebook.wording import signed

#: Reports that a table can hold side by side.
FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Column:
    """One report; ``strategy`` is a slug, or ""."""

    name: str
    strategy: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a cell for each report; ``differs`` where they are not all the same."""

    label: str
    cells: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """Something that some reports have and others do not."""

    label: str
    present: tuple[bool, ...]

    @property
    def differs(self) -> bool:
        """Whether not all have it."""
        return not all(self.present)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table. ``answers`` and ``steps`` are those that differ; the others are counted.

    ``rulebooks`` says that the reports rest on several versions, "" where they share one.
    """

    headline: str
    columns: tuple[Column, ...]
    rulebooks: str
    answers: tuple[Row, ...]
    same_answers: str
    outcomes: tuple[Row, ...]
    points: tuple[Row, ...]
    services: tuple[Presence, ...]
    steps: tuple[Presence, ...]
    same_steps: str
    effort: Row | None


def compare(reports: Sequence[Report], names: Sequence[str]) -> Comparison:
    """Return reports side by side in the language that is active; ``names`` head the columns.

    The reports are in that language too. Raises ValueError for fewer than two or more than four.
    """
    if not FEWEST <= len(reports) <= MOST:
        raise ValueError(f"{len(reports)} reports cannot be compared, only {FEWEST} to {MOST}")
    answers = _answers(reports)
    steps = _presence(reports, lambda report: {s.slug: s.title for s in report.plan.items})
    same_answers = sum(not row.differs for row in answers)
    same_steps = sum(not step.differs for step in steps)
    columns = tuple(
        Column(name, report.verdict.strategy, report.verdict.title)
        for report, name in zip(reports, names, strict=True)
    )
    return Comparison(
        headline=_headline(columns),
        columns=columns,
        rulebooks=_rulebooks(reports),
        answers=tuple(row for row in answers if row.differs),
        same_answers=ngettext(
            "%(count)s answer is the same in all of them.",
            "%(count)s answers are the same in all of them.",
            same_answers,
        )
        % {"count": same_answers},
        outcomes=tuple(_outcome(reports, slug) for slug in RANKED_DECISIONS),
        points=_points(reports),
        services=_presence(reports, _services),
        steps=tuple(step for step in steps if step.differs),
        same_steps=ngettext(
            "%(count)s step is part of every plan.", "%(count)s steps are part of every plan.", same_steps
        )
        % {"count": same_steps},
        effort=_effort(reports),
    )


def _headline(columns: Sequence[Column]) -> str:
    outcomes = Counter(column.outcome for column in columns)
    if len(outcomes) == 1:
        return fill(gettext("All of them lead to %(outcome)s"), outcome=columns[0].outcome)
    if len(columns) == FEWEST:
        return fill(
            gettext("%(first)s on one side, %(second)s on the other"),
            first=columns[0].outcome,
            second=columns[1].outcome,
        )
    each = gettext("%(count)s × %(outcome)s")
    told = ", ".join(fill(each, count=count, outcome=outcome) for outcome, count in outcomes.most_common())
    return fill(gettext("They part: %(outcomes)s"), outcomes=told)


def _rulebooks(reports: Sequence[Report]) -> str:
    if len({report.evaluation.rulebook.hash for report in reports}) == 1:
        return ""
    return gettext(
        "They rest on different versions of the rulebook, so not only answers can make a difference."
    )


def _row(label: str, cells: Iterable[str]) -> Row:
    told = tuple(cells)
    return Row(label, told, len(set(told)) > 1)


def _answers(reports: Sequence[Report]) -> list[Row]:
    order = dict.fromkeys(slug for report in reports for slug in report.evaluation.rulebook.questions)
    given = [slug for slug in order if any(slug in report.evaluation.profile for report in reports)]
    return [_row(_question(reports, slug), (_answer(report, slug) for report in reports)) for slug in given]


def _question(reports: Sequence[Report], slug: str) -> str:
    report = next(r for r in reports if slug in r.evaluation.rulebook.questions)
    return labels.question_label(report.evaluation.rulebook, slug, report.subject.language)


def _answer(report: Report, slug: str) -> str:
    profile = report.evaluation.profile
    if slug not in profile:
        return gettext("open")
    return labels.answer_words(report.evaluation.rulebook, slug, profile[slug], report.subject.language)


def _decision(report: Report, slug: str) -> RankedDecision:
    return next(d for d in report.evaluation.ranked() if d.decision == slug)


def _outcome(reports: Sequence[Report], slug: str) -> Row:
    first = reports[0]
    title = first.evaluation.rulebook.decisions[slug].title.in_language(first.subject.language)
    return _row(title, (_outcome_words(report, slug) for report in reports))


def _outcome_words(report: Report, slug: str) -> str:
    decision = _decision(report, slug)
    if decision.outcome is None:
        return gettext("nothing yet")
    name = labels.option_name(report.evaluation.rulebook, slug, decision.outcome, report.subject.language)
    if decision.status == "tie":
        return fill(gettext("%(option)s (tie)"), option=name)
    if decision.margin is None:
        return name
    return fill(gettext("%(option)s (by %(points)s)"), option=name, points=decision.margin)


def _points(reports: Sequence[Report]) -> tuple[Row, ...]:
    first = reports[0]
    options = first.evaluation.rulebook.decisions["strategy"].options
    return tuple(
        _row(
            option.name.in_language(first.subject.language),
            (_balance(report, option.slug) for report in reports),
        )
        for option in options
    )


def _balance(report: Report, option: str) -> str:
    ranked = next((o for o in _decision(report, "strategy").ranking if o.option == option), None)
    if ranked is None:
        return "–"
    return gettext("ruled out") if ranked.ruled_out else signed(ranked.points)


def _services(report: Report) -> dict[str, str]:
    rulebook, found = report.evaluation.rulebook, report.evaluation.recommendation
    named = [(d.decision, d.outcome) for d in (found.compute, found.database) if d.outcome is not None]
    named += [("supporting", option) for option in found.supporting.outcome]
    return {
        option: labels.option_name(rulebook, decision, option, report.subject.language)
        for decision, option in named
    }


def _presence(
    reports: Sequence[Report], things: Callable[[Report], Mapping[str, str]]
) -> tuple[Presence, ...]:
    per_report = [things(report) for report in reports]
    names = {slug: name for every in reversed(per_report) for slug, name in every.items()}
    order = dict.fromkeys(slug for every in per_report for slug in every)
    return tuple(Presence(names[slug], tuple(slug in every for every in per_report)) for slug in order)


def _effort(reports: Sequence[Report]) -> Row | None:
    told = [effort_class(report) for report in reports]
    return _row(gettext("Effort"), told) if any(words != "–" for words in told) else None


def effort_class(report: Report) -> str:
    """Return the name of the class of effort, a dash where there is none."""
    effort = report.cost.effort
    return next((item.name for item in effort.classes if item.here), "–") if effort else "–"
