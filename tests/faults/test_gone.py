"""The database goes away under load and comes back: the site says so in words, and goes on by itself."""

import pytest

from tests.faults.judging import wrong
from tests.faults.looking import not_in_words, not_shown, probes
from tests.faults.places import is_ready, served
from tests.faults.stores import answers
from tests.running import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.sweep]


@pytest.mark.parametrize("pool", [0, 4], ids=["unpooled", "pooled"])
def test_a_database_that_is_gone_is_told_in_words_until_it_is_back(site, store, told, crowd, tell, pool):
    if pool and store.name == "SQLite":
        pytest.skip("SQLite has no pool")
    age = {"CONNECTION_AGE": "0"} if store.name == "SQLite" else {}
    with tell(f"database gone and back{', pooled' if pool else ''}") as line:
        web = served(site, DATABASE_POOL=str(pool), **age)
        processes = web.workers()
        assert not_shown(web, told) == []
        crowd.start(web.address)
        crowd.go_on()
        store.lose()
        try:
            wait_for(lambda: any(503 in tab.statuses for tab in crowd.tabs))
            assert probes(web) == (200, 503)
            crowd.stop()
            assert not_in_words(web, told) == []
        finally:
            store.find()
        wait_for(lambda: is_ready(web))
        crowd.start(web.address)
        crowd.go_on()
        crowd.stop()
        # Each process has a pool of its own, which finds the database again in its own time.
        wait_for(lambda: not_shown(web, told) == [])
        problems = wrong(crowd.saves, answers(store))
        line |= {"runs": 1, "acknowledged": crowd.acknowledged, "lost": len(problems)}
        line["errors"] = len(unexpected := crowd.unexpected(200, 302, 409, 503))
    assert not problems
    assert not unexpected
    assert web.workers() == processes
