"""What a profile can say: sections, questions, choices."""

from __future__ import annotations

from django.contrib import admin

from advisor.editor.admin.base import Parts
from advisor.editor.admin.filters import AsksAfter, KoreanState
from advisor.editor.admin.lists import OrderedList, retirement
from advisor.rulebook.models import Choice, Question, Section


@admin.register(Section)
class SectionAdmin(OrderedList):
    """Sections."""

    list_display = ("slug", "order", "title_en", "title_ko")
    list_filter = (KoreanState,)
    search_fields = ("slug", "title_en", "title_ko", "description_en", "description_ko")


class ChoiceInline(Parts):
    """The choices of a question, edited with it."""

    model = Choice


@admin.register(Question)
class QuestionAdmin(OrderedList):
    """Questions, by section."""

    list_display = ("slug", "section", "order", "kind", "label_en", "label_ko", retirement)
    list_filter = ("section", "kind", "retired", AsksAfter, KoreanState)
    list_select_related = ("section",)
    search_fields = ("slug", "text_en", "text_ko", "label_en", "label_ko", "why_en", "why_ko")
    inlines = (ChoiceInline,)


@admin.register(Choice)
class ChoiceAdmin(OrderedList):
    """Choices, by question."""

    list_display = ("slug", "question", "order", "label_en", "label_ko", retirement)
    list_filter = ("retired", "question__section", KoreanState)
    list_select_related = ("question__section",)
    search_fields = ("slug", "question__slug", "label_en", "label_ko", "help_en", "help_ko")
