"""Read a Konveyor assessment questionnaire: YAML → plain dataclasses, with every complaint at its line.

The format is the one that Konveyor's hub takes: sections of questions of answers, each with an order, an
answer with the risk that it means. Words stay words: ``Yes`` is no truth value here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import yaml

from advisor.plain_text import shortened
from advisor.rulebook.findings import Finding, Level, errors
from advisor.rulebook.phrases import Misfit, Words, phrase
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.schema import Field
from advisor.rulebook.values import conform
from advisor.rulebook.yaml_nodes import Complaint, compose, line_of, pairs, refuse_tags

RISKS = ("red", "yellow", "green", "unknown")
#: What each part of a questionnaire may say.
KEYS = {
    "questionnaire": ("name", "description", "sections", "thresholds", "riskMessages", "required"),
    "sections": ("order", "name", "comment", "questions"),
    "questions": ("order", "text", "explanation", "includeFor", "excludeFor", "answers"),
    "answers": ("order", "text", "risk", "rationale", "mitigation", "applyTags", "autoAnswerFor", "selected"),
}
#: What the hub adds for itself when it gives a questionnaire out.
BOOKKEEPING = ("id", "createUser", "updateUser", "createTime", "revision", "builtin", "autoAnswered")
#: What has no place in a rulebook, and would be lost without a word.
NOT_TAKEN = (
    "description",
    "thresholds",
    "riskMessages",
    "includeFor",
    "excludeFor",
    "applyTags",
    "autoAnswerFor",
)
_ORDER = re.compile(r"\d{1,6}")
_TEXT = Field("text", "plain")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``risk`` is one of :data:`RISKS`."""

    text: str
    risk: str
    rationale: str
    mitigation: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers, in order."""

    text: str
    explanation: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A group of questions, in order."""

    name: str
    comment: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole questionnaire; ``sections`` in order."""

    name: str
    sections: tuple[Section, ...]


Part = TypeVar("Part")


def read_questionnaire(text: str, file: str) -> tuple[Questionnaire | None, list[Finding]]:
    """Return the questionnaire and what is to be said about it; None where something is wrong with it."""
    try:
        root = compose(text)
        if root is None:
            raise Complaint(1, _("is empty"))
        refuse_tags(root)
        pairs(root)
    except Complaint as complaint:
        return None, [Finding("error", complaint.words, file, complaint.line, code="unreadable-file")]
    findings: list[Finding] = []
    part = _Part(root, "questionnaire", file, "", findings)
    read = Questionnaire(part.text("name", needed=True), part.parts("sections", _section))
    findings.sort(key=lambda item: item.line)
    return (None if errors(findings) else read), findings


def _section(part: _Part) -> Section:
    questions = part.parts("questions", _question)
    return Section(part.text("name", needed=True), part.text("comment"), questions)


def _question(part: _Part) -> Question:
    answers = part.parts("answers", _answer)
    return Question(part.text("text", needed=True), part.text("explanation"), answers)


def _answer(part: _Part) -> Answer:
    return Answer(
        part.text("text", needed=True),
        part.risk(),
        part.text("rationale"),
        part.text("mitigation"),
    )


@dataclass(slots=True)
class _Part:
    """A mapping of the file: its fields, and where complaints about it go."""

    node: yaml.Node
    level: str
    file: str
    place: str
    findings: list[Finding]
    fields: Mapping[str, tuple[yaml.Node, yaml.Node]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            self.fields = pairs(self.node)
        except Complaint as complaint:
            self._say("error", complaint.line, "", complaint.words, "unreadable-record")
            return
        for name, (key, value) in self.fields.items():
            if name not in (*KEYS[self.level], *BOOKKEEPING):
                known = phrase(_("is no field here; there are %(known)s"), known=", ".join(KEYS[self.level]))
                self._say("error", line_of(key), shortened(name), known, "unknown-field")
            elif name in NOT_TAKEN and value.value:
                words = _("is not taken over: it has no place in the rulebook")
                self._say("warning", line_of(key), name, words, "not-taken-over")

    def text(self, name: str, *, needed: bool = False) -> str:
        """Return a text, "" where there is none."""
        key, value = self.fields.get(name, (self.node, None))
        line = line_of(key)
        if value is None or value.tag.endswith(":null"):
            if needed and self.fields:
                self._say("error", line, name, _("is missing"), "missing-field")
            return ""
        if not isinstance(value, yaml.ScalarNode):
            self._say("error", line, name, _("must be a text"), "wrong-value")
            return ""
        return self._cleaned(name, value.value, line, needed)

    def _cleaned(self, name: str, text: str, line: int, needed: bool) -> str:
        try:
            cleaned: str = conform(_TEXT, text)
        except Misfit as error:
            self._say("error", line, name, error.phrase, "wrong-value")
            return ""
        if needed and not cleaned:
            self._say("error", line, name, _("the text is missing"), "missing-text")
        return cleaned

    def risk(self) -> str:
        """Return the risk of an answer; what Konveyor does not know is a complaint."""
        risk = self.text("risk", needed=True)
        if risk and risk not in RISKS:
            words = phrase(_("must be one of %(words)s; it is %(value)s"), words=", ".join(RISKS), value=risk)
            self._say("error", line_of(self.fields["risk"][0]), "risk", words, "wrong-value")
        return risk

    def order(self) -> int:
        """Return the place in the list; 0, which Konveyor writes for none, is the order of the file."""
        text = self.text("order", needed=True)
        if text and not _ORDER.fullmatch(text):
            words = phrase(_("must be a whole number of at least 0; it is %(value)s"), value=shortened(text))
            self._say("error", line_of(self.fields["order"][0]), "order", words, "wrong-value")
            return 0
        return int(text or 0)

    def parts(self, name: str, read: Callable[[_Part], Part]) -> tuple[Part, ...]:
        """Return what a list holds, by its orders."""
        key, value = self.fields.get(name, (self.node, None))
        if not self.fields:
            return ()
        if not isinstance(value, yaml.SequenceNode) or not value.value:
            missing = value is None or not value.value
            words = _("is missing: there has to be at least one") if missing else _("must be a list")
            self._say("error", line_of(key), name, words, "missing-field" if missing else "wrong-value")
            return ()
        found = [
            _Part(node, name, self.file, f"{self.place}{name} {number}: ", self.findings)
            for number, node in enumerate(value.value, start=1)
        ]
        return tuple(read(part) for part in _in_order(found))

    def _say(self, level: Level, line: int, name: str, words: Words, code: str) -> None:
        place = self.place.removesuffix(": ")
        self.findings.append(Finding(level, words, self.file, line, place, name, code))

    def refuse_order(self, order: int) -> None:
        """Complain that the order is taken."""
        line = line_of(self.fields["order"][0])
        words = phrase(_("%(order)s is taken: another one beside it has the same"), order=order)
        self._say("error", line, "order", words, "wrong-value")


def _in_order(parts: list[_Part]) -> Iterator[_Part]:
    taken: set[int] = set()
    placed: list[tuple[int, int, _Part]] = []
    for number, part in enumerate(parts):
        order = part.order()
        if order in taken:
            part.refuse_order(order)
        if order:
            taken.add(order)
        placed.append((order, number, part))
    for _order, _number, part in sorted(placed, key=lambda item: item[:2]):
        yield part
