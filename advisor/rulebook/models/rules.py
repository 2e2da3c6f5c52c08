"""What is concluded: rules and advice; and the scenarios that hold them to account."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from advisor.rulebook.models.base import (
    DraftRecord,
    checked_field,
    digest_field,
    english,
    json_field,
    korean,
    order_field,
    sources_field,
    when_field,
)
from advisor.rulebook.models.catalogue import Decision


class Rule(DraftRecord):
    """One row of a decision table."""

    KIND = "rule"

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="rules", help_text=_("The decision whose options it names.")
    )
    when = when_field()
    effects = json_field(
        _('Points from −10 to 10 (not 0) or a veto for each option: {"option": 3, "other": "rules_out"}.')
    )
    because_en = english(_("The reason, one sentence to a person."))
    because_ko = korean()
    sources = sources_field()
    checked_on = checked_field()
    korean_of = digest_field()

    class Meta:
        ordering = ("slug",)
        verbose_name = _("rule")
        verbose_name_plural = _("rules")


class Advice(DraftRecord):
    """A risk, a practice or a plan step."""

    KIND = "advice"

    class Kind(models.TextChoices):
        RISK = "risk", _("risk")
        PRACTICE = "practice", _("practice")
        STEP = "step", _("plan step")

    class Phase(models.TextChoices):
        STRATEGY = "strategy", _("Strategy")
        PLAN = "plan", _("Plan")
        READY = "ready", _("Ready")
        ADOPT = "adopt", _("Adopt")
        GOVERN = "govern", _("Govern")
        SECURE = "secure", _("Secure")
        MANAGE = "manage", _("Manage")

    order = order_field()
    kind = models.CharField(max_length=10, choices=Kind.choices, help_text=_("What kind of advice it is."))
    topic = models.SlugField(max_length=100, help_text=_("The group it is shown in, like security or cost."))
    about = models.CharField(
        max_length=100,
        blank=True,
        default="",
        help_text=_("The answer that it is about, like one of the twelve factors, where there is one."),
    )
    phase = models.CharField(
        max_length=10,
        choices=Phase.choices,
        blank=True,
        default="",
        help_text=_("The phase of the Cloud Adoption Framework that a plan step belongs to."),
    )
    when = when_field()
    title_en = english(_("The advice in a few words."))
    title_ko = korean()
    text_en = english(_("The advice in full."))
    text_ko = korean()
    tool_en = english(_("What a plan step is done with."))
    tool_ko = korean()
    entry_en = english(_("What has to be true before a plan step begins."))
    entry_ko = korean()
    exit_en = english(_("What has to be true before a plan step counts as done."))
    exit_ko = korean()
    sources = sources_field()
    checked_on = checked_field()
    korean_of = digest_field()

    class Meta:
        ordering = ("order", "slug")
        verbose_name = _("advice")
        verbose_name_plural = _("advice")


class Scenario(DraftRecord):
    """A profile with the outcomes that are expected of it."""

    KIND = "scenario"

    class Kind(models.TextChoices):
        REQUIREMENT = "requirement", _("requirement")
        PUBLISHED_CASE = "published_case", _("published case")

    kind = models.CharField(
        max_length=20,
        choices=Kind.choices,
        help_text=_("A requirement has to hold; a published case is measured."),
    )
    title = models.TextField(help_text=_("What the case is."))
    source = models.TextField(blank=True, default="", help_text=_("Where it was published."))
    # Null, not empty: the fixtures say plainly that there is no address.
    url = models.URLField(  # noqa: DJ001
        max_length=500, null=True, blank=True, help_text=_("Its address; empty where it has none.")
    )
    label = models.TextField(
        blank=True, default="", help_text=_("Whether the source states the outcome itself.")
    )
    weight = models.FloatField(default=1, help_text=_("How much it counts."))
    hard = json_field(_("The decisions to which the weight applies; empty: all of them."), null=True)
    group = models.TextField(blank=True, default="", help_text=_("Cases of one source share a group."))
    profile = json_field(_('The answers: {"question": answer}.'))
    basis = json_field(_("The words of the source on which each answer rests."))
    expect = json_field(_('The outcomes that are right: {"decision": ["option", …]}.'))
    expect_not = json_field(_('The outcomes that are wrong: {"decision": ["option", …]}.'))
    notes = models.TextField(blank=True, default="", help_text=_("What a reader of the case should know."))
    case_kind = models.TextField(
        blank=True, default="", help_text=_("What was published: company, worked_example, tree or table.")
    )
    family = models.TextField(
        blank=True, default="", help_text=_("Who published it: microsoft, partner, government and so on.")
    )
    first_given = json_field(
        _("What the rules gave when they met this case for the first time; empty if not known.")
    )

    explanation_en = english(
        _("Where the rules give something else: what the published criteria say about that.")
    )
    explanation_ko = korean()
    korean_of = digest_field()

    class Meta:
        ordering = ("slug",)
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
