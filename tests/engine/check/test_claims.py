"""Each claim, asked of the solver by itself, against the engine's look at every profile."""

from __future__ import annotations

from random import Random

import pytest

from advisor.engine import read_document
from advisor.engine.check.search import Search
from advisor.engine.check.space import space_of
from tests.engine.check.brute import Brute
from tests.engine.check.random_books import a_document


@pytest.mark.parametrize("seed", range(25))
def test_the_solver_finds_a_profile_exactly_where_there_is_one(seed):
    document = a_document(Random(3000 + seed))
    search = Search(space_of(read_document(document, "sha256:test")), 10_000, lambda done, total: None)
    looks = [search.look(profile) for profile in Brute(document).profiles()]
    for claim in search.claims:
        assert search.ask(claim) == any(map(claim.shown, looks)), claim
