"""Typed reading of plain data (lists and mappings), so that every complaint names its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import Any

from advisor.engine.rulebook import NO_TEXT, Condition, RulebookError, Text

_OPERATORS = ("any_of", "none_of", "all_of", "min", "below")


def listed(value: Any, path: str) -> Iterator[Row]:
    """Yield the rows of a list; raises :class:`RulebookError` where it is none."""
    if not isinstance(value, list | tuple):
        raise RulebookError(f"{path}: is not a list")
    for number, row in enumerate(value, start=1):
        if not isinstance(row, Mapping):
            raise RulebookError(f"{path}: row {number} is not a mapping")
        yield Row(row, path, number)


class Row:
    """One mapping of the document with the place it stands at."""

    def __init__(self, data: Mapping[str, Any], path: str, number: int) -> None:
        self._data = data
        slug = data.get("slug")
        self.slug = slug if isinstance(slug, str) else ""
        self.path = f"{path} {self.slug}" if self.slug else f"{path} row {number}"

    def error(self, field: str, complaint: str) -> RulebookError:
        """Return the error that says what is wrong with a field of this row."""
        return RulebookError(f"{self.path}: {field}: {complaint}")

    def string(self, field: str, default: str | None = None) -> str:
        """Return a string; the default stands for a missing one, without it the field is required."""
        value = self._data.get(field, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.error(field, "is missing" if value in (None, "") else "is not a string")
        return value

    def string_or_none(self, field: str) -> str | None:
        """Return a string or, where there is none, ``None``."""
        return self.string(field, "") if self._data.get(field) is not None else None

    def one_of(self, field: str, allowed: tuple[str, ...]) -> Any:
        """Return one of the allowed strings."""
        value = self._data.get(field)
        if value not in allowed:
            raise self.error(field, f"{value!r} is none of {', '.join(allowed)}")
        return value

    def text(self, field: str) -> Text:
        """Return a text in both languages; missing ones are empty."""
        value = self._data.get(field)
        return NO_TEXT if value is None else self._as_text(field, value)

    def _as_text(self, field: str, value: Any) -> Text:
        if not isinstance(value, Mapping):
            raise self.error(field, "is not a text with en and ko")
        texts = Text(value.get("en", ""), value.get("ko", ""))
        if not all(isinstance(text, str) for text in texts):
            raise self.error(field, "en and ko must be strings")
        return texts

    def flag(self, field: str) -> bool:
        """Return a truth value; a missing one is false."""
        value = self._data.get(field, False)
        if not isinstance(value, bool):
            raise self.error(field, "is not true or false")
        return value

    def number(self, field: str) -> float | None:
        """Return a number or ``None``."""
        value = self._data.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(field, f"{value!r} is not a number")
        return value

    def date(self, field: str) -> Date | None:
        """Return a date or ``None``; an ISO string is read."""
        value = self._data.get(field)
        if value is None or isinstance(value, Date):
            return value
        try:
            return Date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.error(field, f"{value!r} is not a date like 2026-11-21") from None

    def strings(self, field: str) -> tuple[str, ...]:
        """Return a list of strings; a missing one is empty."""
        return self._strings(field, self._data.get(field, ()))

    def _strings(self, field: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self.error(field, "is not a list of strings")
        return tuple(value)

    def mapping(self, field: str) -> Mapping[str, Any]:
        """Return a mapping; a missing one is empty."""
        value = self._data.get(field) or {}
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise self.error(field, "is not a mapping")
        return value

    def strings_in(self, field: str, key: str) -> tuple[str, ...]:
        """Return the list of strings that a mapping holds under a key."""
        return self._strings(f"{field}: {key}", self.mapping(field)[key])

    def rows(self, field: str) -> list[Row]:
        """Return the rows of a list inside this row; a missing one is empty."""
        return list(listed(self._data.get(field) or [], f"{self.path}: {field}"))

    def texts(self, field: str) -> tuple[Text, ...]:
        """Return a list of texts in both languages; a missing one is empty."""
        value = self._data.get(field, ())
        if not isinstance(value, list | tuple):
            raise self.error(field, "is not a list")
        return tuple(self._as_text(field, item) for item in value)

    def condition(self, field: str, name: str) -> Condition:
        """Return one condition; a plain list is short for ``any_of``."""
        where = f"{field}: {name}"
        given = self.mapping(field)[name]
        if isinstance(given, list | tuple):
            given = {"any_of": given}
        if not isinstance(given, Mapping) or not given:
            raise self.error(where, "is not a condition")
        for operator in given:
            if operator not in _OPERATORS:
                raise self.error(where, f"{operator!r} is none of {', '.join(_OPERATORS)}")
        bounds = Row(given, f"{self.path}: {where}", 1)
        lists = [self._strings(f"{where}: {op}", given[op]) if op in given else () for op in _OPERATORS[:3]]
        return Condition(lists[0], lists[1], lists[2], bounds.number("min"), bounds.number("below"))

    def cells(self, kinds: Mapping[str, str]) -> dict[str, Text | str | float | int | None]:
        """Return column → value of a table's row, by the columns' kinds; missing cells are ``None``."""
        return {column: self._cell(column, kind) for column, kind in kinds.items()}

    def _cell(self, column: str, kind: str) -> Text | str | float | int | None:
        value = self._data.get(column)
        if value is None:
            return None
        if kind == "number":
            return self.number(column)
        return self._as_text(column, value) if kind == "text" else self.string(column, "")

    def provenance(self) -> tuple[tuple[str, ...], Date | None]:
        """Return the sources' slugs and the date they were checked on."""
        return self.strings("sources"), self.date("checked_on")
