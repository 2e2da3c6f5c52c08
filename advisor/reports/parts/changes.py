"""Part three: what would change the recommendation, in words.

Changes that only differ in the new answer to one question are one row: “PHP or Python instead of Java”.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from advisor.engine.recommendation import Change
from advisor.engine.rulebook import RANKED_DECISIONS, Answer
from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.report import ChangeRow, ChangesPart, ChangeTable
from advisor.reports.thresholds import between_words, interval, interval_words

#: From so many alternatives on they are a list; “C or C++ or COBOL or RPG” cannot be read.
_LIST = 3
#: Rows of pairs that a page lists for one decision; the JSON file holds all of them.
MOST_PAIR_ROWS = 40


class Step(NamedTuple):
    """One answer changed: what it would be, what it is, and of a number the ends of its interval."""

    question: str
    new: str
    old: str
    ends: tuple[float | None, float | None] | None = None


def changes_part(desk: Desk) -> ChangesPart:
    """Return all single changes of strategy, compute and database."""
    changes = desk.evaluation.changes or {}
    if desk.evaluation.changes is None:
        return ChangesPart(gettext("What would change this was not asked for"), ())
    tables = tuple(_table(desk, slug, changes.get(slug, ())) for slug in RANKED_DECISIONS)
    return ChangesPart(_headline(desk, changes.get("strategy", ())), tables)


def pair_tables(desk: Desk, pairs: Mapping[str, tuple[Change, ...]]) -> tuple[ChangeTable, ...]:
    """Return the minimal pairs of strategy, compute and database, as many rows as a page bears."""
    return tuple(
        _table(desk, slug, pairs.get(slug, ()), MOST_PAIR_ROWS, pairs=True) for slug in RANKED_DECISIONS
    )


def _headline(desk: Desk, changes: tuple[Change, ...]) -> str:
    count = len(changes)
    if not count and desk.evaluation.recommendation.strategy.outcome is None:
        return gettext("No strategy is recommended yet; more answers will change that")
    if not count:
        return gettext("No single answer would change the strategy")
    outcomes = {change.outcome for change in changes}
    if len(outcomes) > 1:
        text = ngettext(
            "%(count)s single answer would change the strategy",
            "%(count)s single answers would change the strategy",
            count,
        )
        return fill(text, count=count)
    text = ngettext(
        "%(count)s single answer would change the strategy, to %(option)s",
        "%(count)s single answers would change the strategy, all to %(option)s",
        count,
    )
    return fill(text, count=count, option=desk.option_name("strategy", outcomes.pop()))


def _table(
    desk: Desk, decision: str, changes: tuple[Change, ...], most: int | None = None, *, pairs: bool = False
) -> ChangeTable:
    rows = _rows(desk, decision, changes)
    shown = rows if most is None else rows[:most]
    listed = sum(count for _, count in shown)
    return ChangeTable(
        decision=decision,
        title=desk.say(desk.rulebook.decisions[decision].title),
        sentence=_sentence(desk, decision, len(changes), pairs=pairs),
        rows=tuple(row for row, _ in shown),
        left_out=len(changes) - listed,
    )


def _sentence(desk: Desk, decision: str, count: int, *, pairs: bool) -> str:
    if pairs:
        if not count:
            return gettext("No pair of answers would change it where neither half alone does.")
        return ngettext(
            "%(count)s pair of answers would change it where neither half alone does.",
            "%(count)s pairs of answers would change it where neither half alone does.",
            count,
        ) % {"count": count}
    if not count:
        return gettext("No single answer would change it.")
    return ngettext(
        "%(count)s single answer would change it.", "%(count)s single answers would change it.", count
    ) % {"count": count}


def _rows(desk: Desk, decision: str, changes: tuple[Change, ...]) -> list[tuple[ChangeRow, int]]:
    """Return rows and how many changes each tells, in the order in which they were first met."""
    told: dict[tuple[object, ...], list[list[Step]]] = {}
    for change in changes:
        steps = [_step(desk, question, answer) for question, answer in change.answers.items()]
        key = (change.outcome, *(tuple(step) for step in steps[:-1]), steps[-1].question, steps[-1].old)
        told.setdefault(key, []).append(steps)
    return [(_row(desk, decision, key[0], group), len(group)) for key, group in told.items()]


def _row(desk: Desk, decision: str, outcome: object, group: list[list[Step]]) -> ChangeRow:
    first = group[0]
    slug = str(outcome) if outcome is not None else None
    told = _alternatives(desk, [steps[-1] for steps in group])
    alternatives = (gettext(" or ") if len(told) < _LIST else "; ").join(told)
    new = [*(_labelled(desk, step.question, step.new) for step in first[:-1])]
    new.append(_labelled(desk, first[-1].question, alternatives))
    return ChangeRow(
        if_so=tuple(new),
        instead_of=tuple(step.old for step in first),
        outcome=slug or "",
        outcome_name=desk.option_name(decision, slug),
    )


def _alternatives(desk: Desk, steps: list[Step]) -> list[str]:
    """Return the new answers in words; intervals that touch are one."""
    told: list[Step] = []
    for step in steps:
        last = told[-1].ends if told else None
        if last and step.ends and last[1] is not None and last[1] == step.ends[0]:
            ends = (last[0], step.ends[1])
            told[-1] = step._replace(ends=ends, new=between_words(desk, step.question, *ends) or step.new)
        else:
            told.append(step)
    return [step.new for step in told]


def _labelled(desk: Desk, question: str, words: str) -> str:
    return f"{labels.question_label(desk.rulebook, question, desk.language)}: {words}"


def _step(desk: Desk, slug: str, answer: Answer) -> Step:
    """Return one changed answer in words; of a list, only what is added or removed."""
    rulebook, language = desk.rulebook, desk.language
    today = desk.evaluation.profile.get(slug)
    if isinstance(answer, tuple) and isinstance(today, tuple):
        added = tuple(choice for choice in answer if choice not in today)
        removed = tuple(choice for choice in today if choice not in answer)
        if added and not removed and today != ("none",):
            new = fill(
                gettext("%(choices)s too"), choices=labels.answer_words(rulebook, slug, added, language)
            )
        elif removed and not added:
            new = fill(
                gettext("without %(choices)s"), choices=labels.answer_words(rulebook, slug, removed, language)
            )
        else:
            new = labels.answer_words(rulebook, slug, answer, language)
        return Step(slug, new, labels.answer_words(rulebook, slug, today, language))
    if isinstance(answer, int | float):
        return Step(
            slug,
            interval_words(desk, slug, answer),
            labels.answer_words(rulebook, slug, today, language),
            interval(rulebook, slug, answer),
        )
    return Step(
        slug,
        labels.answer_words(rulebook, slug, answer, language),
        labels.answer_words(rulebook, slug, today, language),
    )
