"""The form field of a value that is no plain text: rows that a person fills in, and back again."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advisor.editor.forms.press import Press, arranged, place_after
from advisor.engine.rulebook import Rulebook
from advisor.rulebook.phrases import Misfit
from advisor.rulebook.schema import Field
from advisor.rulebook.values import conform

#: What was typed in one row: texts, lists of texts, flags.
Row = dict[str, Any]
#: A value and what is wrong with it; the value has all that could be read.
Read = tuple[Any, list[str]]
_NUMBER = re.compile(r"[-−]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, or what a stored value looks like when it is shown."""

    rows: tuple[Row, ...]


class Shape(ABC):
    """How a value of one type of field is shown as rows and read from them. Pure, but for the language."""

    template: ClassVar[str]

    def __init__(self, book: Rulebook) -> None:
        self.book = book

    @abstractmethod
    def rows(self, value: Any) -> list[Row]:
        """Return the rows that show a stored value."""

    @abstractmethod
    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return the rows that were typed."""

    @abstractmethod
    def value(self, rows: Sequence[Row]) -> Read:
        """Return the value that rows say, and complaints in words."""

    @abstractmethod
    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return what the template needs."""

    def new(self) -> Row:
        """Return an empty row."""
        return {}


class ShapeWidget(forms.Widget):
    """Shows rows, with buttons that work with and without scripts."""

    use_fieldset = True

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.press: Press | None = None
        #: Whether it is sent along with another part of the page.
        self.oob = False
        #: A stored value to be shown instead of what was typed.
        self.taken: Typed | None = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        """Return what was typed, after the button that was pressed."""
        if self.taken is not None:
            return self.taken
        rows = self.shape.read(data, name)
        return Typed(tuple(arranged(rows, self.press, self.shape.new())))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """No rows are a value too."""
        return False

    def id_for_label(self, id_: str, index: str = "0") -> str:
        """There is no single control."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the rows as HTML."""
        context = {
            "name": name,
            "id": f"id_{name}",
            "oob": self.oob,
            "press": self.press,
            "acted": place_after(self.press, len(value.rows)) if self.press else None,
            **self.shape.shown(value.rows, name),
        }
        return mark_safe(render_to_string(self.shape.template, context))  # noqa: S308


class ShapeField(forms.Field):
    """A form field whose value has a shape."""

    widget: ShapeWidget

    def __init__(self, shape: Shape, spec: Field, **options: Any) -> None:
        self.shape, self.spec = shape, spec
        super().__init__(required=False, widget=ShapeWidget(shape), **options)

    def __deepcopy__(self, memo: Any) -> ShapeField:
        return type(self)(self.shape, self.spec, label=self.label, help_text=self.help_text)

    def prepare_value(self, value: Any) -> Typed:
        """Return the rows of a stored value; what was typed stays."""
        return value if isinstance(value, Typed) else Typed(tuple(self.shape.rows(value)))

    def clean(self, value: Typed) -> Any:
        """Return the canonical value; ValidationError names the rows that are incomplete."""
        result, complaints = self.shape.value(value.rows)
        if complaints:
            raise ValidationError(complaints)
        try:
            return conform(self.spec, result)
        except Misfit as misfit:
            raise ValidationError(str(misfit)) from misfit

    def so_far(self, value: Typed) -> Any:
        """Return what the complete rows say, for a sentence in between."""
        return self.shape.value(value.rows)[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the rows say something else than the stored value."""
        result, complaints = self.shape.value(data.rows)
        return bool(complaints) or not same(initial, result)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same where the order of choices says nothing."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list) and all(isinstance(x, str) for x in one + other):
        return sorted(one) == sorted(other)
    return bool(one == other)


def places(names: Iterable[str], name: str) -> list[int]:
    """Return the numbers of the rows of a field that were sent, in order."""
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-")
    found = {int(match[1]) for match in map(pattern.match, names) if match}
    return sorted(found)


def number_in(text: str) -> float:
    """Return the number in a text; ValueError in words."""
    plain = text.strip()
    if not _NUMBER.fullmatch(plain):
        raise ValueError(
            _("“%(text)s” is no number: write digits, and a point before fractions") % {"text": text}
        )
    number = float(plain.replace("−", "-"))
    return int(number) if number == int(number) else number


def text_of(number: Any) -> str:
    """Return a stored number as it is typed; "" for none."""
    return "" if number is None else str(number)


def spoken_in() -> str:
    """Return the language of the page."""
    return get_language() or "en"
