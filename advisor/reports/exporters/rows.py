"""What a report rests on as rows, a rule or an answer each, with slugs and words: for every table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from advisor.engine.recommendation import CollectedDecision, RankedDecision
from advisor.engine.rulebook import Answer, Kind
from advisor.reports import labels
from advisor.reports.report import Report

#: What stands between several answers or sources in one cell.
BETWEEN = "; "


class Contributed(NamedTuple):
    """What one rule says for one option: ``points`` (0 where it rules out) and the answers behind it.

    ``words`` are those answers in the report's language, ``sources`` slugs of the rulebook.
    """

    decision: str
    decision_title: str
    option: str
    option_name: str
    rule: str
    points: int
    rules_out: bool
    text: str
    answers: Mapping[str, Answer]
    words: str
    sources: tuple[str, ...]


class Answered(NamedTuple):
    """One question with an answer or a note.

    ``given`` is False where there is only a note, ``words`` is "" then. ``counts`` is False where the
    question is not asked, so that its answer has no effect.
    """

    section: str
    section_title: str
    question: str
    text: str
    kind: Kind
    unit: str
    given: bool
    value: Answer
    words: str
    note: str
    counts: bool


def decisions(report: Report) -> tuple[RankedDecision | CollectedDecision, ...]:
    """Return the four decisions in their order."""
    return (*report.evaluation.ranked(), report.evaluation.recommendation.supporting)


def option_names(report: Report, decision: str) -> dict[str, str]:
    """Return the names of a decision's options in the report's language, by slug."""
    language = report.subject.language
    table = report.evaluation.rulebook.decisions[decision]
    return {option.slug: option.name.in_language(language) for option in table.options}


def decision_title(report: Report, decision: str) -> str:
    """Return a decision's title in the report's language."""
    return report.evaluation.rulebook.decisions[decision].title.in_language(report.subject.language)


def contributions(report: Report) -> Iterator[Contributed]:
    """Yield all contributions, decision by decision, the best option first."""
    rulebook, language = report.evaluation.rulebook, report.subject.language
    for decision in decisions(report):
        title, names = decision_title(report, decision.decision), option_names(report, decision.decision)
        words: dict[str, str] = {}  # the same answers make a rule hold for all its options
        for option in decision.ranking:
            for one in option.because:
                if one.rule not in words:
                    words[one.rule] = answers_in_words(report, one.answers)
                yield Contributed(
                    decision=decision.decision,
                    decision_title=title,
                    option=option.option,
                    option_name=names[option.option],
                    rule=one.rule,
                    points=one.points,
                    rules_out=one.rules_out,
                    text=labels.rule_text(rulebook, one.rule).in_language(language),
                    answers=one.answers,
                    words=words[one.rule],
                    sources=labels.rule_sources(rulebook, one.rule),
                )


def rules_that_held(report: Report) -> set[str]:
    """Return the rules that said something for any option."""
    rankings = (decision.ranking for decision in decisions(report))
    return {one.rule for ranking in rankings for option in ranking for one in option.because}


def answers_in_words(report: Report, answers: Mapping[str, Answer]) -> str:
    """Return answers with their questions' short names: “Runtime: Java; Deadline: None”."""
    rulebook, language = report.evaluation.rulebook, report.subject.language
    return BETWEEN.join(
        f"{labels.question_label(rulebook, slug, language)}: "
        f"{labels.answer_words(rulebook, slug, answer, language)}"
        for slug, answer in answers.items()
    )


def answers(report: Report) -> Iterator[Answered]:
    """Yield what was answered or noted, in the rulebook's order of sections and questions."""
    rulebook, language = report.evaluation.rulebook, report.subject.language
    profile, notes = report.evaluation.profile, report.subject.notes
    ignored = set(report.evaluation.recommendation.ignored)
    for section in rulebook.sections.values():
        title = section.title.in_language(language)
        for slug, question in rulebook.questions.items():
            given = slug in profile
            if question.section != section.slug or not (given or notes.get(slug)):
                continue
            value = profile.get(slug)
            yield Answered(
                section=section.slug,
                section_title=title,
                question=slug,
                text=question.text.in_language(language),
                kind=question.kind,
                unit=question.unit.in_language(language),
                given=given,
                value=value,
                words=labels.answer_words(rulebook, slug, value, language) if given else "",
                note=notes.get(slug, ""),
                counts=slug not in ignored,
            )
