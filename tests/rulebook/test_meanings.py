import ast
from pathlib import Path
from typing import get_args

import pytest

from advisor.engine.check import Kind
from advisor.rulebook import checks
from advisor.rulebook.checks.meanings import MEANINGS, meaning_of

RULEBOOK = Path(checks.__file__).parents[1]
#: Where the code stands in a call without its name: Finding(level, words, file, line, record, field, code).
PLACE = {"Finding": 6, "finding": None, "_say": 4}


def calls():
    """Every call that makes a finding, with the place it stands at."""
    for path in sorted(RULEBOOK.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            function = getattr(node, "func", None)
            name = getattr(function, "id", getattr(function, "attr", ""))
            if isinstance(node, ast.Call) and name in PLACE:
                yield f"{path.relative_to(RULEBOOK)}:{node.lineno}", node, PLACE[name]


def code_of(call, place):
    """The expression that gives the finding's code."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    if named:
        return named[0]
    return call.args[place] if place and len(call.args) > place else None


def written_codes():
    """Every code that stands in the source."""
    for _where, call, place in calls():
        for node in ast.walk(code_of(call, place) or ast.Constant(None)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_finding_has_a_code():
    without = [where for where, call, place in calls() if code_of(call, place) is None]
    assert without == []


def test_every_code_has_a_meaning_and_no_meaning_is_left_over():
    known = {*written_codes(), *get_args(Kind), "not_decided"}
    assert known - set(MEANINGS) == set()
    assert set(MEANINGS) - known == set()


@pytest.mark.parametrize("code", sorted(MEANINGS))
def test_a_meaning_says_what_it_is_and_how_to_mend_it(code):
    meaning = meaning_of(code)
    assert meaning.level in ("error", "warning")
    assert str(meaning.title)
    assert not str(meaning.title).endswith(".")
    assert all(str(text).endswith(".") for text in (meaning.meaning, meaning.remedy))


def test_an_unknown_code_is_refused():
    with pytest.raises(KeyError):
        meaning_of("sloppiness")
