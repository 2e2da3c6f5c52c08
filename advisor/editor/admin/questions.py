"""What a profile can say: sections, questions, choices."""

from __future__ import annotations

from django.contrib import admin

from advisor.editor.admin.base import OVERRIDES, DraftAdmin, StackedInline
from advisor.rulebook.models import Choice, Question, Section


@admin.register(Section)
class SectionAdmin(DraftAdmin):
    """Sections."""

    list_display = ("slug", "order", "title_en", "title_ko")
    search_fields = ("slug", "title_en", "title_ko")


class ChoiceInline(StackedInline):
    """The choices of a question, edited with it."""

    model = Choice
    extra = 0
    formfield_overrides = OVERRIDES


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
