"""What would change a recommendation: exact, against brute force over the plain reading of the points."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

from hypothesis import given, settings

from advisor.engine import compile_rulebook, pair_changes, parse_profile, read_document, single_changes
from tests.engine import plainly
from tests.engine.strategies import a_document, a_profile, randoms


def as_sets(found: Any) -> dict[str, set[Any]]:
    """Return changes without their order."""
    return {
        name: {(frozenset(change.answers.items()), change.outcome) for change in changes}
        for name, changes in found.items()
    }


def brute_force(
    doc: dict[str, Any], profile: dict[str, Any]
) -> tuple[dict[str, set[Any]], dict[str, set[Any]]]:
    """Return all single changes and all minimal pairs by trying every one."""
    base = plainly.outcomes(doc, profile)
    singles: dict[str, set[Any]] = {name: set() for name in plainly.RANKED}
    pairs: dict[str, set[Any]] = {name: set() for name in plainly.RANKED}
    all_changes = list(plainly.changes(doc, profile))
    alone = [plainly.outcomes(doc, {**profile, slug: new}) for slug, _, new in all_changes]
    for (slug, _, new), outcome in zip(all_changes, alone, strict=True):
        for name, before, after in zip(plainly.RANKED, base, outcome, strict=True):
            if before != after:
                singles[name].add((frozenset({slug: new}.items()), after))
    rows = {row["slug"]: row for row in doc["questions"]}
    for (one, first), (two, second) in combinations(list(zip(all_changes, alone, strict=True)), 2):
        if one[0] != two[0]:
            answers = {one[0]: one[2], two[0]: two[2]}
        elif one[1] and two[1]:
            new = plainly.toggle(rows[one[0]], profile[one[0]], one[1], two[1])
            answers = {one[0]: new} if new else {}
        else:
            continue
        outcome = plainly.outcomes(doc, {**profile, **answers})
        for n, name in enumerate(plainly.RANKED):
            if base[n] == first[n] == second[n] != outcome[n]:
                pairs[name].add((frozenset(answers.items()), outcome[n]))
    return singles, pairs


@settings(max_examples=300, deadline=None)
@given(randoms)
def test_single_changes_and_minimal_pairs_are_those_that_brute_force_finds(random: Random) -> None:
    doc = a_document(random)
    profile = a_profile(random, doc, given=0.9, closed=0.05)
    compiled = compile_rulebook(read_document(doc, "sha256:test"))
    profile = parse_profile(compiled.rulebook, profile)[0]
    singles, pairs = brute_force(doc, profile)
    assert as_sets(single_changes(compiled, profile)) == singles
    assert as_sets(pair_changes(compiled, profile)) == pairs
