"""The value of any field in words, for those who only read, and for what somebody else has stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from advisor.editor.forms.names import Known
from advisor.editor.forms.offers import decision_title, title_of, values_of
from advisor.editor.forms.shape import spoken_in
from advisor.engine.rulebook import Rulebook, Text
from advisor.rulebook.diff_values import points_text, word_text
from advisor.rulebook.naming import Speaker
from advisor.rulebook.schema import Field, FieldType
from advisor.rulebook.spoken import spoken_conditions
from advisor.rulebook.wording import answer_text, conditions_text, date_words, number_text

Lines = list[str]


def value_lines(known: Known, kind: str, field: Field, value: Any, decision: str = "") -> Lines:
    """Return the canonical value of a field in words, one line for each thing it says; [] for nothing.

    ``decision`` is the one whose options effects name.
    """
    if value in (None, "", [], {}):
        return [_("all decisions")] if field.type == "slugs" and value is None else []
    if field.type in ("ref", "refs"):
        speaker = Speaker(known.records, spoken_in())
        slugs = [value[0]] if field.type == "ref" else [ref[0] for ref in value]
        return [speaker.name(field.target, slug) for slug in slugs]
    if field.type == "word":
        return [word_text(kind, field.name, value)]
    if field.type == "effects":
        return _effects(known.book, value, decision)
    return _LINES.get(field.type, _plain)(known.book, value)


def _plain(book: Rulebook, value: Any) -> Lines:
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    return [number_text(value) if isinstance(value, int | float) else str(value)]


def _date(book: Rulebook, value: Any) -> Lines:
    return [date_words(value, spoken_in())]


def _conditions(book: Rulebook, value: Any) -> Lines:
    when = spoken_conditions(value)
    return [conditions_text(book, {name: condition}, spoken_in()) for name, condition in when.items()]


def _effects(book: Rulebook, value: Mapping[str, Any], decision: str) -> Lines:
    names = {offer.slug: offer.words for offer in values_of(book, decision, list(value))}
    return [f"{names[option]}: {points_text(effect)}" for option, effect in value.items()]


def _answers(book: Rulebook, value: Mapping[str, Any]) -> Lines:
    return [
        f"{title_of(book, name)}: {answer_text(book, name, answer, spoken_in())}"
        for name, answer in value.items()
    ]


def _notes(book: Rulebook, value: Mapping[str, str]) -> Lines:
    return [f"{title_of(book, name)}: {words}" for name, words in value.items()]


def _picks(book: Rulebook, value: Mapping[str, list[str]]) -> Lines:
    lines = []
    for decision, options in value.items():
        names = {offer.slug: offer.words for offer in values_of(book, decision, options)}
        lines.append(
            f"{decision_title(book, decision)}: {', '.join(names[o] for o in options) or _('nothing')}"
        )
    return lines


def _slugs(book: Rulebook, value: list[str]) -> Lines:
    return [decision_title(book, slug) for slug in value]


def _columns(book: Rulebook, value: list[dict[str, str]]) -> Lines:
    return [f"{column['label_en']} · {column['label_ko']} ({column['slug']})" for column in value]


def _rows(book: Rulebook, value: list[dict[str, Any]]) -> Lines:
    return [" · ".join(_cell(cell) for cell in row.values()) for row in value]


def _cell(cell: Any) -> str:
    if isinstance(cell, Mapping):
        return Text(cell["en"], cell.get("ko", "")).in_language(spoken_in())
    return "–" if cell is None else str(cell)


def _points(book: Rulebook, value: list[dict[str, str]]) -> Lines:
    return [" · ".join(filter(None, (point["en"], point.get("ko", "")))) for point in value]


_LINES: Mapping[FieldType, Callable[[Rulebook, Any], Lines]] = {
    "date": _date,
    "partial_date": _date,
    "conditions": _conditions,
    "asked_when": _conditions,
    "answers": _answers,
    "notes": _notes,
    "picks": _picks,
    "given": _picks,
    "slugs": _slugs,
    "columns": _columns,
    "rows": _rows,
    "points": _points,
}
