"""What is concluded: decisions, options, rules, advice, scenarios."""

from __future__ import annotations

from django.contrib import admin

from advisor.editor.admin.base import Parts
from advisor.editor.admin.lists import AdviceList, DecisionList, OptionList, RuleList, ScenarioList
from advisor.rulebook.models import Advice, Decision, Option, Rule, Scenario


class OptionInline(Parts):
    """The options of a decision, edited with it."""

    model = Option


@admin.register(Decision)
class DecisionAdmin(DecisionList):
    """Decisions with their options."""

    inlines = (OptionInline,)


@admin.register(Option)
class OptionAdmin(OptionList):
    """All options in one list, to search."""


@admin.register(Rule)
class RuleAdmin(RuleList):
    """Rules."""


@admin.register(Advice)
class AdviceAdmin(AdviceList):
    """Risks, practices and plan steps."""


@admin.register(Scenario)
class ScenarioAdmin(ScenarioList):
    """Requirements and published cases."""
