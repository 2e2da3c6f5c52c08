"""A second reader: decides from a DMN file, knowing only the standard and nothing of how it was written.

It reads the part of FEEL that is needed: literals, lists, contexts, paths, filters, comparisons, ``if``,
``for``, ``some``, unary tests, and a handful of functions. Anything else is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from lxml import etree

DMN = "{https://www.omg.org/spec/DMN/20230324/MODEL/}"
Scope = Mapping[str, Any]
Feel = Callable[[Scope], Any]

_TOKEN = re.compile(
    r'\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>"(?:[^"\\]|\\.)*")|'
    r"(?P<sign>\.\.|!=|<=|>=|[][(){},:.=<>?-])|(?P<word>list contains|[A-Za-z_]\w*))"
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "list contains": lambda whole, one: one in whole,
    "count": len,
    "min": min,
    "max": max,
    "not": lambda value: not value,
}


class _Reader:
    """Recursive descent over one text."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        place, text = 0, text.rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            assert found, f"not FEEL that is known here: {text[place:]!r} in {text!r}"
            self.tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            place = found.end()
        self.tokens.append(("end", ""))
        self.at = 0

    def peek(self) -> str:
        kind, word = self.tokens[self.at]
        return "" if kind == "text" else word

    def take(self, expected: str = "") -> str:
        word = self.tokens[self.at][1]
        assert not expected or self.peek() == expected, f"{expected!r} expected, {word!r} found"
        self.at += 1
        return word

    def whole(self) -> Feel:
        found = self.expression()
        assert self.tokens[self.at][0] == "end", f"more than an expression: {self.tokens[self.at :]}"
        return found

    def expression(self) -> Feel:
        match self.peek():
            case "if":
                return self.conditional()
            case "for":
                return self.loop("for", "return", list)
            case "some":
                return self.loop("some", "satisfies", any)
        return self.conjunction()

    def conditional(self) -> Feel:
        self.take("if")
        test = self.expression()
        self.take("then")
        yes = self.expression()
        self.take("else")
        no = self.expression()
        return lambda scope: yes(scope) if test(scope) is True else no(scope)

    def loop(self, start: str, middle: str, gather: Callable[..., Any]) -> Feel:
        self.take(start)
        name = self.take()
        self.take("in")
        whole = self.expression()
        self.take(middle)
        body = self.expression()
        return lambda scope: gather(body({**scope, name: one}) for one in whole(scope))

    def conjunction(self) -> Feel:
        parts = [self.comparison()]
        while self.peek() == "and":
            self.take()
            parts.append(self.expression())
        return lambda scope: all(part(scope) is True for part in parts) if len(parts) > 1 else parts[0](scope)

    def comparison(self) -> Feel:
        left = self.postfix()
        if self.peek() not in _COMPARE:
            return left
        compare, right = _COMPARE[self.take()], self.postfix()
        return lambda scope: compare(left(scope), right(scope))

    def postfix(self) -> Feel:
        value = self.primary()
        while self.peek() in (".", "["):
            value = self.path(value) if self.take() == "." else self.filter(value)
        return value

    def path(self, value: Feel) -> Feel:
        name = self.take()
        return lambda scope: value(scope)[name]

    def filter(self, value: Feel) -> Feel:
        test = self.expression()
        self.take("]")

        def filtered(scope: Scope) -> Any:
            rows = value(scope)
            inner = [test({**scope, **(r if isinstance(r, dict) else {}), "item": r}) for r in rows]
            if inner and isinstance(inner[0], int) and not isinstance(inner[0], bool):
                return rows[inner[0] - 1]
            return [row for row, kept in zip(rows, inner, strict=True) if kept is True]

        return filtered

    def primary(self) -> Feel:
        kind, word = self.tokens[self.at]
        if kind in ("text", "number"):
            self.take()
            value = json.loads(word)
            return lambda scope: value
        match self.take():
            case "(":
                inner = self.expression()
                self.take(")")
                return inner
            case "[":
                return self.several("]", list)
            case "{":
                return self.context()
            case "-":
                value = -json.loads(self.take())
                return lambda scope: value
            case "null" | "true" | "false":
                constant = {"null": None, "true": True, "false": False}[word]
                return lambda scope: constant
        if self.peek() == "(":
            self.take()
            function, given = _FUNCTIONS[word], self.several(")", list)
            return lambda scope: function(*given(scope))
        return lambda scope: scope[word]

    def several(self, end: str, gather: Callable[..., Any]) -> Feel:
        parts = []
        while self.peek() != end:
            parts.append(self.expression())
            if self.peek() == ",":
                self.take()
        self.take(end)
        return lambda scope: gather(part(scope) for part in parts)

    def context(self) -> Feel:
        parts: dict[str, Feel] = {}
        while self.peek() != "}":
            name = self.take()
            self.take(":")
            parts[name] = self.expression()
            if self.peek() == ",":
                self.take()
        self.take("}")
        return lambda scope: {name: part(scope) for name, part in parts.items()}


