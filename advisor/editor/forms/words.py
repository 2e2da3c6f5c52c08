"""The value of any field in words, for those who only read, and for what somebody else has stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from advisor.editor.forms.offers import title_of, values_of
from advisor.editor.forms.shape import spoken_in
from advisor.engine.rulebook import Rulebook
from advisor.rulebook.schema import Field, FieldType
from advisor.rulebook.spoken import spoken_conditions
from advisor.rulebook.wording import answer_text, conditions_text, date_words, number_text, signed

Lines = list[str]


def value_lines(book: Rulebook, field: Field, value: Any, decision: str = "") -> Lines:
    """Return the canonical value of a field in words, one line for each thing it says; [] for nothing.

    ``decision`` is the one whose options effects name.
    """
    if value in (None, "", [], {}):
        return [_("all decisions")] if field.type == "slugs" and value is None else []
    if field.type == "effects":
        return _effects(book, value, decision)
    return _LINES.get(field.type, _plain)(book, value)


def _plain(book: Rulebook, value: Any) -> Lines:
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    return [number_text(value) if isinstance(value, int | float) else str(value)]


def _date(book: Rulebook, value: Any) -> Lines:
    return [date_words(value if isinstance(value, date) else str(value), spoken_in())]


def _ref(book: Rulebook, value: Any) -> Lines:
    return [_named(book, value[0])]


def _refs(book: Rulebook, value: Any) -> Lines:
    return [_named(book, ref[0]) for ref in value]


def _named(book: Rulebook, slug: str) -> str:
    """Return the name of a source, a service, a question, a decision or a section."""
    if slug in book.sources:
        return book.sources[slug].title
    for known in (book.services, book.decisions):
        if slug in known:
            item: Any = known[slug]
            return str((item.name if known is book.services else item.title).in_language(spoken_in()))
    if slug in book.sections:
        return book.sections[slug].title.in_language(spoken_in())
    return title_of(book, slug)


def _conditions(book: Rulebook, value: Any) -> Lines:
    when = spoken_conditions(value)
    return [conditions_text(book, {name: condition}, spoken_in()) for name, condition in when.items()]


def _effects(book: Rulebook, value: Mapping[str, Any], decision: str) -> Lines:
    names = {offer.slug: offer.words for offer in values_of(book, decision, list(value))}
    said = {
        option: _("ruled out") if effect == "rules_out" else signed(effect)
        for option, effect in value.items()
    }
    return [f"{names[option]}: {words}" for option, words in said.items()]


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
        lines.append(f"{_named(book, decision)}: {', '.join(names[o] for o in options) or _('nothing')}")
    return lines


def _slugs(book: Rulebook, value: list[str]) -> Lines:
    return [_named(book, slug) for slug in value]


def _columns(book: Rulebook, value: list[dict[str, str]]) -> Lines:
    return [f"{column['label_en']} · {column['label_ko']} ({column['slug']})" for column in value]


def _rows(book: Rulebook, value: list[dict[str, Any]]) -> Lines:
    return [" · ".join(_cell(cell) for cell in row.values()) for row in value]


def _cell(cell: Any) -> str:
    if isinstance(cell, Mapping):
        return str(cell.get("ko") or cell["en"] if spoken_in().startswith("ko") else cell["en"])
    return "–" if cell is None else str(cell)


def _points(book: Rulebook, value: list[dict[str, str]]) -> Lines:
    return [" · ".join(filter(None, (point["en"], point.get("ko", "")))) for point in value]


_LINES: Mapping[FieldType, Callable[[Rulebook, Any], Lines]] = {
    "ref": _ref,
    "refs": _refs,
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
