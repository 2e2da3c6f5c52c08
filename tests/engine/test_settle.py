"""Settled means proved: no completion of the open questions changes a settled outcome."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings

from advisor.engine import compile_rulebook, parse_profile, read_document, settle
from tests.engine import plainly
from tests.engine.strategies import a_document, a_profile, randoms


@settings(max_examples=400, deadline=None)
@given(randoms)
def test_no_completion_changes_a_settled_outcome(random: Random) -> None:
    doc = a_document(random, most_questions=4)
    compiled = compile_rulebook(read_document(doc, "sha256:test"))
    profile = parse_profile(compiled.rulebook, a_profile(random, doc, given=0.5))[0]
    found = settle(compiled, profile)
    now = plainly.outcomes(doc, profile)
    reached = {plainly.outcomes(doc, complete) for complete in plainly.completions(doc, profile)}
    for n, name in enumerate(plainly.RANKED):
        if found.settled[name]:
            assert {outcome[n] for outcome in reached} == {now[n]}
    assert all(found.settled.values()) == (not found.open_questions)
