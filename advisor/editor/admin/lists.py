"""The lists of the draft's records: columns in words, order by number or by dragging, no bulk removal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.messages import success
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from advisor.editor.access import actor_of
from advisor.editor.admin.base import DraftAdmin
from advisor.editor.admin.filters import (
    Answers,
    AsksAfter,
    Expects,
    KoreanState,
    LastChecked,
    RestsOn,
    TouchesOption,
    UsesQuestion,
)
from advisor.editor.admin.korean import is_stale
from advisor.editor.presence import people_at
from advisor.engine import RulebookError
from advisor.rulebook.draft import compiled_draft
from advisor.rulebook.editing import save_row
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.rule_words import rule_sentence
from advisor.rulebook.wording import conditions_text

# Django's forms take a type parameter in its stubs only.
if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

Column = Callable[[Any], Any]


class DraftList(DraftAdmin):
    """What all lists of the draft share."""

    #: The columns of the kind; presence and stale Korean follow.
    list_display: Any = ("slug",)
    list_per_page = 100
    show_full_result_count = False
    actions = ("check_today",)

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        """Return the columns; who has a record open is looked up once for the whole list."""
        korean = [korean_state] if _has(self.model, "korean_of") else []
        people = people_at(self.model.KIND)
        return (*self.list_display, *korean, *([_open_column(people)] if people else []))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer what can be done to several rows at once: nothing that could leave a dangling word."""
        found: dict[str, Any] = super().get_actions(request)
        found.pop("delete_selected", None)
        if not _has(self.model, "checked_on") or not self.has_change_permission(request):
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


class SectionList(OrderedList):
    """Sections."""

    list_display = ("slug", "order", "title_en", "title_ko")
    list_filter = (KoreanState,)
    search_fields = ("slug", "title_en", "title_ko", "description_en", "description_ko")


class QuestionList(OrderedList):
    """Questions, by section."""

    list_display = ("slug", "section", "order", "kind", "label_en", "label_ko", retirement)
    list_filter = ("section", "kind", "retired", AsksAfter, KoreanState)
    list_select_related = ("section",)
    search_fields = ("slug", "text_en", "text_ko", "label_en", "label_ko", "why_en", "why_ko")


class ChoiceList(OrderedList):
    """Choices, by question."""

    list_display = ("slug", "question", "order", "label_en", "label_ko", retirement)
    list_filter = ("retired", "question__section", KoreanState)
    list_select_related = ("question__section",)
    search_fields = ("slug", "question__slug", "label_en", "label_ko", "help_en", "help_ko")


class DecisionList(OrderedList):
    """Decisions."""

    list_display = ("slug", "order", "title_en", "title_ko", "collects")


class OptionList(OrderedList):
    """Options, by decision: the least change first."""

    list_display = ("slug", "decision", "order", "name_en", "name_ko", "service", retirement)
    list_filter = ("decision", "retired", KoreanState)
    list_select_related = ("decision", "service")
    search_fields = ("slug", "name_en", "name_ko", "summary_en", "summary_ko")


@admin.display(description=_("rule"))
def sentence(row: Any) -> str:
    """Return a rule as a sentence, or its reason where the draft cannot be decided from."""
    language = get_language() or "en"
    try:
        rulebook = compiled_draft().rulebook
        return rule_sentence(rulebook, rulebook.rules[row.slug], language)
    except (RulebookError, FixtureError, KeyError):
        return str(row.because_en)


@admin.display(description=_("shown when"))
def shown_when(row: Any) -> str:
    """Return in words when advice or a fact is shown."""
    try:
        rulebook = compiled_draft().rulebook
        entries: Any = rulebook.advice if row.KIND == "advice" else rulebook.facts
        return conditions_text(rulebook, entries[row.slug].when, get_language() or "en")
    except (RulebookError, FixtureError, KeyError):
        return ""


