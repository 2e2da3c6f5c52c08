"""The recommendation so far, beside the questions."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.assessments.profile import Position
from advisor.engine import RankedDecision
from advisor.pictures.bars import Bars, bars

#: How many reasons and open questions the panel shows: always the same, so that nothing jumps.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class PanelReason:
    """One rule that speaks for the leader: its points with a sign, and its sentence."""

    points: str
    text: str


@dataclass(frozen=True, slots=True)
class PanelQuestion:
    """An open question that may still change an outcome; ``reach`` in points."""

    slug: str
    text: str
    reach: int
    may_rule_out: bool


@dataclass(frozen=True, slots=True)
class Service:
    """The outcome of compute or database so far; ``name`` is empty where nothing speaks for any.

    ``entry`` is the slug of its page in the catalogue, or empty.
    """

    decision: str
    name: str
    entry: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the panel shows; ``leader`` is a strategy, or empty where there is no evidence yet."""

    status: str
    leader: str
    leader_name: str
    margin: int | None
    runner_up: str
    runner_up_name: str
    bars: Bars
    services: tuple[Service, ...]
    reasons: tuple[PanelReason, ...]
    settled: bool
    open_count: int
    questions: tuple[PanelQuestion, ...]


def panel_of(position: Position, language: str) -> Panel:
    """Return the panel of an assessment in a language."""
    rulebook = position.rulebook
    strategy = position.recommendation.strategy
    names = {o.slug: o.name.in_language(language) for o in rulebook.decisions["strategy"].options}
    rival = _runner_up(strategy)
    open_questions = position.settlement.open_questions
    return Panel(
        status=strategy.status,
        leader=strategy.outcome or "",
        leader_name=names.get(strategy.outcome or "", ""),
        margin=strategy.margin,
        runner_up=rival,
        runner_up_name=names.get(rival, ""),
        bars=bars(rulebook, strategy, language, order="rulebook"),
        services=tuple(
            _service(position, decision, language)
            for decision in (position.recommendation.compute, position.recommendation.database)
        ),
        reasons=_reasons(position, strategy, language),
        settled=position.all_settled,
        open_count=len(open_questions),
        questions=tuple(
            PanelQuestion(
                q.question, rulebook.questions[q.question].text.in_language(language), q.reach, q.may_rule_out
            )
            for q in open_questions[:SHOWN]
        ),
    )


def _runner_up(decision: RankedDecision) -> str:
    others = [o.option for o in decision.ranking if not o.ruled_out and o.option != decision.outcome]
    return others[0] if others and decision.outcome else ""


def _service(position: Position, decision: RankedDecision, language: str) -> Service:
    options = position.rulebook.decisions[decision.decision].options
    chosen = next((option for option in options if option.slug == decision.outcome), None)
    return Service(
        decision=decision.decision,
        name=chosen.name.in_language(language) if chosen else "",
        entry=(chosen.service or "") if chosen else "",
        settled=position.settlement.settled[decision.decision],
    )


def _reasons(position: Position, decision: RankedDecision, language: str) -> tuple[PanelReason, ...]:
    leader = next((o for o in decision.ranking if o.option == decision.outcome), None)
    held = sorted((c for c in leader.because if c.points > 0), key=lambda c: -c.points) if leader else []
    rules = position.rulebook.rules
    return tuple(
        PanelReason(f"+{c.points}", rules[c.rule].because.in_language(language)) for c in held[:SHOWN]
    )
