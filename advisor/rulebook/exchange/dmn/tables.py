"""The decision tables of one decision: points for each option, vetoes, and the rules that hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from advisor.engine.rulebook import Rule
from advisor.rulebook.exchange import words
from advisor.rulebook.exchange.dmn import feel
from advisor.rulebook.exchange.dmn.graph import Node
from advisor.rulebook.exchange.dmn.questions import read_as, type_of
from advisor.rulebook.exchange.dmn.xml import Element, element, expression
from advisor.rulebook.exchange.literals import text
from advisor.rulebook.exchange.rules import Outgoing, Ruling, read_by

#: What is noted beside each row.
ANNOTATIONS = ("rule", "because", "sources")
#: The type of a list of rules, by slug.
RULES = "tRules"


class Row(NamedTuple):
    """A rule, what its row puts out, and the row's id within the table."""

    id: str
    rule: Rule
    output: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with hit policy COLLECT: a list of texts, or the sum of numbers. ``key`` names it."""

    key: str
    label: str
    type: str
    rows: tuple[Row, ...]

    @property
    def adds_up(self) -> bool:
        """Whether it gives a sum."""
        return self.type == "number"


def points_of(decision: str, option: str) -> str:
    """Return the key of an option's table of points."""
    return f"{decision} points {option}"


def vetoes_of(decision: str) -> str:
    """Return the key of a decision's table of vetoes."""
    return f"{decision} ruled out"


def held_of(decision: str) -> str:
    """Return the key of the table that lists which rules of a decision hold."""
    return f"{decision} rules held"


def options_type(decision: str) -> str:
    """Return the name of the type of a list of a decision's options."""
    return f"tOptions_{decision}"


def table_nodes(ruling: Ruling, stage: int, out: Outgoing) -> list[Node]:
    """Return a decision's tables; none is there without rows."""
    return [_node(table, stage, out) for table in _tables(ruling, out) if table.rows]


def _tables(ruling: Ruling, out: Outgoing) -> Iterator[Table]:
    decision, language = ruling.decision, out.language
    for option in decision.options:
        rows = [Row(r.slug, r, str(r.points[option.slug])) for r in ruling.rules if option.slug in r.points]
        label = words.points_for(option, decision, language)
        yield Table(points_of(ruling.slug, option.slug), label, "number", tuple(rows))
    vetoes = [
        Row(f"{rule.slug}.{option}", rule, text(option))
        for rule in ruling.rules
        for option in ruling.options
        if option in rule.rules_out
    ]
    type_ = options_type(out.names[ruling.slug])
    yield Table(vetoes_of(ruling.slug), words.ruled_out(decision, language), type_, tuple(vetoes))
    if not decision.collects:
        held = [Row(rule.slug, rule, text(rule.slug)) for rule in ruling.evidence]
        yield Table(held_of(ruling.slug), words.rules_held(decision, language), RULES, tuple(held))


def _node(table: Table, stage: int, out: Outgoing) -> Node:
    read = read_by((row.rule for row in table.rows), out.rulebook)
    return Node(
        name=out.names[table.key],
        kind="decision",
        label=table.label,
        type=table.type,
        stage=stage,
        requires=tuple(read_as(one, out) for one in read),
        logic=_logic(table, read, out),
    )


def _logic(table: Table, read: Iterable[str], out: Outgoing) -> Element:
    name = out.names[table.key]
    return element(
        "decisionTable",
        *(_input(name, one, out) for one in read),
        element("output", id=f"{name}.output", typeRef="number" if table.adds_up else "string"),
        *(element("annotation", name=annotation) for annotation in ANNOTATIONS),
        *(_row(name, row, read, out) for row in table.rows),
        id=f"{name}.table",
        typeRef=table.type,
        hitPolicy="COLLECT",
        aggregation="SUM" if table.adds_up else "",
        outputLabel=table.label,
    )


def _input(table: str, name: str, out: Outgoing) -> Element:
    return element(
        "input",
        expression(read_as(name, out), "inputExpression", typeRef=type_of(out.names[name])),
        id=f"{table}.in.{out.names[name]}",
        label=out.label(name),
    )


def _row(table: str, row: Row, read: Iterable[str], out: Outgoing) -> Element:
    rule = row.rule
    cells = [feel.cell(rule.when[one], out.kind(one)) if one in rule.when else feel.ANYTHING for one in read]
    notes = (rule.slug, out.text(rule.because), out.sources(rule))
    return element(
        "rule",
        *(expression(cell, "inputEntry") for cell in cells),
        expression(row.output, "outputEntry"),
        *(element("annotationEntry", element("text", note)) for note in notes),
        id=f"{table}.rule.{row.id}",
        label=rule.slug,
    )
