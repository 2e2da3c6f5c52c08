"""What is typed in a form, said in one sentence and shown as the row of its decision table."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from advisor.editor.forms.offers import values_of
from advisor.editor.forms.record import RecordForm
from advisor.editor.forms.shape import spoken_in
from advisor.engine.rulebook import Rule
from advisor.rulebook.rule_words import rule_sentence
from advisor.rulebook.spoken import spoken_conditions, spoken_rule
from advisor.rulebook.wording import conditions_text, signed


class Chip(NamedTuple):
    """What a rule says of an option; ``tone`` is for, against, out, or none with an empty ``text``."""

    option: str
    name: str
    tone: str
    text: str


class Preview(NamedTuple):
    """The sentence, and for a rule one chip an option."""

    sentence: str
    chips: tuple[Chip, ...] = ()


def preview_of(form: RecordForm) -> Preview | None:
    """Return what the form says so far; None for a kind that says nothing under conditions."""
    kind = form.schema.name
    if kind == "rule":
        return _rule(form)
    if kind in ("advice", "fact"):
        when = conditions_text(form.book, spoken_conditions(form.so_far("when")), spoken_in())
        return Preview(_("Shown when %(conditions)s.") % {"conditions": when} if when else _("Shown always."))
    if kind == "question":
        when = conditions_text(form.book, spoken_conditions(form.so_far("asked_when")), spoken_in())
        return Preview(_("Asked when %(conditions)s.") % {"conditions": when} if when else _("Asked always."))
    return None


def _rule(form: RecordForm) -> Preview:
    rule = spoken_rule(form.instance.slug, form.decision, form.so_far("when"), form.so_far("effects"))
    chips = tuple(
        Chip(offer.slug, offer.words, *_said(rule, offer.slug))
        for offer in values_of(form.book, rule.decision, [*rule.points, *rule.rules_out])
    )
    return Preview(rule_sentence(form.book, rule, spoken_in()), chips)


def _said(rule: Rule, option: str) -> tuple[str, str]:
    if option in rule.rules_out:
        return "out", _("rules out")
    points = rule.points.get(option)
    if points is None:
        return "none", ""
    return ("for" if points > 0 else "against"), signed(points)
