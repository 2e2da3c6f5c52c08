"""Options of decisions: what a scenario expects, what once came out, which decisions count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from advisor.editor.forms.offers import Offer, decision_title, values_of
from advisor.editor.forms.shape import Read, Row, Shape
from advisor.rulebook.schema import OUTCOMES


class PicksShape(Shape):
    """The schema's type ``picks``: for each decision the options ticked, if any are."""

    template = "editor/widgets/picks.html"
    #: Whether "nothing came out" can be said, which is not the same as saying nothing.
    can_be_none = False

    def rows(self, value: Any) -> list[Row]:
        """Return the decisions of which something is said."""
        return [
            {"decision": name, "options": options, "none": not options}
            for name, options in (value or {}).items()
        ]

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return what was ticked, for each decision that the page showed."""
        shown = [*self.book.decisions, *data.getlist(f"{name}:also")]
        return [
            {
                "decision": decision,
                "options": data.getlist(f"{name}-{decision}"),
                "none": f"{name}-{decision}:none" in data,
            }
            for decision in dict.fromkeys(shown)
        ]

    def value(self, rows: Sequence[Row]) -> Read:
        """Return decision → options."""
        told = {row["decision"]: list(row["options"]) for row in rows if row["options"] or self._none(row)}
        return told, []

    def _none(self, row: Row) -> bool:
        return self.can_be_none and bool(row["none"])

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return every decision with its options."""
        said = {row["decision"]: row for row in rows}
        also = [decision for decision in said if decision not in self.book.decisions]
        return {
            "can_be_none": self.can_be_none,
            "also": also,
            "decisions": [
                self._shown(decision, said.get(decision, {"options": (), "none": False}))
                for decision in [*self.book.decisions, *also]
            ],
        }

    def _shown(self, decision: str, row: Row) -> dict[str, Any]:
        none = self._none(row) and not row["options"]
        return {
            "slug": decision,
            "title": decision_title(self.book, decision),
            "offers": values_of(self.book, decision, row["options"]),
            "none": none,
            "said": none or bool(row["options"]),
        }


class GivenShape(PicksShape):
    """The schema's type ``given``: as picks, and a decision that gave nothing is told apart from no word."""

    can_be_none = True


class DecisionsShape(Shape):
    """The schema's type ``slugs``: decisions; all of them, said by null, or only those ticked."""

    template = "editor/widgets/decisions.html"

    def rows(self, value: Any) -> list[Row]:
        """Return one row: whether all are meant, and those named."""
        return [{"all": value is None, "named": list(value or ())}]

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return what was ticked."""
        return [{"all": f"{name}:all" in data, "named": data.getlist(name)}]

    def value(self, rows: Sequence[Row]) -> Read:
        """Return the decisions, None for all."""
        return (None if rows[0]["all"] else list(rows[0]["named"])), []

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return the decisions that are ranked."""
        named = rows[0]["named"]
        known = [slug for slug in OUTCOMES if slug in self.book.decisions]
        slugs = [*known, *(slug for slug in named if slug not in known)]
        return {
            "all": rows[0]["all"],
            "offers": [Offer(slug, decision_title(self.book, slug), slug in named) for slug in slugs],
        }
