"""The draft in Django's admin: every record can be found, edited and checked; versions can only be read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models.functions import Cast
from django.http import HttpRequest

from advisor.rulebook.draft import stamp_row
from advisor.rulebook.models import (
    Advice,
    Chapter,
    Choice,
    Decision,
    DraftRecord,
    Fact,
    Option,
    Question,
    Rule,
    Scenario,
    Section,
    Service,
    Source,
    Table,
    Term,
    Version,
)

# Django's admin classes take a type parameter in its stubs only.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    StackedInline = admin.StackedInline[Any, Any]
else:
    ModelAdmin, StackedInline = admin.ModelAdmin, admin.StackedInline


class ReadableJSONField(forms.JSONField):
    """Shows one key per line, in the letters that people write."""

    def prepare_value(self, value: Any) -> Any:
        """Return the text of the field; what could not be read comes back as it was typed."""
        if isinstance(value, dict | list):
            return json.dumps(value, ensure_ascii=False, indent=2)
        return super().prepare_value(value)


OVERRIDES: Any = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 100})},
    models.URLField: {"assume_scheme": "https"},
    models.JSONField: {
        "form_class": ReadableJSONField,
        "widget": forms.Textarea(attrs={"rows": 5, "cols": 100}),
    },
}


class DraftAdmin(ModelAdmin):
    """What the lists of all draft records share."""

    formfield_overrides = OVERRIDES
    list_per_page = 200
    #: Mappings and lists whose text is searched too.
    json_search_fields: tuple[str, ...] = ()
    save_on_top = True

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Find the words in the texts or, as a whole, inside conditions, effects and sources."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if not search_term or not self.json_search_fields:
            return found, duplicates
        texts = {f"{name}_text": Cast(name, models.TextField()) for name in self.json_search_fields}
        inside = models.Q(pk__in=found.values("pk"))
        for name in texts:
            inside |= models.Q(**{f"{name}__icontains": search_term})
        return queryset.annotate(**texts).filter(inside), duplicates

    def save_model(self, request: HttpRequest, obj: DraftRecord, form: Any, change: bool) -> None:
        """Note for which English the Korean was written, where the editor left that open."""
        stamp_row(obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Do the same for the records edited in the same page."""
        for row in formset.save(commit=False):
            stamp_row(row)
        formset.save()


class ChoiceInline(StackedInline):
    """The choices of a question, edited with it."""

    model = Choice
    extra = 0
    formfield_overrides = OVERRIDES


class OptionInline(StackedInline):
    """The options of a decision, edited with it."""

    model = Option
    extra = 0
    formfield_overrides = OVERRIDES


@admin.register(Section)
class SectionAdmin(DraftAdmin):
    """Sections."""

    list_display = ("slug", "order", "title_en", "title_ko")
    search_fields = ("slug", "title_en", "title_ko")


@admin.register(Question)
class QuestionAdmin(DraftAdmin):
    """Questions with their choices."""

    list_display = ("slug", "section", "order", "kind", "label_en", "label_ko", "retired")
    list_filter = ("section", "kind", "retired")
    list_select_related = ("section",)
    search_fields = ("slug", "text_en", "text_ko", "label_en", "label_ko")
    inlines = (ChoiceInline,)


@admin.register(Choice)
class ChoiceAdmin(DraftAdmin):
    """All choices in one list, to search."""

    list_display = ("slug", "question", "order", "label_en", "label_ko", "retired")
    list_filter = ("retired", "question")
    list_select_related = ("question",)
    search_fields = ("slug", "question__slug", "label_en", "label_ko", "help_en", "help_ko")


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


@admin.register(Advice)
class AdviceAdmin(DraftAdmin):
    """Risks, practices and plan steps."""

    list_display = ("slug", "kind", "topic", "phase", "about", "order", "title_en", "checked_on")
    list_filter = ("kind", "topic", "phase")
    search_fields = ("slug", "title_en", "title_ko", "text_en", "text_ko")
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


@admin.register(Scenario)
class ScenarioAdmin(DraftAdmin):
    """Requirements and published cases."""

    list_display = ("slug", "kind", "case_kind", "title", "weight", "expect")
    list_filter = ("kind", "case_kind", "family")
    search_fields = ("slug", "title", "source")
    json_search_fields = ("profile", "expect")


@admin.register(Version)
class VersionAdmin(ModelAdmin):
    """Published versions. They are made by publishing and never change."""

    list_display = ("short_hash", "label", "note", "published_at", "current_since")
    fields = ("hash", "label", "note", "published_at", "current_since", "format")
    search_fields = ("hash", "label", "note")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Version]:
        """Leave the documents, which are large, where they are."""
        return super().get_queryset(request).defer("document")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds one by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        """Nobody changes one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        """Nobody deletes one: assessments may be pinned to it."""
        return False
