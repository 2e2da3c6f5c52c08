"""What is known: services, facts, chapters, tables, sources, terms."""

from __future__ import annotations

from django.contrib import admin

from advisor.editor.admin.base import DraftAdmin
from advisor.rulebook.models import Chapter, Fact, Service, Source, Table, Term


@admin.register(Service)
class ServiceAdmin(DraftAdmin):
    """The catalogue."""

    list_display = ("slug", "category", "order", "name_en", "operations", "lifecycle", "checked_on")
    list_filter = ("category", "operations", "lifecycle")
    search_fields = ("slug", "name_en", "name_ko", "summary_en", "summary_ko")


@admin.register(Fact)
class FactAdmin(DraftAdmin):
    """Limits and figures."""

    list_display = ("slug", "service", "kind", "value", "unit_en", "checked_on")
    list_filter = ("kind", "service")
    list_select_related = ("service",)
    search_fields = ("slug", "value", "text_en", "text_ko")
    json_search_fields = ("when", "sources")


@admin.register(Table)
class TableAdmin(DraftAdmin):
    """Reference tables."""

    list_display = ("slug", "order", "title_en", "title_ko", "checked_on")
    search_fields = ("slug", "title_en", "title_ko")


@admin.register(Chapter)
class ChapterAdmin(DraftAdmin):
    """Parts of the services' pages."""

    list_display = ("slug", "service", "order", "title_en", "numbered", "table", "checked_on")
    list_filter = ("service",)
    list_select_related = ("service", "table")
    search_fields = ("slug", "title_en", "title_ko", "text_en", "text_ko")
    json_search_fields = ("points", "sources")


@admin.register(Source)
class SourceAdmin(DraftAdmin):
    """Sources."""

    list_display = ("slug", "title", "publisher", "published_on", "checked_on")
    list_filter = ("publisher",)
    search_fields = ("slug", "title", "publisher", "url")


@admin.register(Term)
class TermAdmin(DraftAdmin):
    """The glossary."""

    list_display = ("slug", "term_en", "term_ko")
    search_fields = ("slug", "term_en", "term_ko", "definition_en", "definition_ko")
