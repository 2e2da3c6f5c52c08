"""What a decision comes to, from the points and vetoes of its options, as boxed FEEL."""

from __future__ import annotations

from collections.abc import Collection

from advisor.rulebook.exchange import words
from advisor.rulebook.exchange.dmn.graph import Node
from advisor.rulebook.exchange.dmn.questions import type_of
from advisor.rulebook.exchange.dmn.tables import RULES, held_of, options_type, points_of, vetoes_of
from advisor.rulebook.exchange.dmn.xml import Element, described, element, expression
from advisor.rulebook.exchange.literals import text
from advisor.rulebook.exchange.rules import Outgoing, Ruling


def outcome_types(ruling: Ruling, out: Outgoing) -> list[Element]:
    """Return the type of the decision's outcome, and of a list of its options."""
    name = type_of(out.names[ruling.slug])
    options = ", ".join(map(text, ruling.options))
    labels = "\n".join(f"{o.slug}: {words.name_of(o, out.language)}" for o in ruling.decision.options)
    return [
        _type(name, f"{options}, null", labels),
        _type(options_type(out.names[ruling.slug]), options, labels, several=True),
    ]


def rules_type() -> Element:
    """Return the type of a list of rules by slug."""
    return _type(RULES, "", "", several=True)


def _type(name: str, allowed: str, labels: str, *, several: bool = False) -> Element:
    return element(
        "itemDefinition",
        described(labels),
        element("typeRef", "string"),
        expression(allowed, "allowedValues") if allowed else None,
        id=f"rulebook.type.{name}",
        name=name,
        isCollection="true" if several else "",
    )


def outcome_node(ruling: Ruling, tables: Collection[str], stage: int, out: Outgoing) -> Node:
    """Return the decision itself. ``tables``: the names of those it has."""
    decision = ruling.decision
    entries = _options(ruling, tables, out)
    entries += _collected() if decision.collects else _best(out.names[held_of(ruling.slug)], tables)
    *named, (_, result) = entries
    logic = element(
        "context",
        *(
            element(
                "contextEntry", element("variable", name=entry, id=f"{ruling.slug}.{entry}"), expression(feel)
            )
            for entry, feel in named
        ),
        element("contextEntry", expression(result)),
        id=f"{ruling.slug}.context",
    )
    name = out.names[ruling.slug]
    return Node(
        name=name,
        kind="decision",
        label=words.title_of(decision, out.language),
        type=options_type(name) if decision.collects else type_of(name),
        stage=stage,
        requires=tuple(tables),
        logic=logic,
        question=words.title_of(decision, out.language),
        answers=", ".join(words.name_of(option, out.language) for option in decision.options),
    )


def _options(ruling: Ruling, tables: Collection[str], out: Outgoing) -> list[tuple[str, str]]:
    """The options in their order, with points and number of vetoes. A table without a hit gives null."""
    vetoes = out.names[vetoes_of(ruling.slug)]
    ruled_out = f"if {vetoes} = null then [] else {vetoes}" if vetoes in tables else "[]"
    rows = []
    for option in ruling.options:
        name = out.names[points_of(ruling.slug, option)]
        points = f"if {name} = null then 0 else {name}" if name in tables else "0"
        rows.append(
            f"{{option: {text(option)}, points: {points}, vetoes: count(ruled_out[item = {text(option)}])}}"
        )
    return [("ruled_out", ruled_out), ("options", "[\n" + ",\n".join(rows) + "\n]")]


def _best(held: str, tables: Collection[str]) -> list[tuple[str, str]]:
    """The fewest vetoes, then the most points, then the first; null where no rule holds."""
    evidence = f"if {held} = null then false else count({held}) > 0" if held in tables else "false"
    return [
        ("evidence", evidence),
        ("fewest_vetoes", "min(for one in options return one.vetoes)"),
        ("left", "options[item.vetoes = fewest_vetoes]"),
        ("most_points", "max(for one in left return one.points)"),
        ("", "if evidence then left[item.points = most_points][1].option else null"),
    ]


def _collected() -> list[tuple[str, str]]:
    return [("", "for one in options[item.points > 0 and item.vetoes = 0] return one.option")]
