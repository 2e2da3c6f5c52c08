"""Rows and columns of a decision table in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advisor.editor.grid.asked import ADVICE, Asked
from advisor.editor.grid.entries import Entry
from advisor.editor.grid.since import change_tag, effect_of, effect_words
from advisor.engine.rulebook import RANKED_DECISIONS, Profile, Rule, Rulebook
from advisor.rulebook.emphasis import Part, condition_parts
from advisor.rulebook.findings import Finding
from advisor.rulebook.rule_words import option_names
from advisor.rulebook.trace_words import trace_words, wanted_words
from advisor.rulebook.wording import date_words, question_text

Tone = Literal["for", "against", "out", "none"]
#: What stands beside the rule, in rem: its least width, that of a question, of an option with its name
#: upright and of one with its name turned; and the room there is on a screen of 1280 px.
RULE_WIDTH, QUESTION_WIDTH, OPTION_WIDTH, NARROW_WIDTH, ROOM = 22.0, 7.25, 5.9, 3.1, 75.0
#: More options than that have their names turned.
MOST_UPRIGHT = 5


@dataclass(frozen=True, slots=True)
class Chip:
    """What a rule says of one option; ``text`` is "+3", "−2", "rules out" or "" for nothing."""

    option: str
    name: str
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of a row."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row in words. ``demands`` has a text for each question column, "" where it is not read.

    ``chips`` has one for each option column, or only those touched where options are no columns.
    """

    slug: str
    kind: str
    title: str
    conditions: tuple[Part, ...]
    because: str
    sources: tuple[Cited, ...]
    checked: str
    demands: tuple[str, ...]
    chips: tuple[Chip, ...]
    changed: str
    findings: tuple[Finding, ...]
    state: str
    why: str

    @property
    def has_error(self) -> bool:
        """Tell whether a finding blocks publishing."""
        return any(finding.level == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Column:
    """A column beside the rule: its slug, its name, and the order that its head leads to."""

    slug: str
    name: str
    order: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns stand beside the rule. ``layout``: options upright, turned, or as a list of chips."""

    questions: tuple[Column, ...]
    options: tuple[Column, ...]
    layout: Literal["upright", "turned", "list", "none"]

    @property
    def count(self) -> int:
        """How many columns the table has, that of the rule among them."""
        options = {"list": 1, "none": 0}.get(self.layout, len(self.options))
        return 1 + len(self.questions) + options


def columns_of(rulebook: Rulebook, decision: str, asked: Asked, language: str) -> Columns:
    """Return the columns that fit beside the rules of a decision on a screen of 1280 px."""
    questions = tuple(_question_column(rulebook, slug, language) for slug in asked.columns)
    names = {} if decision == ADVICE else option_names(rulebook, decision, language)
    options = tuple(Column(slug, short_name(name), f"option:{slug}") for slug, name in names.items())
    if not options:
        return Columns(questions, (), "none")
    upright = len(options) <= MOST_UPRIGHT
    width = len(options) * (OPTION_WIDTH if upright else NARROW_WIDTH)
    if RULE_WIDTH + len(questions) * QUESTION_WIDTH + width > ROOM:
        return Columns(questions, options, "list")
    return Columns(questions, options, "upright" if upright else "turned")


def _question_column(rulebook: Rulebook, slug: str, language: str) -> Column:
    if slug in RANKED_DECISIONS:
        return Column(slug, rulebook.decisions[slug].title.in_language(language), f"question:{slug}")
    return Column(slug, question_text(rulebook, slug, language), f"question:{slug}")


def short_name(name: str) -> str:
    """Return a service's name without the maker's, which all of them share."""
    return name.removeprefix("Microsoft ").removeprefix("Azure ") or name


@dataclass(frozen=True, slots=True)
class Wording:
    """What turns entries into rows: the rulebook, its columns, the profile that was traced, a language."""

    rulebook: Rulebook
    columns: Columns
    language: str
    profile: Profile | None = None
    published: bool = False
    why: bool = False

    def row(self, entry: Entry) -> Row:
        """Return an entry in words."""
        rule = entry.rule
        names = option_names(self.rulebook, rule.decision, self.language)
        advice = self.rulebook.advice[rule.slug] if rule.decision == ADVICE else None
        because = advice.text if advice else rule.because
        return Row(
            slug=rule.slug,
            kind=entry.kind,
            title=entry.title.in_language(self.language),
            conditions=self._conditions(rule),
            because=because.in_language(self.language),
            sources=self._sources(rule.sources),
            checked=date_words(rule.checked_on, self.language),
            demands=tuple(self._demand(rule, column.slug) for column in self.columns.questions),
            chips=self._chips(rule, names),
            changed=change_tag(entry.was, rule, names) if self.published else "",
            findings=entry.findings,
            state=entry.state,
            why=self._why(entry),
        )

    def _conditions(self, rule: Rule) -> tuple[Part, ...]:
        parts = condition_parts(self.rulebook, rule.when, self.language)
        if not parts:
            return (Part(_("Always"), False),)
        before, after = pgettext("rule", "When %(conditions)s").split("%(conditions)s")
        return (Part(before, False), *parts, Part(after, False))

    def _why(self, entry: Entry) -> str:
        if entry.traced is None or self.profile is None or not self.why or entry.state == "held":
            return ""
        return trace_words(self.rulebook, entry.traced, self.profile, self.language)

    def _sources(self, slugs: Sequence[str]) -> tuple[Cited, ...]:
        known = [self.rulebook.sources[slug] for slug in slugs if slug in self.rulebook.sources]
        return tuple(Cited(source.title, source.url or "") for source in known)

    def _demand(self, rule: Rule, question: str) -> str:
        condition = rule.when.get(question)
        if condition is None:
            return ""
        words = wanted_words(self.rulebook, question, condition, self.language)
        return words.replace("“", "").replace("”", "")

    def _chips(self, rule: Rule, names: Mapping[str, str]) -> tuple[Chip, ...]:
        options = list(names)
        if self.columns.layout == "list":
            options = [option for option in names if effect_of(rule, option)]
        # What is retired is no column, but a rule may still name it.
        return tuple(self._chip(rule, option, names[option]) for option in options)

    def _chip(self, rule: Rule, option: str, name: str) -> Chip:
        effect = effect_of(rule, option)
        if not effect:
            return Chip(option, short_name(name), "none", "")
        tone: Tone = "out" if isinstance(effect, str) else "for" if effect > 0 else "against"
        short = self.columns.layout == "turned" and tone == "out"
        words = pgettext("ruled out, short", "out") if short else effect_words(effect)
        return Chip(option, short_name(name), tone, words)
