"""What became of every rule on both sides, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from advisor.editor.grid.since import effect_words
from advisor.editor.simulation.sides import Side, Simulation
from advisor.engine.rulebook import Rule
from advisor.rulebook.emphasis import Part, condition_parts
from advisor.rulebook.rule_words import option_names
from advisor.rulebook.scenarios import DECISIONS
from advisor.rulebook.trace_words import trace_words

#: Which rules are shown: those that hold on one side at least, those that differ, all.
SHOWN = ("held", "differs", "all")


@dataclass(frozen=True, slots=True)
class Became:
    """A rule on one side. ``state`` is held, failed, silent or absent; ``effects``: option, name, words."""

    state: str
    words: str
    effects: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TraceLine:
    """A rule on both sides; a side that does not exist is None."""

    rule: str
    decision: str
    conditions: tuple[Part, ...]
    version: Became | None
    draft: Became | None
    differs: bool

    @property
    def both(self) -> Became | None:
        """What became of it, where that is the same on both sides, to the word."""
        return self.draft if self.version == self.draft else None


@dataclass(frozen=True, slots=True)
class Traced:
    """The rules shown, by decision: (its slug, its title, lines); ``found`` of ``total``."""

    tables: tuple[tuple[str, str, tuple[TraceLine, ...]], ...]
    found: int
    total: int


def traced(simulation: Simulation, shown: str, decision: str, language: str) -> Traced:
    """Return the trace. ``shown`` is one of SHOWN; ``decision`` narrows to one, "" for all."""
    rules = _rules(simulation)
    wanted = [
        name
        for name in rules
        if (not decision or rules[name].decision == decision) and _is_shown(simulation, name, shown)
    ]
    book = simulation.sides[-1].rulebook
    tables = []
    for table in DECISIONS:
        lines = tuple(
            _line(simulation, rules[name], language) for name in wanted if rules[name].decision == table
        )
        if lines:
            tables.append((table, book.decisions[table].title.in_language(language), lines))
    return Traced(tuple(tables), len(wanted), len(rules))


def _rules(simulation: Simulation) -> dict[str, Rule]:
    """Return every rule of either side by name, in the order of names; of both the draft's."""
    found: dict[str, Rule] = {}
    for side in simulation.sides:
        found |= side.rulebook.rules
    return dict(sorted(found.items()))


def _is_shown(simulation: Simulation, rule: str, shown: str) -> bool:
    if shown == "held":
        return any(side.traces[rule].state == "held" for side in simulation.sides if rule in side.traces)
    return shown == "all" or differs(simulation, rule)


def differs(simulation: Simulation, rule: str) -> bool:
    """Tell whether a rule comes to another state on the two sides, or has other effects while it holds."""
    version, draft = simulation.version, simulation.draft
    if version is None or draft is None:
        return False
    before, after = version.traces.get(rule), draft.traces.get(rule)
    if before is None or after is None or before.state != after.state:
        return True
    return after.state == "held" and _effects_of(version, rule) != _effects_of(draft, rule)


def _effects_of(side: Side, rule: str) -> tuple[object, ...]:
    known = side.rulebook.rules[rule]
    return known.decision, dict(known.points), known.rules_out


def _line(simulation: Simulation, rule: Rule, language: str) -> TraceLine:
    book = next(side.rulebook for side in reversed(simulation.sides) if rule.slug in side.rulebook.rules)
    return TraceLine(
        rule.slug,
        rule.decision,
        condition_parts(book, rule.when, language),
        _became(simulation.version, rule.slug, language),
        _became(simulation.draft, rule.slug, language),
        differs(simulation, rule.slug),
    )


def _became(side: Side | None, rule: str, language: str) -> Became | None:
    if side is None:
        return None
    found = side.traces.get(rule)
    if found is None:
        return Became("absent", _("not in this version"))
    words = trace_words(side.rulebook, found, side.profile, language)
    effects = tuple(_effects(side, rule, language)) if found.state == "held" else ()
    return Became(found.state, words, effects)


def _effects(side: Side, rule: str, language: str) -> Iterator[tuple[str, str, str]]:
    known = side.rulebook.rules[rule]
    for option, name in option_names(side.rulebook, known.decision, language).items():
        if option in known.rules_out:
            yield option, name, effect_words("out")
        elif option in known.points:
            yield option, name, effect_words(known.points[option])
