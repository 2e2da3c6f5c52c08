"""Deciding: which options the rules that hold speak for (the design's points 1 to 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from advisor.engine.compile import Compiled
from advisor.engine.conditions import what_made_it_hold
from advisor.engine.masks import picked
from advisor.engine.recommendation import (
    CollectedDecision,
    Contribution,
    RankedDecision,
    RankedOption,
    Recommendation,
    Status,
)
from advisor.engine.rulebook import COLLECTING_DECISION, RANKED_DECISIONS, Answer, Profile
from advisor.engine.stretch import CompiledRule, Said, Stretch, said_by

#: So many sets of answers a rule remembers what it said for.
_REMEMBERED = 256

#: The outcomes of strategy, compute and database; ``None`` where there is no evidence.
Outcomes = tuple[str | None, str | None, str | None]


def asked(compiled: Compiled, profile: Profile) -> frozenset[str]:
    """Return the slugs of the questions that are asked.

    A question is asked unless it is retired, when each question that its ``asked_when`` names is itself
    asked and was answered with one of the choices listed.
    """
    found = compiled.always_asked
    for slug, needed in compiled.conditional:
        if all(parent in found and _gave_one_of(profile.get(parent), choices) for parent, choices in needed):
            found |= {slug}
    return found


def _gave_one_of(answer: Answer, choices: frozenset[str]) -> bool:
    return not choices.isdisjoint(answer) if isinstance(answer, tuple) else answer in choices


def alive_after_answers(compiled: Compiled, profile: Profile) -> int:
    """Return the mask of the ranked decisions' rules that no answer stops; outcomes not yet applied."""
    alive = compiled.ranked.everything
    answer = profile.get
    for name, table in compiled.tables:
        alive &= table[answer(name)]
    return alive


def outcomes(compiled: Compiled, profile: Profile) -> Outcomes:
    """Return the three outcomes and nothing else: ranking alone.

    ``profile`` holds valid answers, as :func:`advisor.engine.profile.parse_profile` returns them.
    """
    return outcomes_of(compiled, alive_after_answers(compiled, profile))


def outcomes_of(compiled: Compiled, alive: int) -> Outcomes:
    """Return the three outcomes from the mask of rules that no answer stops."""
    first, second, third = compiled.stretches
    tables = compiled.ranked.tables
    strategy = first.outcome(alive)
    if "strategy" in tables:
        alive &= tables["strategy"][strategy]
    compute = second.outcome(alive)
    if "compute" in tables:
        alive &= tables["compute"][compute]
    return strategy, compute, third.outcome(alive)


def all_outcomes(compiled: Compiled, profile: Profile) -> tuple[Outcomes, tuple[str, ...]]:
    """Return the three outcomes and what ``supporting`` picks: all that is decided, without the reasons.

    ``profile`` as in :func:`outcomes`.
    """
    ranked = outcomes(compiled, profile)
    facts = {**profile, **dict(zip(RANKED_DECISIONS, ranked, strict=True))}
    rules = compiled.supporting
    held = compiled.extra.holding(facts) & ((1 << len(rules)) - 1)
    points, vetoes = collected_sums(compiled, held)
    options = compiled.nothing.ranking
    return ranked, tuple(
        [o.option for o, gained, out in zip(options, points, vetoes, strict=True) if gained > 0 and not out]
    )


def decide(compiled: Compiled, profile: Profile) -> Recommendation:
    """Return the recommendation with every contribution.

    ``profile`` holds valid answers, as :func:`advisor.engine.profile.parse_profile` returns them; keys
    that name no question are left out. Pure: the same rulebook and answers give the same, to the byte.
    """
    given = _in_order(compiled, profile)
    now_asked = asked(compiled, given)
    # The masks see to it that no rule holds that reads a question which is not asked.
    facts: dict[str, Answer] = dict(given)
    alive = alive_after_answers(compiled, given)
    ranked: list[RankedDecision] = []
    for stretch in compiled.stretches:
        decision = _ranked(stretch, (alive & stretch.mask) >> stretch.offset, facts)
        facts[stretch.decision] = decision.outcome
        if stretch.decision in compiled.ranked.tables:
            alive &= compiled.ranked.tables[stretch.decision][decision.outcome]
        ranked.append(decision)
    extra = compiled.extra.holding(facts)
    strategy, compute, database = ranked
    return Recommendation(
        rulebook=compiled.rulebook.hash,
        profile=given,
        ignored=tuple(
            [s for s in compiled.not_always_asked if given.get(s) is not None and s not in now_asked]
        ),
        strategy=strategy,
        compute=compute,
        database=database,
        supporting=_collected(compiled, extra, facts),
        advice=tuple(picked(compiled.advice, extra >> len(compiled.supporting))),
    )


