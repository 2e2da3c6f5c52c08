"""What is concluded: decisions, options, rules, advice, scenarios."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from advisor.editor.admin.base import Parts
from advisor.editor.admin.filters import (
    Answers,
    Expects,
    KoreanState,
    LastChecked,
    RestsOn,
    TouchesOption,
    UsesQuestion,
)
from advisor.editor.admin.lists import (
    DraftList,
    OrderedList,
    expectation,
    retirement,
    sentence_column,
    shown_when_column,
    source_slugs,
)
from advisor.rulebook.models import Advice, Decision, Option, Rule, Scenario


class OptionInline(Parts):
    """The options of a decision, edited with it."""

    model = Option


@admin.register(Decision)
class DecisionAdmin(OrderedList):
    """Decisions."""

    list_display = ("slug", "order", "title_en", "title_ko", "collects")
    inlines = (OptionInline,)


@admin.register(Option)
class OptionAdmin(OrderedList):
    """Options, by decision: the least change first."""

    list_display = ("slug", "decision", "order", "name_en", "name_ko", "service", retirement)
    list_filter = ("decision", "retired", KoreanState)
    list_select_related = ("decision", "service")
    search_fields = ("slug", "name_en", "name_ko", "summary_en", "summary_ko")


@admin.register(Rule)
class RuleAdmin(DraftList):
    """Rules as sentences."""

    list_display: Any = ("slug", "decision", sentence_column, source_slugs, "checked_on")
    list_filter = ("decision", UsesQuestion, TouchesOption, RestsOn, LastChecked, KoreanState)
    list_select_related = ("decision",)
    search_fields = ("slug", "because_en", "because_ko")
    json_search_fields = ("when", "effects", "sources")


@admin.register(Advice)
class AdviceAdmin(OrderedList):
    """Risks, practices and plan steps."""

    list_display: Any = (
        "slug",
        "order",
        "kind",
        "topic",
        "title_en",
        "title_ko",
        shown_when_column,
        "checked_on",
    )
    list_filter = ("kind", "topic", "phase", UsesQuestion, RestsOn, LastChecked, KoreanState)
    search_fields = ("slug", "title_en", "title_ko", "text_en", "text_ko")
    json_search_fields = ("when", "sources")


@admin.register(Scenario)
class ScenarioAdmin(DraftList):
    """Requirements and published cases."""

    list_display = ("slug", "kind", "title", expectation, "weight")
    list_filter = ("kind", "case_kind", "family", Answers, Expects, KoreanState)
    search_fields = ("slug", "title", "source", "notes")
    json_search_fields = ("profile", "expect")
