"""Bring one field's value into its canonical form, or say what is wrong with it.

The same functions read fixtures and the database, so both give the same document to the byte.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from advisor.rulebook.schema import CONDITION_OPERATORS, Field, FieldType

SLUG_PATTERN = re.compile(r"[a-z0-9][a-z0-9_-]{0,98}[a-z0-9]|[a-z0-9]")
DIGEST_PATTERN = re.compile(r"[0-9a-f]{8}|")
MONTH_PATTERN = re.compile(r"\d{4}-(0[1-9]|1[0-2])|\d{4}")
URL_PATTERN = re.compile(r"https?://[^\s/]+(/\S*)?")
LONGEST_URL = 500
LARGEST_INTEGER = 2**31 - 1
#: Beyond this, databases and JSON readers no longer keep whole numbers exact.
LARGEST_NUMBER = 2**53


def clean_text(value: str) -> str:
    """Return the text in Unicode NFC, with plain line ends and without space around it."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()


def conform(field: Field, value: Any) -> Any:
    """Return the canonical value of a field; ValueError says in words what is wrong.

    References are lists ([slug]), dates ISO strings, whole numbers ints.
    """
    if value is None:
        if field.nullable:
            return None
        raise ValueError("must not be null")
    result = _CONFORM[field.type](value)
    if field.words and result not in field.words:
        raise ValueError(f"must be one of {', '.join(field.words)}; it is {result!r}")
    return result


def default_of(field: Field) -> Any:
    """Return a fresh default value of an optional field."""
    if isinstance(field.default, tuple):
        return [] if field.type in ("refs", "points") else {}
    return field.default


def _slug(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be a slug; {value!r} is read as another type, put it in quotes")
    if not SLUG_PATTERN.fullmatch(value):
        raise ValueError(f"must be a slug of small letters, digits, '-' and '_'; it is {value!r}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text; {value!r} is read as another type, put it in quotes")
    return clean_text(value)


def _ref(value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) != 1:
        raise ValueError(f"must be a natural key like [slug]; it is {value!r}")
    return [_slug(value[0])]


def _refs(value: Any) -> list[list[str]]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"must be a list of natural keys like [[slug]]; it is {value!r}")
    refs = [_ref(item) for item in value]
    _refuse_repeats([ref[0] for ref in refs])
    return refs


def _refuse_repeats(slugs: list[str]) -> None:
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            raise ValueError(f"names {slug} twice")


def number_of(value: Any) -> int | float:
    """Return a finite number, whole ones as int; ValueError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"must be a number; it is {value!r}")
    if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
        raise ValueError("must be a number that a computer can hold exactly")
    return int(value) if value == int(value) else value


def _url(value: Any) -> str:
    text = _text(value)
    if not URL_PATTERN.fullmatch(text) or len(text) > LONGEST_URL:
        raise ValueError(f"must be an address that begins with https:// or http://; it is {text!r}")
    return text


def _integer(value: Any) -> int:
    number = number_of(value)
    if not isinstance(number, int) or not 0 <= number <= LARGEST_INTEGER:
        raise ValueError(f"must be a whole number of at least 0; it is {value!r}")
    return number


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false; it is {value!r}")
    return value


def _date(value: Any) -> str:
    text = str(value)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"must be a date like 2026-11-21; it is {text!r}") from None


def _partial_date(value: Any) -> str:
    text = str(value)
    return text if MONTH_PATTERN.fullmatch(text) else _date(text)


def _digest(value: Any) -> str:
    if not isinstance(value, str) or not DIGEST_PATTERN.fullmatch(value):
        raise ValueError(f"must be 8 hexadecimal digits (in quotes where all are digits); it is {value!r}")
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"must be a mapping like {{slug: …}}; it is {value!r}")
    for key in value:
        _slug(key)
    return value


def _slugs(value: Any) -> list[str]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"must be a list like [slug, slug]; it is {value!r}")
    slugs = [_slug(item) for item in value]
    _refuse_repeats(slugs)
    return slugs


def _filled_slugs(value: Any) -> list[str]:
    slugs = _slugs(value)
    if not slugs:
        raise ValueError("must not be an empty list")
    return slugs


def _condition(value: Any) -> Any:
    """A condition on one answer; the short form, a plain list, is the canonical one of ``any_of`` alone."""
    if not isinstance(value, Mapping):
        return _filled_slugs(value)
    unknown = [key for key in value if key not in CONDITION_OPERATORS]
    if unknown or not value:
        given = ", ".join(map(str, unknown)) or "nothing"
        raise ValueError(f"a condition takes {', '.join(CONDITION_OPERATORS)}; it has {given}")
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
            except ValueError as error:
                raise ValueError(f"{key}: {error}") from None
        return result

    return convert_all


def _effect(value: Any) -> int | str:
    if value == "rules_out":
        return "rules_out"
    try:
        points = number_of(value)
    except ValueError:
        points = 0.5
    if not isinstance(points, int):
        raise ValueError(f"must be a whole number of points or rules_out; it is {value!r}")
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
        raise ValueError("must be a list of columns like {slug: …, label_en: …, label_ko: …, kind: text}")
    columns = []
    for column in value:
        if not isinstance(column, Mapping) or set(column) != {"slug", "label_en", "label_ko", "kind"}:
            raise ValueError(f"a column has slug, label_en, label_ko and kind; this one is {column!r}")
        if column["kind"] not in ("text", "number", "slug"):
            raise ValueError(f"a column's kind is text, number or slug; it is {column['kind']!r}")
        texts = {key: _text(column[key]) for key in ("label_en", "label_ko")}
        columns.append({"slug": _slug(column["slug"]), **texts, "kind": column["kind"]})
    _refuse_repeats([column["slug"] for column in columns])
    return columns


def _cell(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, Mapping):
        if not set(value) <= {"en", "ko"} or "en" not in value:
            raise ValueError(f"a text cell is {{en: …, ko: …}}; it is {value!r}")
        return {"en": _text(value["en"]), "ko": _text(value.get("ko", ""))}
    return _text(value) if isinstance(value, str) else number_of(value)


def _rows(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple):
        raise ValueError("must be a list of rows like {column: value}")
    return [_each(_cell)(row) for row in value]


def _points(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, Mapping) for item in value):
        raise ValueError(f"must be a list of texts like {{en: …, ko: …}}; it is {value!r}")
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
