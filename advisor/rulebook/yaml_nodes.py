"""YAML text → nodes that know their lines. Nothing is executed, nothing overflows, nothing stands for more
than it says: references and deep nesting are refused before anything is built, tags when it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from advisor.plain_text import Loader, shortened, yaml_steps
from advisor.rulebook.phrases import Phrase, Words, phrase, spoken
from advisor.rulebook.phrases import noop as _

#: Bytes of one file. The largest of the real ones is a twentieth of it.
LARGEST_FILE = 8 * 2**20
MEBIBYTE = 2**20
#: Lines and punctuation in what is read at once: a bound on the values, and so on the time and the memory
#: that reading takes, where the bytes alone are none. The real rulebook has a quarter of it.
MOST_MARKS = 500_000
_MARKS = "\n,:?[]{}"
#: Lists and mappings inside each other, the file's own list counted.
DEEPEST = 12
#: YAML reads numbers to the base 60 too, in time that grows with the square of their length.
LONGEST_NUMBER = 100

_SAFE = yaml.constructor.SafeConstructor()
#: Dates stay as they are written, so that a text that looks like one stays a text.
_AS_WRITTEN = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")
_PLAIN = (
    *_AS_WRITTEN,
    *(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "seq", "map")),
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Complaint(Exception):
    """What stands in the way of reading, and the line (0 where it is about the whole file)."""

    def __init__(self, line: int, words: Words) -> None:
        super().__init__(line, words)
        self.line = line
        self.words = words

    def __str__(self) -> str:
        return spoken(self.words)


def line_of(node: yaml.Node) -> int:
    """Return the line that a node begins in, counted from 1."""
    return int(node.start_mark.line) + 1


def too_large() -> Phrase:
    """Return what to say of a file beyond :data:`LARGEST_FILE`."""
    return phrase(_("is larger than %(limit)s MiB"), limit=LARGEST_FILE // MEBIBYTE)


def marks_in(text: str) -> int:
    """Return how many lines and marks a text has; a value of YAML takes one of them at least."""
    return sum(text.count(mark) for mark in _MARKS)


def compose(text: str) -> yaml.Node | None:
    """Return the root node of a YAML text, None where it holds nothing. Raises :class:`Complaint`."""
    if len(text) > LARGEST_FILE:
        raise Complaint(0, too_large())
    if marks_in(text) > MOST_MARKS:
        raise Complaint(0, phrase(_("has more than %(limit)s lines and values"), limit=MOST_MARKS))
    text = text.removeprefix("\ufeff")
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        character = phrase(_("has the control character U+%(code)s"), code=f"{ord(forbidden[0]):04X}")
        raise Complaint(text.count("\n", 0, forbidden.start()) + 1, character)
    try:
        _refuse_tricks(text)
        root: yaml.Node | None = yaml.compose(text, Loader=Loader)
        return root
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Complaint(mark.line + 1 if mark else 0, _invalid(error.problem or error.context)) from error
    except yaml.YAMLError as error:
        raise Complaint(0, _invalid(error)) from error


def _invalid(problem: object) -> Phrase:
    return phrase(_("is not valid YAML: %(problem)s"), problem=shortened(" ".join(str(problem).split())))


def _refuse_tricks(text: str) -> None:
    """Stop at a reference or at deep nesting before anything is built."""
    for event, line, depth in yaml_steps(text):
        if getattr(event, "anchor", None) is not None:
            raise Complaint(line, _("uses YAML's anchors (&) or references (*): write it out"))
        if depth > DEEPEST:
            raise Complaint(line, _("is nested too deeply"))


def pairs(node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return the keys of a mapping with their nodes; a key given twice is a complaint, not a loss."""
    if not isinstance(node, yaml.MappingNode):
        raise Complaint(line_of(node), _("must be a mapping (key: value)"))
    found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise Complaint(line_of(key), _("a key must be a plain word"))
        if key.value in found:
            twice = phrase(_("the key %(key)s stands here twice"), key=shortened(key.value))
            raise Complaint(line_of(key), twice)
        found[key.value] = (key, value)
    return found


def _refuse_tag(node: yaml.Node) -> None:
    if node.tag not in _PLAIN:
        words = phrase(_("the tag %(tag)s is not allowed"), tag=shortened(node.tag))
        raise Complaint(line_of(node), words)


def plain_value(node: yaml.Node) -> Any:
    """Return the plain value of a node that :func:`compose` gave: dates as they are written."""
    _refuse_tag(node)
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {key: plain_value(value) for key, (_key, value) in pairs(node).items()}
    if node.tag in _AS_WRITTEN:
        return node.value
    try:
        if len(node.value) > LONGEST_NUMBER:
            raise ValueError(node.value)
        return _SAFE.construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        words = phrase(_("cannot be read: %(value)s"), value=shortened(repr(node.value)))
        raise Complaint(line_of(node), words) from error


def refuse_tags(node: yaml.Node) -> None:
    """Raise :class:`Complaint` for the first tag in a node that :func:`compose` gave."""
    _refuse_tag(node)
    if isinstance(node, yaml.SequenceNode | yaml.MappingNode):
        for part in node.value:
            for inner in part if isinstance(part, tuple) else (part,):
                refuse_tags(inner)


def inner_lines(node: yaml.Node) -> Mapping[str, int]:
    """Return key → line for the keys of a mapping; nothing for other nodes."""
    keys = node.value if isinstance(node, yaml.MappingNode) else ()
    return {str(key.value): line_of(key) for key, _value in keys}
