"""What became of a row since the version in use, in the few words of a tag."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from advisor.engine.rulebook import Rule
from advisor.rulebook.wording import signed


def change_tag(was: Rule | None, now: Rule, names: Mapping[str, str]) -> str:
    """Return "changed: Refactor was +2", "new", or "" for a rule that is as it was.

    ``was`` is the rule in the version in use. ``names``: option → name.
    """
    if was is None:
        return pgettext("rule", "new")
    if was == now:
        return ""
    effects = _changed_effects(was, now)
    if len(effects) == 1:
        option = effects[0]
        words = {"option": names.get(option, option), "effect": effect_words(effect_of(was, option))}
        return _("changed: %(option)s was %(effect)s") % words
    if effects:
        count = len(effects)
        return ngettext("changed: %(count)s option", "changed: %(count)s options", count) % {"count": count}
    if was.when != now.when:
        return _("changed: conditions")
    if was.because != now.because:
        return _("changed: wording")
    return _("changed: sources or date")


def effect_of(rule: Rule, option: str) -> int | str:
    """Return the points for an option, "out" for a veto, 0 where the rule says nothing of it."""
    return "out" if option in rule.rules_out else rule.points.get(option, 0)


def effect_words(effect: int | str) -> str:
    """Return "+3", "−2", "rules out" or "nothing"."""
    if isinstance(effect, str):
        return _("rules out")
    return signed(effect) if effect else pgettext("effect", "nothing")


def _changed_effects(was: Rule, now: Rule) -> list[str]:
    touched = dict.fromkeys([*now.points, *now.rules_out, *was.points, *was.rules_out])
    return [option for option in touched if effect_of(was, option) != effect_of(now, option)]
