"""What the admin pages of all draft records share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models.functions import Cast
from django.http import HttpRequest

from advisor.rulebook.draft import stamp_row
from advisor.rulebook.models import DraftRecord

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
