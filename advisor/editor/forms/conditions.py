"""Conditions as rows: a question, what is asked of its answer, and the choices or bounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advisor.editor.forms.offers import Offer, kind_of, question_groups, title_of, values_of
from advisor.editor.forms.shape import Read, Row, Shape, number_in, places, spoken_in, text_of
from advisor.engine.rulebook import Rulebook

LISTING = ("any_of", "none_of", "all_of")
BOUNDS = ("min", "below")


class ConditionsShape(Shape):
    """The schema's type ``conditions``: several operators on one question are several rows."""

    template = "editor/widgets/conditions.html"
    kinds: tuple[str, ...] = ("one", "many", "number")

    def __init__(self, book: Rulebook, outcomes: Sequence[str] = (), without: str = "") -> None:
        super().__init__(book)
        self.outcomes, self.without = outcomes, without

    def new(self) -> Row:
        """Return a row in which no question is chosen yet."""
        return {"name": "", "op": "any_of", "values": [], "min": "", "below": ""}

    def rows(self, value: Any) -> list[Row]:
        """Return a row for each operator; both bounds share one."""
        return [row for name, condition in (value or {}).items() for row in self._rows(name, condition)]

    def _rows(self, name: str, condition: Any) -> list[Row]:
        given = {"any_of": condition} if isinstance(condition, list) else condition
        rows = [{**self.new(), "name": name, "op": op, "values": given[op]} for op in LISTING if op in given]
        if any(op in given for op in BOUNDS):
            bounds = {op: text_of(given.get(op)) for op in BOUNDS}
            rows.append({**self.new(), "name": name, **bounds})
        return rows

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return the rows that were sent; values of another question than the chosen one are left out."""
        rows = []
        for place in places(data, name):
            at = f"{name}-{place}-"
            row = self.new() | {"name": data.get(f"{at}name", "")}
            if data.get(f"{at}of", row["name"]) == row["name"]:
                row |= {key: data.get(f"{at}{key}", "") for key in BOUNDS}
                row |= {"op": data.get(f"{at}op", "any_of"), "values": data.getlist(f"{at}values")}
            rows.append(row)
        return rows

    def value(self, rows: Sequence[Row]) -> Read:
        """Return the conditions; a row without a question says nothing."""
        told: dict[str, dict[str, Any]] = {}
        complaints = []
        for row in rows:
            if not row["name"]:
                continue
            try:
                given = self._demand(row)
                if given.keys() & told.get(row["name"], {}).keys():
                    raise ValueError(_("this is asked twice: put both into one row"))
                told.setdefault(row["name"], {}).update(given)
            except ValueError as error:
                words = {"question": title_of(self.book, row["name"]), "problem": str(error)}
                complaints.append(_("“%(question)s”: %(problem)s.") % words)
        return {
            name: given.get("any_of") if list(given) == ["any_of"] else given for name, given in told.items()
        }, complaints

    def _demand(self, row: Row) -> dict[str, Any]:
        """Return operator → operand of one row; ValueError in words where it is incomplete."""
        if kind_of(self.book, row["name"]) == "number":
            given = {op: number_in(row[op]) for op in BOUNDS if row[op].strip()}
            if not given:
                raise ValueError(_("give at least one bound"))
            return given
        if not row["values"]:
            raise ValueError(_("choose at least one answer"))
        return {row["op"] if row["op"] in LISTING else "any_of": list(row["values"])}

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return the rows with what each one offers."""
        return {"rows": [self._shown(row) for row in rows], "adding": _("Add a condition")}

    def _shown(self, row: Row) -> dict[str, Any]:
        kind = kind_of(self.book, row["name"])
        question = self.book.questions.get(row["name"])
        return {
            **row,
            "kind": kind,
            "title": title_of(self.book, row["name"]),
            "groups": question_groups(
                self.book, row["name"], outcomes=self.outcomes, without=self.without, kinds=self.kinds
            ),
            "operators": self._operators(kind, row["op"]),
            "offers": values_of(self.book, row["name"], row["values"]),
            "unit": question.unit.in_language(spoken_in()) if question else "",
        }

    def _operators(self, kind: str, chosen: str) -> tuple[Offer, ...]:
        words = {
            "any_of": pgettext("operator", "includes one of")
            if kind == "many"
            else pgettext("operator", "is one of"),
            "none_of": pgettext("operator", "includes none of")
            if kind == "many"
            else pgettext("operator", "is none of"),
            "all_of": pgettext("operator", "includes all of"),
        }
        offered = [op for op in LISTING if op != "all_of" or kind != "one" or chosen == op]
        return tuple(Offer(op, words[op], op == chosen) for op in offered)


class AskedWhenShape(ConditionsShape):
    """The schema's type ``asked_when``: one of the choices of other questions, and nothing else."""

    kinds = ("one", "many")

    def _operators(self, kind: str, chosen: str) -> tuple[Offer, ...]:
        return super()._operators(kind, "any_of")[:1]
