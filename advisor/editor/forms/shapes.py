"""Which shape a field of the schema has in the form of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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


Make = Callable[[Rulebook, Field, Around], Shape]
#: Fields on the left decide what those on the right offer; they are shown anew together.
FOLLOWED_BY: Mapping[str, tuple[str, ...]] = {
    "decision": ("when", "effects"),
    "columns": ("rows",),
    "profile": ("basis",),
}
_SHAPES: Mapping[FieldType, Make] = {
    "conditions": lambda book, _, around: ConditionsShape(book, around.outcomes),
    "asked_when": lambda book, _, around: AskedWhenShape(book, without=around.slug),
    "effects": lambda book, _, around: EffectsShape(book, around.decision),
    "refs": lambda book, field, around: RefsShape(book, field.target, around.slug),
    "picks": lambda book, *_: PicksShape(book),
    "given": lambda book, *_: GivenShape(book),
    "slugs": lambda book, *_: DecisionsShape(book),
    "answers": lambda book, *_: AnswersShape(book),
    "notes": lambda book, _, around: NotesShape(book, around.answered),
    "points": lambda book, *_: PointsShape(book),
    "columns": lambda book, *_: ColumnsShape(book),
    "rows": lambda book, _, around: GridShape(book, around.columns),
}
#: The types of fields that have a shape.
SHAPED = frozenset(_SHAPES)


def shape_of(field: Field, book: Rulebook, around: Around) -> Shape:
    """Return the shape of a field; KeyError for a type that has none."""
    return _SHAPES[field.type](book, field, around)
