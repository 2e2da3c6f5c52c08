"""The requirements graph: what there is, what it needs, and how a decision is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from advisor.rulebook.exchange.dmn.xml import Element, described, element


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Input data or a decision; its name is the FEEL variable, and its id.

    ``requires`` names the nodes that its logic reads. ``stage`` is its column in a diagram.
    """

    name: str
    kind: Literal["inputData", "decision"]
    label: str
    type: str
    stage: int
    requires: tuple[str, ...] = ()
    logic: Element | None = None
    description: str = ""
    question: str = ""
    answers: str = ""


def requirement_id(node: Node, required: str) -> str:
    """Return the id of the requirement by which a node needs another."""
    return f"{node.name}.needs.{required}"


def node_xml(node: Node, kinds: Mapping[str, str]) -> Element:
    """Return the element of a node; ``kinds`` says of each name whether it is input or a decision."""
    variable = element("variable", name=node.name, typeRef=node.type, id=f"{node.name}.variable")
    if node.kind == "inputData":
        parts = [described(node.description), variable]
    else:
        parts = [
            described(node.description),
            element("question", node.question) if node.question else None,
            element("allowedAnswers", node.answers) if node.answers else None,
            variable,
            *(_requirement(node, required, kinds) for required in node.requires),
            node.logic,
        ]
    return element(node.kind, *parts, id=node.name, name=node.name, label=node.label)


def _requirement(node: Node, required: str, kinds: Mapping[str, str]) -> Element:
    reference = "requiredInput" if kinds[required] == "inputData" else "requiredDecision"
    return element(
        "informationRequirement",
        element(reference, href=f"#{required}"),
        id=requirement_id(node, required),
    )
