"""What is concluded: decisions, options, rules, advice, scenarios."""

from __future__ import annotations

from django.contrib import admin

from advisor.editor.admin.base import OVERRIDES, DraftAdmin, StackedInline
from advisor.rulebook.models import Advice, Decision, Option, Rule, Scenario


class OptionInline(StackedInline):
    """The options of a decision, edited with it."""

    model = Option
    extra = 0
    formfield_overrides = OVERRIDES


@admin.register(Decision)
class DecisionAdmin(DraftAdmin):
    """Decisions with their options."""

    list_display = ("slug", "order", "title_en", "title_ko", "collects")
    inlines = (OptionInline,)


@admin.register(Option)
class OptionAdmin(DraftAdmin):
    """All options in one list, to search."""

    list_display = ("slug", "decision", "order", "name_en", "service", "retired")
    list_filter = ("decision", "retired")
    list_select_related = ("decision", "service")
    search_fields = ("slug", "name_en", "name_ko", "summary_en", "summary_ko")


@admin.register(Rule)
class RuleAdmin(DraftAdmin):
    """Rules."""

    list_display = ("slug", "decision", "when", "effects", "because_en", "checked_on")
    list_filter = ("decision", "checked_on")
    list_select_related = ("decision",)
    search_fields = ("slug", "because_en", "because_ko")
    json_search_fields = ("when", "effects", "sources")


@admin.register(Advice)
class AdviceAdmin(DraftAdmin):
    """Risks, practices and plan steps."""

    list_display = ("slug", "kind", "topic", "phase", "about", "order", "title_en", "checked_on")
    list_filter = ("kind", "topic", "phase")
    search_fields = ("slug", "title_en", "title_ko", "text_en", "text_ko")
    json_search_fields = ("when", "sources")


@admin.register(Scenario)
class ScenarioAdmin(DraftAdmin):
    """Requirements and published cases."""

    list_display = ("slug", "kind", "case_kind", "title", "weight", "expect")
    list_filter = ("kind", "case_kind", "family")
    search_fields = ("slug", "title", "source")
    json_search_fields = ("profile", "expect")
