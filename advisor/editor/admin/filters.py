"""What lists of the draft can be narrowed by: words inside conditions, sources, dates, stale Korean."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisor.editor.forms.korean import is_stale
from advisor.editor.row_names import row_name
from advisor.rulebook.draft import known_records
from advisor.rulebook.models import DraftRecord, Option, Question, Source

Rows = QuerySet[Any]
#: Ages of the last check that are worth asking for, in days.
AGES = (90, 180, 365)


class UsesQuestion(admin.SimpleListFilter):
    """Which question a record's conditions (or, of scenarios, its answers) name."""

    title = gettext_lazy("question used")
    parameter_name = "uses"
    field = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer every question by its short name."""
        return [(question.slug, row_name(question)) for question in Question.objects.all()]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep what names the question."""
        return queryset.filter(**{f"{self.field}__has_key": self.value()}) if self.value() else queryset


class AsksAfter(UsesQuestion):
    """Of questions: after which other one they are asked."""

    title = gettext_lazy("asked because of")
    field = "asked_when"


class Answers(UsesQuestion):
    """Of scenarios: which question they answer."""

    title = gettext_lazy("question answered")
    field = "profile"


class TouchesOption(admin.SimpleListFilter):
    """For which option a rule has points or a veto."""

    title = gettext_lazy("option touched")
    parameter_name = "touches"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer every option, its decision before it."""
        options = Option.objects.select_related("decision")
        return [(o.slug, f"{row_name(o.decision)}: {row_name(o)}") for o in options]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the rules that speak of the option."""
        return queryset.filter(effects__has_key=self.value()) if self.value() else queryset


class Expects(TouchesOption):
    """Of scenarios: which option they expect or refuse."""

    title = gettext_lazy("option expected")

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the scenarios that name the option."""
        return _naming(queryset, str(self.value()), "expect", "expect_not") if self.value() else queryset


class RestsOn(admin.SimpleListFilter):
    """On which source a statement rests."""

    title = gettext_lazy("source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer every source by its title."""
        return sorted(Source.objects.values_list("slug", "title"), key=lambda pair: pair[1].casefold())

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep what rests on the source."""
        return _naming(queryset, str(self.value()), "sources") if self.value() else queryset


def _naming(queryset: Rows, slug: str, *fields: str) -> Rows:
    """Keep the rows one of whose JSON fields names a slug, whatever the database can look for inside JSON."""
    texts = {f"{name}_named": Cast(name, TextField()) for name in fields}
    found = Q()
    for name in texts:
        found |= Q(**{f"{name}__contains": f'"{slug}"'})
    rows: Rows = queryset.annotate(**texts).filter(found)
    return rows


class LastChecked(admin.SimpleListFilter):
    """When a statement was last compared with its sources."""

    title = gettext_lazy("last checked")
    parameter_name = "checked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer ages, today and never."""
        ages = [(str(days), _("more than %(days)s days ago") % {"days": days}) for days in AGES]
        return [("today", _("today")), *ages, ("never", _("never"))]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep what was checked then."""
        value = self.value()
        if value == "never":
            return queryset.filter(checked_on=None)
        if value == "today":
            return queryset.filter(checked_on=localdate())
        if value and value.isdigit() and int(value) in AGES:
            return queryset.filter(checked_on__lt=localdate() - timedelta(days=int(value)))
        return queryset


class KoreanState(admin.SimpleListFilter):
    """Whether the Korean was written for the English that stands there."""

    title = gettext_lazy("Korean")
    parameter_name = "korean"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer what has to be looked at."""
        return [("stale", _("was written for other English"))]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the stale ones."""
        if self.value() != "stale":
            return queryset
        model: type[DraftRecord] = queryset.model
        stale = {record.key for record in known_records().of(model.KIND) if is_stale(record)}
        rows = queryset.select_related(model.PARENT) if model.PARENT else queryset
        return queryset.filter(pk__in=[row.pk for row in rows if row.natural_key() in stale])
