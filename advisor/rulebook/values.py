"""Bring one field's value into its canonical form, or say what is wrong with it.

The same functions read fixtures and the database, so both give the same document to the byte.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from advisor.plain_text import shortened
from advisor.rulebook.phrases import Misfit
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.schema import CONDITION_OPERATORS, Field, FieldType

SLUG_PATTERN = re.compile(r"[a-z0-9][a-z0-9_-]{0,98}[a-z0-9]|[a-z0-9]")
DIGEST_PATTERN = re.compile(r"[0-9a-f]{8}|")
MONTH_PATTERN = re.compile(r"\d{4}-(0[1-9]|1[0-2])|\d{4}")
URL_PATTERN = re.compile(r"https?://[^\s/]+(/\S*)?")
#: What no text needs, and databases, XML and terminals cannot take.
CONTROL_PATTERN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LONGEST_URL = 500
LARGEST_INTEGER = 2**31 - 1
#: Beyond this, databases and JSON readers no longer keep whole numbers exact.
LARGEST_NUMBER = 2**53


def clean_text(value: str) -> str:
    """Return the text in Unicode NFC, with plain line ends and without space around it."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()


def _shown(value: Any) -> str:
    try:
        return shortened(repr(value))
    except ValueError:  # a whole number of thousands of digits
        return "…"


def conform(field: Field, value: Any) -> Any:
    """Return the canonical value of a field; Misfit says in words what is wrong.

    References are lists ([slug]), dates ISO strings, whole numbers ints.
    """
    if value is None:
        if field.nullable:
            return None
        raise Misfit(_("must not be null"))
    result = _CONFORM[field.type](value)
    if field.longest and len(result) > field.longest:
        raise Misfit(_("must have at most %(most)s characters"), most=field.longest)
    if field.words and result not in field.words:
        allowed = ", ".join(filter(None, field.words))
        raise Misfit(_("must be one of %(words)s; it is %(value)s"), words=allowed, value=_shown(result))
    return result


def default_of(field: Field) -> Any:
    """Return a fresh default value of an optional field."""
    if isinstance(field.default, tuple):
        return [] if field.type in ("refs", "points") else {}
    return field.default


def _slug(value: Any) -> str:
    if not isinstance(value, str):
        words = _("must be a slug; %(value)s is read as another type, put it in quotes")
        raise Misfit(words, value=_shown(value))
    if not SLUG_PATTERN.fullmatch(value):
        words = _("must be a slug of small letters, digits, '-' and '_'; it is %(value)s")
        raise Misfit(words, value=_shown(value))
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        words = _("must be text; %(value)s is read as another type, put it in quotes")
        raise Misfit(words, value=_shown(value))
    text = clean_text(value)
    control = CONTROL_PATTERN.search(text)
    if control:
        raise Misfit(_("has the control character U+%(code)s"), code=f"{ord(control[0]):04X}")
    return text


def _ref(value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) != 1:
        raise Misfit(_("must be a natural key like [slug]; it is %(value)s"), value=_shown(value))
    return [_slug(value[0])]


def _refs(value: Any) -> list[list[str]]:
    if not isinstance(value, list | tuple):
        raise Misfit(_("must be a list of natural keys like [[slug]]; it is %(value)s"), value=_shown(value))
    refs = [_ref(item) for item in value]
    _refuse_repeats([ref[0] for ref in refs])
    return refs


def _refuse_repeats(slugs: list[str]) -> None:
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            raise Misfit(_("names %(name)s twice"), name=slug)


