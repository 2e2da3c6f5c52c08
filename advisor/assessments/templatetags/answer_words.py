"""Answers in words, in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from advisor.assessments.profile import Position
from advisor.engine.rulebook import Question
from advisor.rulebook.wording import answer_text

register = template.Library()


@register.simple_tag
def answer_words(position: Position, question: Question) -> str:
    """Return the answer to a question in the language of the page."""
    answer = position.profile.get(question.slug)
    return answer_text(position.rulebook, question.slug, answer, get_language() or "en")
