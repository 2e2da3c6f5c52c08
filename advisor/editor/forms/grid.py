"""Reference tables as a grid, and the points of a chapter: texts in both languages, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advisor.editor.forms.offers import Offer
from advisor.editor.forms.shape import Read, Row, Shape, number_in, places, text_of
from advisor.engine.rulebook import Rulebook


class PointsShape(Shape):
    """The schema's type ``points``."""

    template = "editor/widgets/points.html"

    def new(self) -> Row:
        """Return an empty point."""
        return {"en": "", "ko": ""}

    def rows(self, value: Any) -> list[Row]:
        """Return the points."""
        return [{"en": point["en"], "ko": point.get("ko", "")} for point in value or ()]

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return the points that were typed."""
        return [
            {half: data.get(f"{name}-{place}-{half}", "") for half in ("en", "ko")}
            for place in places(data, name)
        ]

    def value(self, rows: Sequence[Row]) -> Read:
        """Return the points, without those left empty in both languages."""
        return [dict(row) for row in rows if row["en"].strip() or row["ko"].strip()], []

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return the points."""
        return {"rows": rows, "adding": _("Add a point")}


class ColumnsShape(Shape):
    """The schema's type ``columns``. ``was`` keeps the name under which the page shows a column's cells."""

    template = "editor/widgets/columns.html"
    _PARTS = ("was", "slug", "label_en", "label_ko", "kind")

    def new(self) -> Row:
        """Return a column of texts."""
        return {"was": "", "slug": "", "label_en": "", "label_ko": "", "kind": "text"}

    def rows(self, value: Any) -> list[Row]:
        """Return the columns."""
        return [{**column, "was": column["slug"]} for column in value or ()]

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return the columns that were typed."""
        return [
            {part: data.get(f"{name}-{place}-{part}", "") for part in self._PARTS}
            for place in places(data, name)
        ]

    def value(self, rows: Sequence[Row]) -> Read:
        """Return the columns; a row without any name is left out."""
        named = [
            row for row in rows if row["slug"].strip() or row["label_en"].strip() or row["label_ko"].strip()
        ]
        return [{part: row[part].strip() for part in self._PARTS if part != "was"} for row in named], []

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return the columns; from now on the page shows their cells under their present names."""
        kinds = {
            "text": pgettext("cell", "text"),
            "number": pgettext("cell", "number"),
            "slug": pgettext("cell", "slug"),
        }
        return {
            "rows": [
                {
                    **row,
                    "was": row["slug"].strip() or row["was"],
                    "kinds": [Offer(kind, words, kind == row["kind"]) for kind, words in kinds.items()],
                }
                for row in rows
            ],
            "adding": _("Add a column"),
        }


class GridShape(Shape):
    """The schema's type ``rows``. A row is column → (text or English, Korean)."""

    template = "editor/widgets/grid.html"

    def __init__(self, book: Rulebook, columns: Sequence[Row] = ()) -> None:
        super().__init__(book)
        self.columns = [column for column in columns if column["slug"].strip() or column["was"]]

    def rows(self, value: Any) -> list[Row]:
        """Return the rows of the table."""
        return [{name: _typed(cell) for name, cell in row.items()} for row in value or ()]

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return the cells that were typed, each under its column's name of today."""
        pattern = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-([^:]*)(:ko)?")
        rows: dict[int, dict[str, list[str]]] = {place: {} for place in places(data, name)}
        for match in filter(None, map(pattern.fullmatch, data)):
            if int(match[1]) in rows:
                cell = rows[int(match[1])].setdefault(match[2], ["", ""])
                cell[1 if match[3] else 0] = str(data[match[0]])
        return [
            {_slug(c): cells.get(c["was"] or c["slug"], ["", ""]) for c in self.columns}
            for cells in rows.values()
        ]

    def new(self) -> Row:
        """Return an empty row."""
        return {_slug(column): ["", ""] for column in self.columns}

    def value(self, rows: Sequence[Row]) -> Read:
        """Return the rows; an empty cell is null, and a row of empty cells is left out."""
        told, complaints = [], []
        for number, row in enumerate(rows, start=1):
            if not any(half.strip() for cell in row.values() for half in cell):
                continue
            cells: dict[str, Any] = {}
            for column in self.columns:
                slug = _slug(column)
                try:
                    cells[slug] = _cell(row.get(slug, ["", ""]), column["kind"])
                except ValueError as error:
                    words = {"row": number, "column": column["label_en"] or slug, "problem": str(error)}
                    complaints.append(_("Row %(row)s, “%(column)s”: %(problem)s.") % words)
            told.append(cells)
        return told, complaints

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return the rows, cell by cell."""
        return {
            "columns": self.columns,
            "rows": [
                [{"column": c, "name": _slug(c), "cell": row.get(_slug(c), ["", ""])} for c in self.columns]
                for row in rows
            ],
            "adding": _("Add a row"),
        }


def _slug(column: Row) -> str:
    return str(column["slug"].strip() or column["was"])


def _typed(cell: Any) -> list[str]:
    if isinstance(cell, dict):
        return [cell.get("en", ""), cell.get("ko", "")]
    return [text_of(cell), ""]


def _cell(typed: Sequence[str], kind: str) -> Any:
    if not any(half.strip() for half in typed):
        return None
    if kind == "text":
        return {"en": typed[0], "ko": typed[1]}
    return number_in(typed[0]) if kind == "number" else typed[0].strip()