def number_of(value: Any) -> int | float:
    """Return a finite number, whole ones as int; Misfit otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Misfit(_("must be a number; it is %(value)s"), value=_shown(value))
    if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
        raise Misfit(_("must be a number that a computer can hold exactly"))
    return int(value) if value == int(value) else value


def _url(value: Any) -> str:
    text = _text(value)
    if not URL_PATTERN.fullmatch(text) or len(text) > LONGEST_URL:
        words = _("must be an address that begins with https:// or http://; it is %(value)s")
        raise Misfit(words, value=_shown(text))
    return text


def _integer(value: Any) -> int:
    number = number_of(value)
    if not isinstance(number, int) or not 0 <= number <= LARGEST_INTEGER:
        raise Misfit(_("must be a whole number of at least 0; it is %(value)s"), value=_shown(value))
    return number


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Misfit(_("must be true or false; it is %(value)s"), value=_shown(value))
    return value


def _date(value: Any) -> str:
    text = str(value)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        words = _("must be a date like 2026-11-21; it is %(value)s")
        raise Misfit(words, value=_shown(text)) from None


def _partial_date(value: Any) -> str:
    text = str(value)
    return text if MONTH_PATTERN.fullmatch(text) else _date(text)


def _digest(value: Any) -> str:
    if not isinstance(value, str) or not DIGEST_PATTERN.fullmatch(value):
        words = _("must be 8 hexadecimal digits (in quotes where all are digits); it is %(value)s")
        raise Misfit(words, value=_shown(value))
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Misfit(_("must be a mapping like {slug: …}; it is %(value)s"), value=_shown(value))
    for key in value:
        _slug(key)
    return value


def _slugs(value: Any) -> list[str]:
    if not isinstance(value, list | tuple):
        raise Misfit(_("must be a list like [slug, slug]; it is %(value)s"), value=_shown(value))
    slugs = [_slug(item) for item in value]
    _refuse_repeats(slugs)
    return slugs


def _filled_slugs(value: Any) -> list[str]:
    slugs = _slugs(value)
    if not slugs:
        raise Misfit(_("must not be an empty list"))
    return slugs


def _condition(value: Any) -> Any:
    """A condition on one answer; the short form, a plain list, is the canonical one of ``any_of`` alone."""
    if not isinstance(value, Mapping):
        return _filled_slugs(value)
    unknown = [key for key in value if key not in CONDITION_OPERATORS]
    if unknown or not value:
        allowed, given = ", ".join(CONDITION_OPERATORS), shortened(", ".join(map(str, unknown)))
        if not given:
            raise Misfit(_("a condition takes %(operators)s; it has nothing"), operators=allowed)
        raise Misfit(_("a condition takes %(operators)s; it has %(given)s"), operators=allowed, given=given)
    canonical = {
        operator: number_of(value[operator])
        if operator in ("min", "below")
        else _filled_slugs(value[operator])
        for operator in CONDITION_OPERATORS
        if operator in value
    }
    return canonical["any_of"] if list(canonical) == ["any_of"] else canonical


def _each(convert: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    def convert_all(value: Any) -> dict[str, Any]:
        result = {}
        for key, item in _mapping(value).items():
            try:
                result[key] = convert(item)
            except Misfit as error:
                raise Misfit("%(key)s: %(reason)s", key=key, reason=error.phrase) from None
        return result

    return convert_all


def _effect(value: Any) -> int | str:
    if value == "rules_out":
        return "rules_out"
    try:
        points = number_of(value)
    except Misfit:
        points = 0.5
    if not isinstance(points, int):
        raise Misfit(_("must be a whole number of points or rules_out; it is %(value)s"), value=_shown(value))
    return points


def _answer(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return _slug(value)
    if isinstance(value, list | tuple):
        return _filled_slugs(value)
    return number_of(value)


def _columns(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list | tuple) or not value:
        raise Misfit(_("must be a list of columns like {slug: …, label_en: …, label_ko: …, kind: text}"))
    columns = []
    for column in value:
        if not isinstance(column, Mapping) or set(column) != {"slug", "label_en", "label_ko", "kind"}:
            words = _("a column has slug, label_en, label_ko and kind; this one is %(value)s")
            raise Misfit(words, value=_shown(column))
        if column["kind"] not in ("text", "number", "slug"):
            words = _("a column's kind is text, number or slug; it is %(value)s")
            raise Misfit(words, value=_shown(column["kind"]))
        texts = {key: _text(column[key]) for key in ("label_en", "label_ko")}
        columns.append({"slug": _slug(column["slug"]), **texts, "kind": column["kind"]})
    _refuse_repeats([column["slug"] for column in columns])
    return columns


def _cell(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, Mapping):
        if not set(value) <= {"en", "ko"} or "en" not in value:
            raise Misfit(_("a text cell is {en: …, ko: …}; it is %(value)s"), value=_shown(value))
        return {"en": _text(value["en"]), "ko": _text(value.get("ko", ""))}
    return _text(value) if isinstance(value, str) else number_of(value)


def _rows(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple):
        raise Misfit(_("must be a list of rows like {column: value}"))
    return [_each(_cell)(row) for row in value]


def _points(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, Mapping) for item in value):
        raise Misfit(_("must be a list of texts like {en: …, ko: …}; it is %(value)s"), value=_shown(value))
    return [_cell(item) for item in value]


_CONFORM: Mapping[FieldType, Callable[[Any], Any]] = {
    "slug": _slug,
    "ref": _ref,
    "refs": _refs,
    "text": _text,
    "plain": _text,
    "word": _text,
    "url": _url,
    "integer": _integer,
    "number": number_of,
    "flag": _flag,
    "date": _date,
    "partial_date": _partial_date,
    "digest": _digest,
    "conditions": _each(_condition),
    "asked_when": _each(_filled_slugs),
    "effects": _each(_effect),
    "columns": _columns,
    "rows": _rows,
    "answers": _each(_answer),
    "notes": _each(_text),
    "picks": _each(_filled_slugs),
    "given": _each(_slugs),
    "slugs": _slugs,
    "points": _points,
}