@cache
def feel(text: str) -> Feel:
    """Return an expression ready to be evaluated; AssertionError or KeyError where it cannot be read."""
    return _Reader(text).whole()


@cache
def unary_tests(text: str) -> Callable[[Any], bool]:
    """Return a cell of a decision table: tells whether it lets a value pass."""
    if text == "-":
        return lambda value: True
    reader = _Reader(text)
    if reader.peek() in ("<", "<=", ">", ">="):
        compare, edge = _COMPARE[reader.take()], reader.whole()
        return lambda value: value is not None and compare(value, edge({}))
    interval = re.fullmatch(r"\[(.+)\.\.(.+)\)", text)
    if interval:
        low, high = map(json.loads, interval.groups())
        return lambda value: value is not None and low <= value < high
    if "?" in text:
        test = reader.whole()
        return lambda value: test({"?": value}) is True
    allowed = feel(f"[{text}]")
    return lambda value: value in allowed({})


def decided(root: etree._Element, given: Scope) -> dict[str, Any]:
    """Return what every decision of a DMN file gives, for these values of its input data.

    A decision sees only what it requires; KeyError where it reads more.
    """
    known = {data.get("name"): given.get(data.get("name")) for data in root.iter(f"{DMN}inputData")}
    for decision in root.iter(f"{DMN}decision"):
        needs = decision.findall(f"{DMN}informationRequirement/*")
        scope = {need.get("href")[1:]: known[need.get("href")[1:]] for need in needs}
        known[decision.get("name")] = _logic(decision[-1], scope)
    return known


def _logic(logic: etree._Element, scope: Scope) -> Any:
    match etree.QName(logic).localname:
        case "literalExpression":
            return feel(logic.findtext(f"{DMN}text"))(scope)
        case "decisionTable":
            return _table(logic, scope)
        case "context":
            for entry in logic:
                value = feel(entry.findtext(f"{DMN}literalExpression/{DMN}text"))(scope)
                variable = entry.find(f"{DMN}variable")
                if variable is None:
                    return value
                scope = {**scope, variable.get("name"): value}
    raise AssertionError(f"{logic.tag}: no logic that is known here")


def _table(table: etree._Element, scope: Scope) -> Any:
    inputs, rows = _rows(table)
    values = [read(scope) for read in inputs]
    hits = [put(scope) for cells, put in rows if all(map(_passes, cells, values))]
    assert table.get("hitPolicy") == "COLLECT"
    if table.get("aggregation") == "SUM":
        return sum(hits) if hits else None
    return hits


def _passes(cell: Callable[[Any], bool], value: Any) -> bool:
    return cell(value)


@cache
def _rows(table: etree._Element) -> tuple[list[Feel], list[tuple[list[Callable[[Any], bool]], Feel]]]:
    inputs = [feel(text.text) for text in table.iterfind(f"{DMN}input/{DMN}inputExpression/{DMN}text")]
    rows = []
    for row in table.iterfind(f"{DMN}rule"):
        cells = [unary_tests(text.text) for text in row.iterfind(f"{DMN}inputEntry/{DMN}text")]
        assert len(cells) == len(inputs)
        rows.append((cells, feel(row.findtext(f"{DMN}outputEntry/{DMN}text"))))
    return inputs, rows
