"""A rule as one sentence, for people who edit it or read a decision table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import npgettext, override, pgettext

from advisor.engine.rulebook import Rule, Rulebook
from advisor.rulebook.wording import conditions_text, signed

#: A rule whose conditions or effects are still missing shows where they will stand.
MISSING = "…"


def rule_sentence(rulebook: Rulebook, rule: Rule, language: str) -> str:
    """Return the whole rule in words.

    When “Source code” is “not available”, Refactor and Rearchitect are ruled out and Rebuild gets +3.
    """
    with override(language):
        return _("When %(conditions)s, %(effects)s.") % {
            "conditions": conditions_text(rulebook, rule.when, language) or MISSING,
            "effects": effects_text(rulebook, rule, language) or MISSING,
        }


def effects_text(rulebook: Rulebook, rule: Rule, language: str) -> str:
    """Return what a rule says of its options: vetoes first, then points, the most first; "" for nothing."""
    groups = [("out", rule.rules_out)] if rule.rules_out else []
    for points in sorted(set(rule.points.values()), reverse=True):
        told = tuple(option for option, given in rule.points.items() if given == points)
        groups.append((signed(points), told))
    with override(language):
        names = option_names(rulebook, rule.decision, language)
        clauses = [
            _clause(what, options, names, last=number == len(groups))
            for number, (what, options) in enumerate(groups, start=1)
        ]
        if len(clauses) < 2:
            return "".join(clauses)
        joined = pgettext("effects", "%(first)s and %(last)s")
        return joined % {"first": ", ".join(clauses[:-1]), "last": clauses[-1]}


def option_names(rulebook: Rulebook, decision: str, language: str) -> dict[str, str]:
    """Return slug → name of a decision's options, in its order."""
    table = rulebook.decisions.get(decision)
    return {o.slug: o.name.in_language(language) for o in table.options} if table else {}


def _clause(what: str, options: Sequence[str], names: Mapping[str, str], *, last: bool) -> str:
    places = {option: place for place, option in enumerate(names)}
    known = sorted(options, key=lambda option: places.get(option, len(places)))
    *before, end = (names.get(option, option) for option in known)
    listed = end if not before else _("%(first)s and %(last)s") % {"first": ", ".join(before), "last": end}
    return _template(what == "out", len(known), last) % {"options": listed, "points": what}


def _template(vetoed: bool, count: int, last: bool) -> str:
    # The same in English; in Korean the last clause ends the sentence and those before it go on.
    if vetoed and last:
        return npgettext("last effect", "%(options)s is ruled out", "%(options)s are ruled out", count)
    if vetoed:
        return npgettext("effect", "%(options)s is ruled out", "%(options)s are ruled out", count)
    if last:
        return npgettext("last effect", "%(options)s gets %(points)s", "%(options)s get %(points)s", count)
    return npgettext("effect", "%(options)s gets %(points)s", "%(options)s get %(points)s", count)
