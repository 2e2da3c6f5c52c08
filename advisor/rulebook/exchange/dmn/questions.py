"""Questions in DMN: the types of their answers, the input data, and whether an answer counts."""

from __future__ import annotations

from advisor.engine.rulebook import Condition, Question
from advisor.rulebook.exchange import words
from advisor.rulebook.exchange.dmn import feel
from advisor.rulebook.exchange.dmn.graph import Node
from advisor.rulebook.exchange.dmn.xml import Element, described, element, expression
from advisor.rulebook.exchange.rules import Outgoing, sometimes_asked


def item_definition(question: Question, out: Outgoing) -> Element:
    """Return the type of a question's answers, with the choices and their labels."""
    name = out.names[question.slug]
    allowed = feel.answers(question)
    labels = "\n".join(f"{choice.slug}: {out.text(choice.label)}" for choice in question.choices)
    return element(
        "itemDefinition",
        described(labels),
        element("typeRef", "number" if question.kind == "number" else "string"),
        expression(allowed, "allowedValues") if allowed else None,
        id=f"rulebook.type.{type_of(name)}",
        name=type_of(name),
        label=out.label(question.slug),
        isCollection="true" if question.kind == "many" else "",
    )


def type_of(name: str) -> str:
    """Return the name of the type of what is called ``name``."""
    return f"t_{name}"


def counted(slug: str) -> str:
    """Return the key, which no slug can be, of the answer that counts of a question not always asked."""
    return f"{slug} if asked"


def question_nodes(out: Outgoing) -> list[Node]:
    """Return the input data of every question, and a decision for each that is not always asked."""
    nodes = [_input(question, out) for question in out.rulebook.questions.values()]
    stages: dict[str, int] = {}
    for question in sometimes_asked(out.rulebook):
        stages[question.slug] = 1 + max(stages.get(parent, 0) for parent in question.asked_when or ("",))
        nodes.append(_if_asked(question, stages[question.slug], out))
    return nodes


def _input(question: Question, out: Outgoing) -> Node:
    name = out.names[question.slug]
    texts = (out.text(text) for text in (question.text, question.hint))
    description = "\n".join(text for text in texts if text)
    return Node(name, "inputData", out.label(question.slug), type_of(name), 0, description=description)


def _if_asked(question: Question, stage: int, out: Outgoing) -> Node:
    name = out.names[question.slug]
    needed = {} if question.retired else question.asked_when or {}
    demands = [
        feel.holds(Condition(any_of=choices), out.kind(parent), read_as(parent, out))
        for parent, choices in needed.items()
    ]
    logic = f"if {' and '.join(demands)} then {name} else null" if demands else "null"
    requires = (name, *(read_as(parent, out) for parent in needed)) if demands else ()
    return Node(
        name=out.names[counted(question.slug)],
        kind="decision",
        label=words.if_asked(question, out.language),
        type=type_of(name),
        stage=stage,
        requires=requires,
        logic=expression(logic),
    )


def read_as(name: str, out: Outgoing) -> str:
    """Return the variable that a condition on a question or an earlier decision reads."""
    return out.names.get(counted(name), out.names[name])
