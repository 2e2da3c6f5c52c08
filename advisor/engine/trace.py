"""Every rule against one profile: held, failed, or silent for lack of an answer.

:func:`advisor.engine.decide.decide` tells of the rules that hold; this tells why the others do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from advisor.engine.compile import Compiled
from advisor.engine.conditions import holds
from advisor.engine.decide import asked, outcomes
from advisor.engine.rulebook import RANKED_DECISIONS, Answer, Condition, Profile, Rule

ConditionState = Literal["held", "failed", "unanswered", "not_asked"]
RuleState = Literal["held", "failed", "silent"]


class ConditionTrace(NamedTuple):
    """One condition of a rule, on a question or an earlier decision.

    ``answer`` is what it met: the answer given, or the outcome of the decision; ``None`` where there is
    none. ``not_asked``: the question is not asked, so that its answer, if there is one, has no effect.
    """

    name: str
    condition: Condition
    answer: Answer
    state: ConditionState


class RuleTrace(NamedTuple):
    """One rule. ``silent``: some condition lacks an answer, and none failed."""

    rule: str
    decision: str
    state: RuleState
    conditions: tuple[ConditionTrace, ...]


def trace(compiled: Compiled, profile: Profile) -> tuple[RuleTrace, ...]:
    """Return what becomes of every rule of the rulebook, in its order.

    ``profile`` holds valid answers, as :func:`advisor.engine.profile.parse_profile` returns them. The
    rules that hold are those that contribute to :func:`advisor.engine.decide.decide` for the same answers.
    """
    return trace_rules(compiled, profile, compiled.rulebook.rules.values())


def trace_rules(compiled: Compiled, profile: Profile, rules: Iterable[Rule]) -> tuple[RuleTrace, ...]:
    """Return the same of rules that need not be the rulebook's own; their outcomes do not count as facts."""
    facts: dict[str, Answer] = {**profile, **_outcomes(compiled, profile)}
    live = asked(compiled, profile).union(RANKED_DECISIONS)
    return tuple(_traced(rule, facts, live) for rule in rules)


def _outcomes(compiled: Compiled, profile: Profile) -> Mapping[str, str | None]:
    return dict(zip(RANKED_DECISIONS, outcomes(compiled, profile), strict=True))


def _traced(rule: Rule, facts: Mapping[str, Answer], live: frozenset[str]) -> RuleTrace:
    conditions = tuple(
        ConditionTrace(name, condition, facts.get(name), _state(condition, facts.get(name), name in live))
        for name, condition in rule.when.items()
    )
    states = {condition.state for condition in conditions}
    state: RuleState = "held"
    if "failed" in states:
        state = "failed"
    elif states != {"held"}:
        state = "silent"
    return RuleTrace(rule.slug, rule.decision, state, conditions)


def _state(condition: Condition, answer: Answer, is_asked: bool) -> ConditionState:
    if not is_asked:
        return "not_asked"
    if answer is None:
        return "unanswered"
    return "held" if holds(condition, answer) else "failed"
