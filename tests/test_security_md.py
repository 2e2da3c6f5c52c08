"""SECURITY.md says of each requirement of ASVS 5.0, levels 1 and 2, how the program stands to it."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
TEXT = (TESTS.parent / "SECURITY.md").read_text(encoding="utf-8")
STATES = ["holds", "n/a", "operator", "open"]
#: Chapter → requirements of levels 1 and 2 in the standard as published.
PUBLISHED = dict(enumerate([27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7], 1))
ROW = re.compile(r"\| v5\.0\.0-([\d.]+) \| ([^|]+) \| ([^|]+) \| (.+) \|")
COUNTS = re.compile(
    r"\| (?:\[V(\d+) [^]]+\]\(#[^)]+\)|\*\*all\*\*) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|"
)
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")


def listed():
    """Return id → level of the requirements that the standard has at levels 1 and 2."""
    with (TESTS / "asvs_5_0_0.csv").open(encoding="ascii") as file:
        return {row["id"]: int(row["level"]) for row in csv.DictReader(file)}


def rows():
    """Return the document's rows: id, what is asked for, state, where."""
    return ROW.findall(TEXT)


def chapter_of(number):
    return int(number.split(".")[0])


@cache
def names_in(path):
    """Return the names of a file's tests."""
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_list_is_the_standards():
    found = listed()
    assert Counter(map(chapter_of, found)) == PUBLISHED
    assert Counter(found.values()) == {1: 70, 2: 183}


def test_every_requirement_is_there_once_and_in_order():
    assert [number for number, *_rest in rows()] == list(listed())
    assert TEXT.count("| v5.0.0-") == len(rows())


def test_every_state_is_one_of_four_and_has_its_reason():
    for number, asked, state, where in rows():
        assert state in STATES, number
        assert len(asked.split()) <= 12, number
        assert len(where) > 10, number
        assert state != "open" or "Needed:" in where, number


def test_every_test_that_is_named_exists():
    named = TEST.findall(TEXT)
    assert len(named) > 200
    missing = [f"{path}::{name}" for path, name in named if name not in names_in(path)]
    assert missing == []
    assert not re.findall(r"`[^`\s]*::[^`]*`", TEST.sub("", TEXT))


def test_what_holds_by_what_is_written_is_written():
    headings = set(re.findall(r"^### (.+)$", TEXT, re.MULTILINE))
    said = {name for *_row, where in rows() for name in re.findall(r"[Bb]elow, \*([^*]+)\*", where)}
    assert len(said) == 10
    assert said <= headings


def test_the_counts_are_true():
    counted = {chapter: Counter() for chapter in PUBLISHED}
    for number, _asked, state, _where in rows():
        counted[chapter_of(number)][state] += 1
    expected = {str(chapter): [found[state] for state in STATES] for chapter, found in counted.items()}
    expected[""] = [sum(column) for column in zip(*expected.values(), strict=True)]
    told = {chapter: list(map(int, figures)) for chapter, *figures in COUNTS.findall(TEXT)}
    assert told == {chapter: [*figures, sum(figures)] for chapter, figures in expected.items()}


def test_a_chapter_is_led_to():
    for anchor in re.findall(r"\]\(#([^)]+)\)", TEXT):
        assert anchor in {
            heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
        }
