"""The rulebook as DMN 1.5: a graph of decisions that other tools show, check and execute.

Every question is input data. Every option has a decision table (hit policy COLLECT, SUM) of the points for
it; beside them stand, for each decision, a table of vetoes and one of the rules that hold (COLLECT). The
decision itself takes what they find and picks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.engine.rulebook import Rulebook
from advisor.rulebook.exchange import words
from advisor.rulebook.exchange.dmn.diagram import beneath, diagram
from advisor.rulebook.exchange.dmn.graph import Node, node_xml
from advisor.rulebook.exchange.dmn.outcomes import outcome_node, outcome_types, rules_type
from advisor.rulebook.exchange.dmn.questions import counted, item_definition, question_nodes
from advisor.rulebook.exchange.dmn.tables import held_of, points_of, table_nodes, vetoes_of
from advisor.rulebook.exchange.dmn.xml import Element, described, element, written
from advisor.rulebook.exchange.names import identifiers
from advisor.rulebook.exchange.rules import Outgoing, Ruling, rulings, sometimes_asked


def dmn_xml(rulebook: Rulebook, language: str = "en") -> bytes:
    """Return the rulebook as a DMN 1.5 file; the same rulebook gives the same bytes.

    Names are the slugs, as far as FEEL can read them; labels and annotations are in the language given.
    """
    decided = rulings(rulebook)
    out = Outgoing(rulebook, identifiers(_wanted(rulebook, decided)), language)
    nodes = question_nodes(out)
    for ruling in decided:
        stage = nodes[-1].stage + 1
        tables = table_nodes(ruling, stage, out)
        nodes += [*tables, outcome_node(ruling, [table.name for table in tables], stage + 1, out)]
    kinds = {node.name: node.kind for node in nodes}
    types = [item_definition(question, out) for question in rulebook.questions.values()]
    root = element(
        "definitions",
        described(words.how_to_read(language)),
        *types,
        rules_type(),
        *(type_ for ruling in decided for type_ in outcome_types(ruling, out)),
        *(node_xml(node, kinds) for node in nodes),
        element("dmndi:DMNDI", *_diagrams(nodes, decided, out)),
        id="rulebook.definitions",
        name="rulebook",
        namespace=f"urn:fourways:{rulebook.hash}",
        exporter="Fourways",
    )
    return written(root)


def _wanted(rulebook: Rulebook, decided: Iterable[Ruling]) -> Iterable[str]:
    """Yield everything that needs a name; what is no slug has a space in it."""
    yield from rulebook.questions
    for question in sometimes_asked(rulebook):
        yield counted(question.slug)
    for ruling in decided:
        yield ruling.slug
        yield vetoes_of(ruling.slug)
        yield held_of(ruling.slug)
        for option in ruling.options:
            yield points_of(ruling.slug, option)


def _diagrams(nodes: Sequence[Node], decided: Iterable[Ruling], out: Outgoing) -> list[Element]:
    known = {node.name: node for node in nodes}
    outcomes = [out.names[ruling.slug] for ruling in decided]
    drawn = [diagram("rulebook.diagram", words.everything(out.language), nodes)]
    for name in outcomes:
        node = known[name]
        drawn.append(diagram(f"rulebook.diagram.{name}", node.label, beneath(node, known, outcomes)))
    return drawn
