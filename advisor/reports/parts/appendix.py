"""Sources by number, and the appendix: names, all answers and notes, what the report was made from."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext, ngettext

from advisor.engine import recommendation_hash
from advisor.engine.rulebook import Section
from advisor.reports import labels
from advisor.reports.desk import Desk, date_words, fill
from advisor.reports.names import name_table
from advisor.reports.report import AnswerGroup, AnswerRow, Appendix, SourcesPart


def sources_part(desk: Desk) -> SourcesPart:
    """Return all sources cited so far; to be called when every other part is built."""
    views = desk.source_views()
    checked = [view.source.checked_on for view in views]
    days = sorted({day for day in checked if day is not None})
    return SourcesPart(_headline(desk, len(views), days), views)


def _headline(desk: Desk, count: int, days: list[date]) -> str:
    if not count:
        return gettext("No source was needed")
    if not days:
        return fill(ngettext("%(count)s source", "%(count)s sources", count), count=count)
    first, last = date_words(days[0], desk.language), date_words(days[-1], desk.language)
    if len(days) == 1:
        text = ngettext(
            "%(count)s source, checked on %(date)s", "%(count)s sources, all checked on %(date)s", count
        )
        return fill(text, count=count, date=first)
    text = ngettext(
        "%(count)s source, checked between %(first)s and %(last)s",
        "%(count)s sources, checked between %(first)s and %(last)s",
        count,
    )
    return fill(text, count=count, first=first, last=last)


def appendix(desk: Desk) -> Appendix:
    """Return names elsewhere, all answers with notes, and the hashes."""
    groups = tuple(_group(desk, section) for section in desk.rulebook.sections.values())
    given = sum(1 for answer in desk.evaluation.profile.values() if answer is not None)
    unknown = len(desk.evaluation.profile) - given
    answered = ngettext("%(count)s answer", "%(count)s answers", given) % {"count": given}
    if unknown:
        text = ngettext(
            "%(answered)s, and %(count)s “I don’t know”",
            "%(answered)s, and %(count)s times “I don’t know”",
            unknown,
        )
        answered = fill(text, answered=answered, count=unknown)
    return Appendix(
        names=name_table(desk),
        groups=tuple(group for group in groups if group.rows),
        answered=answered,
        rulebook=desk.rulebook.hash,
        recommendation=recommendation_hash(desk.evaluation.recommendation),
    )


def _group(desk: Desk, section: Section) -> AnswerGroup:
    evaluation, notes = desk.evaluation, desk.subject.notes
    ignored = set(evaluation.recommendation.ignored)
    rows = []
    for slug, question in desk.rulebook.questions.items():
        if question.section != section.slug or (slug not in evaluation.profile and not notes.get(slug)):
            continue
        row = AnswerRow(
            question=desk.say(question.text),
            answer=_answer(desk, slug),
            note=notes.get(slug, ""),
            without_effect=slug in ignored,
        )
        rows.append(row)
    return AnswerGroup(desk.say(section.title), tuple(rows))


def _answer(desk: Desk, slug: str) -> str:
    profile = desk.evaluation.profile
    if slug not in profile:
        return gettext("not answered")
    return labels.answer_words(desk.rulebook, slug, profile[slug], desk.language)
