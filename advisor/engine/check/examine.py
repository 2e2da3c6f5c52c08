"""The examination of a rulebook: what can never be, and what should never be, each proved and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from advisor.engine.check.claims import FAULTS, Claim, holds_without
from advisor.engine.check.look import Look
from advisor.engine.check.search import Progress, Search
from advisor.engine.check.space import all_conditions, space_of
from advisor.engine.check.verdict import Verdict
from advisor.engine.check.witness import smallest
from advisor.engine.rulebook import Profile, Rulebook

#: Nodes of the solver's search in all.
BUDGET = 20_000


def examine(
    rulebook: Rulebook,
    *,
    seeds: Iterable[Profile] = (),
    budget: int = BUDGET,
    progress: Progress | None = None,
) -> tuple[Verdict, ...]:
    """Return every finding, by kind of record in the rulebook's order; the same for the same rulebook,
    seeds and budget.

    All profiles are examined that can be given today: any questions left open, retired choices not given,
    numbers by the intervals between thresholds. Questions by which the owner refuses options stay open
    throughout, for what an owner refuses is no property of the rules; rules, advice and facts that read
    them are not judged.

    ``seeds``: valid profiles (scenarios) from which witnesses are looked for first. ``budget``: nodes of
    the solver's search in all; where they end, a verdict says ``decided=False``. ``progress`` is called
    with the number of claims decided and of all, which may grow by a few; what it raises ends the
    examination. Raises :class:`~advisor.engine.check.search.WitnessError` where the solver's model and the
    engine disagree: a fault of this program, never of the rulebook.
    """
    return tuple(verdicts_of(searched(rulebook, seeds=seeds, budget=budget, progress=progress)))


def searched(
    rulebook: Rulebook,
    *,
    seeds: Iterable[Profile] = (),
    budget: int = BUDGET,
    progress: Progress | None = None,
) -> Search:
    """Return the search of :func:`examine` when it is over, which knows how it came to its end."""
    search = Search(space_of(rulebook), budget, progress or _quietly)
    search.run(seeds)
    return search


def _quietly(done: int, total: int) -> None:
    """Tell nobody."""


def verdicts_of(search: Search) -> Iterator[Verdict]:
    """Yield what a search has found."""
    for claim in search.claims:
        found = Verdict(claim.kind, claim.subject, claim.decision, claim.option, claim.others)
        if claim in search.undecided:
            yield found._replace(decided=False)
        elif claim.kind in FAULTS and claim in search.shown:
            yield found._replace(witness=_small(search, search.shown[claim], claim.shown))
        elif claim.kind not in FAULTS and claim in search.refuted:
            others = _vetoing(search, claim) if claim.kind == "points_never_count" else claim.others
            yield found._replace(others=others, witness=_example(search, claim))
    yield from _unread(search.space.rulebook)


def _small(search: Search, profile: Profile, shows: Callable[[Look], bool]) -> Profile:
    return smallest(profile, lambda smaller: shows(search.look(smaller)))


def _example(search: Search, claim: Claim) -> Profile | None:
    """Return a small profile in which the rule that a claim is about holds; of an option, the rule that
    gives it the most points."""
    slug = claim.rule
    if claim.kind == "option_never_wins":
        giving = [r for r in search.space.rules_of(claim.decision) if r.points.get(claim.option, 0) > 0]
        slug = max(giving, key=lambda rule: rule.points[claim.option]).slug if giving else ""
    for other, profile in search.shown.items():
        if other.kind == "rule_never_fires" and other.subject == slug:
            return _small(search, profile, other.shown)
    return None


def _vetoing(search: Search, claim: Claim) -> tuple[str, ...]:
    """Return rules of which one at least always rules the option out when the claim's rule holds, none to
    spare as far as the budget tells."""
    rule = search.space.rulebook.rules[claim.rule]
    rules = search.space.rules_of(claim.decision)
    needed = [other.slug for other in rules if claim.option in other.rules_out]
    for slug in tuple(needed):
        fewer = [other for other in needed if other != slug]
        if search.ask(holds_without(rule, fewer)) is False:
            needed = fewer
    return tuple(needed)


def _unread(rulebook: Rulebook) -> Iterator[Verdict]:
    """Yield the questions that nothing in the rulebook reads; what a retired question reads is no reading."""
    questions = rulebook.questions.values()
    read = {name for when in all_conditions(rulebook) for name in when}
    read |= {name for question in questions if not question.retired for name in question.asked_when or ()}
    for question in questions:
        if not question.retired and question.slug not in read:
            yield Verdict("question_unread", question.slug)
