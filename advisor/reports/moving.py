"""What would change if an assessment moved to another version of the rulebook: outcomes, answers, rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from advisor.engine import Answer, Compiled, Profile, all_outcomes, asked, parse_profile
from advisor.engine.rulebook import COLLECTING_DECISION, RANKED_DECISIONS, Rulebook
from advisor.engine.versions import Outcome, Versions
from advisor.rulebook.rule_words import option_names
from advisor.rulebook.wording import answer_text, question_text

#: The questions that each version asks.
Asking = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One decision. ``strategy`` holds the slugs before and after where it is the strategy, else ""."""

    decision: str
    before: str
    after: str
    strategy: tuple[str, str]
    moved: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer in words, and what becomes of it."""

    question: str
    answer: str
    what: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that says something else of these answers; ``what``: new, gone or changed."""

    text: str
    what: str


@dataclass(frozen=True, slots=True)
class Moving:
    """All that would change; ``new_questions``: those asked that were not, and have no answer."""

    outcomes: tuple[OutcomeRow, ...]
    answers: tuple[AnswerRow, ...]
    new_questions: tuple[str, ...]
    rules: tuple[RuleRow, ...]

    @property
    def moves(self) -> bool:
        """Whether an outcome would change."""
        return any(row.moved for row in self.outcomes)


def moving(before: Compiled, after: Compiled, given: Mapping[str, Any], language: str) -> Moving:
    """Return what would change for stored answers (question → value), in a language that is active."""
    versions = Versions(before, after)
    then, now = parse_profile(before.rulebook, given)[0], parse_profile(after.rulebook, given)[0]
    asking = asked(before, then), asked(after, now)
    return Moving(
        _outcomes(versions, then, now, language),
        tuple(_answers(versions, then, now, asking, language)),
        tuple(_new_questions(after, now, asking, language)),
        tuple(_rules(versions, then, now, language)),
    )


def _outcomes(versions: Versions, then: Profile, now: Profile, language: str) -> tuple[OutcomeRow, ...]:
    old, new = versions.before.rulebook, versions.after.rulebook
    moves = {move.decision: move for move in versions.moves(then, now)}
    ranked, supporting = all_outcomes(versions.after, now)
    rows = []
    for slug, outcome in zip((*RANKED_DECISIONS, COLLECTING_DECISION), (*ranked, supporting), strict=True):
        move = moves.get(slug)
        before = move.before if move else outcome
        because = tuple(_reason(old, new, rule, language) for rule in move.because) if move else ()
        rows.append(
            OutcomeRow(
                new.decisions[slug].title.in_language(language),
                _names(old, slug, before, language),
                _names(new, slug, outcome, language),
                (_slug(before), _slug(outcome)) if slug == "strategy" else ("", ""),
                move is not None,
                because,
            )
        )
    return tuple(rows)


def _slug(outcome: Outcome) -> str:
    return outcome if isinstance(outcome, str) else ""


def _names(rulebook: Rulebook, decision: str, outcome: Outcome, language: str) -> str:
    slugs = outcome if isinstance(outcome, tuple) else (outcome,) if outcome else ()
    names = option_names(rulebook, decision, language)
    return ", ".join(names.get(slug, slug) for slug in slugs) or _("Nothing to recommend yet")


def _answers(
    versions: Versions, then: Profile, now: Profile, asking: Asking, language: str
) -> Iterable[AnswerRow]:
    """Yield the answers that the other version cannot read, no longer asks for, or asks for again."""
    before, after = versions.before, versions.after
    was_asked, is_asked = asking
    for slug, answer in then.items():
        words = answer_text(before.rulebook, slug, answer, language)
        said = _unreadable(after, slug, answer, now, language)
        said = said or _asking(slug in was_asked, slug in is_asked)
        if said:
            yield AnswerRow(question_text(before.rulebook, slug, language), words, said)
    for slug in [slug for slug in now if slug not in then]:
        words = answer_text(after.rulebook, slug, now[slug], language)
        told = question_text(after.rulebook, slug, language)
        yield AnswerRow(told, words, _("It was not known and can be read now."))


def _unreadable(after: Compiled, slug: str, answer: Answer, now: Profile, language: str) -> str:
    """Say how the other version reads an answer, "" where it reads it as it is."""
    if slug not in after.rulebook.questions:
        return _("There is no such question any more; the answer has no effect.")
    if slug not in now:
        return _("There is no such choice any more; the question is open.")
    if now[slug] != answer:
        left = answer_text(after.rulebook, slug, now[slug], language)
        return _("It is read as: %(answer)s") % {"answer": left}
    return ""


def _asking(before: bool, after: bool) -> str:
    """Say whether a question is no longer asked or asked again, "" where that is as it was."""
    if before and not after:
        return _("The question is no longer asked; the answer has no effect.")
    if after and not before:
        return _("The question is asked again; the answer has an effect.")
    return ""


def _new_questions(after: Compiled, now: Profile, asking: Asking, language: str) -> Iterable[str]:
    was_asked, is_asked = asking
    for slug in after.rulebook.questions:
        if slug in is_asked and slug not in was_asked and slug not in now:
            yield question_text(after.rulebook, slug, language)


def _rules(versions: Versions, then: Profile, now: Profile, language: str) -> Iterable[RuleRow]:
    old, new = versions.before.rulebook, versions.after.rulebook
    for slug in versions.differing(then, now):
        what = _("changed") if slug in old.rules and slug in new.rules else ""
        what = what or (_("new") if slug in new.rules else _("gone"))
        yield RuleRow(_reason(old, new, slug, language), what)


def _reason(old: Rulebook, new: Rulebook, rule: str, language: str) -> str:
    found = new.rules.get(rule) or old.rules[rule]
    return found.because.in_language(language)
