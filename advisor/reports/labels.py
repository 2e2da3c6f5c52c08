"""Words of the rulebook for slugs: questions, answers, options, rules."""

from __future__ import annotations

from advisor.engine.rulebook import RANKED_DECISIONS, Answer, Question, Rulebook, Text
from advisor.rulebook import wording
from advisor.rulebook.wording import answer_text, number_text


def rule_text(rulebook: Rulebook, slug: str) -> Text:
    """Return a rule's reason."""
    return rulebook.rules[slug].because


def rule_sources(rulebook: Rulebook, slug: str) -> tuple[str, ...]:
    """Return a rule's sources; the owner's own answer has none."""
    return rulebook.rules[slug].sources


def option_name(rulebook: Rulebook, decision: str, option: str, language: str) -> str:
    """Return an option's name in one language."""
    options = rulebook.decisions[decision].options
    return next(o.name.in_language(language) for o in options if o.slug == option)


def question_label(rulebook: Rulebook, slug: str, language: str) -> str:
    """Return the short name of a question, or of an earlier decision that a condition is on."""
    if slug in RANKED_DECISIONS and slug in rulebook.decisions:
        return rulebook.decisions[slug].title.in_language(language)
    question = rulebook.questions[slug]
    return (question.label if question.label.en else question.text).in_language(language)


def answer_words(rulebook: Rulebook, slug: str, answer: Answer, language: str) -> str:
    """Return an answer in words, a number with its unit; of an earlier decision, its option's name."""
    if isinstance(answer, str) and slug in RANKED_DECISIONS:
        return option_name(rulebook, slug, answer, language)
    return answer_text(rulebook, slug, answer, language)


def with_unit(number: float, question: Question, language: str) -> str:
    """Return a number with its unit."""
    return wording.with_unit(number_text(number), question.unit.in_language(language))