@admin.display(description=_("sources"))
def source_slugs(row: Any) -> Any:
    """Return the sources, one a line."""
    return format_html_join("", "<div>{}</div>", ((ref[0],) for ref in row.sources))


@admin.display(description=_("expected"))
def expectation(row: Any) -> str:
    """Return what a scenario expects."""
    return "; ".join(f"{decision}: {', '.join(options)}" for decision, options in row.expect.items())


class RuleList(DraftList):
    """Rules as sentences."""

    list_display = ("slug", "decision", sentence, source_slugs, "checked_on")
    list_filter = ("decision", UsesQuestion, TouchesOption, RestsOn, LastChecked, KoreanState)
    list_select_related = ("decision",)
    search_fields = ("slug", "because_en", "because_ko")
    json_search_fields = ("when", "effects", "sources")


class AdviceList(OrderedList):
    """Risks, practices and plan steps."""

    list_display = ("slug", "order", "kind", "topic", "title_en", "title_ko", shown_when, "checked_on")
    list_filter = ("kind", "topic", "phase", UsesQuestion, RestsOn, LastChecked, KoreanState)
    search_fields = ("slug", "title_en", "title_ko", "text_en", "text_ko")
    json_search_fields = ("when", "sources")


class ScenarioList(DraftList):
    """Requirements and published cases."""

    list_display = ("slug", "kind", "title", expectation, "weight")
    list_filter = ("kind", "case_kind", "family", Answers, Expects, KoreanState)
    search_fields = ("slug", "title", "source", "notes")
    json_search_fields = ("profile", "expect")


class ServiceList(OrderedList):
    """The catalogue."""

    list_display = (
        "slug",
        "order",
        "category",
        "name_en",
        "name_ko",
        "operations",
        "lifecycle",
        "checked_on",
    )
    list_filter = ("category", "operations", "lifecycle", RestsOn, LastChecked, KoreanState)
    search_fields = ("slug", "name_en", "name_ko", "summary_en", "summary_ko")


class FactList(DraftList):
    """Limits and figures."""

    list_display = ("slug", "service", "kind", "value", "unit_en", shown_when, "checked_on")
    list_filter = ("kind", "service", UsesQuestion, RestsOn, LastChecked, KoreanState)
    list_select_related = ("service",)
    search_fields = ("slug", "value", "text_en", "text_ko")
    json_search_fields = ("when", "sources")


class TableList(OrderedList):
    """Reference tables."""

    list_display = ("slug", "order", "title_en", "title_ko", "checked_on")
    list_filter = (RestsOn, LastChecked, KoreanState)
    search_fields = ("slug", "title_en", "title_ko")
    json_search_fields = ("rows", "sources")


class ChapterList(OrderedList):
    """Parts of the services' pages."""

    list_display = ("slug", "service", "order", "title_en", "title_ko", "checked_on")
    list_filter = ("service", RestsOn, LastChecked, KoreanState)
    list_select_related = ("service", "table")
    search_fields = ("slug", "title_en", "title_ko", "text_en", "text_ko")
    json_search_fields = ("points", "sources")


class SourceList(DraftList):
    """Sources."""

    list_display = ("slug", "title", "publisher", "published_on", "checked_on")
    list_filter = (LastChecked, "publisher")
    search_fields = ("slug", "title", "publisher", "url")


class TermList(DraftList):
    """The glossary."""

    list_display = ("slug", "term_en", "term_ko")
    list_filter = (KoreanState,)
    search_fields = ("slug", "term_en", "term_ko", "definition_en", "definition_ko")


@admin.display(description=_("Korean"))
def korean_state(row: Any) -> str:
    """Say where the Korean was written for other English."""
    return str(_("was written for other English")) if is_stale(row) else ""


def _open_column(people: Mapping[str, Sequence[str]]) -> Column:
    @admin.display(description=_("open by"))
    def open_by(row: Any) -> str:
        return ", ".join(people.get("/".join(row.natural_key()), ()))

    return open_by


def _has(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
