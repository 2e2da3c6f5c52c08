"""Deciding: which options the rules that hold speak for (the design's points 1 to 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.engine.compile import Compiled, CompiledRule, Stretch
from advisor.engine.conditions import what_made_it_hold
from advisor.engine.masks import Masks, bits
from advisor.engine.recommendation import (
    CollectedDecision,
    Contribution,
    RankedDecision,
    RankedOption,
    Recommendation,
    Status,
)
from advisor.engine.rulebook import (
    COLLECTING_DECISION,
    Answer,
    Profile,
)

#: The outcomes of strategy, compute and database; ``None`` where there is no evidence.
Outcomes = tuple[str | None, str | None, str | None]


def asked(compiled: Compiled, profile: Profile) -> frozenset[str]:
    """Return the slugs of the questions that are asked.

    A question is asked unless it is retired, when each question that its ``asked_when`` names is itself
    asked and was answered with one of the choices listed.
    """
    questions = compiled.rulebook.questions
    known: dict[str, bool] = {}

    def is_asked(slug: str) -> bool:
        if slug not in known:
            question = questions[slug]
            known[slug] = not question.retired and all(
                is_asked(parent) and _gave_one_of(profile.get(parent), choices)
                for parent, choices in (question.asked_when or {}).items()
            )
        return known[slug]

    return frozenset(slug for slug in questions if is_asked(slug))


def _gave_one_of(answer: Answer, choices: tuple[str, ...]) -> bool:
    if isinstance(answer, tuple):
        return any(choice in choices for choice in answer)
    return answer in choices


def alive_after_answers(compiled: Compiled, profile: Profile) -> int:
    """Return the mask of the ranked decisions' rules that no answer stops; outcomes not yet applied."""
    alive = compiled.ranked.everything
    answer = profile.get
    for name, table in compiled.question_tables:
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


def decide(compiled: Compiled, profile: Profile) -> Recommendation:
    """Return the recommendation with every contribution.

    ``profile`` holds valid answers, as :func:`advisor.engine.profile.parse_profile` returns them; keys
    that name no question are left out. Pure: the same rulebook and answers give the same, to the byte.
    """
    given = {slug: profile[slug] for slug in compiled.rulebook.questions if slug in profile}
    now_asked = asked(compiled, given)
    facts: dict[str, Answer] = {slug: answer for slug, answer in given.items() if slug in now_asked}
    ranked: list[RankedDecision] = []
    for stretch in compiled.stretches:
        decision = _ranked(stretch, _alive(compiled.ranked, facts), facts)
        facts[stretch.decision] = decision.outcome
        ranked.append(decision)
    extra = _alive(compiled.extra, facts)
    strategy, compute, database = ranked
    return Recommendation(
        rulebook=compiled.rulebook.hash,
        profile=given,
        ignored=tuple(slug for slug, answer in given.items() if answer is not None and slug not in now_asked),
        strategy=strategy,
        compute=compute,
        database=database,
        supporting=_collected(compiled, extra, facts),
        advice=tuple(compiled.advice[n] for n in bits(extra >> len(compiled.supporting))),
    )


def _alive(masks: Masks, facts: Mapping[str, Answer]) -> int:
    alive = masks.everything
    for name, table in masks.tables.items():
        alive &= table[facts.get(name)]
    return alive


def _ranked(stretch: Stretch, alive: int, facts: Mapping[str, Answer]) -> RankedDecision:
    held = (alive & stretch.mask) >> stretch.offset
    options = _options(stretch.options, (stretch.rules[n] for n in bits(held)), facts)
    vetoes = [sum(c.rules_out for c in option.because) for option in options]
    order = sorted(range(len(options)), key=lambda n: (vetoes[n], -options[n].points))
    best = order[0]
    others = [options[n].points for n in order[1:] if not vetoes[n]]
    status: Status = "clear"
    margin: int | None = None
    if not held & stretch.evidence:
        status = "no_evidence"
    elif vetoes[best]:
        status = "no_clean_fit"
    elif others:
        margin = options[best].points - others[0]
        status = "clear" if margin else "tie"
    outcome = None if status == "no_evidence" else options[best].option
    return RankedDecision(stretch.decision, outcome, status, margin, tuple(options[n] for n in order))


def _options(
    names: tuple[str, ...], rules: Iterable[CompiledRule], facts: Mapping[str, Answer]
) -> list[RankedOption]:
    """Return the options in the rulebook's order, with all that the rules say about them."""
    points = [0] * len(names)
    ruled_out = [False] * len(names)
    because: list[list[Contribution]] = [[] for _ in names]
    for rule in rules:
        answers = {name: what_made_it_hold(condition, facts[name]) for name, condition in rule.when}
        for option, gained, vetoed in rule.effects:
            points[option] += gained
            ruled_out[option] |= vetoed
            because[option].append(Contribution(rule.slug, gained, vetoed, answers))
    return [RankedOption(name, points[n], ruled_out[n], tuple(because[n])) for n, name in enumerate(names)]


def _collected(compiled: Compiled, extra: int, facts: Mapping[str, Answer]) -> CollectedDecision:
    """``supporting``: what has points above 0 and is not ruled out; the ranking is best first."""
    names = tuple(option.slug for option in compiled.rulebook.decisions[COLLECTING_DECISION].options)
    rules = compiled.supporting
    held = extra & ((1 << len(rules)) - 1)
    options = _options(names, (rules[n] for n in bits(held)), facts)
    picked = tuple(option.option for option in options if option.points > 0 and not option.ruled_out)
    ranking = sorted(options, key=lambda option: (option.ruled_out, -option.points))
    return CollectedDecision(COLLECTING_DECISION, picked, tuple(ranking))


def decisions_of(recommendation: Recommendation) -> tuple[RankedDecision, RankedDecision, RankedDecision]:
    """Return the three ranked decisions in order."""
    return recommendation.strategy, recommendation.compute, recommendation.database
