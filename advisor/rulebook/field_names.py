"""What people call the kinds of records and their fields: one mapping for forms, lists and differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

#: One of a kind, and several of them.
KIND_LABELS: dict[str, tuple[Label, Label]] = {
    "source": (_("source"), _("sources")),
    "section": (_("section"), _("sections")),
    "question": (_("question"), _("questions")),
    "choice": (_("choice"), _("choices")),
    "service": (_("service"), _("services")),
    "fact": (_("fact"), _("facts")),
    "decision": (_("decision"), _("decisions")),
    "option": (_("option"), _("options")),
    "rule": (_("rule"), _("rules")),
    "advice": (_("advice"), _("advice")),
    "table": (_("reference table"), _("reference tables")),
    "chapter": (_("chapter"), _("chapters")),
    "term": (_("term"), _("terms")),
    "scenario": (_("scenario"), _("scenarios")),
}

#: Fields that mean the same wherever they stand; texts in two languages by their stem.
COMMON_LABELS: dict[str, Label] = {
    "slug": pgettext_lazy("field", "slug"),
    "order": pgettext_lazy("field", "order"),
    "kind": pgettext_lazy("field", "kind"),
    "title": pgettext_lazy("field", "title"),
    "description": pgettext_lazy("field", "description"),
    "name": pgettext_lazy("field", "name"),
    "summary": pgettext_lazy("field", "summary"),
    "label": pgettext_lazy("field", "label"),
    "unit": pgettext_lazy("field", "unit"),
    "because": pgettext_lazy("field", "reason"),
    "when": pgettext_lazy("field", "when"),
    "sources": pgettext_lazy("field", "sources"),
    "checked_on": pgettext_lazy("field", "checked on"),
    "retired": pgettext_lazy("field", "retired"),
    "url": pgettext_lazy("field", "address"),
    "korean_of": pgettext_lazy("field", "English that the Korean was written for"),
    "section": _("section"),
    "question": _("question"),
    "decision": _("decision"),
    "service": _("service"),
}

#: (kind, field): what only one kind has, or calls by another name.
OWN_LABELS: dict[tuple[str, str], Label] = {
    ("source", "publisher"): pgettext_lazy("field", "publisher"),
    ("source", "published_on"): pgettext_lazy("field", "published on"),
    ("question", "text"): pgettext_lazy("field", "question as asked"),
    ("question", "label"): pgettext_lazy("field", "short name"),
    ("question", "hint"): pgettext_lazy("field", "hint"),
    ("question", "why"): pgettext_lazy("field", "why it is asked"),
    ("question", "where"): pgettext_lazy("field", "where to find the answer"),
    ("question", "min"): pgettext_lazy("field", "least number allowed"),
    ("question", "below"): pgettext_lazy("field", "numbers stay below"),
    ("question", "whole"): pgettext_lazy("field", "whole numbers only"),
    ("question", "asked_when"): pgettext_lazy("field", "asked when"),
    ("question", "rules_out_named"): pgettext_lazy("field", "rules out what the answer names"),
    ("question", "because"): pgettext_lazy("field", "reason for the veto"),
    ("choice", "help"): pgettext_lazy("field", "explanation"),
    ("service", "category"): pgettext_lazy("field", "category"),
    ("service", "choose_when"): pgettext_lazy("field", "choose when"),
    ("service", "avoid_when"): pgettext_lazy("field", "avoid when"),
    ("service", "scaling"): pgettext_lazy("field", "scaling"),
    ("service", "scales_to_zero"): pgettext_lazy("field", "scales to zero"),
    ("service", "billing"): pgettext_lazy("field", "billing"),
    ("service", "migration"): pgettext_lazy("field", "migration"),
    ("service", "operations"): pgettext_lazy("field", "operating effort"),
    ("service", "operations_note"): pgettext_lazy("field", "what the team still operates"),
    ("service", "related"): pgettext_lazy("field", "related services"),
    ("service", "lifecycle"): pgettext_lazy("field", "lifecycle"),
    ("service", "lifecycle_on"): pgettext_lazy("field", "day of retirement"),
    ("service", "lifecycle_note"): pgettext_lazy("field", "note on the lifecycle"),
    ("fact", "value"): pgettext_lazy("field", "figure"),
    ("fact", "text"): pgettext_lazy("field", "sentence"),
    ("decision", "collects"): pgettext_lazy("field", "picks every option with points"),
    ("rule", "effects"): pgettext_lazy("field", "effects"),
    ("advice", "topic"): pgettext_lazy("field", "topic"),
    ("advice", "about"): pgettext_lazy("field", "answer that it is about"),
    ("advice", "phase"): pgettext_lazy("field", "phase"),
    ("advice", "text"): pgettext_lazy("field", "advice in full"),
    ("advice", "tool"): pgettext_lazy("field", "tool"),
    ("advice", "entry"): pgettext_lazy("field", "before it begins"),
    ("advice", "exit"): pgettext_lazy("field", "before it counts as done"),
    ("table", "columns"): pgettext_lazy("field", "columns"),
    ("table", "rows"): pgettext_lazy("field", "rows"),
    ("chapter", "text"): pgettext_lazy("field", "introduction"),
    ("chapter", "points"): pgettext_lazy("field", "points of the text"),
    ("chapter", "numbered"): pgettext_lazy("field", "numbered steps"),
    ("chapter", "table"): pgettext_lazy("field", "table below"),
    ("term", "term"): pgettext_lazy("field", "term"),
    ("term", "definition"): pgettext_lazy("field", "definition"),
    ("scenario", "source"): pgettext_lazy("field", "where it was published"),
    ("scenario", "label"): pgettext_lazy("field", "whether the source states the outcome"),
    ("scenario", "weight"): pgettext_lazy("field", "weight"),
    ("scenario", "hard"): pgettext_lazy("field", "decisions with this weight"),
    ("scenario", "group"): pgettext_lazy("field", "group"),
    ("scenario", "profile"): pgettext_lazy("field", "answers"),
    ("scenario", "basis"): pgettext_lazy("field", "words of the source"),
    ("scenario", "expect"): pgettext_lazy("field", "expected"),
    ("scenario", "expect_not"): pgettext_lazy("field", "not expected"),
    ("scenario", "notes"): pgettext_lazy("field", "notes"),
    ("scenario", "case_kind"): pgettext_lazy("field", "what was published"),
    ("scenario", "family"): pgettext_lazy("field", "who published it"),
    ("scenario", "first_given"): pgettext_lazy("field", "what the rules gave first"),
    ("scenario", "explanation"): pgettext_lazy("field", "explanation of the difference"),
}

#: Ends of the names of texts in two languages → label of such a half.
_HALVES: dict[str, Label] = {
    "_en": pgettext_lazy("field", "{field} (English)"),
    "_ko": pgettext_lazy("field", "{field} (Korean)"),
}


def kind_label(kind: str, count: int = 1) -> Label:
    """Return what people call a kind, small letters first: one of it, or several. KeyError if unknown."""
    one, several = KIND_LABELS[kind]
    return one if count == 1 else several


def field_label(kind: str, name: str) -> Label:
    """Return what people call a field, small letters first: "reason (Korean)". KeyError if unknown."""
    if name[-3:] in _HALVES:
        return format_lazy(_HALVES[name[-3:]], field=field_label(kind, name[:-3]))
    own = OWN_LABELS.get((kind, name))
    # Not "or": to ask a lazy label whether it is empty translates it, too early while models are loaded.
    return COMMON_LABELS[name] if own is None else own
