"""The lists of the draft's records: columns in words, order by number or by dragging, no bulk removal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.messages import success
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from advisor.editor.access import actor_of
from advisor.editor.admin.base import DraftAdmin
from advisor.editor.forms.korean import is_stale
from advisor.editor.forms.locked import ModelForm
from advisor.editor.forms.names import Known, known_draft
from advisor.editor.forms.shape import spoken_in
from advisor.editor.presence import people_at
from advisor.rulebook.editing import save_row
from advisor.rulebook.rule_words import rule_sentence
from advisor.rulebook.schema import KINDS
from advisor.rulebook.spoken import spoken_conditions, spoken_rule
from advisor.rulebook.wording import conditions_text

Column = Callable[[Any], Any]


class DraftList(DraftAdmin):
    """What all lists of the draft share."""

    #: The columns of the kind; presence and stale Korean follow.
    list_display: Any = ("slug",)
    list_per_page = 100
    show_full_result_count = False
    actions = ("check_today",)

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        """Return the columns; the draft and who has a record open are looked up once for the whole list."""
        known, people = known_draft(), people_at(self.model.KIND)
        columns = [column(known) if column in _OF_DRAFT else column for column in self.list_display]
        korean = [_korean_column(known)] if "korean_of" in KINDS[self.model.KIND].has else []
        return (*columns, *korean, *([_open_column(people)] if people else []))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer what can be done to several rows at once: nothing that could leave a dangling word."""
        found: dict[str, Any] = super().get_actions(request)
        found.pop("delete_selected", None)
        if "checked_on" not in KINDS[self.model.KIND].has or not self.has_change_permission(request):
            found.pop("check_today", None)
        return found

    @admin.action(description=_("Compared with the sources today"))
    def check_today(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Note that the statements of these rows were compared with their sources today."""
        count = 0
        for row in queryset:
            seen, row.checked_on = row.changed_at, localdate()
            count += save_row(row, seen, actor_of(request)) is not None
        told = ngettext("%(n)s record was checked today.", "%(n)s records were checked today.", count)
        success(request, told % {"n": count})


class PlaceForm(ModelForm):
    """The place of one row: the number says for which record it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # an empty list has a form of no row
            label = _("Place of %(name)s") % {"name": self.instance}
            self.fields["order"].widget.attrs["aria-label"] = label

    def add_error(self, field: str | None, error: Any) -> None:
        """Say of the row as a whole what is wrong with fields that the list does not show."""
        for name, found in getattr(error, "error_dict", {field: error}).items():
            super().add_error(name if name in self.fields else None, found)


class OrderedList(DraftList):
    """A list whose order counts: by its numbers, or by dragging where scripts run."""

    list_editable = ("order",)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the form of one row."""
        return super().get_changelist_form(request, **{"form": PlaceForm, **kwargs})

    class Media:
        js = ("advisor/editor_order.js",)


@admin.display(description=_("in use"), ordering="retired")
def retirement(row: Any) -> str:
    """Say which rows are retired."""
    return str(_("retired")) if row.retired else ""


def sentence_column(known: Known) -> Column:
    """Rules as sentences; one that cannot be read by its reason."""

    @admin.display(description=_("rule"))
    def sentence(row: Any) -> str:
        record = known.records.find(row.KIND, row.slug)
        if record is None:
            return str(row.because_en)
        said = record.fields
        rule = spoken_rule(row.slug, record.ref("decision"), said["when"], said["effects"])
        return rule_sentence(known.book, rule, spoken_in())

    return sentence


def shown_when_column(known: Known) -> Column:
    """When advice or a fact is shown, in words."""

    @admin.display(description=_("shown when"))
    def shown_when(row: Any) -> str:
        record = known.records.find(row.KIND, row.slug)
        when = spoken_conditions(record.fields["when"]) if record else {}
        return conditions_text(known.book, when, spoken_in())

    return shown_when


def _korean_column(known: Known) -> Column:
    @admin.display(description=_("Korean"))
    def korean_state(row: Any) -> str:
        record = known.records.find(row.KIND, *row.natural_key())
        return str(_("was written for other English")) if record and is_stale(record) else ""

    return korean_state


#: Columns made of the draft, which is looked up once for the whole list.
_OF_DRAFT = (sentence_column, shown_when_column)


@admin.display(description=_("sources"))
def source_slugs(row: Any) -> Any:
    """Return the sources, one a line."""
    return format_html_join("", "<div>{}</div>", ((ref[0],) for ref in row.sources))


@admin.display(description=_("expected"))
def expectation(row: Any) -> str:
    """Return what a scenario expects."""
    return "; ".join(f"{decision}: {', '.join(options)}" for decision, options in row.expect.items())


def _open_column(people: Mapping[str, Sequence[str]]) -> Column:
    @admin.display(description=_("open by"))
    def open_by(row: Any) -> str:
        return ", ".join(people.get("/".join(row.natural_key()), ()))

    return open_by
