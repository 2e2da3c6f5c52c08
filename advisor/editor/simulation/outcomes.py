"""The four decisions of a simulation in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisor.editor.simulation.sides import Decided, Side, Simulation
from advisor.engine.recommendation import RankedDecision, RankedOption
from advisor.engine.rulebook import COLLECTING_DECISION, Rulebook
from advisor.pictures.bars import Bars, bars
from advisor.rulebook.rule_words import option_names
from advisor.rulebook.scenarios import DECISIONS
from advisor.rulebook.wording import signed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out on one side: the names of the options, and how clearly. ``options`` are their slugs."""

    options: tuple[str, ...]
    names: str
    status: str
    bars: Bars | None


@dataclass(frozen=True, slots=True)
class Line:
    """One option on both sides; "" where a side does not have it."""

    option: str
    name: str
    version: str
    draft: str
    differs: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision on both sides. ``lines``: the options that some rule spoke of, the draft's order.

    ``moves`` says in words how the draft differs, for a decision that picks several; "" otherwise.
    """

    slug: str
    title: str
    version: Outcome | None
    draft: Outcome | None
    differs: bool
    moves: str
    lines: tuple[Line, ...]


def decision_views(simulation: Simulation, language: str) -> list[DecisionView]:
    """Return the four decisions."""
    return [_view(simulation, decision, language) for decision in DECISIONS]


def _view(simulation: Simulation, decision: str, language: str) -> DecisionView:
    book = simulation.sides[-1].rulebook
    return DecisionView(
        slug=decision,
        title=book.decisions[decision].title.in_language(language),
        version=_outcome(simulation.version, decision, language),
        draft=_outcome(simulation.draft, decision, language),
        differs=simulation.differs(decision),
        moves=_moves(simulation, decision, language),
        lines=_lines(simulation, decision, language),
    )


def _moves(simulation: Simulation, decision: str, language: str) -> str:
    if decision != COLLECTING_DECISION or not simulation.differs(decision):
        return ""
    names: dict[str, str] = {}
    for side in simulation.sides:
        names |= option_names(side.rulebook, decision, language)
    before, after = (set(side.outcome(decision)) for side in simulation.sides)
    told = (
        (_("the draft adds %(options)s"), after - before),
        (_("the draft drops %(options)s"), before - after),
    )
    clauses = [
        words % {"options": ", ".join(name for option, name in names.items() if option in moved)}
        for words, moved in told
        if moved
    ]
    sentence = "; ".join(clauses)
    return sentence[:1].upper() + sentence[1:]


def _outcome(side: Side | None, decision: str, language: str) -> Outcome | None:
    if side is None:
        return None
    decided = side.decided(decision)
    names = option_names(side.rulebook, decision, language)
    options = side.outcome(decision)
    return Outcome(
        options,
        ", ".join(names[option] for option in options) or _("nothing"),
        status_words(decided),
        _bars(side, decided, language),
    )


def _bars(side: Side, decided: Decided, language: str) -> Bars | None:
    """Return the picture of the strategies; services, which have no colours, are told by their points."""
    if not isinstance(decided, RankedDecision) or decided.decision != "strategy":
        return None
    return bars(side.rulebook, decided, language, "rulebook")


def status_words(decided: Decided) -> str:
    """Return how clearly a decision came out; "" for one that picks several."""
    if not isinstance(decided, RankedDecision):
        return ""
    if decided.status == "clear" and decided.margin is not None:
        words = ngettext("%(count)s point ahead", "%(count)s points ahead", decided.margin)
        return words % {"count": decided.margin}
    return {
        "clear": _("the only one not ruled out"),
        "tie": _("a tie: the order decides"),
        "no_clean_fit": _("no clean fit: every option is ruled out"),
        "no_evidence": _("no evidence: no rule holds"),
    }[decided.status]


def _lines(simulation: Simulation, decision: str, language: str) -> tuple[Line, ...]:
    names: dict[str, str] = {}
    for side in simulation.sides:
        names |= option_names(side.rulebook, decision, language)
    before, after = (_standing(side, decision) for side in (simulation.version, simulation.draft))
    both = simulation.version is not None and simulation.draft is not None
    chosen = {option for side in simulation.sides for option in side.outcome(decision)}
    spoken = [
        option
        for option in _in_order(simulation.sides[-1].rulebook, decision, names)
        if any(option in standing and standing[option].because for standing in (before, after))
    ]
    return tuple(
        Line(
            option,
            names[option],
            _points(before.get(option)),
            _points(after.get(option)),
            both and _points(before.get(option)) != _points(after.get(option)),
            option in chosen,
        )
        for option in spoken
    )


def _in_order(book: Rulebook, decision: str, names: Iterable[str]) -> list[str]:
    first = [option.slug for option in book.decisions[decision].options]
    return [*first, *(option for option in names if option not in first)]


def _standing(side: Side | None, decision: str) -> dict[str, RankedOption]:
    return {option.option: option for option in side.decided(decision).ranking} if side else {}


def _points(option: RankedOption | None) -> str:
    if option is None:
        return ""
    points = signed(option.points)
    return _("ruled out (%(points)s)") % {"points": points} if option.ruled_out else points
