"""What a profile can say: sections, questions, choices."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from advisor.rulebook.models.base import (
    DraftRecord,
    digest_field,
    english,
    json_field,
    korean,
    order_field,
    retired_field,
    slug_field,
)


class Section(DraftRecord):
    """A group of questions that are asked together."""

    KIND = "section"

    order = order_field()
    title_en = english(_("The heading of the section."))
    title_ko = korean()
    description_en = english(_("One sentence under the heading."))
    description_ko = korean()
    korean_of = digest_field()

    class Meta:
        ordering = ("order", "slug")
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class Question(DraftRecord):
    """One thing that a profile can say."""

    KIND = "question"

    class Kind(models.TextChoices):
        ONE = "one", _("one choice")
        MANY = "many", _("several choices")
        NUMBER = "number", _("a number")

    section = models.ForeignKey(
        Section, models.PROTECT, related_name="questions", help_text=_("The section in which it is asked.")
    )
    order = order_field()
    kind = models.CharField(max_length=10, choices=Kind.choices, help_text=_("What an answer consists of."))
    text_en = english(_("The question as it is asked."))
    text_ko = korean()
    label_en = english(_("Two to four words for lists and reports."))
    label_ko = korean()
    hint_en = english(_("One line under the question. May be empty."))
    hint_ko = korean()
    why_en = english(_("Why it is asked."))
    why_ko = korean()
    where_en = english(_("Where to find the answer."))
    where_ko = korean()
    unit_en = english(_("The unit of a number; empty otherwise."))
    unit_ko = korean()
    min = models.FloatField(null=True, blank=True, help_text=_("The least number allowed."))
    below = models.FloatField(null=True, blank=True, help_text=_("Numbers have to be below this one."))
    whole = models.BooleanField(default=False, help_text=_("Whether only whole numbers make sense."))
    asked_when = json_field(
        _('Asked only where earlier answers hold: {"question": ["choice", …]}. Empty: always.')
    )
    rules_out_named = models.BooleanField(
        default=False, help_text=_("Each option that the answer names is ruled out, on the owner's word.")
    )
    because_en = english(_("The reason that is shown for such a veto."))
    because_ko = korean()
    retired = retired_field()
    korean_of = digest_field()

    class Meta:
        ordering = ("section__order", "order", "slug")
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class Choice(DraftRecord):
    """One answer that a question offers."""

    KIND = "choice"
    PARENT = "question"

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="choices", help_text=_("The question that offers it.")
    )
    slug = slug_field(unique=False)
    order = order_field()
    label_en = english(_("The choice as it is offered."))
    label_ko = korean()
    help_en = english(_("What it means, in a sentence."))
    help_ko = korean()
    retired = retired_field()
    korean_of = digest_field()

    class Meta:
        ordering = ("question__section__order", "question__order", "order", "slug")
        constraints = [models.UniqueConstraint(fields=("question", "slug"), name="choice_of_question")]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")

    def natural_key(self) -> tuple[str, ...]:
        """Return question and choice."""
        return super().natural_key()

    natural_key.dependencies = ["rulebook.question"]  # type: ignore[attr-defined]
