"""No regular expression of the code takes long, whatever it is given: each is found by itself and tried."""

from __future__ import annotations

import ast
import pkgutil
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

import advisor

ROOT = Path(advisor.__file__).parent
#: Characters of a text, and seconds of the processor that it may take: what goes back over everything takes
#: hours, and one that is merely quadratic stays within a second for the longest field of a form.
LENGTH, MOST = 2000, 0.1
USES = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer")


@dataclass(frozen=True)
class Use:
    """An expression with the ways in which the code uses it."""

    pattern: re.Pattern
    ways: frozenset[str]


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages([str(ROOT)], "advisor."):
        if ".migrations" not in found.name and found.name != "advisor.wsgi":
            yield found.name


def expressions() -> dict[str, Use]:
    """Return all expressions of the code: those kept by modules, and those written where they are used."""
    sources = {name: Path(import_module(name).__file__).read_text() for name in modules()}
    ways, found = defaultdict(set), {}
    for source in sources.values():
        for name, way in re.findall(rf"\b(\w+)\.({'|'.join(USES)})\(", source):
            ways[name].add(way)
    for name, source in sources.items():
        for attribute, value in vars(import_module(name)).items():
            if isinstance(value, re.Pattern):
                found[f"{name}.{attribute}"] = Use(value, frozenset(ways[attribute] or USES))
        for node in ast.walk(ast.parse(source)):
            if is_use(node) and isinstance(node.args[0], ast.Constant):
                pattern = re.compile(node.args[0].value)
                found[f"{name}:{node.lineno}"] = Use(pattern, frozenset([node.func.attr]))
    return found


def is_use(node: ast.AST) -> bool:
    """Tell whether a piece of code is a call of one of re's functions."""
    function = node.func if isinstance(node, ast.Call) else None
    named = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return named and function.value.id == "re" and function.attr in USES


def texts(pattern: re.Pattern) -> Iterator[str]:
    """Yield long texts of what the expression itself is about, ended by something that it does not expect."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    own = dict.fromkeys(re.findall(r"[a-z]{2,}|[^\\\s\w]", source))
    pieces = [
        *own,
        "a",
        "0",
        "1,",
        "1.",
        " ",
        "\n",
        "-",
        "<",
        "A0",
        "가",
        "[",
        "x=",
        ". ",
        "_x",
        "/",
        "\t \n",
    ]
    for piece in dict.fromkeys(pieces):
        yield (piece * LENGTH)[:LENGTH] + "\0"
        yield "<script id" + (piece * LENGTH)[:LENGTH]


EXPRESSIONS = expressions()


def seconds_of(pattern: re.Pattern, way: str, text: str) -> float:
    """Return how long an expression takes for a text, used in one way."""
    given = text.encode() if isinstance(pattern.pattern, bytes) else text
    function = getattr(pattern, way)
    start = time.process_time()
    function(given[:0], given) if way == "sub" else function(given)
    return time.process_time() - start


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_takes_no_longer_for_a_hostile_text(name):
    use = EXPRESSIONS[name]
    for text in texts(use.pattern):
        for way in use.ways:
            assert seconds_of(use.pattern, way, text) < MOST, (use.pattern, way, text[:20])


def test_all_expressions_are_found():
    assert len(EXPRESSIONS) > 60


def test_one_that_goes_back_over_everything_would_be_noticed():
    assert seconds_of(re.compile(r"(a+)+b"), "match", "a" * 23) > MOST
