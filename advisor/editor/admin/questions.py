"""What a profile can say: sections, questions, choices."""

from __future__ import annotations

from django.contrib import admin

from advisor.editor.admin.base import Parts
from advisor.editor.admin.lists import ChoiceList, QuestionList, SectionList
from advisor.rulebook.models import Choice, Question, Section


@admin.register(Section)
class SectionAdmin(SectionList):
    """Sections."""


class ChoiceInline(Parts):
    """The choices of a question, edited with it."""

    model = Choice


@admin.register(Question)
class QuestionAdmin(QuestionList):
    """Questions with their choices."""

    inlines = (ChoiceInline,)


@admin.register(Choice)
class ChoiceAdmin(ChoiceList):
    """All choices in one list, to search."""
