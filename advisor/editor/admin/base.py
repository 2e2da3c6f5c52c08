"""What the admin pages of all draft records share: forms by choosers, saving with lock and log, searching."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models.functions import Cast
from django.http import HttpRequest

from advisor.editor.access import actor_of
from advisor.editor.admin.pages import RecordPages
from advisor.editor.forms.layout import parts_of
from advisor.editor.forms.record import RecordForm
from advisor.editor.forms.records import RecordFormSet
from advisor.editor.forms.saving import remove_record, save_record
from advisor.editor.presence import end_presence
from advisor.rulebook.models import DraftRecord

# Django's admin classes take a type parameter in its stubs only.
if TYPE_CHECKING:
    BaseModelAdmin = admin.options.BaseModelAdmin[Any]
    StackedInline = admin.StackedInline[Any, Any]
else:
    BaseModelAdmin, StackedInline = object, admin.StackedInline


class LinesField(forms.CharField):
    """A text of several lines, which browsers end otherwise than the draft does."""

    def to_python(self, value: Any) -> Any:
        """Return the text with the draft's ends of lines: looking at it changes nothing."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


OVERRIDES: Any = {
    models.TextField: {"form_class": LinesField, "widget": forms.Textarea(attrs={"rows": 2})},
    models.URLField: {"assume_scheme": "https", "widget": forms.URLInput},
    models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})},
    models.CharField: {"widget": forms.TextInput},
    models.SlugField: {"widget": forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"})},
    models.PositiveIntegerField: {"widget": forms.NumberInput(attrs={"min": 0})},
}


class RecordFields(BaseModelAdmin):
    """The fields of a record's form, on its own page or on that of the record that it belongs to."""

    form: Any = RecordForm
    formfield_overrides = OVERRIDES

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """Return the field of a form, references without the windows that edit other records in passing."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and isinstance(db_field, models.ForeignKey):
            field.widget = getattr(field.widget, "widget", field.widget)
        return field


class DraftAdmin(RecordFields, RecordPages):
    """What the admin pages of all draft records share."""

    #: Mappings and lists whose text is searched too.
    json_search_fields: tuple[str, ...] = ()
    # The first button of a form is what the enter key presses: it has to save.
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

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields in the parts of their kind."""
        reading = not (self.has_change_permission(request, obj) if obj else self.has_add_permission(request))
        return parts_of(self.model.KIND, reading=reading)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what stays as it is: the record that it belongs to."""
        return (obj.PARENT,) if obj is not None and obj.PARENT else ()

    def save_model(self, request: HttpRequest, obj: DraftRecord, form: Any, change: bool) -> None:
        """Write the record and log it."""
        key = form.before.key if getattr(form, "before", None) else obj.natural_key()
        save_record(obj, form, actor_of(request))
        end_presence(request.user, obj.KIND, key)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Do the same for the records edited in the same page."""
        formset.save(commit=False)
        for part in formset.saved_forms:
            save_record(part.instance, part, actor_of(request))
        for row in formset.deleted_objects:
            remove_record(row, actor_of(request))

    def delete_model(self, request: HttpRequest, obj: DraftRecord) -> None:
        """Remove the record with its parts and log each."""
        remove_record(obj, actor_of(request))


class Parts(RecordFields, StackedInline):
    """Records that belong to another one, edited with it: one line each, which opens."""

    formset = RecordFormSet
    template = "editor/record/parts.html"
    extra = 0
    show_change_link = True

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return all fields but the record that it belongs to, in one part."""
        reading = not self.has_change_permission(request, obj)
        lines = [
            line
            for _title, part in parts_of(self.model.KIND, reading=reading)
            for line in part["fields"]
            if line != self.model.PARENT
        ]
        return [(None, {"fields": lines})]