def _in_order(compiled: Compiled, profile: Profile) -> dict[str, Answer]:
    """Return the answers to known questions in the rulebook's order."""
    if tuple(profile) == compiled.order:
        return dict(profile)
    return {slug: profile[slug] for slug in compiled.order if slug in profile}


def _ranked(stretch: Stretch, held: int, facts: Mapping[str, Answer]) -> RankedDecision:
    if not held:
        return stretch.nothing
    points, vetoes, order = stretch.tally(stretch.total(held))
    options = _options(stretch.untouched, stretch.picked(held), points, vetoes, facts)
    best = order[0]
    status: Status = "clear"
    margin: int | None = None
    if not held & stretch.evidence:
        status = "no_evidence"
    elif vetoes[best]:
        status = "no_clean_fit"
    elif len(order) > 1 and not vetoes[order[1]]:
        margin = points[best] - points[order[1]]
        status = "clear" if margin else "tie"
    outcome = None if status == "no_evidence" else stretch.options[best]
    ranking = tuple([options[n] for n in order])
    return RankedDecision(stretch.decision, outcome, status, margin, ranking)


def _options(
    untouched: tuple[RankedOption, ...],
    rules: Iterable[CompiledRule],
    points: Sequence[int],
    vetoes: Sequence[int],
    facts: Mapping[str, Answer],
) -> list[RankedOption]:
    """Return the options in the rulebook's order with all that the rules say about them."""
    because: list[list[Contribution]] = [[] for _ in untouched]
    add = [one.append for one in because]
    for rule in rules:
        said = rule.always
        if said is None:
            said = rule.said.get(rule.answers_of(facts)) or _say(rule, facts)
        for option, contribution in said:
            add[option](contribution)
    return [
        RankedOption(option.option, gained, count > 0, tuple(one)) if one else option
        for option, one, gained, count in zip(untouched, because, points, vetoes, strict=True)
    ]


def _say(rule: CompiledRule, facts: Mapping[str, Answer]) -> tuple[Said, ...]:
    """Return what a rule that holds says for these answers, and remember it for the next time."""
    answers = {name: what_made_it_hold(condition, facts[name]) for name, condition in rule.when}
    said = said_by(rule.slug, rule.effects, answers)
    if not rule.counts and len(rule.said) < _REMEMBERED:
        rule.said[rule.answers_of(facts)] = said
    return said


def _collected(compiled: Compiled, extra: int, facts: Mapping[str, Answer]) -> CollectedDecision:
    """``supporting``: what has points above 0 and is not ruled out; the ranking is best first."""
    rules = compiled.supporting
    held = extra & ((1 << len(rules)) - 1)
    if not held:
        return compiled.nothing
    points, vetoes = collected_sums(compiled, held)
    options = _options(compiled.nothing.ranking, picked(rules, held), points, vetoes, facts)
    outcome = tuple(option.option for option in options if option.points > 0 and not option.ruled_out)
    ranking = sorted(options, key=lambda option: (option.ruled_out, -option.points))
    return CollectedDecision(COLLECTING_DECISION, outcome, tuple(ranking))


def collected_sums(compiled: Compiled, held: int) -> tuple[list[int], list[int]]:
    """Return the points and the vetoes of each option of ``supporting`` from the rules that hold."""
    points, vetoes = [0] * len(compiled.nothing.ranking), [0] * len(compiled.nothing.ranking)
    for rule in picked(compiled.supporting, held):
        for option, gained, vetoed in rule.effects:
            points[option] += gained
            vetoes[option] += vetoed
    return points, vetoes
