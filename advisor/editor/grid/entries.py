"""The rows of a table before they are put into words, and which of them are asked for, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from advisor.editor.grid.asked import ADVICE, Asked
from advisor.editor.grid.since import effect_of
from advisor.engine.rulebook import NO_TEXT, RANKED_DECISIONS, Advice, Rule, Rulebook, Text
from advisor.engine.trace import RuleTrace
from advisor.rulebook.findings import Finding
from advisor.rulebook.wording import conditions_text


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule, or one piece of advice as a rule without effects (then with its ``kind`` and ``title``).

    ``was`` is the same in the version in use. ``traced``: what becomes of it for the profile asked for.
    """

    rule: Rule
    kind: str = ""
    title: Text = NO_TEXT
    was: Rule | None = None
    findings: tuple[Finding, ...] = ()
    traced: RuleTrace | None = None

    @property
    def slug(self) -> str:
        """Its name."""
        return self.rule.slug

    @property
    def state(self) -> str:
        """Held, failed or silent; "" where no profile was asked for."""
        return self.traced.state if self.traced else ""


def rules_of(rulebook: Rulebook, decision: str) -> dict[str, Rule]:
    """Return the rules of a decision by name, or the advice as rules without effects."""
    if decision == ADVICE:
        return {slug: _as_rule(advice) for slug, advice in rulebook.advice.items()}
    return {slug: rule for slug, rule in rulebook.rules.items() if rule.decision == decision}


def _as_rule(advice: Advice) -> Rule:
    # The title is part of the text, so that a change of it is one of the wording.
    text = Text(*(f"{advice.title[i]} {advice.text[i]}".strip() for i in range(len(advice.text))))
    return Rule(advice.slug, ADVICE, advice.when, {}, (), text, advice.sources, advice.checked_on)


def asked_for(
    entries: Iterable[Entry], asked: Asked, rulebook: Rulebook, language: str, *, published: bool
) -> list[Entry]:
    """Return the entries that fit all that is asked, in the order asked for.

    ``published``: there is a version in use, from which an entry may differ.
    """
    wanted = [entry for entry in entries if _fits(entry, asked, published)]
    if asked.text:
        words = asked.text.casefold().split()
        wanted = [e for e in wanted if all(word in _searched(e, rulebook, language) for word in words)]
    return ordered(wanted, asked.order, rulebook)


def _fits(entry: Entry, asked: Asked, published: bool) -> bool:
    rule = entry.rule
    checks = (
        not asked.question or asked.question in rule.when,
        not asked.kind or asked.kind == entry.kind,
        not asked.source or asked.source in rule.sources,
        asked.before is None or rule.checked_on is None or rule.checked_on < asked.before,
        not asked.flagged or bool(entry.findings),
        not asked.changed or (published and entry.was != rule),
        not asked.state or entry.state == asked.state,
        _has_effect(rule, asked.option, asked.effect),
    )
    return all(checks)


def _has_effect(rule: Rule, option: str, effect: str) -> bool:
    """Tell whether a rule says something of that kind of the option; of any, where none is named."""
    if not option and not effect:
        return True
    touched = [option] if option else [*rule.points, *rule.rules_out]
    return any(_is_effect(effect_of(rule, one), effect) for one in touched)


def _is_effect(given: int | str, wanted: str) -> bool:
    if isinstance(given, str):
        return wanted in ("", "out")
    return given > 0 if wanted == "for" else given < 0 if wanted == "against" else bool(given) and not wanted


def _searched(entry: Entry, rulebook: Rulebook, language: str) -> str:
    texts = (entry.title.in_language(language), entry.rule.because.in_language(language))
    said = conditions_text(rulebook, entry.rule.when, language)
    return " ".join((entry.slug, said, *texts)).casefold()


def ordered(entries: Sequence[Entry], order: str, rulebook: Rulebook) -> list[Entry]:
    """Return the entries in an order; where it does not tell two apart they keep their places."""
    name = order.removeprefix("-")
    backwards = order.startswith("-")
    if name == "slug":
        return list(reversed(entries)) if backwards else list(entries)
    what, _, column = name.partition(":")
    key = _KEYS[what](column, rulebook)
    has = [entry for entry in entries if key(entry) is not None]
    lacks = [entry for entry in entries if key(entry) is None]
    return sorted(has, key=key, reverse=backwards) + lacks


#: What an entry goes by, None where it has nothing to go by: it then comes last, either way.
Key = Callable[[Entry], Any]


def _by_date(column: str, rulebook: Rulebook) -> Key:
    return lambda entry: entry.rule.checked_on or date.min


def _by_conditions(column: str, rulebook: Rulebook) -> Key:
    return lambda entry: len(entry.rule.when)


def _by_option(option: str, rulebook: Rulebook) -> Key:
    def key(entry: Entry) -> tuple[int, int] | None:
        effect = effect_of(entry.rule, option)
        if isinstance(effect, str):
            return (1, 0)
        return (0, -effect) if effect else None

    return key


def _by_question(question: str, rulebook: Rulebook) -> Key:
    choices = _choices(rulebook, question)
    places = {choice: place for place, choice in enumerate(choices)}

    def key(entry: Entry) -> tuple[float, ...] | None:
        condition = entry.rule.when.get(question)
        if condition is None:
            return None
        named = (*condition.any_of, *condition.all_of, *condition.none_of)
        bound = condition.minimum if condition.minimum is not None else condition.below
        return (*(places.get(choice, len(places)) for choice in named), bound or 0)

    return key


def _choices(rulebook: Rulebook, question: str) -> list[str]:
    if question in RANKED_DECISIONS:
        return [option.slug for option in rulebook.decisions[question].options]
    return [choice.slug for choice in rulebook.questions[question].choices]


_KEYS: dict[str, Callable[[str, Rulebook], Key]] = {
    "checked": _by_date,
    "conditions": _by_conditions,
    "option": _by_option,
    "question": _by_question,
}
