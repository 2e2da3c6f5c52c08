"""What is known: services, facts, chapters, tables, sources, terms."""

from __future__ import annotations

from django.contrib import admin

from advisor.editor.admin.filters import KoreanState, LastChecked, RestsOn, UsesQuestion
from advisor.editor.admin.lists import DraftList, OrderedList, shown_when_column
from advisor.rulebook.models import Chapter, Fact, Service, Source, Table, Term


@admin.register(Service)
class ServiceAdmin(OrderedList):
    """The catalogue."""

    list_display = (
        "slug",
        "order",
        "category",
        "name_en",
        "name_ko",
        "operations",
        "lifecycle",
        "checked_on",
    )
    list_filter = ("category", "operations", "lifecycle", RestsOn, LastChecked, KoreanState)
    search_fields = ("slug", "name_en", "name_ko", "summary_en", "summary_ko")


@admin.register(Fact)
class FactAdmin(DraftList):
    """Limits and figures."""

    list_display = ("slug", "service", "kind", "value", "unit_en", shown_when_column, "checked_on")
    list_filter = ("kind", "service", UsesQuestion, RestsOn, LastChecked, KoreanState)
    list_select_related = ("service",)
    search_fields = ("slug", "value", "text_en", "text_ko")
    json_search_fields = ("when", "sources")


@admin.register(Table)
class TableAdmin(OrderedList):
    """Reference tables."""

    list_display = ("slug", "order", "title_en", "title_ko", "checked_on")
    list_filter = (RestsOn, LastChecked, KoreanState)
    search_fields = ("slug", "title_en", "title_ko")
    json_search_fields = ("rows", "sources")


@admin.register(Chapter)
class ChapterAdmin(OrderedList):
    """Parts of the services' pages."""

    list_display = ("slug", "service", "order", "title_en", "title_ko", "checked_on")
    list_filter = ("service", RestsOn, LastChecked, KoreanState)
    list_select_related = ("service", "table")
    search_fields = ("slug", "title_en", "title_ko", "text_en", "text_ko")
    json_search_fields = ("points", "sources")


@admin.register(Source)
class SourceAdmin(DraftList):
    """Sources."""

    list_display = ("slug", "title", "publisher", "published_on", "checked_on")
    list_filter = (LastChecked, "publisher")
    search_fields = ("slug", "title", "publisher", "url")


@admin.register(Term)
class TermAdmin(DraftList):
    """The glossary."""

    list_display = ("slug", "term_en", "term_ko")
    list_filter = (KoreanState,)
    search_fields = ("slug", "term_en", "term_ko", "definition_en", "definition_ko")
