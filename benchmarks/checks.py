"""The exact examination measured on the real rulebook: ``python -m benchmarks.checks``.

How long it takes, what the cheap profiles decide and what is left to the solver, and how the two compare.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter

from advisor.engine import parse_profile
from advisor.engine.check.claims import Claim
from advisor.engine.check.examine import BUDGET, searched, verdicts_of
from advisor.engine.check.search import Search
from advisor.engine.check.space import space_of
from advisor.engine.rulebook import Profile, Rulebook
from advisor.rulebook.files import load_rulebook_from_files
from benchmarks.books import FIXTURES, full_profiles
from benchmarks.timing import each, on_one_core, shown, verdict

#: Seconds that an editor waits for an answer.
AIM = 20
#: Every so many claims one is put to the solver alone.
_EVERY = 20
_ROUNDS = 3


def real() -> tuple[Rulebook, list[Profile]]:
    """Return the fixtures' rulebook and the profiles of its scenarios."""
    rulebook, scenarios = load_rulebook_from_files(FIXTURES)
    parsed = (parse_profile(rulebook, scenario.profile) for scenario in scenarios)
    return rulebook, [profile for profile, problems in parsed if not problems]


def whole(rulebook: Rulebook, seeds: list[Profile]) -> None:
    """Print what the whole examination takes, and who decided what."""
    taken = []
    for _ in range(_ROUNDS):
        start = perf_counter()
        search = searched(rulebook, seeds=seeds)
        verdicts = tuple(verdicts_of(search))
        taken.append(perf_counter() - start)
    claims = len(search.claims)
    by_profiles = claims - search.asked
    print(f"{claims:,} claims: {by_profiles:,} decided by looking at profiles, {search.sampled:,} tried,")
    print(f"  {search.asked} by the solver, at {BUDGET - search.steps} of {BUDGET:,} steps;", end=" ")
    print(f"{len(search.undecided)} undecided, {len(verdicts)} verdicts")
    print(f"the examination, median of {_ROUNDS}", end="  ")
    print(f"{shown(median(taken))}   aim ≤ {AIM} s: {verdict(median(taken) <= AIM)}")


def parts(rulebook: Rulebook) -> None:
    """Print what a profile and a query cost: why profiles come first."""
    search = Search(space_of(rulebook), BUDGET, lambda done, total: None)
    queries = sorted(_asking(search, claim) for claim in search.claims[::_EVERY])
    book = search.space.compiled
    profiles = full_profiles(book, 40, given=0.5)
    looks = each(search.look, profiles)
    print(f"one profile looked at     {shown(median(looks)):>10}   slowest {shown(looks[-1])}")
    print(f"one query of the solver   {shown(median(queries)):>10}   slowest {shown(queries[-1])}")
    print(f"profiles looked at in the time of one query: {median(queries) / median(looks):,.0f}")


def _asking(search: Search, claim: Claim) -> float:
    start = perf_counter()
    search.ask(claim)
    return perf_counter() - start


if __name__ == "__main__":
    on_one_core()
    rulebook, seeds = real()
    print(
        f"The fixtures' rulebook: {len(rulebook.rules)} rules, {len(rulebook.questions)} questions,", end=" "
    )
    print(f"{len(rulebook.advice)} pieces of advice, {len(rulebook.facts)} facts, {len(seeds)} scenarios")
    whole(rulebook, seeds)
    parts(rulebook)
