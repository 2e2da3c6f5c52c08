"""Which shape a field of the schema has in the form of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from advisor.editor.forms.answers import AnswersShape, NotesShape
from advisor.editor.forms.conditions import AskedWhenShape, ConditionsShape
from advisor.editor.forms.effects import EffectsShape
from advisor.editor.forms.grid import ColumnsShape, GridShape, PointsShape
from advisor.editor.forms.picks import DecisionsShape, GivenShape, PicksShape
from advisor.editor.forms.refs import RefsShape
from advisor.editor.forms.shape import Row, Shape
from advisor.engine.rulebook import Rulebook
from advisor.rulebook.schema import OUTCOMES, Field, FieldType


@dataclass(frozen=True, slots=True)
class Around:
    """What the rest of a record's form says that a shape depends on."""

    slug: str = ""
    decision: str = ""
    columns: Sequence[Row] = ()
    answered: Sequence[str] = ()

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The decisions whose outcome is known when the record is asked: all but for a rule."""
        return OUTCOMES[: OUTCOMES.index(self.decision)] if self.decision in OUTCOMES else OUTCOMES

    def beside(self, type_: FieldType, rows: Sequence[Row]) -> Around:
        """Return the same beside what a field of this type says."""
        if type_ == "columns":
            return replace(self, columns=rows)
        return replace(self, answered=[row["name"] for row in rows if row["name"]])


Make = Callable[[Rulebook, Field, Around], Shape]
#: Fields on the left decide what those on the right offer; they are shown anew together.
FOLLOWED_BY: Mapping[str, tuple[str, ...]] = {
    "decision": ("when", "effects"),
    "columns": ("rows",),
    "profile": ("basis",),
}
_SHAPES: Mapping[FieldType, Make] = {
    "conditions": lambda book, __, around: ConditionsShape(book, around.outcomes),
    "asked_when": lambda book, __, around: AskedWhenShape(book, without=around.slug),
    "effects": lambda book, __, around: EffectsShape(book, around.decision),
    "refs": lambda book, field, around: RefsShape(book, field.target, around.slug),
    "picks": lambda book, *__: PicksShape(book),
    "given": lambda book, *__: GivenShape(book),
    "slugs": lambda book, *__: DecisionsShape(book),
    "answers": lambda book, *__: AnswersShape(book),
    "notes": lambda book, __, around: NotesShape(book, around.answered),
    "points": lambda book, *__: PointsShape(book),
    "columns": lambda book, *__: ColumnsShape(book),
    "rows": lambda book, __, around: GridShape(book, around.columns),
}
#: The types of fields that have a shape.
SHAPED = frozenset(_SHAPES)


def shape_of(field: Field, book: Rulebook, around: Around) -> Shape:
    """Return the shape of a field; KeyError for a type that has none."""
    return _SHAPES[field.type](book, field, around)


#: What is said above the rows of a field.
HELP: Mapping[FieldType, Any] = {
    "conditions": _("All of them must hold. Without an answer none does."),
    "asked_when": _("Without a row it is always asked."),
    "effects": _("For each option: points, a veto, or nothing."),
    "refs": _("The most important first."),
    "answers": _("What is not listed is not stated."),
    "notes": _("The words of the source on which an answer rests."),
    "picks": _("Without a tick nothing is said of a decision."),
    "given": _("Without a tick it is not known what came out."),
}
