"""What the slugs in reference tables name.

A table's schema says only that a column holds slugs. What they name follows from the column's own name
(``question``, ``answer``, ``service``, ``source``, ``table``, or the name of a question or decision), else
from its cells: where all of them are choices of one question, or options of one decision, they name these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import OUTCOMES

#: What is named: kind and natural key.
Named = tuple[str, tuple[str, ...]]
#: Words that say something by themselves: a column of them names nothing.
_PLAIN = frozenset({"yes", "no", "none"})
_BY_NAME = ("question", "service", "source", "table")


def cell_names(table: Record, records: RecordSet) -> Iterator[tuple[int, str, list[Named]]]:
    """Yield row number, column and what the cell names, for each cell that names something.

    A cell with several names holds them in this order, a space between them.
    """
    rows = table.fields["rows"]
    for column in table.fields["columns"]:
        if column["kind"] != "slug":
            continue
        slug = column["slug"]
        cells = [(n, row[slug]) for n, row in enumerate(rows) if isinstance(row.get(slug), str)]
        words = {word for _, cell in cells for word in cell.split()}
        kind, parent = _members(slug, words, records)
        for number, cell in cells:
            names = _names(kind, parent, cell, rows[number])
            if names:
                yield number, slug, names


def _members(column: str, words: set[str], records: RecordSet) -> tuple[str, str]:
    """Return the kind and the parent of what a column names; ("", "") where that is not known."""
    known = column.partition("_")[0]
    if known in _BY_NAME:
        return known, ""
    if column == "answer":
        return "answer", ""
    if records.find("question", column):
        return "choice", column
    if records.find("decision", column):
        return "option", column
    if words and all(records.find("service", word) for word in words):
        return "service", ""
    return _by_cells(words - {"none"}, records) if not words <= _PLAIN else ("", "")


def _by_cells(words: set[str], records: RecordSet) -> tuple[str, str]:
    # The choices of a question with which an owner refuses services are named after them.
    questions = [q.slug for q in records.of("question") if not q.fields["rules_out_named"]]
    fitting = [("choice", q) for q in questions if _all_known("choice", q, words, records)]
    decisions = [d.slug for d in records.of("decision")]
    fitting += [("option", d) for d in decisions if _all_known("option", d, words, records)]
    return fitting[0] if len(fitting) == 1 else ("", "")


def _all_known(kind: str, parent: str, words: set[str], records: RecordSet) -> bool:
    return all(records.find(kind, parent, word) for word in words)


def _names(kind: str, parent: str, cell: str, row: Mapping[str, Any]) -> list[Named]:
    if kind == "answer":
        asked = row.get("question")
        if not isinstance(asked, str):
            return []
        return [("option" if asked in OUTCOMES else "choice", (asked, cell))]
    if kind == "question" and cell in OUTCOMES:
        return [("decision", (cell,))]
    if parent:
        return [(kind, (parent, word)) for word in cell.split()]
    return [(kind, (cell,))] if kind else []
