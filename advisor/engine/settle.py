"""Whether a decision is settled, and which open questions may still matter (the design's point 7)."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.engine.bounds import Against, Bound, most_of
from advisor.engine.compile import Compiled
from advisor.engine.decide import asked
from advisor.engine.domains import Domain
from advisor.engine.masks import bits
from advisor.engine.recommendation import OpenQuestion, Settlement
from advisor.engine.rulebook import RANKED_DECISIONS, Profile
from advisor.engine.survey import Survey, View, against_leader

#: Steps of a search (one question bounded once is a step) before a decision counts as not settled.
BUDGET = 4000

_VETO_POINTS = 12
_STRATEGY_FIRST = 9


def settle(compiled: Compiled, profile: Profile, budget: int = BUDGET) -> Settlement:
    """Return what is settled and what may still matter.

    A ranked decision is settled when no answers to the open questions, nor leaving them open or closed,
    can change its outcome. Stored answers of questions that are not asked count as they come back, and
    earlier outcomes as they change. Questions whose answer refuses options are never varied.
    ``open_questions`` may hold a question too many, never one too few; a question stands after those
    that its ``asked_when`` names. A closed question is in ``unknown_that_matter`` when it alone, once
    answered, could change an outcome, all else being as it is.

    ``profile`` holds valid answers; ``budget`` is counted in steps, so that the same is found on every
    machine.
    """
    survey = Survey(compiled, profile, budget)
    views = survey.views(survey.alive, survey.domains)
    settled = [view.settled or survey.proves(n, view) for n, view in enumerate(views)]
    open_views = [view for view, done in zip(views, settled, strict=True) if not done]
    return Settlement(
        settled=dict(zip(RANKED_DECISIONS, settled, strict=True)),
        open_questions=_open_questions(compiled, survey.domains, open_views),
        unknown_that_matter=_unknown_that_matter(compiled, profile),
    )


def _open_questions(
    compiled: Compiled, domains: Sequence[Domain], views: Sequence[View]
) -> tuple[OpenQuestion, ...]:
    """Return the questions that rules read which tell a possible rival from the leader."""
    bounds = [found for view in views for found in view.bounds if found.relevant]
    vetoes = 0
    for found in bounds:
        vetoes |= found.against.vetoes & found.relevant
    scored: list[tuple[float, OpenQuestion, Domain]] = []
    for domain in domains:
        mine = [found for found in bounds if found.relevant & domain.reads]
        if mine:
            reach = max(_reach(compiled, found, domain) for found in mine)
            question = OpenQuestion(domain.slug, reach, bool(vetoes & domain.reads))
            scored.append((sum(_decisiveness(found, domain) for found in mine), question, domain))
    scored.sort(key=lambda one: -one[0])
    return _parents_first(scored)


def _parents_first(scored: Sequence[tuple[float, OpenQuestion, Domain]]) -> tuple[OpenQuestion, ...]:
    """Keep the order, but move a question behind those on which it depends whether it is asked."""
    left = list(scored)
    ordered: list[OpenQuestion] = []
    while left:
        waiting = {domain.slug for _, _, domain in left}
        ready = next((one for one in left if not one[2].parents & waiting), left[0])
        left.remove(ready)
        ordered.append(ready[1])
    return tuple(ordered)


def _decisiveness(found: Bound, domain: Domain) -> float:
    """Return how far an answer to this question is expected to bring a decision to its end.

    For each rival: the most points that an answer can give it against the leader, which are out of reach
    once the question is answered, less half of what answers give it on average, for half the questions
    get no answer. Chosen by playing whole and sparse profiles through (``benchmarks``), as were the two
    weights: a veto counts as few points here, and strategy comes first, since the others wait for it.
    """
    against = found.against
    rules = found.open & domain.reads
    most = most_of(against, domain, rules & ~found.shared, rules & found.shared)
    usual = _usual(against, rules, domain)
    total = 0.0
    for rival in found.rivals:
        expected = (against.field(most, rival) - usual[rival] / 2) / against.stretch.tie
        total += min(_VETO_POINTS, expected)
    return total * (_STRATEGY_FIRST if against.stretch.decision == RANKED_DECISIONS[0] else 1)


def _usual(against: Against, rules: int, domain: Domain) -> list[float]:
    """Return the average over a question's states of what these rules add, per option."""
    usual = [0.0] * len(against.fields)
    for rule in bits(rules):
        share = domain.shares[rule]
        for option, weight in enumerate(against.weights[rule - against.stretch.offset]):
            if weight:
                usual[option] += weight * share
    return usual


def _reach(compiled: Compiled, found: Bound, domain: Domain) -> int:
    """Return the most points by which an answer can move a rival against the leader, either way."""
    against = found.against
    points = against_leader(compiled, against.stretch, against.leader, points_only=True)
    rules = found.relevant & domain.reads
    most = most_of(points, domain, rules & ~found.shared, rules & found.shared)
    rivals = found.rivals or tuple(range(len(against.fields)))
    return max(0, *(points.field(most, rival) for rival in rivals)) // against.stretch.tie


def _unknown_that_matter(compiled: Compiled, profile: Profile) -> tuple[str, ...]:
    """Return the closed questions that are asked and of which one answer would change an outcome."""
    closed = [slug for slug in compiled.domains if slug in profile and profile[slug] is None]
    if not closed:
        return ()
    now_asked = asked(compiled, profile)
    others = {slug: profile.get(slug) for slug in compiled.domains}
    given = {**profile, **others}
    return tuple(slug for slug in closed if slug in now_asked and _would_change(compiled, given, slug))


def _would_change(compiled: Compiled, given: Profile, slug: str) -> bool:
    """Tell whether one question, answered, could change an outcome when all else is certain."""
    survey = Survey(compiled, {name: answer for name, answer in given.items() if name != slug}, 0)
    return not all(view.settled for view in survey.views(survey.alive, survey.domains))
