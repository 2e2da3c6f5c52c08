"""What became of a rule, in one sentence for people, in a language named by the caller."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from advisor.engine import Answer, Profile, Rulebook
from advisor.engine.rulebook import RANKED_DECISIONS, Condition
from advisor.engine.trace import ConditionTrace, RuleTrace
from advisor.rulebook.rule_words import option_names
from advisor.rulebook.wording import demands, question_text, quoted_answer


def trace_words(rulebook: Rulebook, traced: RuleTrace, profile: Profile, language: str) -> str:
    """Return one sentence: "Did not hold: “Runtime” is “PHP”, the rule wants “Java”".

    ``profile`` is the one that was traced. Of a rule that is silent, only what lacks an answer is named;
    of one that failed, only what failed.
    """
    with override(language):
        if traced.state == "held":
            sentence, told = _("Held: %(facts)s"), traced.conditions
        elif traced.state == "failed":
            sentence = _("Did not hold: %(facts)s")
            told = tuple(c for c in traced.conditions if c.state == "failed")
        else:
            sentence = _("Silent: %(facts)s")
            told = tuple(c for c in traced.conditions if c.state in ("unanswered", "not_asked"))
        facts = (_condition(rulebook, condition, profile, language) for condition in told)
        return sentence % {"facts": "; ".join(facts)}


def _condition(rulebook: Rulebook, traced: ConditionTrace, profile: Profile, language: str) -> str:
    name = traced.name
    if traced.state == "not_asked":
        words = {
            "name": question_text(rulebook, name, language),
            "reason": _why_not_asked(rulebook, name, profile, language),
        }
        return _("“%(name)s” is not asked, because %(reason)s") % words
    fact = _fact(rulebook, name, traced.answer, language, closed=name in profile)
    if traced.state != "failed":
        return fact
    wanted = wanted_words(rulebook, name, traced.condition, language)
    return _("%(fact)s, the rule wants %(wanted)s") % {"fact": fact, "wanted": wanted}


def wanted_words(rulebook: Rulebook, name: str, condition: Condition, language: str) -> str:
    """Return what one condition wants of an answer, in a few words: "“Java” or “PHP”", "31 or more"."""
    with override(language):
        return ", ".join(_wanted(rulebook, name, condition, language))


def _fact(rulebook: Rulebook, name: str, answer: Answer, language: str, *, closed: bool) -> str:
    """Return what is known of a question or an outcome. ``closed``: the question was answered at all."""
    if name in RANKED_DECISIONS:
        title = rulebook.decisions[name].title.in_language(language)
        if answer is None:
            return _("“%(name)s” has no outcome") % {"name": title}
        outcome = f"“{option_names(rulebook, name, language).get(str(answer), answer)}”"
        return _("the outcome of “%(name)s”: %(answer)s") % {"name": title, "answer": outcome}
    title = question_text(rulebook, name, language)
    if answer is None and not closed:
        return _("“%(name)s” is not answered") % {"name": title}
    words = _answer(rulebook, name, answer, language)
    return pgettext("trace", "“%(name)s” is %(answer)s") % {"name": title, "answer": words}


def _answer(rulebook: Rulebook, name: str, answer: Answer, language: str) -> str:
    """Return an answer with each choice, or that it is not known, in quotes."""
    words = quoted_answer(rulebook, name, answer, language)
    return f"“{words}”" if answer is None else words


def _why_not_asked(rulebook: Rulebook, name: str, profile: Profile, language: str) -> str:
    blocking = _blocking(rulebook, name, profile)
    if not rulebook.questions[blocking].retired:
        return _fact(rulebook, blocking, profile.get(blocking), language, closed=blocking in profile)
    if blocking == name:
        return _("it is retired")
    return _("“%(name)s” is retired") % {"name": question_text(rulebook, blocking, language)}


def _blocking(rulebook: Rulebook, name: str, profile: Profile) -> str:
    """Return the question for whose sake another is not asked: retired, or answered otherwise; "" if none.

    Of several the first; of those that hang on one another the root.
    """
    question = rulebook.questions[name]
    if question.retired:
        return name
    for parent, choices in (question.asked_when or {}).items():
        further = _blocking(rulebook, parent, profile)
        if further:
            return further
        answer = profile.get(parent)
        if not any(choice in choices for choice in (answer if isinstance(answer, tuple) else (answer,))):
            return parent
    return ""


def _wanted(rulebook: Rulebook, name: str, condition: Condition, language: str) -> Iterator[str]:
    for kind, words in demands(rulebook, name, condition, language):
        yield _wants()[kind] % words


def _wants() -> dict[str, str]:
    """Return what a condition wants, by the kind of its sentence."""
    return {
        "is": "%(choices)s",
        "outcome": "%(choices)s",
        "is_not": pgettext("wanted", "anything but %(choices)s"),
        "outcome_not": pgettext("wanted", "anything but %(choices)s"),
        "includes": pgettext("wanted", "%(choices)s among the answers"),
        "includes_all": pgettext("wanted", "all of %(choices)s"),
        "includes_not": pgettext("wanted", "an answer without %(choices)s"),
        "between": pgettext("wanted", "at least %(least)s and below %(most)s"),
        "least": pgettext("wanted", "%(least)s or more"),
        "most": pgettext("wanted", "less than %(most)s"),
    }
