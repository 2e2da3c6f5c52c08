"""The nodes of a GoRules decision graph, as plain data without their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from advisor.engine.rulebook import Condition, Question, Rule
from advisor.rulebook.exchange import literals, words
from advisor.rulebook.exchange.jdm import zen
from advisor.rulebook.exchange.rules import Outgoing, Ruling, read_by, sometimes_asked

Node = dict[str, Any]
Pairs = list[tuple[str, str]]

ANSWERS = "answers"
HELD, REFUSED = "held", "refused"


def end(id_: str) -> Node:
    """Return the node where the profile comes in (``input``), or where all goes out (``output``)."""
    return {"id": id_, "name": id_, "type": f"{id_}Node", "content": {"schema": ""}}


def answers_node(out: Outgoing) -> Node:
    """Return the step from the profile, question → answer, to the answers that count."""
    sometimes = sometimes_asked(out.rulebook)
    always = [question for question in out.rulebook.questions.values() if question not in sometimes]
    pairs = [(question, _given(question, out)) for question in always]
    pairs += [(question, _if_asked(question, out)) for question in sometimes]
    named = [(f"{ANSWERS}.{out.names[question.slug]}", value) for question, value in pairs]
    return _expressions(ANSWERS, words.answers_that_count(out.language), named)


def _if_asked(question: Question, out: Outgoing) -> str:
    if question.retired:
        return "null"
    needed = " and ".join(
        zen.holds(Condition(any_of=choices), out.kind(parent), f"$.{ANSWERS}.{out.names[parent]}")
        for parent, choices in (question.asked_when or {}).items()
    )
    return f"{needed} ? {_given(question, out)} : null"


def _given(question: Question, out: Outgoing) -> str:
    slug = question.slug
    return slug if out.names[slug] == slug else f"$root[{literals.text(slug)}]"


def table(ruling: Ruling, what: str, rules: Sequence[Rule], name: str, out: Outgoing) -> Node:
    """Return a decision table: a row a rule, a column a question read, and a column an option.

    The rows that hold come out under ``<decision>.<what>``: the rule's slug, and its effects by option.
    """
    read = read_by(rules, out.rulebook)
    inputs = [{"id": f"in-{name}", "name": out.label(name), "field": _field(name, out)} for name in read]
    outputs = [{"id": "out-rule", "name": "rule", "field": "rule"}]
    outputs += [
        {"id": f"out-{o.slug}", "name": words.name_of(o, out.language), "field": out.names[o.slug]}
        for o in ruling.decision.options
    ]
    content = {
        "hitPolicy": "collect",
        "inputs": inputs,
        "outputs": outputs,
        "rules": [_row(rule, read, ruling.options, out) for rule in rules],
        "outputPath": f"{ruling.slug}.{what}",
    }
    return _step(f"{ruling.slug}-{what}", name, "decisionTableNode", content)


def _field(name: str, out: Outgoing) -> str:
    return f"{ANSWERS}.{out.names[name]}" if name in out.rulebook.questions else f"{name}.outcome"


def _row(rule: Rule, read: Iterable[str], options: Iterable[str], out: Outgoing) -> dict[str, str]:
    because, sources = out.text(rule.because), out.sources(rule)
    row = {"_id": rule.slug, "_description": f"{because} ({sources})" if sources else because}
    for name in read:
        condition = rule.when.get(name)
        row[f"in-{name}"] = zen.cell(condition, out.kind(name)) if condition else ""
    row["out-rule"] = literals.text(rule.slug)
    for option in options:
        points = str(rule.points.get(option, ""))
        row[f"out-{option}"] = literals.text(zen.RULES_OUT) if option in rule.rules_out else points
    return row


def outcome(ruling: Ruling, tables: Collection[str], out: Outgoing) -> Node:
    """Return the step from the rows that hold to points, vetoes and what is picked.

    ``tables`` names the tables that this decision has: ``held``, ``refused``.
    """
    base, names = ruling.slug, out.names
    held = f"{base}.{HELD}" if HELD in tables else "[]"
    rows = [f"{base}.{what}" for what in (HELD, REFUSED) if what in tables]
    pairs = [(f"points.{option}", zen.points_in(held, names[option])) for option in ruling.options]
    pairs += [(f"vetoes.{option}", zen.vetoes_in(rows, names[option])) for option in ruling.options]
    pairs += _collected(ruling) if ruling.decision.collects else _best(ruling, held)
    pairs.append(("rules", f"map({held}, #.rule)"))
    title = words.title_of(ruling.decision, out.language)
    return _expressions(base, title, [(f"{base}.{key}", value) for key, value in pairs])


def _best(ruling: Ruling, held: str) -> Pairs:
    """The fewest vetoes, then the most points, then the first; nothing where no rule holds."""
    base, options = f"$.{ruling.slug}", literals.texts(ruling.options)
    left, points = f"{base}.left", f"{base}.points[#]"
    return [
        ("fewest_vetoes", f"min(map({options}, {base}.vetoes[#]))"),
        ("left", f"filter({options}, {base}.vetoes[#] == {base}.fewest_vetoes)"),
        ("most_points", f"max(map({left}, {points}))"),
        ("outcome", f"len({held}) > 0 ? filter({left}, {points} == {base}.most_points)[0] : null"),
    ]


def _collected(ruling: Ruling) -> Pairs:
    base = f"$.{ruling.slug}"
    picked = f"{base}.points[#] > 0 and {base}.vetoes[#] == 0"
    return [("outcome", f"filter({literals.texts(ruling.options)}, {picked})")]


def _expressions(id_: str, name: str, pairs: Pairs) -> Node:
    """Return a node of named expressions, of which later ones may use earlier ones."""
    rows = [{"id": f"{id_}-{key}", "key": key, "value": value} for key, value in pairs]
    return _step(id_, name, "expressionNode", {"expressions": rows, "outputPath": None})


def _step(id_: str, name: str, type_: str, content: dict[str, Any]) -> Node:
    shared = {"passThrough": False, "inputField": None, "executionMode": "single"}
    return {"id": id_, "name": name, "type": type_, "content": {**content, **shared}}
