"""The rulebook as a GoRules decision model (JDM), which zen-engine decides from.

The graph takes a profile, question → answer, and gives for each decision ``outcome``, ``points`` and
``vetoes`` by option, and the ``rules`` that held. A table has a row a rule and a column an option; the rows
that hold are summed up in the step behind it.
"""

from __future__ import annotations

import json
from typing import Any

from advisor.engine.rulebook import RANKED_DECISIONS, Rulebook
from advisor.rulebook.exchange import words
from advisor.rulebook.exchange.jdm.nodes import (
    ANSWERS,
    HELD,
    REFUSED,
    Node,
    answers_node,
    end,
    outcome,
    table,
)
from advisor.rulebook.exchange.names import identifiers
from advisor.rulebook.exchange.rules import Outgoing, Ruling, rulings

_WIDTH, _HEIGHT = 360, 160


def jdm_json(rulebook: Rulebook, language: str = "en") -> str:
    """Return the rulebook as the text of a JDM file; the same rulebook gives the same text."""
    options = [o.slug for decision in rulebook.decisions.values() for o in decision.options]
    out = Outgoing(rulebook, identifiers((*rulebook.questions, *options)), language)
    graph = _Graph()
    graph.add(end("input"), 0)
    graph.add(answers_node(out), 1, "input")
    decided = rulings(rulebook)
    for number, ruling in enumerate(decided):
        _add_decision(graph, ruling, 2 + 2 * number, out)
    graph.add(end("output"), 2 + 2 * len(decided), *(ruling.slug for ruling in decided))
    data = {
        "contentType": "application/vnd.gorules.decision",
        "metadata": {"rulebook": rulebook.hash, "description": words.how_to_read(language)},
        "nodes": graph.nodes,
        "edges": graph.edges,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _add_decision(graph: _Graph, ruling: Ruling, stage: int, out: Outgoing) -> None:
    named = {
        HELD: (ruling.evidence, words.rules_held(ruling.decision, out.language)),
        REFUSED: (ruling.refusals, words.refused(ruling.decision, out.language)),
    }
    tables = {what: found for what, found in named.items() if found[0]}
    for what, (rules, name) in tables.items():
        earlier = [one for one in RANKED_DECISIONS if any(one in rule.when for rule in rules)]
        graph.add(table(ruling, what, rules, name, out), stage, ANSWERS, *earlier)
    before = [f"{ruling.slug}-{what}" for what in tables] or [ANSWERS]
    graph.add(outcome(ruling, tables, out), stage + 1, *before)


class _Graph:
    """Nodes with their places, column by column, and the edges between them."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.edges: list[dict[str, Any]] = []
        self._filled: dict[int, int] = {}

    def add(self, node: Node, column: int, *before: str) -> None:
        """Put a node into a column, behind those that it takes its data from."""
        row = self._filled.get(column, 0)
        self._filled[column] = row + 1
        self.nodes.append({**node, "position": {"x": column * _WIDTH, "y": row * _HEIGHT}})
        self.edges += [
            {"id": f"{source}--{node['id']}", "type": "edge", "sourceId": source, "targetId": node["id"]}
            for source in before
        ]
