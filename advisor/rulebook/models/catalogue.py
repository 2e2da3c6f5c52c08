"""What can be picked, and what is known: decisions, options, services, facts, sources, tables, terms."""

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
    retired_field,
    slug_field,
    sources_field,
    when_field,
)


class Source(DraftRecord):
    """A published document that statements rest on."""

    KIND = "source"

    title = models.TextField(help_text=_("The title as published."))
    publisher = models.TextField(help_text=_("Who published it."))
    # Null, not empty: the fixtures say plainly that there is no address or no date.
    url = models.URLField(  # noqa: DJ001
        max_length=500, null=True, blank=True, help_text=_("Its address; empty where it has none.")
    )
    published_on = models.CharField(  # noqa: DJ001
        max_length=10,
        null=True,
        blank=True,
        help_text=_("Day or month of publication, like 2025-07-15 or 2025-07."),
    )
    checked_on = models.DateField(null=True, blank=True, help_text=_("The day on which it was last read."))

    class Meta:
        ordering = ("slug",)
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class Service(DraftRecord):
    """An entry of the catalogue."""

    KIND = "service"

    class Operations(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    class ScalesToZero(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")

    class Lifecycle(models.TextChoices):
        CURRENT = "current", _("current")
        PREVIEW = "preview", _("preview")
        RETIRING = "retiring", _("retiring")
        RETIRED = "retired", _("retired")

    order = order_field()
    category = models.SlugField(
        max_length=100, help_text=_("The group of the catalogue, like compute or database.")
    )
    name_en = english(_("The name of the service."))
    name_ko = korean()
    summary_en = english(_("What it is, in a sentence."))
    summary_ko = korean()
    choose_when_en = english(_("When it is the right one."))
    choose_when_ko = korean()
    avoid_when_en = english(_("When another one is better."))
    avoid_when_ko = korean()
    scaling_en = english(_("How it scales."))
    scaling_ko = korean()
    scales_to_zero = models.CharField(
        max_length=10,
        choices=ScalesToZero.choices,
        blank=True,
        default="",
        help_text=_("Whether nothing runs, and no compute is billed, while there is no work."),
    )
    billing_en = english(_("What is billed."))
    billing_ko = korean()
    migration_en = english(_("By which tool a workload or its data gets there."))
    migration_ko = korean()
    operations = models.CharField(
        max_length=10, choices=Operations.choices, help_text=_("How much of it the owner has to run.")
    )
    operations_note_en = english(_("What the owner's team still has to do."))
    operations_note_ko = korean()
    related = models.JSONField(
        default=list, blank=True, help_text=_('Services that belong with it: [["service-slug"], …].')
    )
    lifecycle = models.CharField(
        max_length=10,
        choices=Lifecycle.choices,
        default=Lifecycle.CURRENT,
        help_text=_("Where it is in its life."),
    )
    lifecycle_on = models.DateField(
        null=True, blank=True, help_text=_("The day of its retirement, if one is set.")
    )
    lifecycle_note_en = english(_("What its owner has to know about that."))
    lifecycle_note_ko = korean()
    sources = sources_field()
    checked_on = checked_field()
    korean_of = digest_field()

    class Meta:
        ordering = ("order", "slug")
        verbose_name = _("service")
        verbose_name_plural = _("services")


class Fact(DraftRecord):
    """A limit or figure of a service."""

    KIND = "fact"

    class Kind(models.TextChoices):
        LIMIT = "limit", _("limit")
        FIGURE = "figure", _("figure")
        AVAILABILITY = "availability", _("availability")
        RETIREMENT = "retirement", _("retirement")

    service = models.ForeignKey(
        Service, models.PROTECT, related_name="facts", help_text=_("The service it is about.")
    )
    kind = models.CharField(max_length=15, choices=Kind.choices, help_text=_("What kind of statement it is."))
    value = models.TextField(help_text=_("The figure alone."))
    unit_en = english(_("The unit of the figure."))
    unit_ko = korean()
    text_en = english(_("A whole sentence with the figure and its unit."))
    text_ko = korean()
    when = when_field()
    sources = sources_field()
    checked_on = checked_field()
    korean_of = digest_field()

    class Meta:
        ordering = ("slug",)
        verbose_name = _("fact")
        verbose_name_plural = _("facts")


class Decision(DraftRecord):
    """One thing to decide."""

    KIND = "decision"

    order = order_field()
    title_en = english(_("What is decided."))
    title_ko = korean()
    collects = models.BooleanField(
        default=False, help_text=_("Whether it picks every option that earns points, not the best one alone.")
    )
    korean_of = digest_field()

    class Meta:
        ordering = ("order", "slug")
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")


class Option(DraftRecord):
    """One thing that a decision may pick. The order breaks ties: the least change first."""

    KIND = "option"
    PARENT = "decision"

    decision = models.ForeignKey(
        Decision, models.CASCADE, related_name="options", help_text=_("The decision that may pick it.")
    )
    slug = slug_field(unique=False)
    order = order_field()
    name_en = english(_("The name of the option."))
    name_ko = korean()
    summary_en = english(_("What it means, in a sentence."))
    summary_ko = korean()
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        related_name="options",
        null=True,
        blank=True,
        help_text=_("Its entry of the catalogue, if it has one."),
    )
    retired = retired_field()
    korean_of = digest_field()

    class Meta:
        ordering = ("decision__order", "order", "slug")
        constraints = [models.UniqueConstraint(fields=("decision", "slug"), name="option_of_decision")]
        verbose_name = _("option")
        verbose_name_plural = _("options")

    def natural_key(self) -> tuple[str, ...]:
        """Return decision and option."""
        return super().natural_key()

    natural_key.dependencies = ["rulebook.decision"]  # type: ignore[attr-defined]


class Table(DraftRecord):
    """Reference data that advice is worked out from."""

    KIND = "table"

    order = order_field()
    title_en = english(_("The heading of the table."))
    title_ko = korean()
    columns = json_field(
        _("A list of {slug, label_en, label_ko, kind}; kind is text, number or slug."), default=list
    )
    rows = json_field(_("A list of {column: value}; a text is {en, ko}."), default=list)
    sources = sources_field()
    checked_on = checked_field()
    korean_of = digest_field()

    class Meta:
        ordering = ("order", "slug")
        verbose_name = _("reference table")
        verbose_name_plural = _("reference tables")


class Chapter(DraftRecord):
    """A part of a service's page: what its short texts cannot hold."""

    KIND = "chapter"

    service = models.ForeignKey(
        Service, models.PROTECT, related_name="chapters", help_text=_("The service whose page it is on.")
    )
    order = order_field()
    title_en = english(_("Its heading."))
    title_ko = korean()
    text_en = english(_("What is said before the points."))
    text_ko = korean()
    points = json_field(_("A list of {en, ko}, in order."), default=list)
    numbered = models.BooleanField(default=False, help_text=_("Whether the points are steps, in this order."))
    table = models.ForeignKey(
        Table,
        models.PROTECT,
        related_name="chapters",
        null=True,
        blank=True,
        help_text=_("The reference table that is shown below, if there is one."),
    )
    sources = sources_field()
    checked_on = checked_field()
    korean_of = digest_field()

    class Meta:
        ordering = ("order", "slug")
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")


class Term(DraftRecord):
    """A word of the glossary."""

    KIND = "term"

    term_en = english(_("The word."))
    term_ko = korean()
    definition_en = english(_("What it means."))
    definition_ko = korean()
    korean_of = digest_field()

    class Meta:
        ordering = ("slug",)
        verbose_name = _("term")
        verbose_name_plural = _("terms")
